namespace Shipworthy.Extractors.Endpoints;

/// <summary>Endpoints of which no limit is asked (rubric 1.4, scope): probes that read nothing, documents of the API, files for crawlers.</summary>
static class Exemption
{
    static readonly HashSet<string> Probes = new(StringComparer.OrdinalIgnoreCase)
    {
        "health",
        "healthz",
        "healthcheck",
        "health-check",
        "livez",
        "readyz",
        "ready",
        "live",
        "liveness",
        "readiness",
        "ping",
        "up",
        "alive",
        "status",
        "heartbeat",
        "version",
    };

    static readonly HashSet<string> Documents = new(StringComparer.OrdinalIgnoreCase)
    {
        "openapi.json",
        "swagger.json",
        "swagger",
        "docs",
        "api-docs",
        "redoc",
        "robots.txt",
        "sitemap.xml",
        "favicon.ico",
        "manifest.json",
        "manifest.webmanifest",
        "llms.txt",
        "security.txt",
        "opengraph-image",
        "twitter-image",
        "icon",
        "apple-icon",
        "rss.xml",
        "feed.xml",
    };

    /// <summary>Why no limit is asked, as a clause about the endpoint; null when one is.</summary>
    public static string? Of(Route route, ImmutableArray<EndpointEffect> effects, List<Act> acts)
    {
        if (route.Method is "OPTIONS" or "HEAD")
            return "answers only what browsers ask before a call";
        var last = route.Path.TrimEnd('/') is var path ? path[(path.LastIndexOf('/') + 1)..] : "";
        if (route.Method is "GET" or "ANY" && Probes.Contains(last.TrimStart('_')) && IsShallow(route.Path) && effects.All(IsHarmless))
            return "answers probes";
        if (
            route.Method is "GET" or "ANY"
            && (Documents.Contains(last) || route.Path.Contains("/.well-known/", StringComparison.Ordinal))
            && effects.All(IsHarmless)
        )
            return "answers with a document for everybody";
        if (
            route.Method is "GET"
            && (last.Equals("callback", StringComparison.OrdinalIgnoreCase) || IsCallbackOfSignIn(route.Path))
            && !acts.Exists(act => act.Kind is ActKind.HandlesCredential)
        )
            return "takes people back from where they signed in";
        if (effects.IsEmpty && RefusesMethod(route.Handler))
            return "refuses the method and does nothing";
        return null;
    }

    /// <summary>The address names the provider after the word: <c>/auth/callback/google</c>.</summary>
    static bool IsCallbackOfSignIn(string path) =>
        path.Split('/') is var segments
        && segments.Contains("callback", StringComparer.OrdinalIgnoreCase)
        && segments.Any(one =>
            one.Contains("auth", StringComparison.OrdinalIgnoreCase) || one.Contains("sso", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>A probe has an address of its own and reads no thing that a parameter names.</summary>
    static bool IsShallow(string path) =>
        path.Count(letter => letter == '/') <= 3
        // What stands for a prefix that could not be read is no parameter.
        && !path.Split('/').Any(one => one is not "{…}" && Routers.PathTemplates.IsParameter(one));

    static bool IsHarmless(EndpointEffect effect) => effect.Kind is EffectKind.ReadsData or EffectKind.CallsOut;

    static bool RefusesMethod(Code handler) =>
        handler.Kind is CodeKind.Function
        && handler.Text.Length < 400
        && handler.Descendants(CodeKind.Literal).Any(one => one.String is "405")
        && !handler.Descendants(CodeKind.Branch).Any();
}
