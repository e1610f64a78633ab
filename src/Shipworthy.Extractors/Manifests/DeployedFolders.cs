using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Files;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Manifests;

/// <summary>
/// The folders that files of a deployment bring out: <c>CodeUri</c> of AWS SAM, handlers of the Serverless Framework, and what a Dockerfile copies. A package that lies in
/// one runs there, whatever its manifest says about being published.
/// </summary>
sealed partial class DeployedFolders
{
    static readonly ConditionalWeakTable<SourceTree, DeployedFolders> known = [];

    readonly Dictionary<string, string> by = new(StringComparer.Ordinal);
    readonly SourceTree tree;

    DeployedFolders(SourceTree tree)
    {
        this.tree = tree;
        foreach (var file in tree.Files.Where(file => file.Role is FileRole.Prod or FileRole.Infra))
            if (file.Name is "serverless.yml" or "serverless.yaml")
                TakeServerless(file);
            else if (IsTemplate(file))
                TakeTemplate(file);
            else if (IsDockerfile(file))
                TakeDockerfile(file);
    }

    /// <summary>All of an app.</summary>
    public static DeployedFolders Of(SourceTree tree) => known.GetValue(tree, one => new(one));

    /// <summary>The path of a file that deploys what lies in a folder; null when none does.</summary>
    public string? By(string folder) => by.GetValueOrDefault(folder);

    void TakeServerless(SourceFile file)
    {
        by.TryAdd(file.Folder, file.Path);
        foreach (var function in YamlFile.Read(file).Root["functions"].Entries)
            Take(Paths.Within(file.Folder, Paths.FolderOf(function.Value["handler"].Text)), file);
    }

    void TakeTemplate(SourceFile file)
    {
        var root = YamlFile.Read(file).Root;
        Take(file, root.Under("Globals", "Function", "CodeUri"));
        foreach (var resource in root["Resources"].Entries)
            if (resource.Value["Type"].Text is "AWS::Serverless::Function" or "AWS::Serverless::LayerVersion")
            {
                Take(file, resource.Value.Under("Properties", "CodeUri"));
                Take(file, resource.Value.Under("Properties", "ContentUri"));
            }
    }

    void Take(SourceFile file, YamlNode uri)
    {
        if (uri.Text.Length > 0 && !uri.Text.Contains("://", StringComparison.Ordinal))
            Take(Paths.Within(file.Folder, uri.Text), file);
    }

    /// <summary>What a Dockerfile copies from the folder that is built, which is its own or the root.</summary>
    void TakeDockerfile(SourceFile file)
    {
        foreach (
            var copy in DockerfileSyntax.Read(file.Text).Where(one => one.Keyword is "COPY" or "ADD" && one.Flag("--from").Length == 0)
        )
        foreach (var source in copy.Words.SkipLast(1).Select(word => word.Trim('"', '\'', '[', ']', ',')))
        {
            var folder = source.EndsWith(".json", StringComparison.Ordinal) ? Paths.FolderOf(source) : source;
            Take(Paths.Within(file.Folder, folder), file);
            if (folder.Trim('.', '/').Length > 0)
                Take(Paths.Within("", folder), file);
        }
    }

    /// <summary>A folder with a package, and the folders around it up to the file that deploys it.</summary>
    void Take(string? folder, SourceFile file)
    {
        for (var at = folder?.TrimEnd('/'); at is not null; at = at.Length == 0 ? null : Paths.FolderOf(at))
            if (tree.Find(Paths.Below(at, "package.json")) is not null)
            {
                by.TryAdd(at, file.Path);
                return;
            }
            else if (at == file.Folder)
                return;
    }

    static bool IsTemplate(SourceFile file) =>
        (file.Name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || file.Name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase))
        && file.Text.Contains("AWS::Serverless::", StringComparison.Ordinal);

    static bool IsDockerfile(SourceFile file) =>
        file.Name.Contains("Dockerfile", StringComparison.OrdinalIgnoreCase)
        && !file.Name.EndsWith("ignore", StringComparison.OrdinalIgnoreCase)
        && ContainerPurposes.OfPath(file.Path) is null
        && RunsScripts().IsMatch(file.Text);

    [GeneratedRegex(@"\b(?:node|npm|npx|pnpm|yarn|bun)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex RunsScripts();
}
