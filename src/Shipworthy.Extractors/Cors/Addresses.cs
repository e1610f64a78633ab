namespace Shipworthy.Extractors.Cors;

/// <summary>Reads single origins as people write them in lists and headers.</summary>
static class Addresses
{
    /// <summary>
    /// Suffixes under which everybody can get a host of their own: platforms, previews, tunnels. A star in front of one is a star for strangers.
    /// </summary>
    static readonly ImmutableArray<string> SharedHosts =
    [
        "vercel.app",
        "now.sh",
        "netlify.app",
        "pages.dev",
        "workers.dev",
        "web.app",
        "firebaseapp.com",
        "lovable.app",
        "lovableproject.com",
        "github.io",
        "gitlab.io",
        "onrender.com",
        "herokuapp.com",
        "fly.dev",
        "railway.app",
        "replit.app",
        "replit.dev",
        "repl.co",
        "azurewebsites.net",
        "azurestaticapps.net",
        "azurecontainerapps.io",
        "cloudfront.net",
        "amazonaws.com",
        "amplifyapp.com",
        "awsapprunner.com",
        "run.app",
        "appspot.com",
        "ngrok.io",
        "ngrok.app",
        "ngrok.dev",
        "ngrok-free.app",
        "ngrok-free.dev",
        "trycloudflare.com",
        "loca.lt",
        "surge.sh",
        "glitch.me",
        "gitpod.io",
        "github.dev",
        "stackblitz.io",
        "webcontainer.io",
        "csb.app",
        "bolt.host",
        "base44.app",
        "streamlit.app",
        "hf.space",
        "deno.dev",
        "supabase.co",
    ];

    /// <summary>The set that one written origin stands for.</summary>
    public static OriginList Read(string origin)
    {
        var text = origin.Trim().TrimEnd('/');
        if (text.Length == 0)
            return OriginList.Nobody;
        if (text is "*" or "https://*" or "http://*" or "*://*" or "https?://*")
            return OriginList.Anyone;
        if (text.AsSpan().ContainsAny(@"\^$[") || text.Contains(".*", StringComparison.Ordinal))
            return AddressPattern.Read(text, Matching.FromTheBeginning);
        if (text == "null")
            return OriginList.Matchable("allows the origin null, which every sandboxed page has");
        if (text.Contains('*', StringComparison.Ordinal))
            return WithStar(text);
        if (CorsPolicy.IsLocal(text))
            return new([new(Admits.Local, text)]);
        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return OriginList.Matchable($"allows {text}, for which anybody on the way can answer, since it is not encrypted");
        return new([new(Admits.Named, text)]);
    }

    /// <summary>A star may stand for a whole label in front of a host of one's own, or for a port.</summary>
    static OriginList WithStar(string text)
    {
        var afterStar = text[(text.LastIndexOf('*') + 1)..];
        if (
            afterStar.Length == 0
            && text.EndsWith(":*", StringComparison.Ordinal)
            && text.IndexOf('*', StringComparison.Ordinal) == text.Length - 1
        )
            return Read(text[..^2]);
        if (SharedHostIn(afterStar) is { } shared && HostOf(afterStar) == "." + shared)
            return OriginList.Matchable($"allows every address under {shared}, where anybody can get one");
        return afterStar.StartsWith('.') && afterStar.Contains('.', StringComparison.Ordinal)
            ? new([new(Admits.Named, text)])
            : OriginList.Matchable($"allows every address like {text}, and strangers can get one");
    }

    static string HostOf(string rest) => rest.Split([':', '/'], 2)[0];

    /// <summary>The shared host that the text ends with, whatever stands before it; null when it is none.</summary>
    public static string? SharedHostIn(string host) =>
        SharedHosts.FirstOrDefault(shared =>
            HostOf(host) is var name
            && name.EndsWith(shared, StringComparison.OrdinalIgnoreCase)
            && (name.Length == shared.Length || name[^(shared.Length + 1)] == '.')
        );

    /// <summary>What a comparison with the end of the caller's origin lets in.</summary>
    public static OriginList EndingWith(string suffix) =>
        SharedHostIn(suffix.TrimStart('.')) is { } shared && suffix.TrimStart('.').Length == shared.Length
            ? OriginList.Matchable($"allows every address under {shared}, where anybody can get one")
        : suffix.StartsWith('.') && suffix.AsSpan(1).Contains('.') ? new([new(Admits.Named, $"https://*{suffix}")])
        : suffix.Contains("://", StringComparison.Ordinal) ? Read(suffix)
        : OriginList.Matchable($"allows every address that ends with {suffix}, so evil{suffix.TrimStart('.')} too");

    /// <summary>What a comparison with the beginning of the caller's origin lets in. After a colon only a port can come, after a slash nothing.</summary>
    public static OriginList BeginningWith(string prefix) =>
        prefix.Contains("://", StringComparison.Ordinal) && prefix.EndsWith(':') && prefix.Count(letter => letter == ':') == 2
            ? Read(prefix[..^1])
            : OriginList.Matchable($"allows every address that begins with {prefix}, so {prefix.TrimEnd('/')}.evil.example too");

    /// <summary>What a search anywhere in the caller's origin lets in.</summary>
    public static OriginList Containing(string part) => OriginList.Matchable($"allows every address that has {part} anywhere in it");
}
