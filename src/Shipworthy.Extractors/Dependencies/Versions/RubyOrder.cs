using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Dependencies.Versions;

/// <summary>
/// Versions of gems (<c>Gem::Version</c>): runs of digits and of letters; letters mean a pre-release and come before every number, zero included, and
/// trailing zeros do not count.
/// </summary>
sealed partial class RubyOrder : VersionOrder
{
    RubyOrder() { }

    /// <summary>The order.</summary>
    public static RubyOrder Instance { get; } = new();

    /// <inheritdoc/>
    public override bool CanRead(string version) => Form().IsMatch(version.Trim());

    /// <inheritdoc/>
    public override int Compare(string one, string other)
    {
        var (a, b) = (Segments(one), Segments(other));
        for (var at = 0; at < Math.Max(a.Count, b.Count); at++)
        {
            var (left, right) = (at < a.Count ? a[at] : "0", at < b.Count ? b[at] : "0");
            var order = (IsNumber(left), IsNumber(right)) switch
            {
                (true, true) => CompareNumbers(left, right),
                (true, false) => 1,
                (false, true) => -1,
                (false, false) => string.CompareOrdinal(left, right),
            };
            if (order != 0)
                return Math.Sign(order);
        }
        return 0;
    }

    /// <summary>A hyphen begins a pre-release as well.</summary>
    static List<string> Segments(string version) =>
        [.. Segment().Matches(version.Trim().Replace("-", ".pre.")).Select(match => match.Value)];

    [GeneratedRegex(@"^[0-9]+(\.[0-9a-zA-Z]+)*(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Form();

    [GeneratedRegex(@"[0-9]+|[a-zA-Z]+", RegexOptions.None, 10_000)]
    private static partial Regex Segment();
}
