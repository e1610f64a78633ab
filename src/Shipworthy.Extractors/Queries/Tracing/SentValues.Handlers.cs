using Shipworthy.Extractors.Endpoints;

namespace Shipworthy.Extractors.Queries.Tracing;

/// <content>The functions that frameworks call.</content>
sealed partial class SentValues
{
    static Dictionary<Code, (Route, bool)> HandlersOf(Sources sources)
    {
        var all = new Dictionary<Code, (Route, bool)>();
        foreach (var route in sources.Routes.Routes)
        {
            foreach (var (function, isWrapped) in Functions(sources.Code, route.Handler, 4, false))
                all.TryAdd(function, (route, isWrapped));
            foreach (var field in route.Fields)
            foreach (var (function, _) in Functions(sources.Code, field.Handler, 4, false))
                all.TryAdd(function, (route, false));
            foreach (var step in route.Before.Where(one => one.What.Exists))
            foreach (var (function, _) in Functions(sources.Code, step.What, 3, true))
                all.TryAdd(function, (route, true));
        }
        return all;
    }

    /// <summary>The functions that an expression runs: itself, what it names, and those that it hands to a wrapper.</summary>
    static IEnumerable<(Code Function, bool IsWrapped)> Functions(CodeBase code, Code expression, int steps, bool isWrapped)
    {
        if (!expression.Exists || steps <= 0)
            return [];
        if (expression.Kind is CodeKind.Function)
            return [(expression, isWrapped)];
        if (expression.Kind is CodeKind.Call or CodeKind.Decorator)
            return expression.Arguments.SelectMany(one => Functions(code, one, steps - 1, true));
        if (expression.Kind is not (CodeKind.Name or CodeKind.Member))
            return [];
        var function = code.FunctionOf(expression);
        return function.Exists ? [(function, isWrapped)]
            : code.Definition(expression)[Part.Value] is { Kind: CodeKind.Call or CodeKind.Name or CodeKind.Member } value
                ? Functions(code, value, steps - 1, isWrapped)
            : [];
    }
}
