using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Limits;

/// <summary>
/// Limiters of JavaScript that code asks by a call and has to obey itself: <c>@upstash/ratelimit</c>, <c>rate-limiter-flexible</c>, Arcjet, Vercel's firewall, Cloudflare's
/// binding.
/// </summary>
sealed class LimitsThatAreAsked : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site) =>
        !site.IsCalled
            ? null
            : site.Origin.Package switch
            {
                "@upstash/ratelimit" when site.Name is "limit" or "blockUntilReady" => Upstash(site),
                "rate-limiter-flexible" when site.Name is "consume" => Flexible(site),
                "@vercel/firewall" when site.Name is "checkRateLimit" => Asked(
                    site,
                    "Vercel's firewall",
                    LimitKey.Address,
                    "",
                    LimitStore.Edge
                ),
                "@arcjet/next" or "@arcjet/node" or "@arcjet/bun" or "@arcjet/sveltekit" or "@arcjet/nest" when site.Name is "protect" =>
                    Arcjet(site),
                _ when AreInDatabase(site) => InDatabase(site),
                _ => site.Name is "limit"
                && site.Node.Callee.Text.Contains("RATE_LIMIT", StringComparison.OrdinalIgnoreCase)
                && !site.Origin.Exists
                    ? Asked(site, "Cloudflare's limiter", LimitKey.Unknown, "", LimitStore.Edge)
                    : null,
            };

    /// <summary>
    /// Whether a call asks a function of the database that counts, by its name: <c>supabase.rpc("check_rate_limit", { … })</c>. How much it allows is its own matter.
    /// </summary>
    public static bool AreInDatabase(Site site) =>
        site is { IsCalled: true, Name: "rpc" } && site.Node.ArgumentAt(0).String is { } function && HandMadeLimits.Sounds(function);

    static Act InDatabase(Site site)
    {
        var (key, from) = LimitKeys.Of(site.Sources.Code, site.Node.ArgumentAt(1));
        return Asked(site, site.Node.ArgumentAt(0).String ?? "", key, from, LimitStore.Shared);
    }

    static Act Upstash(Site site)
    {
        var code = site.Sources.Code;
        var (key, from) = LimitKeys.Of(code, site.Node.ArgumentAt(0));
        var options = code.ObjectOf(site.Made(site.Node.Receiver).ArgumentAt(0));
        var window = site.Made(code.Entry(options, "limiter"));
        return Asked(site, "Upstash", key, from, LimitStore.Shared) is var act && act.Limit is { } limit
            ? act with
            {
                Limit = limit with
                {
                    CountsAccount = LimitKeys.NamesAccount(code, site.Node.ArgumentAt(0)),
                    Calls = code.ValueOf(window.ArgumentAt(0)).AsNumber,
                    Seconds = code.ValueOf(window.ArgumentAt(1)) switch
                    {
                        Value.Text text => Durations.Seconds(text.Content),
                        Value.Number number => number.Amount / 1000,
                        _ => null,
                    },
                },
            }
            : act;
    }

    /// <summary>It throws above the limit; one that is caught and answered with 429 acts as well.</summary>
    static Act Flexible(Site site)
    {
        var code = site.Sources.Code;
        var (key, from) = LimitKeys.Of(code, site.Node.ArgumentAt(0));
        var made = site.Made(site.Node.Receiver);
        var options = code.ObjectOf(made.ArgumentAt(0));
        var store =
            made.Callee.Name.Contains("Memory", StringComparison.Ordinal) ? LimitStore.Memory
            : made.Callee.Name.StartsWith("RateLimiter", StringComparison.Ordinal) ? LimitStore.Shared
            : LimitStore.Unknown;
        var act = Asked(site, "rate-limiter-flexible", key, from, store);
        return act with
        {
            Limit = act.Limit! with
            {
                Idle = null,
                CountsAccount = LimitKeys.NamesAccount(code, site.Node.ArgumentAt(0)),
                Calls = code.ValueOf(code.Entry(options, "points")).AsNumber,
                Seconds = code.ValueOf(code.Entry(options, "duration")).AsNumber,
            },
        };
    }

    static Act Arcjet(Site site)
    {
        var made = site.Made(site.Node.Receiver);
        var act = Asked(site, "Arcjet", LimitKey.Address, "", LimitStore.Shared);
        return made.Text.Contains("DRY_RUN", StringComparison.Ordinal) && !made.Text.Contains("LIVE", StringComparison.Ordinal)
            ? act with
            {
                Limit = act.Limit! with { Idle = "it runs dry and refuses nobody" },
            }
            : act;
    }

    static Act Asked(Site site, string by, LimitKey key, string from, LimitStore store) =>
        site.Act(ActKind.Limits, by) with
        {
            Limit = new(site.Node.At, by)
            {
                Key = key,
                KeyFrom = from,
                Store = store,
                Idle = RateLimits.NotLookedAt,
            },
        };
}
