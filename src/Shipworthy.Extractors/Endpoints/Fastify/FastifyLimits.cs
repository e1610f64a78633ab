using Shipworthy.Extractors.Endpoints.Idioms;
using Shipworthy.Extractors.Endpoints.Limits;

namespace Shipworthy.Extractors.Endpoints.Fastify;

/// <summary>
/// The limits of <c>@fastify/rate-limit</c>: a thousand calls a minute by the caller's address unless options say otherwise; those of a route stand before those of the plugin
/// (documentation of version 10).
/// </summary>
static class FastifyLimits
{
    /// <summary>The phase in which a limit runs.</summary>
    public static string PhaseOf(CodeBase code, FastifyLimiter limiter) =>
        code.ValueOf(code.Entry(limiter.Options, "hook")).AsText ?? "onRequest";

    /// <summary>The limit of a route; null when it has none.</summary>
    public static Act? Of(CodeBase code, FastifyRoute route)
    {
        if (route.Limiter is not { } limiter)
            return null;
        var own = code.Entry(code.ObjectOf(code.Entry(route.Options, "config")), "rateLimit");
        return own.Operator is "false" ? null
            : own.Exists ? Limit(code, own, [code.ObjectOf(own), limiter.Options])
            : code.ObjectEntry(limiter.Options, "global") is false ? null
            : Limit(code, limiter.At, [limiter.Options]);
    }

    /// <summary>A limit with options, the first ones before the others.</summary>
    public static Act Limit(CodeBase code, Code at, ImmutableArray<Code> options)
    {
        Code Option(string name) => options.Select(one => code.Entry(one, name)).FirstOrDefault(one => one.Exists);
        var (key, from) = Option("keyGenerator") is { Exists: true } own ? LimitKeys.Of(code, own) : (LimitKey.Address, "");
        return new(ActKind.Limits, at, "@fastify/rate-limit")
        {
            Limit = new(at.At, "@fastify/rate-limit")
            {
                Key = key,
                KeyFrom = from,
                Store =
                    Option("store").Exists ? LimitStore.Unknown
                    : Option("redis") is not { Exists: true } redis ? LimitStore.Memory
                    : redis.Kind is CodeKind.Conditional or CodeKind.Binary ? LimitStore.Unknown
                    : LimitStore.Shared,
                Calls = Option("max") is { Exists: true } most ? code.ValueOf(most).AsNumber : 1000,
                Seconds = Option("timeWindow") is { Exists: true } window
                    ? code.ValueOf(window) switch
                    {
                        Value.Number number => number.Amount / 1000,
                        Value.Text text => Limits.Durations.Seconds(text.Content),
                        _ => null,
                    }
                    : 60,
            },
        };
    }
}
