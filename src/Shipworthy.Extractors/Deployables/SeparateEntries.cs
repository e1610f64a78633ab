using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deployables;

/// <summary>
/// Tells servers apart that share a manifest and nothing else: files in folders beside each other, each of which makes and starts a server and takes its code from its own
/// folder alone. Such folders are parts of their own.
/// </summary>
static partial class SeparateEntries
{
    /// <summary>The folder of each server that stands by itself; none where they are one part.</summary>
    /// <param name="sources">Everything.</param>
    /// <param name="servers">The files that make a server under one manifest.</param>
    public static ImmutableArray<string> Of(Sources sources, IEnumerable<string> servers)
    {
        ImmutableArray<string> folders = [.. servers.Select(Paths.FolderOf).Distinct().Order(StringComparer.Ordinal)];
        return
            folders.Length > 1
            && folders.All(folder => folder.Length > 0 && !folders.Any(other => other != folder && Paths.IsIn(folder, other + "/")))
            && folders.All(folder => servers.Any(path => Paths.FolderOf(path) == folder && Starts(sources, path)))
            && folders.All(folder => StandsAlone(sources, folder))
            ? folders
            : [];
    }

    static bool Starts(Sources sources, string path) => sources.Tree.Find(path) is { } file && Starting().IsMatch(file.Text);

    static bool StandsAlone(Sources sources, string folder) =>
        sources
            .Code.Files.Where(file => Paths.IsIn(folder, file.Path))
            .All(file => file.Root.Descendants(CodeKind.Import).All(import => !LeavesFolder(sources.Tree, folder, file, import.Name)));

    static bool LeavesFolder(SourceTree tree, string folder, CodeFile file, string module)
    {
        if (file.Language is Language.Python)
        {
            var first = module.TrimStart('.').Split('.')[0];
            return module.StartsWith("..", StringComparison.Ordinal)
                || (
                    !module.StartsWith('.')
                    && first.Length > 0
                    && !IsThere(tree, folder, first)
                    && (IsThere(tree, "", first) || IsThere(tree, Paths.FolderOf(folder), first))
                );
        }
        return module.StartsWith('.')
            ? Paths.Within(Paths.FolderOf(file.Path), module) is not { } target || !Paths.IsIn(folder, target + "/")
            : module.StartsWith("@/", StringComparison.Ordinal) || module.StartsWith("~/", StringComparison.Ordinal);
    }

    static bool IsThere(SourceTree tree, string folder, string module) =>
        tree.Find(Paths.Below(folder, $"{module}.py")) is not null || tree.Find(Paths.Below(folder, $"{module}/__init__.py")) is not null;

    /// <summary>What starts a server where a file is run.</summary>
    [GeneratedRegex(
        @"\.listen\(|\bserve\(|\.run\((?![^)\n]*\bsql)|uvicorn\.run\(|__name__\s*==\s*['""]__main__['""]",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Starting();
}
