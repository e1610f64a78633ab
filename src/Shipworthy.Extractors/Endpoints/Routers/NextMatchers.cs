using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Endpoints.Routers;

/// <summary>
/// The patterns that decide for which addresses a middleware of Next.js runs: <c>/dashboard/:path*</c>, <c>/((?!api|_next).*)</c>. Their grammar is that of
/// <c>path-to-regexp</c> 6, which Next.js documents for <c>matcher</c> and for <c>source</c>.
/// </summary>
static partial class NextMatchers
{
    /// <summary>Whether a pattern fits an address as a whole; null when the pattern cannot be read.</summary>
    public static bool? Matches(string pattern, string address)
    {
        var regex = Parameter()
            .Replace(
                pattern.TrimEnd('/'),
                match =>
                    match.Groups["mark"].Value switch
                    {
                        "*" => "(?:/.*)?",
                        "+" => "/.+",
                        "?" => "(?:/[^/]+)?",
                        _ => match.Groups["own"].Success ? "/" + match.Groups["own"].Value : "/[^/]+",
                    }
            );
        return PatternsOfApp.Matches(
            $"^(?:{regex})/?$",
            RegexOptions.CultureInvariant,
            address.Length > 1 ? address.TrimEnd('/') : address
        );
    }

    [GeneratedRegex(@"/:\w+(?<own>\([^()]*\))?(?<mark>[*+?])?", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Parameter();
}
