using Shipworthy.Extractors.Endpoints.Idioms;
using Shipworthy.Extractors.Endpoints.Limits;

namespace Shipworthy.Extractors.Endpoints.Nest;

/// <summary>
/// The limits of <c>@nestjs/throttler</c>: those of <c>ThrottlerModule</c>, overridden or skipped by decorators. They hold only where a <c>ThrottlerGuard</c> runs. Since its
/// version 5 windows are milliseconds and limits are lists or have names; before, one object with seconds.
/// </summary>
sealed class NestThrottling(CodeBase code, IReadOnlyList<Code> configured)
{
    const string Product = "@nestjs/throttler";

    /// <summary>The limits that a guard of the library, or a class below it, puts on a route.</summary>
    /// <param name="at">Where the guard is named.</param>
    /// <param name="guard">The app's class below the library's guard; no node for the library's own.</param>
    /// <param name="words">The decorators of the route.</param>
    public IEnumerable<Step> Limits(Code at, Code guard, IReadOnlyList<NestWord> words)
    {
        var (options, inSeconds, throttlers) = Settings();
        var (key, from) = guard.Property("getTracker") is { Exists: true } tracker ? LimitKeys.Of(code, tracker) : (LimitKey.Address, "");
        var store = StoreOf(options);
        var idle = AlwaysTrue(code.Entry(options, "skipIf")) || AlwaysTrue(guard.Property("shouldSkip")) ? "it skips every call" : null;
        foreach (var settings in throttlers)
        {
            var name = code.ValueOf(code.Entry(settings, "name")).AsText ?? "default";
            if (Skips(words, name))
                continue;
            var (place, calls, seconds) =
                Overridden(words, name)
                ?? (settings, code.NumberEntry(settings, "limit"), SecondsOf(code.Entry(settings, "ttl"), inSeconds));
            yield return Step(
                at,
                new(place.Exists ? place.At : at.At, Product)
                {
                    Key = key,
                    KeyFrom = from,
                    Store = store,
                    Calls = calls,
                    Seconds = seconds,
                    Idle = idle,
                }
            );
        }
    }

    static Step Step(Code at, RateLimit limit) => new(at) { Known = new(ActKind.Limits, at, Product) { Limit = limit } };

    (Code Options, bool InSeconds, ImmutableArray<Code> Throttlers) Settings()
    {
        foreach (var call in configured)
        {
            var given = call.ArgumentAt(0);
            if (call.Callee.Name is "forRootAsync")
                given = Made(code.Entry(code.ObjectOf(given), "useFactory"));
            if (Items(given) is { Length: > 0 } list)
                return (default, false, list);
            var options = code.ObjectOf(given);
            if (Items(code.Entry(options, "throttlers")) is { Length: > 0 } named)
                return (options, false, named);
            if (options.Exists)
                return (options, true, [options]);
        }
        return (default, false, [default]);
    }

    /// <summary>What a factory gives.</summary>
    Code Made(Code factory)
    {
        var function = code.FunctionOf(factory);
        return function.Body.Kind is not CodeKind.Block
            ? function.Body
            : function.Body.Descendants(CodeKind.Return).FirstOrDefault(one => one.Enclosing(CodeKind.Function) == function)[Part.Value];
    }

    ImmutableArray<Code> Items(Code list)
    {
        if (list.Kind is CodeKind.Name or CodeKind.Member && code.Definition(list) is { Kind: CodeKind.Variable } held)
            list = held[Part.Value];
        return list.Kind is CodeKind.Array ? [.. list.Children.Select(one => code.ObjectOf(one))] : [];
    }

    bool Skips(IReadOnlyList<NestWord> words, string name)
    {
        foreach (var word in words.Where(word => word.Is("SkipThrottle")))
        {
            var argument = word.Call.ArgumentAt(0);
            if (!argument.Exists)
            {
                if (name is "default")
                    return true;
            }
            else if (code.ValueOf(argument).AsTruth is { } all)
                return all;
            else if (code.ObjectEntry(argument, name) is { } own)
                return own;
        }
        return false;
    }

    (Code At, double? Calls, double? Seconds)? Overridden(IReadOnlyList<NestWord> words, string name)
    {
        foreach (var word in words.Where(word => word.Is("Throttle")))
        {
            var first = word.Call.ArgumentAt(0);
            if (code.ObjectOf(first) is { Exists: true } byName)
            {
                if (code.ObjectOf(code.Entry(byName, name)) is { Exists: true } own)
                    return (word.Call, code.NumberEntry(own, "limit"), SecondsOf(code.Entry(own, "ttl"), false));
            }
            else if (first.Exists)
                return (word.Call, code.ValueOf(first).AsNumber, SecondsOf(word.Call.ArgumentAt(1), true));
        }
        return null;
    }

    double? SecondsOf(Code ttl, bool inSeconds)
    {
        if (
            ttl.Kind is CodeKind.Call
            && code.OriginOf(ttl.Callee).Package is Product
            && code.ValueOf(ttl.ArgumentAt(0)).AsNumber is { } amount
        )
            return ttl.Callee.Name switch
            {
                "seconds" => amount,
                "minutes" => amount * 60,
                "hours" => amount * 3600,
                "days" => amount * 86_400,
                "weeks" => amount * 604_800,
                _ => null,
            };
        return code.ValueOf(ttl).AsNumber is { } number ? (inSeconds ? number : number / 1000) : null;
    }

    LimitStore StoreOf(Code options) =>
        code.Entry(options, "storage") is not { Exists: true } given ? LimitStore.Memory
        : given.Kind is CodeKind.Conditional or CodeKind.Binary ? LimitStore.Unknown
        : LimitStore.Shared;

    bool AlwaysTrue(Code function) =>
        function.Exists
        && (function.Kind is CodeKind.Function ? function : code.FunctionOf(function)) is { Exists: true } found
        && (
            found.Body.Kind is CodeKind.Block
                ? found.Body.Children.ToList() is [{ Kind: CodeKind.Return } only] && SaysTrue(only[Part.Value])
                : SaysTrue(found.Body)
        );

    static bool SaysTrue(Code value) =>
        value is { Kind: CodeKind.Literal, Operator: "true" }
        || (value.Kind is CodeKind.Call && value.Callee.Name is "resolve" && value.ArgumentAt(0).Operator is "true");
}
