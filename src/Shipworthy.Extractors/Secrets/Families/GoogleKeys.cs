using static Shipworthy.Extractors.Secrets.Shapes.CharacterSet;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>Keys of Google Cloud, Firebase and Gemini.</summary>
sealed class GoogleKeys : TokenFamily
{
    public override ImmutableArray<Token> Tokens =>
        [
            Live(
                "google-service-account",
                "the key of a Google service account",
                "-----BEGIN PRIVATE KEY-----",
                Run(PemBody, 64, 20000)
            ) with
            {
                Read = candidate =>
                    candidate.Near(12, "\"client_email\"")
                    && candidate.Near(12, "\"service_account\"")
                    && PrivateKeys.Parse(candidate.Value) is not null
                        ? new(SecretClass.Live, OfflineProof.Parsed) { Value = PrivateKeys.BodyOf(candidate.Value) }
                        : null,
                MayLookMade = true,
            },
            Live("google-oauth-secret", "a Google OAuth client secret", "GOCSPX-", Run(UrlSafe, 28)),
            Live("google-access-token", "a Google access token", "ya29.", Run(UrlSafe, 60, 1000)) with
            {
                Read = _ => new(SecretClass.Expired, OfflineProof.Shape, "lasts for one hour"),
            },
            Live("google-api-key", "a Google API key", "AIza", Run(UrlSafe, 35)) with
            {
                Read = ApiKey,
            },
        ];

    /// <summary>
    /// The same shape serves a browser's map, which everybody sees, and a paid model, which nobody must. The names and calls around it tell.
    /// </summary>
    static Reading ApiKey(Candidate key) =>
        UsedForModels(key)
            ? new(SecretClass.Live, OfflineProof.Shape) { Noun = "a Gemini key" }
            : new(SecretClass.Public, OfflineProof.Shape, "is a key for browsers; restrict it to your own pages");

    static bool UsedForModels(Candidate key) =>
        key.Near(0, "gemini", "generativelanguage", "generative_ai", "genai", "generativeai")
        || (
            !key.Near(6, "authDomain", "auth_domain", "mobilesdk", "maps", "places", "youtube", "firebase")
            && key.Near(4, "gemini", "generativelanguage", "GoogleGenerativeAI", "google.generativeai", "genai")
        );
}
