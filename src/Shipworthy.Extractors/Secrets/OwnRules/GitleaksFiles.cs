using System.Globalization;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Secrets.OwnRules;

/// <summary>Reads the settings of gitleaks: https://github.com/gitleaks/gitleaks#configuration.</summary>
sealed class GitleaksFiles
{
    /// <summary>A file may build on another one, and that on a third; gitleaks goes no further.</summary>
    const int MostSteps = 2;

    /// <summary>A shorter name may be that of several commits.</summary>
    const int ShortestCommit = 7;

    static readonly string[] Names = [".gitleaks.toml", "gitleaks.toml", ".gitleaks.config"];

    static readonly string[] Folders = ["", ".github", ".gitlab", ".config", "config"];

    readonly SourceTree tree;
    readonly List<OwnRule> rules = [];
    readonly List<AllowList> lists = [];
    readonly List<(Location, string)> troubles = [];
    readonly List<SourceFile> read = [];

    GitleaksFiles(SourceTree tree) => this.tree = tree;

    /// <summary>The settings of the tree, without the list of ignored findings.</summary>
    public static (
        ImmutableArray<OwnRule> Rules,
        ImmutableArray<AllowList> Lists,
        ImmutableArray<(Location, string)> Troubles,
        ImmutableArray<SourceFile> Read
    ) Of(SourceTree tree)
    {
        var files = new GitleaksFiles(tree);
        foreach (
            var file in tree.Files.Where(file =>
                Names.Contains(file.Name, StringComparer.Ordinal) && Folders.Contains(file.Folder, StringComparer.Ordinal)
            )
        )
            files.Read(file, 0);
        return ([.. files.rules], [.. files.lists], [.. files.troubles], [.. files.read]);
    }

    void Read(SourceFile file, int step)
    {
        if (read.Contains(file))
            return;
        read.Add(file);
        var root = TomlFile.Read(file);
        foreach (var rule in Of(root, "rules").Each())
            ReadRule(file, rule);
        foreach (var list in Lists(root, "allowlist", "allowlists"))
            AddList(file, list, Texts(list, "targetRules"));
        if (Of(Of(root, "extend"), "path") is { Exists: true, Text: var path } at)
            ReadBase(file, at, path, step);
    }

    void ReadBase(SourceFile file, YamlNode at, string path, int step)
    {
        var name = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        if (step < MostSteps && (tree.Find(name) ?? tree.Find($"{file.Folder}/{name}".TrimStart('/'))) is { } other)
            Read(other, step + 1);
        else
            troubles.Add((at.At, "builds on a file of rules that is not in the repository"));
    }

    void ReadRule(SourceFile file, YamlNode node)
    {
        var id = Of(node, "id").Text;
        foreach (var list in Lists(node, "allowlist", "allowlists"))
            AddList(file, list, [id]);
        var (regex, path) = (Of(node, "regex").Text, Of(node, "path").Text);
        if (id.Length == 0 || ShippedRules.Has(id) || (regex.Length == 0 && path.Length == 0) || Of(node, "skipReport").Truth == true)
            return;
        var expression = GoExpression.Of(regex);
        var paths = GoExpression.Of(path);
        if ((regex.Length > 0 && expression is null) || (path.Length > 0 && paths is null))
            troubles.Add((node.At, $"has a rule of the team's own, {id}, whose expression cannot be applied"));
        else if (Of(node, "required").Exists)
            troubles.Add((node.At, $"has a rule of the team's own, {id}, that depends on other rules and is not applied"));
        else
            rules.Add(
                new(id, file.Path, expression, Number(node, "secretGroup"), Fraction(node, "entropy"), Texts(node, "keywords"), paths)
            );
    }

    /// <summary>A list of which a part cannot be read allows nothing: what it might have called harmless is judged.</summary>
    void AddList(SourceFile file, YamlNode node, ImmutableArray<string> targets)
    {
        var paths = Expressions(node, "paths");
        var regexes = Expressions(node, "regexes");
        var stopWords = Texts(node, "stopwords");
        var commits = Texts(node, "commits")
            .Select(commit => commit.Trim().ToLowerInvariant())
            .Where(commit => commit.Length >= ShortestCommit)
            .ToImmutableArray();
        var all = Of(node, "condition").Text.ToUpperInvariant() is "AND" or "&&";
        if (all && (paths.Contains(null) || regexes.Contains(null) || commits.Length < Texts(node, "commits").Length))
            return;
        lists.Add(
            new(
                file.Path,
                targets,
                all,
                [.. paths.OfType<Regex>()],
                [.. regexes.OfType<Regex>()],
                Of(node, "regexTarget").Text,
                stopWords,
                commits
            )
        );
    }

    static ImmutableArray<Regex?> Expressions(YamlNode node, string key) => [.. Texts(node, key).Select(GoExpression.Of)];

    static IEnumerable<YamlNode> Lists(YamlNode node, params string[] keys) => keys.SelectMany(key => Of(node, key).Each());

    static ImmutableArray<string> Texts(YamlNode node, string key) => Of(node, key).Texts;

    /// <summary>The names of settings are compared without case.</summary>
    static YamlNode Of(YamlNode node, string key) =>
        node.Entries.FirstOrDefault(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase))?.Value ?? node[key];

    static int Number(YamlNode node, string key) =>
        int.TryParse(Of(node, key).Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    static double Fraction(YamlNode node, string key) =>
        double.TryParse(Of(node, key).Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
