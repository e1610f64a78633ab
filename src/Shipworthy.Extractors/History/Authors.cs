using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.History;

/// <summary>
/// Tells programs from people by the identities under which programs commit (rubrics D5 and 9). A display name that a person may bear decides nothing.
/// </summary>
public static partial class Authors
{
    /// <summary>What the author of a commit is.</summary>
    public static AuthorKind KindOf(string name, string email) =>
        AiTool(name, email) is not null ? AuthorKind.AiBuilder
        : MaintenanceBot().IsMatch(name) || MaintenanceBot().IsMatch(UserOf(email)) ? AuthorKind.MaintenanceBot
        : AuthorKind.Person;

    /// <summary>
    /// Whether an identity as people write it, "Ann Lee", "ann@example.com" or "Ann Lee &lt;ann@example.com&gt;", is that of a program. A bare first name
    /// that an assistant bears too says nothing of a person, so it counts as the program's.
    /// </summary>
    public static bool IsProgram(string identity)
    {
        var open = identity.IndexOf('<', StringComparison.Ordinal);
        var name = (open < 0 ? identity : identity[..open]).Trim();
        var email = open < 0 ? name : identity[(open + 1)..].TrimEnd('>', ' ');
        return KindOf(name, email) is not AuthorKind.Person
            || name.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase)
            || (open < 0 && (Tools.Any(tool => tool.Tool.Equals(name, StringComparison.OrdinalIgnoreCase)) || Assistant().IsMatch(name)));
    }

    /// <summary>The AI tool that commits under an identity; null for everybody else.</summary>
    public static string? AiTool(string name, string email)
    {
        var account = Account().Match(name) is { Success: true } match ? match.Value.ToLowerInvariant() : "";
        var address = email.ToLowerInvariant();
        foreach (var (tool, accounts, addresses) in Tools)
        {
            if (account.Length > 0 && accounts.Contains(account))
                return tool;
            if (accounts.Any(one => address.EndsWith($"+{one}@users.noreply.github.com", StringComparison.Ordinal)))
                return tool;
            if (addresses.Contains(address))
                return tool;
        }
        return name.EndsWith(" (aider)", StringComparison.Ordinal) ? "Aider" : null;
    }

    static readonly (string Tool, string[] Accounts, string[] Addresses)[] Tools =
    [
        ("Lovable", ["gpt-engineer-app[bot]", "lovable-dev[bot]"], []),
        ("Copilot", ["copilot-swe-agent[bot]", "copilot"], ["copilot@github.com"]),
        ("Cursor", ["cursor[bot]"], ["cursoragent@cursor.com"]),
        ("Claude", ["claude[bot]"], ["noreply@anthropic.com"]),
        ("Devin", ["devin-ai-integration[bot]"], []),
        ("Jules", ["google-labs-jules[bot]"], []),
        ("Codex", ["chatgpt-codex-connector[bot]"], ["codex@openai.com", "noreply@openai.com"]),
        ("Factory", ["factory-droid[bot]"], []),
        ("v0", ["v0[bot]"], []),
        ("Sweep", ["sweep-ai[bot]"], []),
        ("OpenHands", [], ["openhands@all-hands.dev"]),
        ("Amp", [], ["amp@ampcode.com"]),
        ("opencode", [], ["noreply@opencode.ai"]),
        ("Windsurf", [], ["noreply@windsurf.com", "noreply@codeium.com"]),
        ("Kiro", ["kiro[bot]", "kiro-agent[bot]"], []),
        ("Aider", [], ["noreply@aider.chat"]),
        ("CodeRabbit", ["coderabbitai[bot]"], []),
    ];

    static string UserOf(string email)
    {
        var user = email[..Math.Max(0, email.IndexOf('@', StringComparison.Ordinal))];
        return user[(user.IndexOf('+', StringComparison.Ordinal) + 1)..];
    }

    [GeneratedRegex(
        @"^(dependabot(-preview)?(\[bot\])?|renovate(-bot|\[bot\])?|github-actions(\[bot\])?|snyk-bot|pre-commit-ci\[bot\]|greenkeeper\[bot\]|imgbot(\[bot\])?|allcontributors\[bot\]|semantic-release-bot|release-please(\[bot\])?|changeset-bot(\[bot\])?|pyup-bot|depfu\[bot\]|weblate|crowdin-bot|transifex-integration\[bot\]|mend-bolt-for-github\[bot\]|whitesource-bolt-for-github\[bot\]|scala-steward|restyled-io\[bot\]|autofix-ci\[bot\])$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex MaintenanceBot();

    [GeneratedRegex(
        @"^(claude code|github copilot|chat ?gpt|gemini|bolt|replit agent|(an? )?(ai|coding)([ -](agent|assistant|reviewer))?|(the )?agent|bot|ci)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Assistant();

    /// <summary>An account of a program: its name ends in <c>[bot]</c>, which no account of a person can.</summary>
    [GeneratedRegex(@"^[\w.-]+\[bot\]$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Account();
}
