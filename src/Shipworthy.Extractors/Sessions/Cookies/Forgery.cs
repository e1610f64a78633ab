using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Sessions.Cookies;

/// <summary>Finds what keeps other sites from acting with a visitor's cookie, beside the cookie itself.</summary>
static partial class Forgery
{
    /// <summary>Whether code of a language has a defence that is installed: a library against forged requests, or its own check of tokens.</summary>
    public static bool IsDefended(Sources sources, CodeFile near) =>
        sources.Code.Files.Any(file => IsAlike(file.Language, near.Language) && sources.IsDeployed(file) && Defences().IsMatch(file.Text));

    static bool IsAlike(Language a, Language b) =>
        a == b || (a is not (Language.Python or Language.CSharp) && b is not (Language.Python or Language.CSharp));

    [GeneratedRegex(
        @"(?:from\s+|require\(\s*)['""](?:csurf|csrf-csrf|csrf-sync|lusca|tiny-csrf|@fastify/csrf-protection|koa-csrf|hono/csrf|@dr\.pogodin/csurf|csrf)['""]|django\.middleware\.csrf\.CsrfViewMiddleware|\bCSRFProtect\(|\bCsrfProtect\(|AutoValidateAntiforgeryToken|UseAntiforgery\(",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Defences();
}
