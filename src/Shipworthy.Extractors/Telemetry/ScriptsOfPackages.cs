using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Telemetry;

/// <summary>Files that only scripts of <c>package.json</c> run that people type: what fills a database or sets up a machine.</summary>
sealed partial class ScriptsOfPackages
{
    readonly Sources sources;

    /// <summary>The files, each with the words by which a server could start it all the same.</summary>
    readonly Dictionary<CodeFile, List<string>> typed = [];

    /// <summary>Files that scripts run which servers start with, or of which it is not known who types them.</summary>
    readonly HashSet<CodeFile> started = [];

    /// <summary>What the scripts say that servers start with, or of which it is not known who types them.</summary>
    readonly List<string> served = [];

    /// <summary>The files of an app.</summary>
    public ScriptsOfPackages(Sources sources)
    {
        this.sources = sources;
        foreach (var package in new Packages(sources.Tree).All)
        foreach (var (name, text) in package.Scripts)
        {
            var isTyped = Chore().IsMatch(name) && !OfServers().IsMatch(name);
            if (!isTyped)
                served.Add(text);
            foreach (var word in text.Split(Between, StringSplitOptions.RemoveEmptyEntries).Where(word => Source().IsMatch(word)))
                if (Paths.Within(package.Folder, word) is { } path && sources.Code.Find(path) is { } file)
                    if (isTyped)
                    {
                        if (!typed.TryGetValue(file, out var names))
                            typed.Add(file, names = [file.Path[(file.Path.LastIndexOf('/') + 1)..]]);
                        names.AddRange([$"run {name}", $"yarn {name}", $"pnpm {name}", $"bun {name}"]);
                    }
                    else
                        started.Add(file);
        }
    }

    static readonly char[] Between = [' ', '"', '\'', '&', ';', '|', '(', ')'];

    /// <summary>The files of a server without those that only people run, and that no other file of it loads.</summary>
    public HashSet<CodeFile> Without(HashSet<CodeFile> files, Deployable part)
    {
        var alone = typed.Keys.Where(file => files.Contains(file) && file.Path != part.At.Path && IsOfPeople(file)).ToHashSet();
        if (alone.Count == 0)
            return files;
        foreach (var file in files.Where(file => !alone.Contains(file)).ToList())
        foreach (var node in file.Root.Descendants())
            if (Loaded(file, node) is { } loaded)
                alone.Remove(loaded);
        files.ExceptWith(alone);
        return files;
    }

    CodeFile? Loaded(CodeFile file, Code node) =>
        node.Kind is CodeKind.Import or CodeKind.Export
            ? node.Name.Length > 0
                ? sources.Code.Module(file, node.Name)
                : null
            : node.Kind is CodeKind.Call
            && node.Callee.Name is "import" or "require" or "fork" or "Worker"
            && node.ArgumentAt(0).String is { Length: > 0 } name
                ? sources.Code.Module(file, name)
                : null;

    bool IsOfPeople(CodeFile file) =>
        !started.Contains(file)
        && !file.Text.Contains(".listen(", StringComparison.Ordinal)
        && !served.Exists(text => Names(file, text))
        && !sources.Tree.Files.Any(other => IsOfHost(other) && Names(file, other.Text));

    bool Names(CodeFile file, string text) => typed[file].Exists(name => text.Contains(name, StringComparison.Ordinal));

    /// <summary>Files by which servers and containers are started.</summary>
    static bool IsOfHost(SourceFile file) =>
        file.Role is FileRole.Infra
        || file.Name is "Procfile"
        || file.Name.Contains("ockerfile", StringComparison.Ordinal)
        || file.Name.EndsWith(".sh", StringComparison.Ordinal) && file.Role is FileRole.Prod;

    [GeneratedRegex(@"^[\w@./-]+\.(?:[cm]?[jt]s|tsx|jsx)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Source();

    [GeneratedRegex(
        @"(?:^|[:_-])(?:db|database|seed\w*|setup|migrat\w*|reset|script\w*|import\w*|create|generate|backfill|fixtures?|admin|clean\w*|test\w*|check\w*|lint)(?:$|[:_-])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Chore();

    [GeneratedRegex(
        @"start|serve|build|(?:^|[:_-])(?:dev|prod\w*|deploy\w*|worker\w*|cron|jobs?|queue|schedul\w*|watch|api|web|app|bot|post\w*|pre\w*)(?:$|[:_-])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex OfServers();
}
