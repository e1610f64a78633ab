using Shipworthy.Extractors.Endpoints.Idioms;
using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// The limiter of <c>nuxt-security</c>, which is on by default: 150 calls in five minutes by the last address of <c>X-Forwarded-For</c>, counted in memory unless a driver is named
/// (documentation of version 2, "Rate limiter").
/// </summary>
sealed class NuxtSecurity
{
    readonly CodeBase code;
    readonly Code at;
    readonly Code settings;
    readonly Code rules;
    readonly bool isOff;

    /// <summary>The limiter of the app in a folder.</summary>
    public NuxtSecurity(Sources sources, string root)
    {
        code = sources.Code;
        foreach (var ending in new[] { "ts", "js", "mjs" })
            if (code.Find($"{root}nuxt.config.{ending}") is { } file)
            {
                var what = ScriptExports.Of(code, file).FirstOrDefault(one => one.Name is "default").What;
                var options = code.ObjectOf(what.Kind is CodeKind.Call ? what.ArgumentAt(0) : what);
                at = code.Entry(options, "modules").Descendants(CodeKind.Literal).FirstOrDefault(one => one.String is "nuxt-security");
                isOff = code.ObjectEntry(code.Entry(options, "security"), "enabled") is false;
                settings = code.Entry(code.ObjectOf(code.Entry(options, "security")), "rateLimiter");
                rules = code.ObjectOf(code.Entry(options, "routeRules"));
            }
    }

    /// <summary>The limit of an address, by the rules for it; none when the module is not there or switched off.</summary>
    public IEnumerable<Step> For(string path)
    {
        if (!at.Exists || isOff)
            yield break;
        var own = default(Code);
        // A rule that limits some values of a parameter only is not one for all of them; one that lifts the limit for some is.
        foreach (var rule in rules.All(Part.Element).Where(one => PathTemplates.Covers(one.Name, path)))
            if (
                code.Entry(code.ObjectOf(code.Entry(code.ObjectOf(rule[Part.Value]), "security")), "rateLimiter") is { Exists: true } given
                && (given.Operator is "false" || PathTemplates.AlwaysCovers(rule.Name, path))
            )
                own = given;
        if (own.Operator is "false" || (!own.Exists && settings.Operator is "false"))
            yield break;
        Code Option(string name) =>
            code.Entry(code.ObjectOf(own), name) is { Exists: true } given ? given : code.Entry(code.ObjectOf(settings), name);
        var driver = code.ValueOf(code.Entry(code.ObjectOf(Option("driver")), "name")).AsText;
        yield return new(at)
        {
            Known = new(ActKind.Limits, at, "nuxt-security")
            {
                Limit = new(
                    own.Exists ? own.At
                        : settings.Exists ? settings.At
                        : at.At,
                    "nuxt-security"
                )
                {
                    Key = LimitKey.Address,
                    Store =
                        !Option("driver").Exists || driver is "lruCache" or "lru-cache" or "memory" ? LimitStore.Memory
                        : driver is null ? LimitStore.Unknown
                        : LimitStore.Shared,
                    Calls = Option("tokensPerInterval") is { Exists: true } calls ? code.ValueOf(calls).AsNumber : 150,
                    Seconds = Option("interval") is { Exists: true } interval ? code.ValueOf(interval).AsNumber / 1000 : 300,
                },
            },
        };
    }
}
