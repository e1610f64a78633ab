using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Images.Bots;

/// <summary>The file that configures Renovate (docs.renovatebot.com, "Configuration options").</summary>
static partial class RenovateFile
{
    static readonly ImmutableArray<string> paths =
    [
        "renovate.json",
        "renovate.json5",
        ".github/renovate.json",
        ".github/renovate.json5",
        ".gitlab/renovate.json",
        ".gitlab/renovate.json5",
        ".renovaterc",
        ".renovaterc.json",
        ".renovaterc.json5",
    ];

    /// <summary>The file; null without one.</summary>
    public static SourceFile? In(SourceTree tree) => paths.Select(tree.Find).OfType<SourceFile>().FirstOrDefault();

    /// <summary>Whether a pipeline here starts Renovate itself.</summary>
    public static bool IsRunBy(SourceTree tree) =>
        tree.Files.Any(file => file.Role is FileRole.Ci && file.Text.Contains("renovatebot/github-action", StringComparison.Ordinal));

    /// <summary>JSON5 without its comments is YAML.</summary>
    public static YamlNode Read(SourceFile file)
    {
        var json = JsonFile.Read(file);
        if (json.Exists || !file.Name.EndsWith("5", StringComparison.Ordinal))
            return json;
        var text = Comment().Replace(file.Text, match => match.Value.StartsWith('/') ? "" : match.Value).Replace('\t', ' ');
        return YamlFile.Read(new SourceFile(file.Path, file.Role, Encoding.UTF8.GetBytes(text))).Root;
    }

    /// <summary>A text in quotes, which may hold what looks like a comment, or a comment.</summary>
    [GeneratedRegex(
        @"""(?:[^""\\]|\\.)*""|'(?:[^'\\]|\\.)*'|//[^\n]*|/\*.*?\*/",
        RegexOptions.Singleline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Comment();
}
