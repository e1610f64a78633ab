using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.SecondFactors.Roles;

/// <summary>
/// Policies and functions of a Supabase database as its migrations leave them, read as text: which ask for a privileged role, and which of those ask for a second factor as well.
/// </summary>
sealed partial class SqlPolicies
{
    static readonly ConditionalWeakTable<Sources, SqlPolicies> Known = [];

    readonly Dictionary<string, (Location At, string Name, string Table, string Rule)> policies = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, (Location At, string Name, string Head, string Body)> functions = new(StringComparer.OrdinalIgnoreCase);

    SqlPolicies(Sources sources)
    {
        foreach (
            var file in sources.Tree.Files.Where(one =>
                one.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
                && one.Path.Contains("supabase", StringComparison.OrdinalIgnoreCase)
                && one.Role is not FileRole.Test
            )
        )
            Read(file);
    }

    /// <summary>The policies of an app.</summary>
    public static SqlPolicies Of(Sources sources) => Known.GetValue(sources, all => new(all));

    /// <summary>Where the database first asks whether a second factor was verified; null when it never does.</summary>
    public Location? FactorAt =>
        policies.Values.Where(one => AsksFactor(one.Rule)).Select(one => (Location?)one.At).FirstOrDefault()
        ?? functions.Values.Where(one => FactorWords.SaysVerified(one.Body)).Select(one => (Location?)one.At).FirstOrDefault();

    /// <summary>The privileged roles that policies and functions ask for.</summary>
    public IEnumerable<PrivilegedRole> Roles()
    {
        foreach (var (at, name, table, rule) in policies.Values)
            if (!IsRestrictive(rule) && RoleIn(rule) is { } role)
                yield return new(at, role, RoleGuard.Database)
                {
                    Place = $"policy {name} on {table}",
                    IsReachedByToken = true,
                    AsksFactorAt = IsCovered(table, rule) || (Bodies(rule).Any() && Bodies(rule).All(WithFactor)) ? at : null,
                };
        foreach (var (at, name, head, body) in functions.Values)
            if (
                !Trigger().IsMatch(head)
                && body.Contains("raise exception", StringComparison.OrdinalIgnoreCase)
                && RoleIn(body) is { } role
            )
                yield return new(at, role, RoleGuard.Database)
                {
                    Place = $"function {name}",
                    IsReachedByToken = true,
                    AsksFactorAt = AsksFactor(body) ? at : null,
                };
    }

    void Read(SourceFile file)
    {
        var text = Comment().Replace(file.Text, match => new string(' ', match.Length));
        foreach (Match match in Statement().Matches(text))
        {
            var at = file.At(match.Index);
            if (match.Groups["dropped"] is { Success: true } dropped)
                policies.Remove(Key(dropped.Value, match.Groups["from"].Value));
            else if (match.Groups["policy"] is { Success: true } policy)
                policies[Key(policy.Value, match.Groups["table"].Value)] = (
                    at,
                    policy.Value.Trim('"'),
                    Plain(match.Groups["table"].Value),
                    match.Groups["rule"].Value
                );
            else if (match.Groups["function"] is { Success: true } function)
                functions[Plain(function.Value)] = (at, Plain(function.Value), match.Groups["head"].Value, match.Groups["body"].Value);
        }
    }

    static string Key(string policy, string table) => $"{policy.Trim('"')} {Plain(table)}";

    static string Plain(string name) =>
        name.Replace("\"", "", StringComparison.Ordinal) is var plain && plain.Contains('.', StringComparison.Ordinal)
            ? plain[(plain.LastIndexOf('.') + 1)..]
            : plain;

    static bool IsRestrictive(string rule) => Restrictive().IsMatch(rule);

    /// <summary>Whether a restrictive policy of the table asks for a second factor on the same command.</summary>
    bool IsCovered(string table, string rule) =>
        policies.Values.Any(one =>
            string.Equals(one.Table, table, StringComparison.OrdinalIgnoreCase)
            && IsRestrictive(one.Rule)
            && AsksFactor(one.Rule)
            && (CommandOf(one.Rule) is "all" || CommandOf(one.Rule) == CommandOf(rule))
        );

    static string CommandOf(string rule) =>
        Command().Match(rule) is { Success: true } found ? found.Groups[1].Value.ToLowerInvariant() : "all";

    bool AsksFactor(string text) => FactorWords.SaysVerified(text) || CallsOf(text).Any(one => FactorWords.SaysVerified(one.Body));

