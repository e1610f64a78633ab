using Shipworthy.Extractors.Endpoints.Django;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Limits;

/// <summary>
/// Limiters of Python: <c>slowapi</c> and <c>Flask-Limiter</c> (which count in memory unless they get a <c>storage_uri</c>), and <c>fastapi-limiter</c> (which counts in Redis).
/// Default limits of slowapi hold only with its middleware.
/// </summary>
sealed class LimitsInPythonLibraries : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site) =>
        site.Origin.Package switch
        {
            "slowapi" when site.Name is "limit" or "shared_limit" => Decorated(site, "slowapi"),
            "slowapi" when site.Name is "SlowAPIMiddleware" or "SlowAPIASGIMiddleware" => Defaults(site, "slowapi"),
            "flask_limiter" when site.Name is "limit" or "shared_limit" => Decorated(site, "Flask-Limiter"),
            "flask_limiter" or "slowapi" when site.Name is "exempt" => site.Act(ActKind.Attaches, site.Origin.Package),
            "fastapi_limiter" when site.Name is "RateLimiter" or "WebSocketRateLimiter" => Seconds(site),
            "django_ratelimit" or "ratelimit" when site.Name is "ratelimit" => Ratelimit(site),
            _ => null,
        };

    static Act Decorated(Site site, string by)
    {
        var code = site.Sources.Code;
        var call = site.Node.Kind is CodeKind.Decorator ? site.Node[Part.Value] : site.Node;
        var made = site.Made(call.Receiver);
        var own = call.ArgumentNamed("key_func") is { Exists: true } given ? given : KeyFunction(made);
        return Limit(site, by, code.ValueOf(call.ArgumentAt(0)).AsText, own, made);
    }

    /// <summary>The limits that an application has by default.</summary>
    static Act? Defaults(Site site, string by)
    {
        var code = site.Sources.Code;
        foreach (var made in code.Calls("Limiter"))
            if (code.OriginOf(made.Callee).Package is "slowapi" && DefaultsOf(made) is { Exists: true } limits)
                return Limit(site, by, RateOf(code, limits), KeyFunction(made), made);
        return site.Act(ActKind.Attaches, by);
    }

    /// <summary>The limit that a limiter of Flask has for every route that names none; null when it has none.</summary>
    public static Act? DefaultOfFlask(Sources sources, Code made) =>
        DefaultsOf(made) is { Exists: true } limits
            ? Limit(
                new(sources, made, sources.Code.OriginOf(made.Callee)),
                "Flask-Limiter",
                RateOf(sources.Code, limits),
                KeyFunction(made),
                made
            )
            : null;

    static Code DefaultsOf(Code made) =>
        made.ArgumentNamed("default_limits") is { Exists: true } limits ? limits : made.ArgumentNamed("application_limits");

    /// <summary>The first of several rates; the others only lower it.</summary>
    static string? RateOf(CodeBase code, Code limits) => (code.ValueOf(limits) as Value.ListOf)?.Items.FirstOrDefault()?.AsText;

    static Act Limit(Site site, string by, string? rate, Code key, Code made)
    {
        var code = site.Sources.Code;
        var (found, from) =
            key.Kind is CodeKind.Name && key.Name is "get_remote_address" ? (LimitKey.Address, "")
            : key.Name is "get_ipaddr" ? (LimitKey.Chosen, "the X-Forwarded-For header")
            : LimitKeys.Of(code, code.FunctionOf(key) is { Exists: true } function ? function.Body : key);
        var parsed = rate is null ? null : Durations.Rate(rate);
        return site.Act(ActKind.Limits, by) with
        {
            Limit = new(site.Node.At, by)
            {
                Key = found,
                KeyFrom = from,
                CountsAccount =
                    found is not LimitKey.Address
                    && LimitKeys.NamesAccount(code, code.FunctionOf(key) is { Exists: true } counted ? counted.Body : key),
                Store = StoreOf(code, made),
                Calls = parsed?.Calls,
                Seconds = parsed?.Seconds,
                Idle = made.ArgumentNamed("enabled") is { Operator: "false" } ? "it is switched off" : null,
            },
        };
    }

    static Code KeyFunction(Code made) => made.ArgumentNamed("key_func") is { Exists: true } named ? named : made.ArgumentAt(0);

    static LimitStore StoreOf(CodeBase code, Code made) =>
        made.ArgumentNamed("storage_uri") is not { Exists: true } uri
            ? LimitStore.Memory
            : code.ValueOf(uri) switch
            {
                Value.Text { Content: var text } => text.StartsWith("memory", StringComparison.Ordinal)
                    ? LimitStore.Memory
                    : LimitStore.Shared,
                Value.FromEnvironment { Default: Value.Text { Content: var text } }
                    when text.StartsWith("memory", StringComparison.Ordinal) => LimitStore.Unknown,
                Value.Nothing => LimitStore.Memory,
                _ => LimitStore.Shared,
            };

    /// <summary><c>RateLimiter(times=2, seconds=5)</c>: by address and path, in the Redis that the limiter was started with.</summary>
    static Act Seconds(Site site)
    {
        var code = site.Sources.Code;
        double Of(string name) => code.ValueOf(site.Node.ArgumentNamed(name)).AsNumber ?? 0;
        var seconds = Of("seconds") + (Of("minutes") * 60) + (Of("hours") * 3600) + (Of("milliseconds") / 1000);
        return site.Act(ActKind.Limits, "fastapi-limiter") with
        {
            Limit = new(site.Node.At, "fastapi-limiter")
            {
                Key = LimitKey.Address,
                Store = LimitStore.Shared,
                Calls = site.Node.ArgumentNamed("times").Exists ? code.ValueOf(site.Node.ArgumentNamed("times")).AsNumber : 1,
                Seconds = seconds > 0 ? seconds : null,
            },
        };
    }

    /// <summary><c>@ratelimit(key="ip", rate="5/m", block=True)</c>; it blocks by default since version 4, and counts in the default cache.</summary>
    static Act Ratelimit(Site site)
    {
        var code = site.Sources.Code;
        var call = site.Node.Kind is CodeKind.Decorator ? site.Node[Part.Value] : site.Node;
        var rate = code.ValueOf(call.ArgumentNamed("rate")).AsText is { } text ? Durations.Rate(text) : null;
        var key = code.ValueOf(call.ArgumentNamed("key")).AsText ?? "";
        var (store, empty) = DjangoCaches.Of(site.Sources);
        // Before version 4, whose module has another name, it only marks the request unless it is told to block.
        var block =
            code.ValueOf(call.ArgumentNamed("block")).AsTruth
            ?? (call.ArgumentNamed("block").Exists || site.Origin.Package is not "ratelimit");
        return site.Act(ActKind.Limits, "django-ratelimit") with
        {
            Limit = new(site.Node.At, "django-ratelimit")
            {
                Key =
                    key is "ip" ? LimitKey.Address
                    : key is "user_or_ip" ? LimitKey.UserOrAddress
                    : key is "user" ? LimitKey.User
                    : key.StartsWith("header:", StringComparison.Ordinal) || key.StartsWith("post:", StringComparison.Ordinal)
                        ? LimitKey.Chosen
                    : LimitKey.Unknown,
                KeyFrom = key,
                CountsAccount = key.StartsWith("post:", StringComparison.Ordinal) && Doors.BrakeWords.NamesAccount(key),
                Store = store,
                Calls = rate?.Calls,
                Seconds = rate?.Seconds,
                Idle = block ? empty : "it does not block",
            },
        };
    }
}
