using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints;

/// <summary>
/// Tells the step of signing in that an endpoint is by its address or its function's name. Only for endpoints that take something and ask nobody who is calling; the
/// names are those that frameworks, products and people use for these steps.
/// </summary>
static partial class CredentialNames
{
    /// <summary>The step; unknown when the name tells none.</summary>
    public static CredentialStep Of(string address)
    {
        var name = Separators().Replace(address.ToLowerInvariant(), "");
        return Has(
                name,
                "resendverification",
                "resendconfirmation",
                "sendotp",
                "sendcode",
                "sendverification",
                "requestotp",
                "magiclink",
                "resendcode",
                "otpsend",
                "sendmagic",
                "requestcode"
            )
                ? CredentialStep.CodeSend
            : Has(
                name,
                "verifyotp",
                "verifycode",
                "verify2fa",
                "verifymfa",
                "otpverify",
                "mfaverify",
                "2faverify",
                "confirmcode",
                "verifyrecovery",
                "validateotp",
                "checkcode"
            )
                ? CredentialStep.CodeVerify
            : Has(name, "resetpassword", "passwordreset", "setnewpassword", "recoverpassword", "passwordrecovery") ? Reset(name)
            : Has(name, "forgotpassword", "forgot", "requestreset", "requestpasswordreset") ? CredentialStep.ResetRequest
            : Has(name, "refreshtoken", "tokenrefresh", "authrefresh", "refreshsession", "tokensrefresh") ? CredentialStep.Refresh
            : Last(address) is "refresh" ? CredentialStep.Refresh
            : Has(name, "signup", "register", "registration", "createaccount") ? CredentialStep.SignUp
            : Has(name, "login", "signin", "authenticate", "accesstoken", "obtaintoken", "sessions/new")
            || Last(address) is "token" or "session" or "sessions"
                ? CredentialStep.SignIn
            : CredentialStep.Unknown;
    }

    static CredentialStep Reset(string name) =>
        Has(name, "request", "forgot", "send", "recover") && !Has(name, "confirm", "complete", "do")
            ? CredentialStep.ResetRequest
            : CredentialStep.ResetComplete;

    static bool Has(string name, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (name.Contains(word, StringComparison.Ordinal))
                return true;
        return false;
    }

    static string Last(string address) =>
        address.TrimEnd('/') is var path && path.LastIndexOf('/') is var slash ? path[(slash + 1)..].ToLowerInvariant() : "";

    [GeneratedRegex("[-_./ ]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Separators();
}
