using System.Text.RegularExpressions;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>
/// Tells the uses of secrets by which the app decides whom or what it believes from those by which it makes something others believe: a signature that is left out
/// on the way out opens nothing.
/// </summary>
static partial class Verifying
{
    /// <summary>Whether leaving out the use lets somebody in.</summary>
    public static bool Is(SinkSite site) =>
        site.Use switch
        {
            SinkUse.AdmitsCallers or SinkUse.AdmitsPeople or SinkUse.VerifiesSenders => true,
            SinkUse.SignsSessions => site.At.Callee.Name is "verify" or "jwtVerify" or "decode" or "jwtDecrypt" or "jwt" or "expressjwt",
            SinkUse.SignsData => IsCompared(site.At.Enclosing(CodeKind.Function)),
            SinkUse.Encrypts or SinkUse.CreatesAccounts or SinkUse.SaltsOrSeeds => false,
        };

    /// <summary>Whether a function compares the signature that it works out with one that it was given.</summary>
    static bool IsCompared(Code function)
    {
        foreach (var node in function.Descendants())
            if (
                node.Kind switch
                {
                    CodeKind.Call => node.Callee.Name
                        is "timingSafeEqual"
                            or "compare_digest"
                            or "FixedTimeEquals"
                            or "safeCompare"
                            or "verify",
                    CodeKind.Binary => node.Operator is "==" or "===" or "!=" or "!=="
                        && (SignatureName().IsMatch(node[Part.Left].Name) || SignatureName().IsMatch(node[Part.Right].Name)),
                    _ => false,
                }
            )
                return true;
        return false;
    }

    [GeneratedRegex("sig|hmac|digest|hash|expected|computed|calculated", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex SignatureName();
}
