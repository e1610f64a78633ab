using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deployables;

/// <summary>
/// Tells by the idioms of libraries whether a part of the app knows its callers by cookie or by token. It looks at lines of code, not at comments; a
/// part without any idiom is unknown, since its way may be one of its own.
/// </summary>
static partial class SignInWays
{
    /// <summary>The way of all code of a folder.</summary>
    public static SignIn Of(SourceTree tree, string folder) =>
        Of(tree.Files.Where(file => file.Language is not Language.None && Folders.Counts(file.Role) && IsIn(file, folder)));

    /// <summary>The way of some files.</summary>
    public static SignIn Of(IEnumerable<SourceFile> files)
    {
        var (cookie, bearer) = (false, false);
        foreach (var file in files)
        {
            cookie = cookie || Says(file.Text, Cookie());
            bearer = bearer || Says(file.Text, Bearer());
            if (cookie && bearer)
                return SignIn.CookieAndBearer;
        }
        return cookie ? SignIn.Cookie
            : bearer ? SignIn.Bearer
            : SignIn.Unknown;
    }

    static bool IsIn(SourceFile file, string folder) => folder.Length == 0 || file.Path.StartsWith(folder + "/", StringComparison.Ordinal);

    static bool Says(string text, Regex idiom)
    {
        foreach (var match in idiom.EnumerateMatches(text))
        {
            var lineStart = text.LastIndexOf('\n', Math.Max(0, match.Index - 1)) + 1;
            var before = text.AsSpan(lineStart, Math.Max(0, match.Index - lineStart)).TrimStart();
            if (!before.StartsWith("//") && !before.StartsWith("#") && !before.StartsWith("*") && !before.StartsWith("/*"))
                return true;
        }
        return false;
    }

    [GeneratedRegex(
        @"['""/](express-session|cookie-session|cookie-parser|iron-session|next-auth|better-auth|koa-session|@auth/|@fastify/(cookie|session|secure-session)|@supabase/ssr|@clerk/nextjs)|\breq(uest)?\.(cookies|signedCookies|session)\b|\.set_cookie\(|\bres(ponse|)\.cookie\(|\b(get|set)(Signed)?Cookie\(|\bcookies\(\)|ctx\.cookies\b|headers\.cookie\b|passport\.session\(|\bSessionMiddleware\b|\bflask_login\b|from flask import [^\n]*\bsession\b|\bSessionAuthentication\b|django\.contrib\.(sessions|admin)|\bAddCookie\(|\bAddIdentity<|\bAddDefaultIdentity|\bAddIdentityApiEndpoints|\bAddMicrosoftIdentityWebApp|\bAddOpenIdConnect\(|\bSignInManager\b|Response\.Cookies\.Append|\bUseSession\(|[Hh]ttp[Oo]nly\s*[:=]\s*[Tt]rue",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Cookie();

    [GeneratedRegex(
        @"\bBearer\b|\bOAuth2PasswordBearer\b|\bHTTPBearer\b|headers\??\.[aA]uthorization\b|headers\[['""][aA]uthorization|(get|header)\(['""][aA]uthorization|\bAddJwtBearer\b|passport-jwt|\bExtractJwt\b|\bjwt_required\b|\bJWTAuthentication\b|\bTokenAuthentication\b|['""][xX]-[aA][pP][iI]-[kK][eE][yY]|\bauth\.getUser\(",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Bearer();
}
