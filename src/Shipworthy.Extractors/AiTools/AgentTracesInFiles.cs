using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.AiTools;

/// <summary>
/// Learns which AI tools are at work here, from the files that tell them how to work, and what those say about commits (rubric 9.1, rule 3). Which file a tool reads is
/// documented by its makers; a file of that name counts in any folder.
/// </summary>
sealed partial class AgentTracesInFiles : IExtractor
{
    /// <summary>An instruction is short; what is longer is cut.</summary>
    const int MostWords = 90;

    public ImmutableArray<Type> Teaches => [typeof(AgentTrace)];

    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files)
        {
            if (ToolOf(file) is { } tool)
            {
                learn.Add(new AgentTrace(Location.File(file.Path), tool));
                foreach (var trace in Orders(file, tool).DistinctBy(one => one.Identity))
                    learn.Add(trace);
            }
            else if (file.Role is FileRole.Ci && file.Path.Contains(".github/workflows/", StringComparison.Ordinal))
                foreach (var trace in InWorkflow(file).Take(1))
                    learn.Add(trace);
        }
    }

    static string? ToolOf(SourceFile file)
    {
        var (name, path) = (file.Name, $"/{file.Path}");
        return name is "CLAUDE.md" || path.Contains("/.claude/", StringComparison.Ordinal) ? "Claude Code"
            : name is "AGENTS.md" ? "coding agents"
            : name is "GEMINI.md" || path.Contains("/.gemini/", StringComparison.Ordinal) ? "Gemini CLI"
            : name is ".cursorrules" || path.Contains("/.cursor/", StringComparison.Ordinal) ? "Cursor"
            : name is "copilot-instructions.md" || path.Contains("/.github/prompts/", StringComparison.Ordinal) ? "Copilot"
            : name is ".windsurfrules" || path.Contains("/.windsurf/", StringComparison.Ordinal) ? "Windsurf"
            : name is ".clinerules" || path.Contains("/.clinerules/", StringComparison.Ordinal) ? "Cline"
            : path.Contains("/.junie/", StringComparison.Ordinal) ? "Junie"
            : path.Contains("/.kiro/", StringComparison.Ordinal) ? "Kiro"
            : path.Contains("/.roo/", StringComparison.Ordinal) ? "Roo Code"
            : name is "replit.md" or ".replit" ? "Replit Agent"
            : path.Contains("/.bolt/", StringComparison.Ordinal) ? "Bolt"
            : path.Contains("/.lovable", StringComparison.Ordinal) ? "Lovable"
            : name is ".aider.conf.yml" ? "Aider"
            : null;
    }

    static IEnumerable<AgentTrace> Orders(SourceFile file, string tool)
    {
        var onRequest = OfRequest().IsMatch(file.Text);
        var isSettings = file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        var number = 0;
        foreach (var line in file.Text.Split('\n'))
        {
            number++;
            if (line.Length is 0 or > 600 || !MaySay().IsMatch(line))
                continue;
            var order =
                isSettings ? (Push().IsMatch(line) ? AgentOrder.MayPush : AgentOrder.None)
                : Not().IsMatch(line) ? AgentOrder.None
                : Merge().IsMatch(line) ? AgentOrder.Merges
                : OtherBranch().IsMatch(line) ? AgentOrder.None
                : PushOrder().IsMatch(line) ? (onRequest ? AgentOrder.MayPush : AgentOrder.Pushes)
                : PushToMain().IsMatch(line) ? AgentOrder.MayPush
                : CommitOrder().IsMatch(line) ? AgentOrder.Commits
                : AgentOrder.None;
            if (order is not AgentOrder.None)
                yield return new(Location.At(file.Path, number), tool) { Order = order, Words = Shortened(line) };
        }
    }

    static string Shortened(string line)
    {
        var words = line.Trim(' ', '\t', '\r', '-', '*', '#', '`', '>', '.');
        return words.Length > MostWords ? $"{words[..MostWords]}…" : words;
    }

    /// <summary>A workflow that merges what an agent proposes, or lets an agent write on each push.</summary>
    static IEnumerable<AgentTrace> InWorkflow(SourceFile file)
    {
        var text = file.Text;
        var runs = AgentAction().IsMatch(text);
        if (!runs && !AgentAccount().IsMatch(text))
            yield break;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.TrimStart().StartsWith('#'))
                continue;
            if (MergeStep().IsMatch(line))
                yield return new(Location.At(file.Path, number), "coding agents") { Order = AgentOrder.Merges, Words = Shortened(line) };
            else if (runs && AgentAction().IsMatch(line) && OnPush().IsMatch(text) && WritesContents().IsMatch(text))
                yield return new(Location.At(file.Path, number), "coding agents") { Order = AgentOrder.Pushes, Words = Shortened(line) };
        }
    }

    const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>An instruction that works on a branch or request of its own.</summary>
    [GeneratedRegex(@"gh pr (?:create|checkout|view|diff|comment)|checkout -b|switch -c|worktree add", Options, 10_000)]
    private static partial Regex OfRequest();

    [GeneratedRegex("push|merge|commit", Options, 10_000)]
    private static partial Regex MaySay();

    [GeneratedRegex(
        @"\b(?:never|do not|don't|must not|not|avoid|without|unless|only (?:when|if|after)|ask|wait for|before you|manual(?:ly)?|human|dependabot|renovate|review(?:ed|er)?s?\b.*\bbefore)\b",
        Options,
        10_000
    )]
    private static partial Regex Not();

    [GeneratedRegex(
        @"\bgh pr merge\b|\bglab mr merge\b|(?:auto(?:matically)?[- ]?merged?|merged? (?:automatically|by themselves|by itself))\b.*|\bmerge (?:the|your|it|its) (?:own )?(?:PR|pull request|MR)\b(?=.*\b(?:yourself|immediately|automatically|auto)\b)",
        Options,
        10_000
    )]
    private static partial Regex Merge();

    [GeneratedRegex(
        @"feature[/ -]|\bbranch(?! main| master)\b(?<!main branch)(?<!master branch)(?<!default branch)|checkout -b|origin \$|<branch|-u origin (?!main|master)|origin v?\d|--tags|\bhooks?\b|pre-push|docker push|force.push",
        Options,
        10_000
    )]
    private static partial Regex OtherBranch();

    [GeneratedRegex(
        @"(?:always|automatically|immediately|after (?:each|every|all|completing|finishing|making)\b[^.]*|when(?:ever)? (?:done|finished|you)\b[^.]*|every time\b[^.]*|must)\s[^.]*\bpush\b|^\W*(?:\d+\.\s*|[a-z]\.\s*)?\**(?:git )?commit (?:and|&) push\b|^\W*(?:\d+\.\s*)?\**push (?:all |your |the )?(?:changes |commits |it )?(?:directly |straight )?(?:to|onto) (?:the )?(?:main|master|default)\b|git commit\b.*&&\s*git push\b",
        Options,
        10_000
    )]
    private static partial Regex PushOrder();

    [GeneratedRegex(@"\bgit push(?: -\S+)* origin (?:main|master)\b", Options, 10_000)]
    private static partial Regex PushToMain();

    [GeneratedRegex(@"git push", Options, 10_000)]
    private static partial Regex Push();

    [GeneratedRegex(
        @"(?:always|automatically|after (?:each|every|all|completing|finishing)\b[^.]*|every time\b[^.]*)\s[^.]*\bcommit\b(?! message)",
        Options,
        10_000
    )]
    private static partial Regex CommitOrder();

    [GeneratedRegex(@"gh pr merge\b|enable-pull-request-automerge|automerge-action|auto-approve", Options, 10_000)]
    private static partial Regex MergeStep();

    [GeneratedRegex(
        @"uses:\s*['""]?(?:anthropics/claude-code(?:-base)?-action|openai/codex-action|google-github-actions/run-gemini-cli|cursor/)",
        Options,
        10_000
    )]
    private static partial Regex AgentAction();

    [GeneratedRegex(
        @"copilot-swe-agent|claude\[bot\]|cursor\[bot\]|devin-ai-integration|google-labs-jules|lovable-dev|gpt-engineer-app|chatgpt-codex-connector|factory-droid",
        Options,
        10_000
    )]
    private static partial Regex AgentAccount();

    [GeneratedRegex(@"^on:(?:\s*push\b|\s*\[[^\]]*\bpush\b|[\s\S]*?^\s+push:)", Options | RegexOptions.Multiline, 10_000)]
    private static partial Regex OnPush();

    [GeneratedRegex(@"contents:\s*write|permissions:\s*write-all", Options, 10_000)]
    private static partial Regex WritesContents();
}
