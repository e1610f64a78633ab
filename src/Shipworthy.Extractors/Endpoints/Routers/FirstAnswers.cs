namespace Shipworthy.Extractors.Endpoints.Routers;

/// <summary>
/// Leaves out routes that no call comes to, since an earlier one of the same method and address always answers: in Express the first that fits answers, unless it hands on.
/// </summary>
static class FirstAnswers
{
    /// <summary>The routes that calls come to, out of all routes in the order in which they are registered.</summary>
    public static IEnumerable<Route> Of(CodeBase code, IEnumerable<Route> routes)
    {
        var answered = new HashSet<(string, string)>();
        foreach (var route in routes)
        {
            var place = (route.Method, Address(route.Path));
            if (answered.Contains(place))
                continue;
            yield return route;
            if (AlwaysAnswers(code, route))
                answered.Add(place);
        }
    }

    /// <summary>Addresses that differ in the names of their parameters only are one.</summary>
    static string Address(string path) => string.Join('/', path.Split('/').Select(one => IsPlain(one) ? ":" : one));

    /// <summary>A parameter that takes any segment: neither one with an expression of its own nor the rest of an address.</summary>
    static bool IsPlain(string segment) =>
        segment.StartsWith(':') && segment.Length > 1 && segment[1..].All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    /// <summary>A route that is there under a condition may not be; otherwise, a handler that is not given what hands on, or has no use for it, answers whatever comes.</summary>
    static bool AlwaysAnswers(CodeBase code, Route route) =>
        !route.At.Enclosing(CodeKind.Branch).Exists
        && route.Handler.Kind is CodeKind.Function or CodeKind.Name or CodeKind.Member
        && code.FunctionOf(route.Handler) is { Exists: true } handler
        && (
            handler.All(Part.Parameter).Skip(2).FirstOrDefault() is not { Exists: true } next
            || !handler.Body.Descendants(CodeKind.Name).Any(one => one.Name == next.Name)
        );
}