    IEnumerable<(Location At, string Name, string Head, string Body)> CallsOf(string text) =>
        Called().Matches(text).Select(match => match.Groups[1].Value).Where(functions.ContainsKey).Select(name => functions[name]);

    string? RoleIn(string text) =>
        Role().Match(text) is { Success: true } found ? found.Groups[1].Value
        : Asking().Match(text) is { Success: true } named ? named.Groups[1].Value
        : CallsOf(text).Select(one => Role().Match(one.Body)).FirstOrDefault(one => one.Success) is { } inner ? inner.Groups[1].Value
        : null;

    /// <summary>What stands in the parentheses of <c>using</c> and <c>with check</c>.</summary>
    static IEnumerable<string> Bodies(string rule)
    {
        foreach (Match match in Clause().Matches(rule))
            yield return Inside(rule, match.Index + match.Length - 1);
    }

    /// <summary>Whether each way through a condition that leads past a role also leads past a second factor.</summary>
    bool WithFactor(string condition)
    {
        var inner = condition.Trim();
        while (inner.Length > 1 && inner[0] is '(' && Inside(inner, 0).Length == inner.Length - 2)
            inner = inner[1..^1].Trim();
        var ways = Split(inner, "or");
        if (ways.Count > 1)
            return ways.TrueForAll(WithFactor);
        if (RoleIn(inner) is null)
            return true;
        // One asked part is enough for all that is asked together; a part that itself has several ways is followed.
        return Split(inner, "and") is { Count: > 1 } parts
            ? parts.Exists(part => RoleIn(part) is null && AsksFactor(part))
                || parts.Where(part => RoleIn(part) is not null).All(WithFactor)
            : AsksFactor(inner);
    }

    static List<string> Split(string text, string word)
    {
        var parts = new List<string>();
        var (depth, from) = (0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (
                depth == 0
                && at > 0
                && at + word.Length < text.Length
                && !char.IsLetterOrDigit(text[at - 1])
                && text[at - 1] is not '_'
                && text.AsSpan(at, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase)
                && !char.IsLetterOrDigit(text[at + word.Length])
                && text[at + word.Length] is not '_'
            )
            {
                parts.Add(text[from..at]);
                from = at + word.Length;
            }
        }
        parts.Add(text[from..]);
        return parts;
    }

    static string Inside(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (depth == 0)
                return text[(open + 1)..at];
        }
        return text[(open + 1)..];
    }

    const RegexOptions Anyhow = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/", Anyhow | RegexOptions.Singleline, 10_000)]
    private static partial Regex Comment();

    [GeneratedRegex(
        """
            drop\s+policy\s+(?:if\s+exists\s+)?(?<dropped>"[^"]+"|\w+)\s+on\s+(?<from>[\w."]+)
            |create\s+policy\s+(?<policy>"[^"]+"|\w+)\s+on\s+(?<table>[\w."]+)(?<rule>[^;]*);
            |create\s+(?:or\s+replace\s+)?function\s+(?<function>[\w."]+)(?<head>[^;$]*?)\bas\s+(?<tag>\$\w*\$)(?<body>.*?)\k<tag>
            """,
        Anyhow | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace,
        10_000
    )]
    private static partial Regex Statement();

    [GeneratedRegex(@"\bas\s+restrictive\b", Anyhow, 10_000)]
    private static partial Regex Restrictive();

    [GeneratedRegex(@"\bfor\s+(all|select|insert|update|delete)\b", Anyhow, 10_000)]
    private static partial Regex Command();

    [GeneratedRegex(@"\breturns\s+trigger\b", Anyhow, 10_000)]
    private static partial Regex Trigger();

    [GeneratedRegex(@"\b(?:using|check)\s*\(", Anyhow, 10_000)]
    private static partial Regex Clause();

    [GeneratedRegex(@"\b(\w+)\s*\(", Anyhow, 10_000)]
    private static partial Regex Called();

    [GeneratedRegex(@"'(super_?admin|admin|administrator|owner|staff|moderator|manager)'", Anyhow, 10_000)]
    private static partial Regex Role();

    [GeneratedRegex(@"\b((?:is|has)_(?:\w+_)?(?:admin|superuser|staff|moderator|manager|owner)\w*|is_superadmin)\b", Anyhow, 10_000)]
    private static partial Regex Asking();
}
