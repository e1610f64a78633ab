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
        var words = WordsOf(address);
        return Says(
                words,
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
                "sendmagiclink",
                "requestcode"
            )
                ? CredentialStep.CodeSend
            : Says(
                words,
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
            : Says(words, "resetpassword", "passwordreset", "setnewpassword", "recoverpassword", "passwordrecovery") ? Reset(words)
            : Says(words, "changepassword", "setpassword", "newpassword", "choosepassword") && TakesToken().IsMatch(address)
                ? CredentialStep.ResetComplete
            : Says(words, "forgotpassword", "forgot", "requestreset", "requestpasswordreset") ? CredentialStep.ResetRequest
            : Says(words, "changepassword", "setpassword", "newpassword", "updatepassword") && TakesToken(address)
                ? CredentialStep.ResetComplete
            : Says(words, "refreshtoken", "tokenrefresh", "authrefresh", "refreshsession", "tokensrefresh") ? CredentialStep.Refresh
            : SaysInOne(words, "signup", "register", "registration", "createaccount") ? CredentialStep.SignUp
            : SaysInOne(words, "login", "signin", "authenticate", "accesstoken", "obtaintoken")
            || Last(address) is "token" or "session" or "sessions"
                ? CredentialStep.SignIn
            : CredentialStep.Unknown;
    }

    /// <summary>Whether an address is one of a sign-in only by what it gives back: a token, a session.</summary>
    public static bool NamesAnswerOnly(string address) =>
        Last(address) is "token" or "session" or "sessions"
        && !SaysInOne(WordsOf(address), "login", "signin", "authenticate", "accesstoken", "obtaintoken");

    /// <summary>Whether an address ends in a word for a fresh token, which also names a fresh copy of anything else; what the handler gives back tells which.</summary>
    public static bool MayBeRefresh(string address) => Last(address) is "refresh";

    /// <summary>Whether an address holds a token in one of its parts.</summary>
    static bool TakesToken(string address) =>
        address
            .Split('/')
            .Any(part => part is [':' or '{' or '<' or '[', ..] && part.Contains("token", StringComparison.OrdinalIgnoreCase));

    static CredentialStep Reset(List<(string Word, int Segment)> words) =>
        words.Exists(one => one.Word is var word && Begins(word, "request", "forgot", "send", "recover"))
        && !words.Exists(one => one.Word is "do" || Begins(one.Word, "confirm", "complete"))
            ? CredentialStep.ResetRequest
            : CredentialStep.ResetComplete;

    static bool Begins(string word, params ReadOnlySpan<string> starts)
    {
        foreach (var start in starts)
            if (word.StartsWith(start, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>The words of an address, each with the number of the segment that it stands in.</summary>
    static List<(string Word, int Segment)> WordsOf(string address) =>
        [
            .. address
                .Split('/', '#')
                .SelectMany(
                    (segment, number) =>
                        Boundaries().Split(segment).Where(word => word.Length > 0).Select(word => (word.ToLowerInvariant(), number))
                ),
        ];

    /// <summary>Whether words in a row say one of the phrases, also over several segments: <c>/otp/send</c>.</summary>
    static bool Says(List<(string Word, int Segment)> words, params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
            if (Finds(words, phrase, overSegments: true))
                return true;
        return false;
    }

    /// <summary>Whether words of one segment say one of the phrases: <c>/sign-in</c>, <c>/userLogin</c>, and not <c>/blog/index</c>.</summary>
    static bool SaysInOne(List<(string Word, int Segment)> words, params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
            if (Finds(words, phrase, overSegments: false))
                return true;
        return false;
    }

    static bool Finds(List<(string Word, int Segment)> words, string phrase, bool overSegments)
    {
        for (var first = 0; first < words.Count; first++)
        {
            var (word, segment) = words[first];
            // People also write words together: /userlogin, /loginuser.
            if (word.StartsWith(phrase, StringComparison.Ordinal) || word.EndsWith(phrase, StringComparison.Ordinal))
                return true;
            for (var next = first + 1; next < words.Count && word.Length < phrase.Length; next++)
            {
                if (!overSegments && words[next].Segment != segment)
                    break;
                word += words[next].Word;
                if (word == phrase || word == $"{phrase}s")
                    return true;
            }
        }
        return false;
    }

    static string Last(string address) =>
        address.TrimEnd('/') is var path && path.LastIndexOf('/') is var slash ? path[(slash + 1)..].ToLowerInvariant() : "";

    /// <summary>An address with the token of a link in it: <c>/change-password/&lt;str:token&gt;</c>.</summary>
    [GeneratedRegex(@"/[<{:\[$][^/]{0,40}(?:token|key|code|uid)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex TakesToken();

    [GeneratedRegex("[-_. ]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Boundaries();
}
