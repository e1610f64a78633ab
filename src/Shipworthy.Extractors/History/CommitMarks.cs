using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.History;

/// <summary>Reads what the message of a commit says beside its text: the mark of a request, trailers, and AI tools that took part.</summary>
static partial class CommitMarks
{
    /// <summary>How it shows that it went through a request (rubric D5).</summary>
    public static ReviewMark MarkOf(Commit commit) =>
        RequestSubject().IsMatch(commit.Subject) || RequestBody().IsMatch(commit.Message) ? ReviewMark.Request
        : LocalMergeSubject().IsMatch(commit.Subject) ? ReviewMark.LocalMerge
        : ReviewMark.None;

    /// <summary>The trailers: lines <c>Key: value</c> of the last paragraph, when it holds nothing but them and their continuations.</summary>
    public static ImmutableArray<Trailer> TrailersOf(string message)
    {
        var lines = message.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd().Split('\n');
        var first = Array.FindLastIndex(lines, string.IsNullOrWhiteSpace) + 1;
        if (first == 0)
            return [];
        var trailers = ImmutableArray.CreateBuilder<Trailer>();
        foreach (var line in lines[first..])
        {
            if (TrailerLine().Match(line) is { Success: true } match)
                trailers.Add(new(match.Groups["key"].Value, match.Groups["value"].Value.Trim()));
            else if (trailers.Count > 0 && line.Length > 0 && char.IsWhiteSpace(line[0]))
                trailers[^1] = trailers[^1] with { Value = $"{trailers[^1].Value} {line.Trim()}" };
        }
        return trailers.ToImmutable();
    }

    /// <summary>AI tools that took part, by whatever says so (rubric 9, "AI-attributed commit").</summary>
    public static ImmutableArray<string> AiToolsOf(Commit commit, ImmutableArray<Trailer> trailers)
    {
        string?[] all =
        [
            Authors.AiTool(commit.AuthorName, commit.AuthorEmail),
            Authors.AiTool(commit.CommitterName, commit.CommitterEmail),
            .. trailers.Select(ToolOf),
            .. GeneratedWith().Matches(commit.Message).Select(match => KnownTool(match.Groups["tool"].Value)),
            commit.Message.Contains("https://claude.ai/code/session_", StringComparison.Ordinal) ? "Claude" : null,
        ];
        return [.. all.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Whether an AI app builder made the commit itself, in its own workspace: it writes trailers of its own (rubric D5). A tool that only helped, as a
    /// co-author, says nothing of the way that the commit took.
    /// </summary>
    public static bool IsByAppBuilder(Commit commit) => TrailersOf(commit.Message).Any(trailer => BuilderOf(trailer) is not null);

    static string? BuilderOf(Trailer trailer) =>
        trailer.Key.ToLowerInvariant() switch
        {
            "replit-commit-author" when trailer.Value.ToLowerInvariant() is "agent" or "assistant" => "Replit Agent",
            "x-lovable-edit-id" => "Lovable",
            _ => null,
        };

    static string? ToolOf(Trailer trailer) =>
        trailer.Key.ToLowerInvariant() switch
        {
            "co-authored-by" => CoAuthor(trailer.Value),
            "made-with" or "assisted-by" or "generated-by" => KnownTool(trailer.Value),
            "amp-thread-id" => "Amp",
            "claude-session" => "Claude",
            _ => BuilderOf(trailer),
        };

    static string? CoAuthor(string value)
    {
        if (value.StartsWith("Copilot Autofix powered by AI", StringComparison.OrdinalIgnoreCase))
            return "Copilot";
        return Identity().Match(value) is { Success: true } match
            ? Authors.AiTool(match.Groups["name"].Value.Trim(), match.Groups["email"].Value)
            : null;
    }

    static string? KnownTool(string text) => ToolName().Match(text) is { Success: true } match ? Spelling(match.Value) : null;

    static string Spelling(string name) =>
        name.ToLowerInvariant() switch
        {
            "claude" or "anthropic" => "Claude",
            "codex" or "gpt" or "chatgpt" or "openai" => "Codex",
            "gemini" => "Gemini",
            "copilot" => "Copilot",
            "cursor" => "Cursor",
            "devin" => "Devin",
            "aider" => "Aider",
            "windsurf" => "Windsurf",
            "cline" => "Cline",
            "lovable" => "Lovable",
            "bolt" => "Bolt",
            "replit" => "Replit Agent",
            "amp" => "Amp",
            "opencode" => "opencode",
            "kiro" => "Kiro",
            var other => other,
        };

    [GeneratedRegex(
        @"^Merge pull request #\d+|^Merge PR #\d+|^Merged PR \d+:|\(#\d+\)\s*$|^Merged in .*\(pull request #\d+\)",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex RequestSubject();

    [GeneratedRegex(@"^See merge request \S", RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex RequestBody();

    [GeneratedRegex(@"^Merge (remote-tracking )?branch(es)? ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LocalMergeSubject();

    [GeneratedRegex(@"^(?<key>[A-Za-z][A-Za-z0-9-]*): (?<value>.+)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex TrailerLine();

    [GeneratedRegex(@"^(?<name>[^<]*)<(?<email>[^<>\s]+)>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Identity();

    [GeneratedRegex(
        @"^\W*Generated with (?<tool>.{1,60})$",
        RegexOptions.CultureInvariant | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex GeneratedWith();

    [GeneratedRegex(
        @"\b(claude|anthropic|codex|gpt|chatgpt|openai|gemini|copilot|cursor|devin|aider|windsurf|cline|lovable|bolt|replit|amp|opencode|kiro)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex ToolName();
}
