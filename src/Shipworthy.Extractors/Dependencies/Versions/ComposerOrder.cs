using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Dependencies.Versions;

/// <summary>
/// Versions of Composer (getcomposer.org, "Versions and constraints"), which are compared as PHP's <c>version_compare</c> does: four numbers, then
/// <c>dev</c>, <c>alpha</c>, <c>beta</c>, <c>RC</c>, nothing, <c>patch</c>, each with a number.
/// </summary>
sealed partial class ComposerOrder : VersionOrder
{
    ComposerOrder() { }

    /// <summary>The order.</summary>
    public static ComposerOrder Instance { get; } = new();

    /// <inheritdoc/>
    public override bool CanRead(string version) => Form().IsMatch(version.Trim());

    /// <inheritdoc/>
    public override int Compare(string one, string other)
    {
        var (a, b) = (Form().Match(one.Trim()), Form().Match(other.Trim()));
        var (left, right) = (a.Groups["numbers"].Value.Split('.'), b.Groups["numbers"].Value.Split('.'));
        for (var at = 0; at < Math.Max(left.Length, right.Length); at++)
            if (CompareNumbers(at < left.Length ? left[at] : "", at < right.Length ? right[at] : "") is not 0 and var order)
                return Math.Sign(order);
        if (Rank(a).CompareTo(Rank(b)) is not 0 and var ranks)
            return ranks;
        return Math.Sign(CompareNumbers(a.Groups["count"].Value.Replace(".", ""), b.Groups["count"].Value.Replace(".", "")));
    }

    static int Rank(Match version) =>
        version.Groups["dev"].Success && !version.Groups["mark"].Success
            ? 0
            : version.Groups["mark"].Value.ToLowerInvariant() switch
            {
                "dev" => 0,
                "alpha" or "a" => 1,
                "beta" or "b" => 2,
                "rc" => 3,
                "patch" or "pl" or "p" => 5,
                _ => 4,
            };

    [GeneratedRegex(
        @"^v?(?<numbers>\d+(\.\d+)*)([._-]?(?<mark>stable|beta|b|rc|alpha|a|patch|pl|p)[.-]?(?<count>\d*(\.\d+)*))?(?<dev>[.-]?dev)?(\+.*)?$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Form();
}
