using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <summary>
/// Rows that an endpoint reaches for whoever a cookie or header of the call names, while it asks nobody who is calling. What people are shown without a sign-in is chosen by its
/// address; what a cookie or header names is meant as the sender.
/// </summary>
sealed partial class RowsOfNamed(Sources sources, PathReader reader, RowsOfEndpoints handlers)
{
    const int MostNames = 6;

    readonly CodeBase code = sources.Code;
    readonly TenantCookies cookies = new(sources.Code);

    /// <summary>Whose rows a call reaches; null where it names nobody, or where that was not seen.</summary>
    public EndpointRows? Of(Route route, Endpoint endpoint)
    {
        if (
            endpoint.Caller is not Caller.Anonymous
            || route.IsPlatformSurface
            || !route.Handler.Exists
            || !endpoint.Effects.Any(effect => effect.Kind.TouchesData && !effect.IsBefore)
        )
            return null;
        foreach (var (handler, _) in handlers.FunctionsOf(route.Handler, 4))
        foreach (var call in handler.Descendants(CodeKind.Call).Where(IsAccess))
        {
            var statement = AccessParts.Whole(call, IsAccess);
            if (IsTenants(AccessParts.ModelOf(statement)))
                continue;
            foreach (var chosen in AccessParts.Of(statement).Chosen)
                if (NamedBy(chosen, MostNames, []) is { } name)
                    return new(RowReach.Named, call.At, name);
        }
        return null;
    }

    bool IsAccess(Code call) =>
        reader.Idiom(call) is { Kind: ActKind.Does, Effect: EffectKind.ReadsData or EffectKind.WritesData, IsUnderPolicies: false };

    /// <summary>The cookie or header that names somebody in an expression, through variables, each of which is looked at once; null where there is none.</summary>
    string? NamedBy(Code expression, int steps, HashSet<Code> seen)
    {
        if (!expression.Exists || steps <= 0)
            return null;
        foreach (var one in expression.Descendants().Prepend(expression))
        {
            if (one.Kind is not (CodeKind.Name or CodeKind.Call or CodeKind.Index or CodeKind.Property))
                continue;
            if (cookies.Of(one, 12) is { } cookie)
                return $"the cookie {cookie}";
            if (HeaderOf(one) is { } header && !IsSetInside(header))
                return $"the header {header}";
            if (
                one.Kind is CodeKind.Name or CodeKind.Property
                && !one[Part.Value].Exists
                && code.Definition(one) is { Kind: CodeKind.Variable } variable
                && !variable.Contains(one)
                && !expression.Contains(variable)
                && seen.Add(variable)
                && variable[Part.Value]
                    is { Kind: CodeKind.Object or CodeKind.Call or CodeKind.Index or CodeKind.Binary or CodeKind.Name } made
                && NamedBy(made, steps - 1, seen) is { } name
            )
                return name;
        }
        return null;
    }

    string? HeaderOf(Code value) =>
        value.Kind switch
        {
            CodeKind.Index when value.Receiver.Name is "headers" or "Headers" => Person(value.Name),
            CodeKind.Call
                when value.Callee is { Kind: CodeKind.Member, Name: "get" or "header" or "GetValue" } callee
                    && (callee.Name is "header" || SpeaksOfHeaders(callee.Receiver) || SpeaksOfHeaders(code.Definition(callee.Receiver))) =>
                Person(value.ArgumentAt(0).String),
            _ => null,
        };

    static bool SpeaksOfHeaders(Code holder) => holder.Exists && holder.Text.Contains("headers", StringComparison.OrdinalIgnoreCase);

    static string? Person(string? header) => header is not null && User().IsMatch(header) ? header : null;

    /// <summary>Whether a step or server in front speaks of a header, so that it may be the one who sets it.</summary>
    bool IsSetInside(string header) =>
        code.Files.Any(file => InFront().IsMatch(file.Path) && file.Text.Contains(header, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a table holds the tenants themselves, of which some things are public: a name, a logo.</summary>
    static bool IsTenants(string model) =>
        model is "" or "workspace" or "tenant" or "org" or "organization" or "organisation" or "team" or "company" or "setting";

    [GeneratedRegex("^x-(?:[a-z]+-)?user(?:-?id|-?email)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex User();

    [GeneratedRegex(
        @"(?:^|/)(?:middlewares?|proxy|gateway|hooks\.server)\b|gateway|\.middleware\.",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex InFront();
}
