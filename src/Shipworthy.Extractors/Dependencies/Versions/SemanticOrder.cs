using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Dependencies.Versions;

/// <summary>
/// Semantic versions (semver.org 2.0.0, item 11): numbers, then a pre-release, which comes before its release and is compared part by part, numbers before
/// words; what stands behind a plus does not count. Missing numbers are zeros, as advisories often leave them out. NuGet takes a fourth number and does not
/// look at case (learn.microsoft.com, "Package versioning"). Go writes <c>1.22rc1</c> for its own releases, and pseudo-versions are pre-releases
/// (go.dev/ref/mod).
/// </summary>
sealed partial class SemanticOrder : VersionOrder
{
    readonly StringComparison words;
    readonly bool readsGo;

    SemanticOrder(StringComparison words, bool readsGo) => (this.words, this.readsGo) = (words, readsGo);

    /// <summary>As the specification has it.</summary>
    public static SemanticOrder Strict { get; } = new(StringComparison.Ordinal, readsGo: false);

    /// <summary>As NuGet has it.</summary>
    public static SemanticOrder NuGet { get; } = new(StringComparison.OrdinalIgnoreCase, readsGo: false);

    /// <summary>As Go has it.</summary>
    public static SemanticOrder Go { get; } = new(StringComparison.Ordinal, readsGo: true);

    /// <inheritdoc/>
    public override bool CanRead(string version) => Form().IsMatch(Prepared(version));

    /// <inheritdoc/>
    public override int Compare(string one, string other)
    {
        var (numbers, pre) = Split(Prepared(one));
        var (otherNumbers, otherPre) = Split(Prepared(other));
        for (var at = 0; at < Math.Max(numbers.Length, otherNumbers.Length); at++)
            if (
                CompareNumbers(at < numbers.Length ? numbers[at] : "", at < otherNumbers.Length ? otherNumbers[at] : "")
                is not 0
                    and var order
            )
                return order;
        return (pre.Length, otherPre.Length) switch
        {
            (0, 0) => 0,
            (0, _) => 1,
            (_, 0) => -1,
            _ => ComparePre(pre.Split('.'), otherPre.Split('.')),
        };
    }

    int ComparePre(string[] one, string[] other)
    {
        for (var at = 0; at < Math.Min(one.Length, other.Length); at++)
        {
            var order = (IsNumber(one[at]), IsNumber(other[at])) switch
            {
                (true, true) => CompareNumbers(one[at], other[at]),
                (true, false) => -1,
                (false, true) => 1,
                (false, false) => Math.Sign(string.Compare(one[at], other[at], words)),
            };
            if (order != 0)
                return order;
        }
        return one.Length.CompareTo(other.Length);
    }

    static (string[] Numbers, string Pre) Split(string version)
    {
        if (version.IndexOf('+') is >= 0 and var plus)
            version = version[..plus];
        return version.IndexOf('-') is >= 0 and var dash ? (version[..dash].Split('.'), version[(dash + 1)..]) : (version.Split('.'), "");
    }

    string Prepared(string version)
    {
        version = version.Trim().TrimStart('v', 'V', '=');
        if (readsGo && version.StartsWith("go", StringComparison.Ordinal))
            version = version[2..];
        return readsGo && GoRelease().Match(version) is { Success: true } release
            ? $"{release.Groups[1].Value}-{release.Groups[2].Value}.{release.Groups[3].Value}"
            : version;
    }

    [GeneratedRegex(@"^\d+(\.\d+)*(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]*)?$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Form();

    [GeneratedRegex(@"^(\d+\.\d+(?:\.\d+)?)(rc|beta|alpha)(\d+)$", RegexOptions.None, 10_000)]
    private static partial Regex GoRelease();
}
