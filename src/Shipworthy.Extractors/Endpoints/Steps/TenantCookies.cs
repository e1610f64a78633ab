using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>Values that cookies name a tenant by: whoever sends the request writes them, unless something signs or checks them.</summary>
sealed partial class TenantCookies(CodeBase code)
{
    /// <summary>The cookie whose value an expression is, as it was sent; null where it is anything else.</summary>
    public string? Of(Code value, int steps)
    {
        if (!value.Exists || steps <= 0)
            return null;
        switch (value.Kind)
        {
            case CodeKind.Await:
                return Of(value[Part.Value], steps - 1);
            case CodeKind.Binary when value.Operator is "??" or "||":
                return Of(value[Part.Left], steps - 1);
            case CodeKind.Member when value.Name is "value":
                return Of(value.Receiver, steps - 1);
            case CodeKind.Name when code.Definition(value) is { Kind: CodeKind.Variable } variable:
                return Of(variable[Part.Value], steps - 1);
            case CodeKind.Call when value.Callee is { Kind: CodeKind.Member, Name: "get" } && value.ArgumentAt(0).String is { } name:
                return Tenant().IsMatch(name) && IsJar(value.Receiver, 3) ? name : null;
            case CodeKind.Call when code.Target(value) is { Kind: CodeKind.Function, Body.Exists: true } function:
                return GivenBy(function, steps - 1);
            default:
                return null;
        }
    }

    string? GivenBy(Code function, int steps)
    {
        // What asks or refuses before it gives the cookie's value is no plain reader of it.
        if (
            function.Descendants(CodeKind.Throw).Any()
            || function.Descendants(CodeKind.Await).Any(one => one[Part.Value] is not { Kind: CodeKind.Call, Callee.Name: "cookies" })
        )
            return null;
        var given = function
            .Descendants(CodeKind.Return)
            .Where(one => one.Enclosing(CodeKind.Function) == function)
            .Select(one => one[Part.Value])
            .ToList();
        return given is [var only] ? Of(only, steps) : null;
    }

    bool IsJar(Code holder, int steps) =>
        steps > 0
        && (
            holder.Kind is CodeKind.Await ? IsJar(holder[Part.Value], steps)
            : holder.Kind is CodeKind.Call ? holder.Callee is { Kind: CodeKind.Name, Name: "cookies" }
            : holder.Kind is CodeKind.Member ? holder.Name is "cookies"
            : holder.Kind is CodeKind.Name && IsJar(code.Definition(holder)[Part.Value], steps - 1)
        );

    [GeneratedRegex(
        "^(?:[a-z]*[-_.])?(?:active|current|selected)?[-_]?(?:ws|workspace|tenant|org|organi[sz]ation|team|company)[-_]?(?:id|uuid)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Tenant();
}
