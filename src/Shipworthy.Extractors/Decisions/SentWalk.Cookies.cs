using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Rows;

namespace Shipworthy.Extractors.Decisions;

/// <content>Values that cookies name: whoever sends the request writes them, unless something signs or checks them.</content>
sealed partial class SentWalk
{
    /// <summary>The cookie whose value an expression is, as it was sent; null where it is anything else.</summary>
    string? CookieOf(Code value, int steps)
    {
        if (!value.Exists || steps <= 0)
            return null;
        switch (value.Kind)
        {
            case CodeKind.Await:
                return CookieOf(value[Part.Value], steps - 1);
            case CodeKind.Binary when value.Operator is "??" or "||":
                return CookieOf(value[Part.Left], steps - 1);
            case CodeKind.Member when value.Name is "value":
                return CookieOf(value.Receiver, steps - 1);
            case CodeKind.Name when code.Definition(value) is { Kind: CodeKind.Variable } variable:
                return CookieOf(variable[Part.Value], steps - 1);
            case CodeKind.Call when value.Callee is { Kind: CodeKind.Member, Name: "get" } && value.ArgumentAt(0).String is { } name:
                return Tenant().IsMatch(name) && IsJar(value.Receiver, 3) ? name : null;
            case CodeKind.Call when code.Target(value) is { Kind: CodeKind.Function, Body.Exists: true } function:
                return CookieGivenBy(function, steps - 1);
            default:
                return null;
        }
    }

    string? CookieGivenBy(Code function, int steps)
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
        return given is [var only] ? CookieOf(only, steps) : null;
    }

    /// <summary>Whether a function hands the caller and the cookie's value together to anything but a write, which may look whether the two belong together.</summary>
    bool IsLookedAt(Code cookie, Frame frame) =>
        frame
            .Function.Descendants(CodeKind.Call)
            .Any(call =>
                !call.Contains(cookie)
                && writes.Of(call) is null
                && frame.Of(call).HasFlag(Bearing.Caller)
                && call.Arguments.Any(argument =>
                    argument.Descendants().Prepend(argument).Any(one => one.Kind is CodeKind.Name && CookieOf(one, 12) is not null)
                )
            );

    /// <summary>Whether a step before every handler speaks of a cookie, so that it may have looked.</summary>
    bool IsReadBefore(string cookie) =>
        sources.Code.Files.Any(file => Before().IsMatch(file.Path) && file.Text.Contains(cookie, StringComparison.Ordinal));

    [GeneratedRegex(@"(?:^|/)(?:middleware|proxy|hooks\.server)\.[jt]s$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Before();

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
