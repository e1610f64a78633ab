using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Access;

/// <summary>Grants on objects of databases, and policies of Supabase's storage, in SQL (rubric 9.5, rules 1 and 2). What the rules for rows let through is another question (2.3).</summary>
static partial class GrantsInSql
{
    /// <summary>The wide ones each, the sound ones of a file as one, and scripts outside the migrations that switch the rules for rows off.</summary>
    public static IEnumerable<AccessGrant> In(SourceTree tree) => Granted(tree).Concat(SwitchedOff(tree));

    /// <summary>A script that somebody pastes into a console leaves no trace: whether it was run, and undone, the repository cannot say.</summary>
    static IEnumerable<AccessGrant> SwitchedOff(SourceTree tree)
    {
        foreach (var file in tree.Files)
        {
            if (
                !file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
                || file.Role is FileRole.Migration or FileRole.Test or FileRole.Docs or FileRole.Vendored or FileRole.Generated
            )
                continue;
            var text = Comments().Replace(file.Text, found => new string(' ', found.Length));
            var last = new Dictionary<string, Match>(StringComparer.OrdinalIgnoreCase);
            foreach (Match match in RowRules().Matches(text))
                last[match.Groups["table"].Value.Trim('"')] = match;
            var off = last.Where(one => one.Value.Groups["off"].Success).OrderBy(one => one.Value.Index).ToList();
            if (off.Count > 0)
                yield return Grant(
                    file,
                    off[0].Value,
                    GrantReach.Unknown,
                    $"switches the rules for rows off for {off[0].Key}{(off.Count > 1 ? $" and {off.Count - 1} more" : "")}, in a script outside the migrations; whether it was run is not recorded",
                    1
                ) with
                {
                    Place = GrantPlace.Rules,
                };
        }
    }

    [GeneratedRegex(
        @"\balter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?(?:""?\w+""?\.)?(?<table>""?\w+""?)\s+(?:(?<off>disable)|enable|force)\s+row\s+level\s+security",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex RowRules();

    static IEnumerable<AccessGrant> Granted(SourceTree tree)
    {
        foreach (var file in tree.Files)
        {
            if (
                !file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
                || file.Role is not (FileRole.Migration or FileRole.Infra or FileRole.Prod)
            )
                continue;
            var text = Comments().Replace(file.Text, found => new string(' ', found.Length));
            var isSupabase =
                file.Path.Contains("supabase/", StringComparison.Ordinal)
                || text.Contains("authenticated", StringComparison.OrdinalIgnoreCase);
            var sound = new List<Match>();
            foreach (Match match in Statement().Matches(text))
                if (Wide(match, isSupabase) is { } because)
                    yield return Grant(file, match, match.Groups["policy"].Success ? GrantReach.Open : GrantReach.Everything, because, 1);
                else if (isSupabase && StoreToStrangers().IsMatch(match.Value))
                    continue;
                else if (IsOpenToStrangers(match))
                    yield return Grant(file, match, GrantReach.OpenStore, "lets people who are not signed in write files", 1);
                else if ((isSupabase ? AllToStrangers() : AnythingToPublic()).IsMatch(match.Value))
                    yield return Grant(
                        file,
                        match,
                        GrantReach.Unknown,
                        "gives rights to everybody, and whether rows are kept apart all the same was not compared",
                        1
                    );
                else
                    sound.Add(match);
            if (sound.Count > 0)
                yield return Grant(
                    file,
                    sound[0],
                    GrantReach.Narrow,
                    sound.Count == 1
                        ? "names what may be done, and by whom"
                        : $"names in {sound.Count} statements what may be done, and by whom",
                    sound.Count
                );
        }
    }

    /// <summary>How a statement is wide; null where it is not. The defaults of Supabase leave it to the rules for rows.</summary>
    static string? Wide(Match match, bool isSupabase)
    {
        if (match.Groups["policy"].Success)
            return
                OnStorage().IsMatch(match.Value)
                && Writes().IsMatch(match.Value)
                && ForAll().IsMatch(match.Value)
                && !ToOthers().IsMatch(match.Value)
                ? "lets everybody write files"
                : null;
        return !isSupabase && Everything().IsMatch(match.Value) ? "gives every right to everybody who gets into the database" : null;
    }

    /// <summary>A policy that lets the role of strangers write, and asks for no person: what else it asks, such as the bucket, everybody can meet.</summary>
    static bool IsOpenToStrangers(Match match) =>
        match.Groups["policy"].Success
        && Writes().IsMatch(match.Value)
        && Strangers().IsMatch(match.Value)
        && !Persons().IsMatch(match.Value);

    static AccessGrant Grant(SourceFile file, Match match, GrantReach reach, string because, int statements) =>
        new(
            file.At(match.Index),
            "its database",
            $"grants:{(reach is GrantReach.Narrow ? "sound" : match.Value[..Math.Min(60, match.Length)])}"
        )
        {
            Reach = reach,
            Because = because,
            Place = match.Groups["policy"].Success ? GrantPlace.Rules : GrantPlace.Database,
            Statements = statements,
        };

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/", RegexOptions.Singleline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Comments();

    [GeneratedRegex(
        @"(?<=^|[;\s])(?:(?:grant|revoke)\s[^;]{1,2000}?\s(?:to|from)\s[^;]{1,400};|(?<policy>create)\s+policy\s[^;]{1,200}?\bon\s+storage\.objects\b[^;]{0,2000};)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Statement();

    [GeneratedRegex(@"^grant\s+all\b[^;]*\bto\s+(?:[^;]*,\s*)?public\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Everything();

    [GeneratedRegex(
        @"^grant\s+all\b[^;]*\bon\s+all\s+tables\b[^;]*\bto\s+(?:[^;]*,\s*)?(?:public|anon)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AllToStrangers();

    [GeneratedRegex(
        @"^grant\s+(?!usage\b|execute\b|connect\b)[^;]*\bto\s+(?:[^;]*,\s*)?public\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AnythingToPublic();

    [GeneratedRegex(@"\bon\s+storage\.objects\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OnStorage();

    [GeneratedRegex(@"\bfor\s+(?:all|insert|update|delete)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Writes();

    [GeneratedRegex(@"\b(?:using|check)\s*\(\s*\(?\s*true\s*\)?\s*\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ForAll();

    [GeneratedRegex(@"\bto\s+(?:service_role|authenticated)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ToOthers();

    /// <summary>The role of strangers, as the one that a policy is for, or as one that its condition accepts.</summary>
    [GeneratedRegex(
        @"\bto\s+(?:\w+\s*,\s*)*anon\b|\bauth\.role\(\)\s*(?:=\s*'anon'|in\s*\([^)]*'anon')",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Strangers();

    [GeneratedRegex(
        @"\bauth\.(?:uid|jwt|email)\(|\bexists\s*\(|\b\w+\.\w+\s*\(\s*name",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Persons();

    /// <summary>What Supabase grants by itself: policies decide, and the grant proves nothing.</summary>
    [GeneratedRegex(
        @"^grant\s+all\b[^;]*\bon\s+(?:table\s+)?storage\.\w+\s+to\s+(?:[^;]*,\s*)?anon\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex StoreToStrangers();
}
