using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Sessions.Cookies;

/// <summary>
/// Whether a server that sets Secure by what it knows of the request is told by its proxy that the request came over HTTPS: <c>trust proxy</c> of Express, <c>proxy</c> of Koa, forwarded
/// headers of ASP.NET Core.
/// </summary>
static partial class ProxyTrust
{
    /// <summary>Whether the app has the setting of the file's language.</summary>
    public static bool IsTold(Sources sources, CodeFile near) =>
        sources.Code.Files.Any(file =>
            file.Language is Language.CSharp == near.Language is Language.CSharp
            && sources.IsDeployed(file)
            && (near.Language is Language.CSharp ? DotNet() : Node()).IsMatch(file.Text)
        )
        || (
            near.Language is Language.CSharp
            && sources.Tree.Files.Any(file => file.Language is Language.None && DotNet().IsMatch(file.Text))
        );

    [GeneratedRegex(
        @"^[^/\n]*(?:(?:set|enable)\(\s*['""]trust proxy['""](?!\s*,\s*(?:false|0))|\.proxy\s*=\s*true|new Koa\(\{[^}]*proxy:\s*true|trustProxy:\s*true)",
        RegexOptions.CultureInvariant | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex Node();

    [GeneratedRegex(
        @"^[^/\n]*(?:UseForwardedHeaders\(|ASPNETCORE_FORWARDEDHEADERS_ENABLED""?\]?\s*[:=,]\s*""?true)",
        RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex DotNet();
}
