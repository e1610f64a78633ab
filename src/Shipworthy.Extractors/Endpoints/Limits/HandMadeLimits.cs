using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Limits;

/// <summary>
/// Limiters that the app counts itself: a function named for it that looks at the clock and keeps counts, in the memory of the process or in a store. Whether its
/// answer is obeyed is up to the caller.
/// </summary>
sealed class HandMadeLimits : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site)
    {
        if (!site.IsCalled || site.Node.Kind is CodeKind.New || !Sounds(site.Name) || site.Origin.Exists)
            return null;
        var target = site.Sources.Code.Target(site.Node);
        if (target.Kind is not CodeKind.Function || !LooksAtClock(site.Sources.Code, target) || UsesLibrary(site.Sources.Code, target))
            return null;
        var (key, from) = site
            // A function that is handed in is what the limit lies around.
            .Node.Arguments.Where(one => (one.Kind is CodeKind.Argument ? one[Part.Value] : one).Kind is not CodeKind.Function)
            .Select(one => LimitKeys.Of(site.Sources.Code, one))
            .FirstOrDefault(one => one.Key is not LimitKey.Unknown);
        if (key is LimitKey.Unknown or LimitKey.Everybody)
            (key, from) = LimitKeys.Of(site.Sources.Code, target.Body);
        return site.Act(ActKind.Limits, site.Name) with
        {
            Limit = new(site.Node.At, site.Name)
            {
                MadeAt = target.At,
                Key = key,
                KeyFrom = from,
                CountsAccount = site.Node.Arguments.Any(one => LimitKeys.NamesAccount(site.Sources.Code, one)),
                Store = StoreOf(site.Sources.Code, target),
                Idle = Refuses(site.Sources.Code, target) ? null : RateLimits.NotLookedAt,
            },
        };
    }

    /// <summary>Whether a function is named for a limit of calls.</summary>
    public static bool Sounds(string name) =>
        name.Contains("ratelimit", StringComparison.OrdinalIgnoreCase)
        || name.Contains("rate_limit", StringComparison.OrdinalIgnoreCase)
        || name.Contains("throttle", StringComparison.OrdinalIgnoreCase)
        || name.Contains("limiter", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a function refuses by itself: it answers 429, or throws, or a function of its file does so that it runs and whose failure it does not catch.</summary>
    static bool Refuses(CodeBase code, Code function) =>
        function.Body.Descendants(CodeKind.Literal).Any(one => one.String is "429")
        || function.Body.Descendants(CodeKind.Throw).Any()
        || function
            .Body.Descendants(CodeKind.Call)
            .Any(one =>
                !(one.Enclosing(CodeKind.Try) is { Exists: true } attempt && function.Contains(attempt))
                && code.Target(one) is { Kind: CodeKind.Function } inner
                && inner.File == function.File
                && inner != function
                && LooksAtClock(inner)
                && inner
                    .Body.Descendants(CodeKind.Throw)
                    .Any(thrown => thrown.Enclosing(CodeKind.Branch) is { Exists: true } choice && inner.Contains(choice))
            );

    /// <summary>Whether a function looks at the clock, itself or in a function of its file that it runs.</summary>
    static bool LooksAtClock(CodeBase code, Code function) =>
        LooksAtClock(function)
        || function
            .Body.Descendants(CodeKind.Call)
            .Any(one => code.Target(one) is { Kind: CodeKind.Function } inner && inner.File == function.File && LooksAtClock(inner));

    static bool LooksAtClock(Code function) =>
        function
            .Body.Descendants()
            .Any(one =>
                one.Kind is CodeKind.Call
                    && one.DottedName
                        is "Date.now"
                            or "time.time"
                            or "performance.now"
                            or "time.monotonic"
                            or "datetime.now"
                            or "datetime.utcnow"
                            or "timezone.now"
                || one is { Kind: CodeKind.New, Callee.Name: "Date" }
                || one is { Kind: CodeKind.Member, Name: "UtcNow" or "Now" }
                || one is { Kind: CodeKind.Call, Callee.Name: "expire" or "pexpire" or "setex" or "rpc" }
            );

    static bool UsesLibrary(CodeBase code, Code function) =>
        function
            .Body.Descendants(CodeKind.Call)
            .Any(one => code.OriginOf(one.Callee).Package is "@upstash/ratelimit" or "rate-limiter-flexible" or "@vercel/firewall");

    /// <summary>A count that is awaited lies outside the process; where another function of the app awaits it, whether that is the count is not known.</summary>
    static LimitStore StoreOf(CodeBase code, Code function) =>
        AwaitsOthers(code, function) ? LimitStore.Shared
        : function
            .Body.Descendants(CodeKind.Await)
            .Any(one => code.Target(one[Part.Value]) is { Kind: CodeKind.Function } inner && inner != function && AwaitsOthers(code, inner))
            ? LimitStore.Unknown
        : LimitStore.Memory;

    static bool AwaitsOthers(CodeBase code, Code function) =>
        function
            .Body.Descendants(CodeKind.Await)
            .Any(one => one[Part.Value].Kind is CodeKind.Call && code.Target(one[Part.Value]) is not { Exists: true });
}
