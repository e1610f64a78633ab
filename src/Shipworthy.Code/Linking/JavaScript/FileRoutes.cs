using System.Text.RegularExpressions;

namespace Shipworthy.Syntax.Linking.JavaScript;

/// <summary>
/// Files that frameworks and platforms start because of where they lie: pages and routes of Next, Remix, SvelteKit, Nuxt, Astro and Expo; functions of Supabase,
/// Netlify, Vercel, Cloudflare and Convex.
/// </summary>
static partial class FileRoutes
{
    /// <summary>Whether a framework or platform serves the file.</summary>
    public static bool Serves(string path) => Served().IsMatch(path);

    /// <summary>Whether a tool starts the file for its own sake: tests, stories, configuration, declarations of types.</summary>
    public static bool Starts(string path) => Tools().IsMatch(path);

    [GeneratedRegex(
        """
            (?x)
            (^|/)(app/.*)?(page|route|layout|template|loading|error|global-error|not-found|default|sitemap|robots|manifest|opengraph-image|icon)\.[mc]?[jt]sx?$
            | (^|/)(middleware|proxy|instrumentation(-client)?)\.[mc]?[jt]s$
            | (^|/)pages/.*\.[mc]?[jt]sx?$
            | (^|/)app/(routes/.*|root|entry\.\w+|routes)\.[mc]?[jt]sx?$
            | (^|/)src/(routes/.*|hooks(\.\w+)?|service-worker|entry[-.]\w+)\.[mc]?[jt]sx?$
            | (^|/)server/(api|routes|middleware|plugins|tasks)/.*\.[mc]?[jt]s$
            | (^|/)(plugins|layouts|composables)/.*\.[mc]?[jt]s$
            | (^|/)supabase/functions/[^/]+/index\.[mc]?[jt]sx?$
            | (^|/)netlify/(functions|edge-functions)/.*\.[mc]?[jt]sx?$
            | (^|/)(api|functions)/.*\.[mc]?[jt]sx?$
            | (^|/)(convex|trigger|inngest)/.*\.[mc]?[jt]sx?$
            | (^|/)app/(_layout|index|\+[\w-]+|\([^/]+\)/.*|[^/]+)\.[jt]sx$
            """,
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Served();

    [GeneratedRegex(
        @"(^|/)(__tests__|__mocks__|tests?|e2e|cypress|\.storybook)/|\.(test|spec|stories|story|cy|e2e|bench)\.[mc]?[jt]sx?$|\.config\.[mc]?[jt]sx?$|\.d\.[mc]?ts$|(^|/)\.[\w-]+rc\.[mc]?js$|(^|/)(gulpfile|Gruntfile|jest\.setup|vitest\.setup|setupTests)\.[mc]?[jt]s$|(^|/)(migrations?|seeds?|seeders)/",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Tools();
}
