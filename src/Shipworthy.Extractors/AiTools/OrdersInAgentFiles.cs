using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Sinks;

namespace Shipworthy.Extractors.AiTools;

/// <summary>
/// Learns where agents are told to push to the default branch or to merge what they wrote, in their instructions and in pipelines (rubric 9.1, row 3). A line that forbids
/// it, or that waits for a person, is no such order.
/// </summary>
sealed partial class OrdersInAgentFiles : IExtractor
{
    public ImmutableArray<Type> Teaches { get; } = [typeof(AgentOrder)];

    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files)
        {
            var kinds = new HashSet<AgentOrderKind>();
            foreach (
                var (line, kind) in IsInstruction(file) ? OrdersIn(file.Text)
                : IsPipeline(file) ? MergesIn(file.Text)
                : []
            )
                if (kinds.Add(kind))
                    learn.Add(new AgentOrder(Location.At(file.Path, line), kind));
        }
    }

    static bool IsInstruction(SourceFile file) =>
        SnippetPlacesInFiles.Place(file.Path.ToLowerInvariant()) is (SnippetKind.Instructions, _)
        && (
            file.Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
            || file.Name.EndsWith(".mdc", StringComparison.OrdinalIgnoreCase)
            || file.Name.StartsWith('.')
        );

    static bool IsPipeline(SourceFile file) => file.Role is FileRole.Ci && Agent().IsMatch(file.Text) && !UpdateBot().IsMatch(file.Text);

    static IEnumerable<(int Line, AgentOrderKind Kind)> OrdersIn(string text)
    {
        // Who works on branches pushes branches; a push then names the default branch or means none.
        var branches = Branch().IsMatch(text);
        foreach (var (number, whole) in Lines(text))
        {
            // That a push is never forced, and that nothing is left behind, does not forbid to push.
            var line = OfForce().Replace(whole, "");
            if (Forbids().IsMatch(line) || WaitsForPerson().IsMatch(line))
                continue;
            else if (Merge().IsMatch(line))
                yield return (number, AgentOrderKind.Merges);
            else if (PushToDefault().IsMatch(line) || (!branches && PushOfAll().IsMatch(line)))
                yield return (number, AgentOrderKind.Pushes);
        }
    }

    static IEnumerable<(int Line, AgentOrderKind Kind)> MergesIn(string text)
    {
        foreach (var (number, line) in Lines(text))
            if (AutoMerge().IsMatch(line) && !line.TrimStart().StartsWith('#'))
                yield return (number, AgentOrderKind.Merges);
    }

    static IEnumerable<(int Number, string Line)> Lines(string text) => text.Split('\n').Select((line, index) => (index + 1, line));

    [GeneratedRegex(
        @"\bgh\s+pr\s+merge\b|\bglab\s+mr\s+merge\b|\b(PRs?|MRs?|(pull|merge)\s+requests?)\s+(are\s+|will\s+)?(automatically|auto-?)\s?-?merged?\b|\b(PRs?|MRs?|(pull|merge)\s+requests?)\s+(will\s+)?merge\s+(automatically|themselves|by\s+themselves)\b|\benable\s+auto-?merge\b|^[\s\d.*+\-\[\]a-z)]{0,8}(then\s+)?merge\s+(the|your|it|this)\b.{0,40}\b(main|master|PR|(pull|merge)\s+request)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Merge();

    [GeneratedRegex(
        @"\bgit\s+push\s+(-\S+\s+)*origin\s+(HEAD:)?(main|master)\b|\b(FF|fast-?forward)-?\s?push(es)?\s+(to|onto)\s+`?(main|master)\b|\bpush(es)?\s+(directly|straight)\s+(to|onto)\s+`?(main|master)\b|\bcommit\s+(and|&)\s+push\s+(\S+\s+){0,3}(to|onto)\s+`?(main|master)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex PushToDefault();

    [GeneratedRegex(
        @"\bcommit\s*(and|&|,)\s*(then\s+)?push\b|\bgit\s+commit\b.*&&\s*git\s+push\s*($|[`""'.)])|\balways\s+(git\s+)?push\b|\bpush\s+(immediately|right|directly)\s+after\s+(each\s+|every\s+|a\s+|the\s+)?commit(ting|s)?\b|\bauto-?(commit|push)\b.*\bpush\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex PushOfAll();

    [GeneratedRegex(
        @"\*{0,2}\b(never|no|not|don'?t|do\s+not|without)\s+(use\s+|a\s+)?(force[- ]?push\w*|git\s+push\s+(--force|-f)\b|leave\s+(un\w+\s+)+changes)(\s+(to|onto)\s+`?(main|master)`?)?\*{0,2}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OfForce();

    [GeneratedRegex(
        @"\b(checkout\s+-b|switch\s+-c|(feature|topic|new|separate)\s+branch(es)?|gh\s+pr\s+create|pull\s+requests?|merge\s+requests?|open\s+a\s+PR)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Branch();

    [GeneratedRegex(
        @"\b(never|not|don'?t|do\s+not|without|avoid|no\s+auto|unless|instead\s+of|must\s+ask|forbidden|prohibited|only\s+(when|if|after))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Forbids();

    [GeneratedRegex(
        @"\b(approv\w+|after\s+(a\s+|the\s+)?(human|person|review\w*)|when\s+(the\s+user|I|asked|told)|if\s+(asked|the\s+user|I)|ask\s+(me|the\s+user|before|first)|on\s+request|confirm\w*)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex WaitsForPerson();

    [GeneratedRegex(
        @"\bgh\s+pr\s+merge\b[^\n]*--(auto|admin)\b|enable-pull-request-automerge|automerge-action|pull-request-automerge",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AutoMerge();

    [GeneratedRegex(
        @"\b(claude|copilot-swe-agent|cursor\[bot\]|codex|devin-ai|jules|lovable-dev|gpt-engineer|sweep-ai|openhands)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Agent();

    [GeneratedRegex(@"\b(dependabot|renovate)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex UpdateBot();
}
