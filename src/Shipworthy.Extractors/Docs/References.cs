using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Docs;

/// <summary>
/// Finds what documents name and looks whether the repository has it. Only what a repository would certainly hold is ever called missing: scripts,
/// workflows, source and settings files, services of a compose file. Data, patterns, placeholders and ignored files are not.
/// </summary>
sealed partial class References
{
    readonly RepositoryThings things;
    readonly Platforms platforms;
    readonly HashSet<string> mentioned;

    /// <summary>Prepares for all documents at once, so that the tree is searched for their names in one pass.</summary>
    public References(SourceTree tree, IReadOnlyCollection<Document> documents)
    {
        things = new(tree);
        platforms = new(tree);
        mentioned = Mentions.Find(
            tree,
            documents
                .Where(document => document.Kind is not (DocumentKind.Changes or DocumentKind.Legal or DocumentKind.AgentNotes))
                .SelectMany(Names)
                .Select(one => one.Name)
                .ToHashSet(StringComparer.Ordinal)
        );
    }

    /// <summary>The references of one document, in the order of their lines.</summary>
    public ImmutableArray<Reference> Of(Document document)
    {
        var jobs = things.Jobs.Count == 0 ? [] : JobsNamed(document);
        return
        [
            .. document
                .Links.SelectMany(link => OfLink(document, link))
                .Concat(document.Commands.SelectMany(command => OfCommand(document, command)))
                .Concat(document.CodeSpans.SelectMany(span => OfCode(document, span, jobs)))
                .Concat(
                    Names(document)
                        .Select(one => one with { Exists = mentioned.Contains(one.Name) ? Existence.Present : Existence.Unknown })
                )
                .Distinct()
                .OrderBy(reference => reference.Line),
        ];
    }

    IEnumerable<Reference> OfLink(Document document, Link link)
    {
        var target = link.Target.Split('#', '?')[0];
        if (target.Length == 0 || target.Contains(':') || target[0] == '/' || !PathText.IsConcrete(target))
            yield break;
        var kind = PathText.IsProse(target) ? ReferenceKind.Document : ReferenceKind.Path;
        if (kind is ReferenceKind.Document || PathText.IsCheckable(target))
            yield return new(kind, target, link.Line, Has(document, target));
    }

    IEnumerable<Reference> OfCommand(Document document, Command command)
    {
        foreach (var words in CommandText.Simple(command.Text))
        {
            if (Platforms.OfProgram(words[0]) is { } platform)
                yield return new(ReferenceKind.Platform, platform, command.Line, platforms.Has(platform));
            if (ScriptOf(words) is { } script && things.Scripts.Count > 0)
                yield return Known(ReferenceKind.Script, script, command.Line, things.Scripts);
            if (ServiceOf(words) is { } service && things.Services.Count > 0)
                yield return Known(ReferenceKind.Service, service, command.Line, things.Services);
            if (words is ["gh", "workflow", "run" or "view" or "enable" or "disable", var workflow, ..] && things.Workflows.Count > 0)
                yield return Known(ReferenceKind.Workflow, workflow.Trim('"', '\''), command.Line, things.Workflows);
            foreach (var path in PathText.InCommand(words))
                yield return new(
                    PathText.IsProse(path) ? ReferenceKind.Document : ReferenceKind.Path,
                    path,
                    command.Line,
                    Has(document, path)
                );
        }
    }

    IEnumerable<Reference> OfCode(Document document, CodeSpan span, HashSet<(int, string)> jobs)
    {
        var text = span.Text.TrimEnd(':', ',', '.');
        if (text.Contains(' ') || !PathText.IsConcrete(text))
            yield break;
        if (PathText.IsCheckable(text) && !PathText.IsProse(text))
            yield return new(ReferenceKind.Path, text, span.Line, Has(document, text));
        else if (jobs.Contains((span.Line, span.Text)))
            yield return Known(ReferenceKind.Job, text, span.Line, things.Jobs);
        else if (things.Services.Contains(text))
            yield return new(ReferenceKind.Service, text, span.Line, Existence.Present);
    }

    Existence Has(Document document, string path) =>
        things.HasPath(path, [FolderOf(document.At.Path)]) ? Existence.Present
        : things.IsIgnored(path) || IsMadeBy(document, path) ? Existence.Unknown
        : Existence.Missing;

    static Reference Known(ReferenceKind kind, string name, int line, HashSet<string> known) =>
        new(kind, name, line, known.Contains(name) ? Existence.Present : Existence.Missing);

    /// <summary>Whether an earlier command of the document writes the file.</summary>
    static bool IsMadeBy(Document document, string path) =>
        document.Commands.Any(command =>
            Made().Matches(command.Text).Any(match => match.Groups[1].Value.Trim('"', '\'').EndsWith(path, StringComparison.Ordinal))
        );

