using Shipworthy.Extractors.Endpoints.Idioms;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Limits;

/// <summary>
/// Limiters of JavaScript that are middleware: <c>express-rate-limit</c>, <c>hono-rate-limiter</c> (also with Cloudflare's binding), <c>koa-ratelimit</c>, <c>@fastify/rate-limit</c>. Windows and defaults as
/// their documentation gives them.
/// </summary>
sealed class LimitsInNodeLibraries : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site) =>
        site.Origin.Package switch
        {
            "express-rate-limit" when IsMiddleware(site) => Limit(
                site,
                "express-rate-limit",
                ["limit", "max"],
                5,
                "windowMs",
                60,
                "keyGenerator",
                "store"
            ),
            "hono-rate-limiter" when IsMiddleware(site) => Limit(
                site,
                "hono-rate-limiter",
                ["limit"],
                5,
                "windowMs",
                60,
                "keyGenerator",
                "store"
            ),
            "@hono-rate-limiter/cloudflare" when site.Name is "cloudflareRateLimiter" => Bound(site),
            "koa-ratelimit" when IsMiddleware(site) => Limit(site, "koa-ratelimit", ["max"], 2500, "duration", 3600, "id", "db"),
            "@fastify/rate-limit" when IsMiddleware(site) => Limit(
                site,
                "@fastify/rate-limit",
                ["max"],
                1000,
                "timeWindow",
                60,
                "keyGenerator",
                "redis"
            ),
            _ => null,
        };

    static bool IsMiddleware(Site site) => site.Name is not ("ipKeyGenerator" or "MemoryStore") && (site.Node.Kind is not CodeKind.New);

    static Act Limit(
        Site site,
        string by,
        ImmutableArray<string> counts,
        double calls,
        string window,
        double seconds,
        string key,
        string store
    )
    {
        var code = site.Sources.Code;
        var options = OptionsOf(site);
        if (code.Entry(options, "binding").Exists && by is "hono-rate-limiter")
            return Bound(site);
        var (found, from) = code.Entry(options, key) is { Exists: true } own ? LimitKeys.Of(code, own) : (LimitKey.Address, "");
        var skip = code.Entry(options, "skip");
        return site.Act(ActKind.Limits, by) with
        {
            Limit = new(site.Node.At, by)
            {
                Key = found,
                KeyFrom = from,
                CountsAccount = LimitKeys.NamesAccount(code, code.Entry(options, key)),
                Store = StoreOf(site, options, store),
                Calls = counts.Any(name => code.Entry(options, name).Exists)
                    ? counts.Select(name => code.NumberEntry(options, name)).FirstOrDefault(one => one is not null)
                    : calls,
                Seconds = code.Entry(options, window) is { Exists: true } given ? Seconds(code, given, by) : seconds,
                Idle = skip.Exists && AlwaysTrue(code, skip) ? "it skips every call" : null,
            },
        };
    }

    /// <summary>A limiter of Cloudflare that counts at the edge; its numbers stand in the settings of the worker.</summary>
    static Act Bound(Site site)
    {
        var (found, from) = LimitKeys.Of(site.Sources.Code, site.Sources.Code.Entry(OptionsOf(site), "keyGenerator"));
        return site.Act(ActKind.Limits, "Cloudflare's limiter") with
        {
            Limit = new(site.Node.At, "Cloudflare's limiter")
            {
                Key = found,
                KeyFrom = from,
                Store = LimitStore.Edge,
            },
        };
    }

    static Code OptionsOf(Site site) => site.Sources.Code.ObjectOf(site.Made(site.Node).Arguments.LastOrDefault());

    static LimitStore StoreOf(Site site, Code options, string store)
    {
        var code = site.Sources.Code;
        // koa-ratelimit takes a map for its database and a word for what it is.
        if (code.ValueOf(code.Entry(options, "driver")).AsText is "memory")
            return LimitStore.Memory;
        if (code.Entry(options, store) is not { Exists: true } given)
            return LimitStore.Memory;
        var made = site.Made(given);
        return made.Exists && (made.Callee.Name.Contains("Memory", StringComparison.Ordinal) || made.Callee.Name is "Map")
                ? LimitStore.Memory
            : given.Kind is CodeKind.Conditional or CodeKind.Binary || code.ValueOf(given) is Value.Nothing ? LimitStore.Unknown
            : LimitStore.Shared;
    }

    static double? Seconds(CodeBase code, Code window, string by) =>
        code.ValueOf(window) switch
        {
            Value.Number number => number.Amount / 1000,
            Value.Text text when by is "@fastify/rate-limit" => Durations.Seconds(text.Content),
            _ => null,
        };

    static bool AlwaysTrue(CodeBase code, Code function) =>
        code.FunctionOf(function) is { Exists: true } found
        && (
            found.Body.Kind is CodeKind.Block
                ? found.Body.Descendants(CodeKind.Return).ToList() is [var only] && only[Part.Value].Operator is "true"
                : found.Body.Operator is "true"
        );
}
