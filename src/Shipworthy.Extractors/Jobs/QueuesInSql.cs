using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Jobs;

/// <summary>
/// Tables that the database's own functions fill with work for later: mails, messages, jobs. What takes the rows out may be scheduled where nobody here sees it.
/// </summary>
static partial class QueuesInSql
{
    /// <summary>The first place that fills each such table.</summary>
    public static IEnumerable<(Location At, string Table)> In(SourceTree tree)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in tree.Files)
            if (
                file.Role is FileRole.Prod or FileRole.Migration
                && file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
                && Trigger().IsMatch(file.Text)
            )
                foreach (Match fills in Fills().Matches(file.Text))
                    if (!IsComment(file.Text, fills.Index) && seen.Add(fills.Groups[1].Value))
                        yield return (file.At(fills.Index), fills.Groups[1].Value);
    }

    static bool IsComment(string text, int at) =>
        text.AsSpan(text.LastIndexOf('\n', at) + 1).TrimStart().StartsWith("--", StringComparison.Ordinal);

    [GeneratedRegex(
        @"\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Trigger();

    /// <summary>Work for programs; what waits for people, such as reviews, is no job.</summary>
    [GeneratedRegex(
        @"\binsert\s+into\s+(?:""?\w+""?\.)?""?((?:\w*_)?(?:e?mails?|jobs?|notifications?|messages?|push|sms|webhooks?)_queue|(?:\w+_)?outbox)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Fills();
}
