using System.Text.Json;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Docs;

/// <summary>What a repository holds that documents can name: paths, scripts, workflows, jobs, services of compose files.</summary>
sealed partial class RepositoryThings
{
    readonly SourceTree tree;
    readonly HashSet<string> folders;
    readonly ILookup<string, string> pathsByName;
    readonly ImmutableArray<string> ignored;

    /// <summary>Looks through a tree.</summary>
    public RepositoryThings(SourceTree tree)
    {
        this.tree = tree;
        folders = [.. tree.Files.SelectMany(file => FoldersOf(file.Path))];
        pathsByName = tree
            .Files.Select(file => file.Path)
            .Concat(folders)
            .ToLookup(path => path[(path.LastIndexOf('/') + 1)..], StringComparer.OrdinalIgnoreCase);
        ignored =
        [
            .. tree.Named(".gitignore")
                .SelectMany(file => file.Text.Split('\n'))
                .Select(line => line.Trim().Trim('/'))
                .Where(line => line.Length > 1 && line[0] is not ('#' or '!')),
        ];
        Scripts = [.. tree.Files.SelectMany(ScriptsIn)];
        var workflows = tree.Files.Where(file => file.Path.StartsWith(".github/workflows/", StringComparison.Ordinal)).ToList();
        Workflows =
        [
            .. workflows.Select(file => file.Name),
            .. workflows.SelectMany(file => WorkflowName().Matches(file.Text)).Select(match => match.Groups[1].Value.Trim('"', '\'', ' ')),
        ];
        Jobs = [.. workflows.SelectMany(file => Under(file.Text, "jobs:"))];
        Services = [.. tree.Files.Where(file => ComposeName().IsMatch(file.Name)).SelectMany(file => Under(file.Text, "services:"))];
    }

    /// <summary>Names of scripts of packages and targets of makefiles.</summary>
    public HashSet<string> Scripts { get; }

    /// <summary>File names of workflows, and the names that they give themselves.</summary>
    public HashSet<string> Workflows { get; }

    /// <summary>Ids of the jobs of all workflows.</summary>
    public HashSet<string> Jobs { get; }

    /// <summary>Services of all compose files.</summary>
    public HashSet<string> Services { get; }

    /// <summary>
    /// Whether a path exists: from the root, from the given folders, or as the end of any longer path, since documents often speak from inside a package.
    /// </summary>
    public bool HasPath(string path, IEnumerable<string> from)
    {
        var clean = path.TrimEnd('/');
        if (from.Append("").Any(folder => Resolve(folder, clean) is { } full && (tree.Find(full) is not null || folders.Contains(full))))
            return true;
        var tail = clean.Replace("../", "", StringComparison.Ordinal);
        tail = tail.StartsWith("./", StringComparison.Ordinal) ? tail[2..] : tail;
        return pathsByName[tail[(tail.LastIndexOf('/') + 1)..]]
            .Any(one =>
                one.Equals(tail, StringComparison.OrdinalIgnoreCase) || one.EndsWith("/" + tail, StringComparison.OrdinalIgnoreCase)
            );
    }

    /// <summary>Whether git is told to leave the path out, so that its absence means nothing.</summary>
    public bool IsIgnored(string path)
    {
        var segments = path.Split('/');
        return ignored.Any(line =>
            path.StartsWith(line + "/", StringComparison.Ordinal)
            || segments.Contains(line)
            || (line.StartsWith("*.", StringComparison.Ordinal) && path.EndsWith(line[1..], StringComparison.Ordinal))
            || (line.EndsWith('*') && segments.Any(segment => segment.StartsWith(line[..^1], StringComparison.Ordinal) && line.Length > 2))
            || path == line
        );
    }

    static string? Resolve(string folder, string path)
    {
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count == 0)
                return null;
            if (part == "..")
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }
        return string.Join('/', parts);
    }

    static IEnumerable<string> FoldersOf(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            yield return path[..slash];
    }

    static IEnumerable<string> ScriptsIn(SourceFile file) =>
        file.Name switch
        {
            "package.json" or "composer.json" => KeysOf(file, "scripts"),
            "deno.json" or "deno.jsonc" => KeysOf(file, "tasks"),
            "Makefile" or "makefile" or "GNUmakefile" or "justfile" or "Justfile" => Target()
                .Matches(file.Text)
                .Select(match => match.Groups[1].Value),
            "Taskfile.yml" or "Taskfile.yaml" => Under(file.Text, "tasks:"),
            _ => [],
        };

    static IEnumerable<string> KeysOf(SourceFile file, string member)
    {
        try
        {
            using var json = JsonDocument.Parse(
                file.Text,
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            return
                json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty(member, out var scripts)
                && scripts.ValueKind is JsonValueKind.Object
                ? [.. scripts.EnumerateObject().Select(script => script.Name)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>The keys one level below a key of the first column of a YAML text.</summary>
    static IEnumerable<string> Under(string yaml, string key)
    {
        var inside = false;
        var indent = 0;
        foreach (var line in yaml.Split('\n'))
        {
            if (line.TrimEnd().Length == 0 || line.TrimStart().StartsWith('#'))
                continue;
            var depth = line.Length - line.TrimStart().Length;
            if (depth == 0)
                (inside, indent) = (line.TrimEnd() == key, 0);
            else if (inside && (indent == 0 || depth == indent) && YamlKey().Match(line) is { Success: true } match)
            {
                indent = depth;
                yield return match.Groups[1].Value;
            }
        }
    }

    [GeneratedRegex(@"^name:\s*(.+?)\s*$", RegexOptions.Multiline, 10_000)]
    private static partial Regex WorkflowName();

    [GeneratedRegex(@"^(docker-)?compose[\w.-]*\.ya?ml$", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex ComposeName();

    [GeneratedRegex(@"^([A-Za-z][\w.-]*)(?:[ \t]+[\w=""' -]*)?:(?!=)", RegexOptions.Multiline, 10_000)]
    private static partial Regex Target();

    [GeneratedRegex(@"^\s+[""']?([\w.-]+)[""']?:", RegexOptions.None, 10_000)]
    private static partial Regex YamlKey();
}
