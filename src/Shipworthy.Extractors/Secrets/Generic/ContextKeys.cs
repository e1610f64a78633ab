using Shipworthy.Extractors.Secrets.Shapes;

namespace Shipworthy.Extractors.Secrets.Generic;

/// <summary>
/// Keys of vendors that have no prefix of their own: alphabet and length are the vendor's, and the vendor's name stands in the name of the value or in
/// its line.
/// </summary>
static class ContextKeys
{
    static readonly ImmutableArray<Known> Table =
    [
        new("twilio-auth-token", "a Twilio auth token", ["twilio"], CharacterSet.Hex, 32, 32),
        new("auth0-client-secret", "an Auth0 client secret", ["auth0"], CharacterSet.UrlSafe, 64, 64),
        new("okta-token", "an Okta token", ["okta"], CharacterSet.UrlSafe, 40, 42),
        new("cloudflare-token", "a Cloudflare token", ["cloudflare", "cf_api", "cf_token"], CharacterSet.UrlSafe, 37, 40),
        new("heroku-key", "a Heroku key", ["heroku"], CharacterSet.UrlSafe, 36, 36),
        new("vercel-token", "a Vercel token", ["vercel"], CharacterSet.Base62, 24, 24),
        new("upstash-token", "an Upstash token", ["upstash"], CharacterSet.Base64, 40, 120),
        new("datadog-key", "a Datadog key", ["datadog", "dd_api", "dd_app"], CharacterSet.Hex, 32, 40),
        new("algolia-admin-key", "an Algolia admin key", ["algolia_admin", "algoliaadmin", "algolia admin"], CharacterSet.Hex, 32, 32),
        new("razorpay-secret", "a Razorpay secret", ["razorpay"], CharacterSet.Base62, 24, 24),
        new("paypal-secret", "a PayPal secret", ["paypal"], CharacterSet.UrlSafe, 80, 80),
        new("cloudinary-secret", "a Cloudinary secret", ["cloudinary"], CharacterSet.UrlSafe, 27, 27),
        new("mailgun-key", "a Mailgun key", ["mailgun"], CharacterSet.UrlSafe, 50, 50),
        new("postmark-token", "a Postmark token", ["postmark"], CharacterSet.UrlSafe, 36, 36),
        new(
            "supabase-jwt-secret",
            "the signing secret of a Supabase project",
            ["supabase_jwt", "supabasejwt", "supabase jwt"],
            CharacterSet.Base64,
            40,
            88
        ),
        new("railway-token", "a Railway token", ["railway"], CharacterSet.UrlSafe, 36, 36),
        new("mistral-key", "a Mistral key", ["mistral"], CharacterSet.Base62, 32, 32),
        new("cohere-key", "a Cohere key", ["cohere"], CharacterSet.Base62, 40, 40),
        new("facebook-app-secret", "a Facebook app secret", ["facebook", "instagram", "meta_app", "fb_app"], CharacterSet.Hex, 32, 32),
    ];

    /// <summary>The vendor's key that a named value is; null when it is none.</summary>
    public static (string Pattern, string Noun)? Of(NamedValue value, string line)
    {
        foreach (var known in Table)
            if (known.Fits(value.Value) && known.Words.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)))
                return (known.Pattern, known.Noun);
        return IsDiscordBot(value.Value) ? ("discord-bot-token", "a Discord bot token") : null;
    }

    /// <summary>The first of three parts is the number of the bot in base64.</summary>
    static bool IsDiscordBot(string value)
    {
        var parts = value.Split('.');
        if (parts is not [{ Length: >= 23 and <= 28 } number, { Length: 6 or 7 }, { Length: >= 27 and <= 40 }])
            return false;
        Span<byte> bytes = stackalloc byte[32];
        return Convert.TryFromBase64String(number.PadRight((number.Length + 3) / 4 * 4, '='), bytes, out var written)
            && written >= 17
            && bytes[..written].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    sealed record Known(string Pattern, string Noun, string[] Words, CharacterSet Set, int Min, int Max)
    {
        public bool Fits(string value)
        {
            if (value.Length < Min || value.Length > Max)
                return false;
            foreach (var letter in value)
                if (letter > 127 || !Set.Has((byte)letter))
                    return false;
            return Randomness.LooksRandom(value);
        }
    }
}
