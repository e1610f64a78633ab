using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>
/// Tells whether a call that reads a signed token also checks the signature. Sources: documentation of PyJWT 1 (<c>verify</c>, third by place) and 2 (<c>options</c>, fourth by
/// place), python-jose (<c>options</c>, fourth by place) and jsonwebtoken 9 (<c>algorithms</c>; a token without signature passes where <c>none</c> is allowed and no key is given).
/// </summary>
static class TokenChecks
{
    const string Switch = "verify_signature";

    /// <summary>Whether a <c>decode</c> of Python checks the signature; null when that could not be told.</summary>
    public static bool? InPython(Site site)
    {
        var (code, call) = (site.Sources.Code, site.Node);
        var algorithms = call.ArgumentNamed("algorithms") is { Exists: true } named ? named : call.ArgumentAt(2);
        var key = call.ArgumentNamed("key") is { Exists: true } given ? given : call.ArgumentAt(1);
        if (TakesUnsigned(code.ValueOf(algorithms), code.ValueOf(key)))
            return false;
        var verify =
            call.ArgumentNamed("verify") is { Exists: true } old ? old
            : site.Origin.Package is "jwt" ? call.ArgumentAt(2)
            : default;
        if (verify.Exists && code.ValueOf(verify).AsTruth is false)
            return false;
        var options = call.ArgumentNamed("options") is { Exists: true } chosen ? chosen : call.ArgumentAt(3);
        return !options.Exists ? true : Checks(site, options);
    }

    /// <summary>Whether a <c>verify</c> of JavaScript refuses tokens without signature.</summary>
    public static bool InJavaScript(Site site)
    {
        var code = site.Sources.Code;
        return !site
            .Node.Arguments.Skip(1)
            .Any(one =>
                code.ObjectOf(one) is { Exists: true } options
                && TakesUnsigned(code.ValueOf(code.Entry(options, "algorithms")), code.ValueOf(site.Node.ArgumentAt(1)))
            );
    }

    static bool? Checks(Site site, Code options)
    {
        var code = site.Sources.Code;
        if (site.Made(options) is { Kind: CodeKind.Call, Callee.Name: "dict" } made)
            return made.ArgumentNamed(Switch) is { Exists: true } asked ? Truth(code.ValueOf(asked)) : true;
        return code.ValueOf(options) switch
        {
            Value.ObjectOf known => known[Switch] is { } value ? Truth(value)
            : known.Open ? null
            : true,
            Value.Nothing => true,
            _ => null,
        };
    }

    static bool? Truth(Value value) =>
        value switch
        {
            Value.Truth truth => truth.Holds,
            Value.FromEnvironment { Default: Value.Truth fallback } => fallback.Holds,
            _ => null,
        };

    static bool TakesUnsigned(Value algorithms, Value key) =>
        algorithms is Value.ListOf { Items: { IsEmpty: false } items }
        && items.Any(IsNone)
        && (items.All(IsNone) || key is Value.Nothing or Value.Text { Content: "" } or Value.Truth { Holds: false });

    static bool IsNone(Value algorithm) => "none".Equals(algorithm.AsText, StringComparison.OrdinalIgnoreCase);
}
