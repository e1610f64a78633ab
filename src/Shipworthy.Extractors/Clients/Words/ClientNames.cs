using System.Collections.Frozen;
using Shipworthy.Extractors.Secrets.Generic;

namespace Shipworthy.Extractors.Clients.Words;

/// <summary>What the name of a variable says about whether everybody may see its value.</summary>
enum NameSays
{
    /// <summary>Nothing of secrets: an address, a switch.</summary>
    Nothing,

    /// <summary>Made to be seen by everybody: a publishable key, an id.</summary>
    Public,

    /// <summary>A key of some kind; what it opens depends on its use.</summary>
    SomeKey,

    /// <summary>An address at which whoever knows it can leave messages.</summary>
    Hook,

    /// <summary>Nobody but the app's own servers may have it.</summary>
    Privileged,
}

/// <summary>Reads the names of variables that a client holds.</summary>
static class ClientNames
{
    static readonly FrozenSet<string> PublicWords = FrozenSet.ToFrozenSet(
        """
        publishable anon public pk dsn sitekey measurement analytics pixel gtm ga posthog mapbox maps map places
        pusher algolia firebase recaptcha turnstile hcaptcha vapid clientid appid projectid emailjs web3forms
        intercom crisp hotjar clarity segment mixpanel amplitude plausible umami tawk onesignal revenuecat alchemy
        infura walletconnect tinymce giphy adsense captcha
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
    );

    /// <summary>Vendors whose keys are all secret: each call with one is paid for by its owner, or acts in the owner's name.</summary>
    static readonly FrozenSet<string> SecretVendors = FrozenSet.ToFrozenSet(
        """
        openai anthropic claude groq openrouter replicate elevenlabs huggingface hf mistral cohere perplexity deepseek
        gemini xai resend sendgrid mailgun postmark brevo pinecone assemblyai deepgram tavily serpapi firecrawl twilio
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
    );

    /// <summary>Words that, at the end, make it a name about a secret: its length, its address, whether it is asked for.</summary>
    static readonly FrozenSet<string> About = FrozenSet.ToFrozenSet(
        """
        enabled disabled required length min max limit count ttl expiry expires hours minutes days page path route link
        label text message hint regex pattern policy reset forgot host port region name id bucket version mode
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
    );

    /// <summary>What a name says.</summary>
    public static NameSays Of(string name)
    {
        var words = SensitiveName.WordsOf(name[(PublicPrefixes.Of(name)?.Length ?? 0)..]);
        if (words.Count == 0)
            return NameSays.Nothing;
        bool Has(string word) => words.Contains(word);
        bool Next(string first, string second)
        {
            for (var i = 1; i < words.Count; i++)
                if (words[i - 1] == first && words[i] == second)
                    return true;
            return false;
        }
        var serviceRole = Next("service", "role") || Has("servicerole") || Next("service", "key") && Has("supabase");
        if (serviceRole)
            return NameSays.Privileged;
        if (About.Contains(words[^1]) || words.Any(word => word is "enable" or "disable" or "use" or "show" or "allow" or "require"))
            return NameSays.Nothing;
        if ((Has("webhook") || Has("webhooks")) && !Has("base") && !Has("host"))
            return Has("secret") || Has("key") || Has("token") || Has("signing") ? NameSays.Privileged
                : Has("slack") || Has("discord") || Has("teams") ? NameSays.Privileged
                : NameSays.Hook;
        var isDatabase =
            Next("database", "url")
            || Next("db", "url")
            || Next("connection", "string")
            || Has("connectionstring")
            || Next("mongodb", "uri")
            || Next("mongo", "uri")
            || Next("mongo", "url")
            || Next("redis", "url")
            || Next("postgres", "url");
        if (isDatabase)
            return Has("firebase") ? NameSays.Public : NameSays.Privileged;
        if (words[^1] is "url" or "uri" or "endpoint" or "origin" or "domain")
            return NameSays.Nothing;
        var privileged =
            Has("secret")
            || Has("secrets")
            || Has("secretkey")
            || Has("clientsecret")
            || Next("private", "key")
            || Has("privatekey")
            || Next("admin", "key")
            || Next("admin", "token")
            || Next("admin", "api")
            || Next("master", "key")
            || IsPassword(words)
            || (Has("signing") || Has("encryption")) && !Next("public", "key")
            || Next("service", "account");
        if (privileged)
            return NameSays.Privileged;
        if (words.Any(PublicWords.Contains) || Next("client", "id") || Next("site", "key") || Next("app", "key") && !Has("secret"))
            return NameSays.Public;
        if (Next("access", "key") || Has("accesskey") || Next("auth", "token") && Has("twilio"))
            return NameSays.Privileged;
        var isKey =
            words[^1] is "key" or "keys" or "token" or "tokens" or "apikey" or "credential" or "credentials" or "auth"
            || Next("api", "key")
            || Next("api", "token")
            || Has("apikey");
        return !isKey ? NameSays.Nothing
            : words.Any(SecretVendors.Contains) ? NameSays.Privileged
            : NameSays.SomeKey;
    }

    /// <summary>A way to sign in is called after the password that it asks for: <c>PASSWORD_LOGIN</c>, <c>PASSWORD_AUTH</c>.</summary>
    static bool IsPassword(IReadOnlyList<string> words) =>
        words.Any(word => word is "password" or "passwd" or "pwd")
        && words[^1] is not ("login" or "signin" or "signup" or "auth" or "authentication" or "algorithm" or "provider" or "flow");
}
