using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Dependencies.Versions;

/// <summary>
/// Versions of Python packages (PEP 440): epoch, release, then for one release: development, alpha, beta and candidate before it, post-releases and local
/// versions behind it. Trailing zeros of the release do not count.
/// </summary>
sealed partial class PythonOrder : VersionOrder
{
    PythonOrder() { }

    /// <summary>The order.</summary>
    public static PythonOrder Instance { get; } = new();

    /// <inheritdoc/>
    public override bool CanRead(string version) => Form().IsMatch(version.Trim());

    /// <inheritdoc/>
    public override int Compare(string one, string other)
    {
        var (a, b) = (new Parts(Form().Match(one.Trim())), new Parts(Form().Match(other.Trim())));
        return First(
            CompareNumbers(a.Epoch, b.Epoch),
            CompareReleases(a.Release, b.Release),
            a.PreRank.CompareTo(b.PreRank),
            CompareNumbers(a.PreNumber, b.PreNumber),
            CompareOptional(a.Post, b.Post, missing: -1),
            CompareOptional(a.Dev, b.Dev, missing: 1),
            CompareLocal(a.Local, b.Local)
        );
    }

    static int First(params ReadOnlySpan<int> orders)
    {
        foreach (var order in orders)
            if (order != 0)
                return Math.Sign(order);
        return 0;
    }

    static int CompareReleases(string[] one, string[] other)
    {
        for (var at = 0; at < Math.Max(one.Length, other.Length); at++)
            if (CompareNumbers(at < one.Length ? one[at] : "", at < other.Length ? other[at] : "") is not 0 and var order)
                return order;
        return 0;
    }

    /// <summary>A part that is missing comes before or behind every one that is there.</summary>
    static int CompareOptional(string? one, string? other, int missing) =>
        (one, other) switch
        {
            (null, null) => 0,
            (null, _) => missing,
            (_, null) => -missing,
            _ => CompareNumbers(one, other),
        };

    /// <summary>No local version comes first; numbers come behind words; more parts come behind fewer.</summary>
    static int CompareLocal(string[] one, string[] other)
    {
        for (var at = 0; at < Math.Min(one.Length, other.Length); at++)
        {
            var order = (IsNumber(one[at]), IsNumber(other[at])) switch
            {
                (true, true) => CompareNumbers(one[at], other[at]),
                (true, false) => 1,
                (false, true) => -1,
                (false, false) => string.CompareOrdinal(one[at], other[at]),
            };
            if (order != 0)
                return order;
        }
        return one.Length.CompareTo(other.Length);
    }

    readonly struct Parts(Match match)
    {
        public string Epoch => match.Groups["epoch"].Value;
        public string[] Release => match.Groups["release"].Value.Split('.');
        public string? Post =>
            match.Groups["postmark"].Success || match.Groups["implicit"].Success
                ? match.Groups["post"].Value + match.Groups["implicit"].Value
                : null;
        public string? Dev => match.Groups["devmark"].Success ? match.Groups["dev"].Value : null;
        public string PreNumber => match.Groups["pre"].Value;
        public string[] Local => match.Groups["local"].Success ? match.Groups["local"].Value.ToLowerInvariant().Split('.', '-', '_') : [];

        /// <summary>A development release of the release itself comes before its alphas; without any mark it is the release.</summary>
        public int PreRank =>
            match.Groups["premark"].Value.ToLowerInvariant() switch
            {
                "a" or "alpha" => 1,
                "b" or "beta" => 2,
                "c" or "rc" or "pre" or "preview" => 3,
                _ => Dev is not null && Post is null ? 0 : 4,
            };
    }

    [GeneratedRegex(
        @"^v?((?<epoch>\d+)!)?(?<release>\d+(\.\d+)*)([-_.]?(?<premark>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<pre>\d*))?((-(?<implicit>\d+))|([-_.]?(?<postmark>post|rev|r)[-_.]?(?<post>\d*)))?([-_.]?(?<devmark>dev)[-_.]?(?<dev>\d*))?(\+(?<local>[a-z0-9]+([-_.][a-z0-9]+)*))?$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Form();
}
