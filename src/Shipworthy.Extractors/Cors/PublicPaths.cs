using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Cors;

/// <summary>Tells paths whose answers are public on purpose: static files, descriptions of an API, what other sites are meant to embed.</summary>
static partial class PublicPaths
{
    /// <summary>What the paths hold, as the object of "opens only": "files that are public anyway". Null when they may hold anything.</summary>
    /// <param name="pattern">A path or a pattern of paths, as a platform, a framework or a router writes it.</param>
    public static string? Reason(string pattern)
    {
        var path = pattern.Trim().ToLowerInvariant();
        return Files().IsMatch(path) || Endings().IsMatch(path) ? "files that are public anyway"
            : Descriptions().IsMatch(path) ? "descriptions that are public anyway"
            : Embeds().IsMatch(path) ? "what other sites are meant to embed"
            : null;
    }

    [GeneratedRegex(
        @"^[/^(?:]*(static|assets|_next/static|_next/image|images?|img|fonts?|icons?|css|favicon|logos?|marketing|sounds?|brand)(/|$|[.:(*-])",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Files();

    [GeneratedRegex(
        @"\.\(?(\?:)?(js|mjs|css|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|eot|mp4|webm|mp3|map|wasm|txt|xml|webmanifest|pdf)(\||\)|$)",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Endings();

    [GeneratedRegex(
        @"(^|/)\.well-known(/|$)|(openapi|swagger|asyncapi|jwks|manifest|api-docs)(\.(json|ya?ml)|/|$)|(^|/)schemas?(/|\.json|$)",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Descriptions();

    [GeneratedRegex(
        @"(^|/)(oembed|embed|embeds|widget|widgets|badge|badges|og|opengraph-image)(\.\w+)?(/|$|:|\(|\*)",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Embeds();
}
