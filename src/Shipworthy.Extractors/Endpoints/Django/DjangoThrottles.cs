using Shipworthy.Extractors.Endpoints.Limits;

namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>
/// Throttles of Django REST framework. A rate does nothing by itself: a class has to be named by the view or by <c>DEFAULT_THROTTLE_CLASSES</c>. Callers without an account are told
/// apart by their address, and unless <c>NUM_PROXIES</c> is set that is the whole X-Forwarded-For header as it was sent (<c>BaseThrottle.get_ident</c> of version 3.16).
/// </summary>
sealed class DjangoThrottles(CodeBase code, DjangoSettings settings, AnonymousCaller anonymous)
{
    const string By = "Django REST framework";

    readonly DjangoChoices choices = new(code, anonymous);

    /// <summary>The limits before a view.</summary>
    /// <param name="view">The class of the view; null for a function.</param>
    /// <param name="own">The list that a decorator gives for this call alone; no node when it gives none.</param>
    /// <param name="call">The call.</param>
    /// <param name="signedIn">Whether callers are known to be signed in.</param>
    public ImmutableArray<Step> Steps(PythonClass? view, Code own, DjangoCall call, bool signedIn)
    {
        var scope =
            view is { } scoped && scoped.Attribute(code, "throttle_scope") is { Exists: true } text ? code.ValueOf(text).AsText ?? "" : "";
        var list = own.Exists ? own : view?.Attribute(code, "throttle_classes") ?? default;
        ImmutableArray<Code>? named = list.Exists ? [.. DjangoFiles.Items(code, list)] : null;
        if (
            view?.Method(code, "get_throttles") is { Exists: true } chooses
            && choices.Of(chooses, call, "throttle_classes", named ?? []) is [var only]
            && (named is not null || !only.IsEmpty)
        )
            named = only;
        return named is { } classes
            ? [.. classes.Select(one => PythonClass.Of(code, one) is { } known ? Step(known, one, scope, signedIn) : Unknown(one))]
            : BySettings(scope, signedIn);
    }

    /// <summary>The limits that settings put before every view that names none.</summary>
    public ImmutableArray<Step> BySettings(string scope, bool signedIn)
    {
        var setting = settings.RestSetting("DEFAULT_THROTTLE_CLASSES");
        return settings.RestClasses("DEFAULT_THROTTLE_CLASSES") is { } classes
            ? [.. classes.Select(one => one is { } known ? Step(known, setting, scope, signedIn) : Unknown(setting))]
            : [];
    }

    static Step Unknown(Code at) => Limit(at, new RateLimit(at.At, By));

    Step Step(PythonClass throttle, Code at, string scope, bool signedIn)
    {
        var lineage = throttle.Lineage(code).ToList();
        var kind = lineage.Find(one => one.Name is "AnonRateThrottle" or "UserRateThrottle" or "ScopedRateThrottle").Name;
        if (kind is null && lineage.TrueForAll(one => one.Name is not "SimpleRateThrottle"))
            return Limit(at, new RateLimit(at.At, throttle.Name));
        var named = code.ValueOf(throttle.Attribute(code, "scope")).AsText;
        scope = kind is "ScopedRateThrottle" ? scope : named ?? (kind is "AnonRateThrottle" ? "anon" : "user");
        var (rate, idle) = Rate(throttle, scope);
        var (store, empty) = DjangoCaches.Of(code, settings);
        var (key, from) = Key(throttle, kind, signedIn);
        return Limit(
            at,
            new(at.At, By)
            {
                Key = key,
                KeyFrom = from,
                Store = store,
                Calls = rate?.Calls,
                Seconds = rate?.Seconds,
                Idle =
                    kind is "ScopedRateThrottle" && scope.Length == 0 ? "the view names no throttle_scope"
                    : kind is "AnonRateThrottle" && signedIn && !throttle.Method(code, "get_cache_key").Exists
                        ? "it counts only callers who are not signed in"
                    : idle ?? empty,
            }
        );
    }

    ((double Calls, double Seconds)? Rate, string? Idle) Rate(PythonClass throttle, string scope)
    {
        var own = throttle.Attribute(code, "rate");
        var rates = throttle.Attribute(code, "THROTTLE_RATES") is { Exists: true } given
            ? given
            : settings.RestSetting("DEFAULT_THROTTLE_RATES");
        var rate = own.Exists ? own : code.Entry(code.ObjectOf(rates), scope);
        if (throttle.Method(code, "get_rate").Exists || throttle.Method(code, "allow_request").Exists)
            return (null, null);
        return !rate.Exists ? (null, rates.Exists && !code.ObjectOf(rates).Exists ? null : "its scope has no rate")
            : code.ValueOf(rate) is Value.Nothing ? (null, "its rate is None")
            : (code.ValueOf(rate).AsText is { } text ? Limits.Durations.Rate(text) : null, null);
    }

    (LimitKey Key, string From) Key(PythonClass throttle, string? kind, bool signedIn)
    {
        if (throttle.Method(code, "get_cache_key") is { Exists: true } made)
            return made.Descendants(CodeKind.Call).Any(one => one.Callee.Name is "get_ident") && !signedIn ? Address()
                : LimitKeys.Of(code, made.Body) is { Key: not LimitKey.Unknown } found ? found
                : made.Descendants(CodeKind.Member).Any(one => one.Name is "pk" or "id" && one.Receiver.Name is "user")
                    ? (LimitKey.User, "")
                : (LimitKey.Unknown, "");
        return kind is null ? (LimitKey.Unknown, "")
            : signedIn ? (LimitKey.User, "")
            : Address();
    }

    (LimitKey Key, string From) Address() =>
        code.ValueOf(settings.RestSetting("NUM_PROXIES")) is Value.Number or Value.FromEnvironment
            ? (LimitKey.Address, "")
            : (LimitKey.Chosen, "the x-forwarded-for header, since NUM_PROXIES is not set");

    static Step Limit(Code at, RateLimit limit) => new(at) { Known = new(ActKind.Limits, at, limit.By) { Limit = limit } };
}
