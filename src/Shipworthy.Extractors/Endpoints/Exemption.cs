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
        if (
            route.Method is "GET" or "ANY"
            && Probes.Contains(last)
            && !effects.Any(effect => effect.Kind is not (EffectKind.ReadsData or EffectKind.CallsOut))
        )
            return "answers probes";
        if (Documents.Contains(last) || route.Path.Contains("/.well-known/", StringComparison.Ordinal))
            return "answers with a document for everybody";
        if (
            route.Method is "GET"
            && last.Contains("callback", StringComparison.OrdinalIgnoreCase)
            && !acts.Exists(act => act.Kind is ActKind.HandlesCredential)
        )
            return "takes people back from where they signed in";
        return null;
    }
}
