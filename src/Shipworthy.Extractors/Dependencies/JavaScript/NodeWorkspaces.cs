using System.Text;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Dependencies.JavaScript;

/// <summary>Which manifests belong to the workspace of another one, by the patterns in package.json and pnpm-workspace.yaml.</summary>
static class NodeWorkspaces
{
    /// <summary>The members of the workspace of a manifest; none when it has no workspace.</summary>
    public static IEnumerable<NodeManifest> MembersOf(NodeManifest root, IReadOnlyList<NodeManifest> all, SourceTree tree)
    {
        var patterns = root.Workspaces;
        if (tree.Find(Paths.Below(root.File.Folder, "pnpm-workspace.yaml")) is { } settings)
            patterns = [.. patterns, .. YamlFile.Read(settings).Root["packages"].Texts];
        if (patterns.IsEmpty)
            yield break;
        var wanted = patterns.Where(pattern => !pattern.StartsWith('!')).Select(Parsed).ToList();
        var refused = patterns.Where(pattern => pattern.StartsWith('!')).Select(pattern => Parsed(pattern[1..])).ToList();
        foreach (var manifest in all)
        {
            if (manifest == root || !Paths.IsIn(root.File.Folder, manifest.File.Folder))
                continue;
            var path = Encoding.UTF8.GetBytes(manifest.File.Folder[(root.File.Folder.Length == 0 ? 0 : root.File.Folder.Length + 1)..]);
            if (wanted.Exists(pattern => pattern.Matches(path)) && !refused.Exists(pattern => pattern.Matches(path)))
                yield return manifest;
        }
    }

    static Glob Parsed(string pattern)
    {
        if (pattern.StartsWith("./", StringComparison.Ordinal))
            pattern = pattern[2..];
        return Glob.Parse(Encoding.UTF8.GetBytes(pattern.TrimEnd('/')), crossesSlash: false, ignoreCase: false);
    }
}