    /// <summary>Words that stand beside "job", with their lines.</summary>
    static HashSet<(int, string)> JobsNamed(Document document) =>
        [
            .. document
                .Lines.Where(line =>
                    line.Kind is LineKind.Prose or LineKind.Item && line.Text.Contains("job", StringComparison.OrdinalIgnoreCase)
                )
                .SelectMany(line =>
                    Job()
                        .Matches(line.Text)
                        .SelectMany(match => new[] { (line.Number, match.Groups[1].Value), (line.Number, match.Groups[2].Value) })
                ),
        ];

    static string? ScriptOf(string[] words) =>
        words switch
        {
            ["npm", "run" or "run-script", var name, ..] => Plain(name),
            ["pnpm" or "yarn" or "bun", "run", var name, ..] => Plain(name),
            ["yarn" or "pnpm", var name, ..] when name.Contains(':') => Plain(name),
            ["composer", "run" or "run-script", var name, ..] => Plain(name),
            ["make" or "just" or "task", var name, ..] when !name.StartsWith('-') => Plain(name),
            _ => null,
        };

    static string? ServiceOf(string[] words)
    {
        var rest = words switch
        {
            ["docker", "compose", .. var after] => after,
            ["docker-compose", .. var after] => after,
            _ => [],
        };
        var verb = Array.FindIndex(rest, word => word is "exec" or "logs" or "restart" or "run" or "stop" or "start" or "kill");
        if (verb < 0)
            return null;
        var name = rest.Skip(verb + 1).SkipWhile(word => word.StartsWith('-') || word.All(char.IsDigit)).FirstOrDefault();
        return name is null || rest.Skip(verb + 1).TakeWhile(word => word != name).Any(TakesValue) ? null : Plain(name);
    }

    static bool TakesValue(string option) =>
        option is "-e" or "--env" or "-u" or "--user" or "-w" or "--workdir" or "-v" or "--entrypoint" or "--since";

    static string? Plain(string name) => PlainName().IsMatch(name) ? name : null;

    static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    /// <summary>Variables, hosts and named resources, whose presence the tree decides and whose absence means nothing.</summary>
    static IEnumerable<Reference> Names(Document document)
    {
        foreach (var span in document.CodeSpans)
        foreach (var name in Names(span.Text, span.Line))
            yield return name;
        foreach (var command in document.Commands)
        foreach (var name in Names(command.Text, command.Line))
            yield return name;
        foreach (var line in document.Lines)
            if (line.Kind is LineKind.Shown or LineKind.Row or LineKind.Item or LineKind.Prose)
                foreach (Match match in Variable().Matches(line.Text))
                    yield return new(ReferenceKind.Variable, match.Value, line.Number, Existence.Unknown);
        foreach (var link in document.Links)
            if (
                Uri.TryCreate(link.Target, UriKind.Absolute, out var address)
                && address.Scheme is "http" or "https"
                && !Placeholders.IsIn(address.Host)
            )
                yield return new(ReferenceKind.Host, address.Host, link.Line, Existence.Unknown);
    }

    static IEnumerable<Reference> Names(string text, int line)
    {
        foreach (Match match in Variable().Matches(text))
            yield return new(ReferenceKind.Variable, match.Value, line, Existence.Unknown);
        foreach (Match match in Resource().Matches(text))
            if (!NoResource().IsMatch(match.Value) && !Placeholders.IsIn(match.Value))
                yield return new(ReferenceKind.Service, match.Value, line, Existence.Unknown);
        foreach (Match match in Host().Matches(text))
            if (!Placeholders.IsIn(match.Groups[1].Value) && !match.Groups[1].Value.StartsWith("localhost", StringComparison.Ordinal))
                yield return new(ReferenceKind.Host, match.Groups[1].Value, line, Existence.Unknown);
    }

    [GeneratedRegex(@"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b", RegexOptions.None, 10_000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<![\w./-])[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?![\w./-])", RegexOptions.None, 10_000)]
    private static partial Regex Resource();

    /// <summary>Words of the platforms' own programs, and their regions.</summary>
    [GeneratedRegex(
        @"^(describe|get|list|create|update|delete|put|start|stop|restore|modify|wait|copy|register|reboot|rev|add|remove|set|no|is|has|force|pre|docker|apt|migrate|db)-|^(us|eu|ap|ca|sa|me|af|asia|europe)-\w+",
        RegexOptions.None,
        10_000
    )]
    private static partial Regex NoResource();

    [GeneratedRegex(@"https?://([\w-]+(?:\.[\w-]+)+)", RegexOptions.None, 10_000)]
    private static partial Regex Host();

    [GeneratedRegex(@"(?:>>?|-o|-O|--output(?:=|\s)|-f|tee|touch|mkdir(?:\s+-p)?)\s*([\w./""'-]+)", RegexOptions.None, 10_000)]
    private static partial Regex Made();

    [GeneratedRegex(@"\b([\w-]+) (?:job|Job)\b|\b(?:job|Job) ([\w-]+)", RegexOptions.None, 10_000)]
    private static partial Regex Job();

    [GeneratedRegex(@"^[A-Za-z][\w:.-]*$", RegexOptions.None, 10_000)]
    private static partial Regex PlainName();
}
