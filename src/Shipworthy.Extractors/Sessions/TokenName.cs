using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Sessions;

/// <summary>What the name of a variable, a key of a store or a cookie says of a credential.</summary>
/// <param name="Kind">What for.</param>
/// <param name="IsSure">Whether the name says it by itself; a mere "token" or "session" is also the name of other things.</param>
readonly partial record struct TokenName(CredentialKind Kind, bool IsSure)
{
    /// <summary>Words of other things that are called tokens too.</summary>
    static readonly FrozenSet<string> Others = FrozenSet.ToFrozenSet(
        (
            "csrf xsrf push fcm apns device invite invitation reset verify verification verified confirm confirmation captcha recaptcha turnstile unsubscribe share shared "
            + "public publishable design count usage max min limit mapbox github gitlab openai anthropic gemini hf huggingface slack stripe notion discord telegram figma linear "
            + "ai llm model price pricing nonce state verifier pkce challenge analytics tracking cart checkout expires expiry expiration expire exp ttl theme locale lang "
            + "language sidebar preference preferences prefs pref filter sort draft redirect return warning shown dismissed seen mode tutorial onboarding feature consent banner "
            + "config configuration provider method status error flash toast message messages notification notifications upload download view attempts timeout idle email username "
            + "spotify twitch tiktok instagram linkedin facebook twitter youtube shopify dropbox hubspot salesforce xero plaid zoom wallet contract erc20 coin swap balance mint "
            + "nft symbol address parser lexer syntax delete"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>Words of other things that are called sessions: those of visitors, of work, of play.</summary>
    static readonly FrozenSet<string> OtherSessions = FrozenSet.ToFrozenSet(
        (
            "visitor guest anonymous anon chat conversation game quiz assessment survey tab window scroll last history started start time timestamp date activity recording "
            + "replay scene race workout training study practice exam lesson order booking payment billing search viewer count cleanup document link"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>What a name says; null when it is none of a credential.</summary>
    public static TokenName? Of(string name)
    {
        if (name.Length is 0 or > 80)
            return null;
        var words = Boundaries().Split(name).Where(word => word.Length > 0).Select(word => word.ToLowerInvariant()).ToList();
        if (words.Exists(Others.Contains))
            return null;
        var flat = string.Concat(words);
        if (flat.Contains("refreshtoken", StringComparison.Ordinal))
            return new(CredentialKind.Refresh, IsSure: true);
        if (SureToken().IsMatch(flat) || words.Contains("jwt"))
            return new(CredentialKind.Access, IsSure: true);
        if (words.Exists(word => word is "token" or "tokens" or "bearer" || word.EndsWith("token", StringComparison.Ordinal)))
            return new(CredentialKind.Access, IsSure: false);
        if (words.Exists(word => OtherSessions.Contains(word)))
            return null;
        if (
            words.Exists(word =>
                word is "session" or "sessions" or "sess" or "sid" or "sessionid" or "sessid"
                || word.EndsWith("session", StringComparison.Ordinal)
            )
        )
            return new(CredentialKind.Session, IsSure: false);
        if (flat is "auth" or "authorization" or "rememberme" or "remember" || words.Contains("auth"))
            return new(CredentialKind.Session, IsSure: false);
        return null;
    }

    /// <summary>Whether a name speaks of something else that is called a token or session too.</summary>
    public static bool IsOther(string name) =>
        Boundaries().Split(name).Any(word => word.Length > 0 && Others.Contains(word.ToLowerInvariant()));

    [GeneratedRegex(
        "(?:access|auth|bearer|user|login|session|jwt|admin|customer|member)tokens?|^idtokens?$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SureToken();

    [GeneratedRegex("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Boundaries();
}
