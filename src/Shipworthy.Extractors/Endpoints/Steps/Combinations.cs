using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Middleware of Hono that is made of other middleware (<c>hono/combine</c>): <c>every</c> runs all, <c>some</c> the first one that lets a call pass, <c>except</c> those addresses that
/// are not left out.
/// </summary>
sealed class Combinations(CodeBase code)
{
    /// <summary>
    /// What of a combination runs on the way to an address; null when the expression is none. No address: what is not told apart by addresses.
    /// </summary>
    /// <returns>The middleware, and whether it surely runs.</returns>
    public (ImmutableArray<Code> Run, bool Surely)? Of(Code expression, string address)
    {
        if (expression.Kind is not CodeKind.Call || code.OriginOf(expression.Callee) is not { Package: "hono" } origin)
            return null;
        var arguments = expression.Arguments.ToImmutableArray();
        return origin.Name switch
        {
            "every" => (arguments, true),
            "some" => (arguments, arguments.Length == 1),
            "except" when arguments.Length > 1 => Excepts(arguments[0], address) switch
            {
                true => ([], true),
                false => (arguments[1..], true),
                null => (arguments[1..], false),
            },
            _ => null,
        };
    }

    bool? Excepts(Code left, string address)
    {
        if (address.Length == 0)
            return null;
        bool? found = false;
        foreach (var one in left.Kind is CodeKind.Array ? left.Children.AsEnumerable() : [left])
            if (code.ValueOf(one).AsText is not { } pattern)
                found = null;
            else if (Fits(pattern, address) is not false and var fits)
                if (fits is true)
                    return true;
                else
                    found = null;
        return found;
    }

    /// <summary>Whether a pattern fits an address; null when that depends on the address's parameters.</summary>
    static bool? Fits(string pattern, string address) =>
        pattern.EndsWith('*')
            ? PathTemplates.AlwaysCovers(pattern, address)
                ? true
                : PathTemplates.Covers(pattern, address)
                    ? null
                    : false
            : !PathTemplates.Covers(pattern, address) || !PathTemplates.Covers(address, pattern)
                ? false
                : PathTemplates.AlwaysCovers(pattern, address)
                    ? true
                    : null;
}
