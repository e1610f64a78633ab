using System.Globalization;
using System.Text.RegularExpressions;

namespace Shipworthy.Checks;

/// <summary>How long a person's statement about a check counts, and how many people it takes: as the check itself says in <see cref="Check.SettledBy"/>.</summary>
/// <param name="Days">The days from the one on which it was stated to the last one on which it counts.</param>
/// <param name="TakesTwo">Whether a second person confirms it.</param>
public sealed partial record StatementTerm(int Days, bool TakesTwo)
{
    /// <summary>The term of a check; null when no statement settles it.</summary>
    public static StatementTerm? Of(Check check)
    {
        var start = check.SettledBy.IndexOf("`shipworthy attest ", StringComparison.Ordinal);
        if (start < 0)
            return null;
        var words = check.SettledBy[start..];
        // Where two spans are named, a rarer look suffices for some of what the check asks about: the longer one is the limit.
        var days = Span().Matches(words).Select(match => int.Parse(match.Groups["days"].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        return days.Count == 0 ? null : new(days.Max(), words.Contains("confirms", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\b(?<days>[0-9]+)\s+days\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Span();
}
