using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Rows;

namespace Shipworthy.Extractors.Writes.Stores;

/// <content>Which variables hold rows, and from which read.</content>
sealed partial class StoreReading
{
    // Every name in a value is followed to a value of its own: without this the ways multiply with each step.
    readonly Dictionary<(Code Value, int Steps), StoreAccess?> held = [];

    /// <summary>The read whose rows a variable or member holds; null when it holds none that is known.</summary>
    public StoreAccess? Holding(Code expression, int steps = 5)
    {
        while (expression.Kind is CodeKind.Member or CodeKind.Index or CodeKind.Await or CodeKind.Unary)
            expression = expression.Kind is CodeKind.Member or CodeKind.Index ? expression.Receiver : expression[Part.Value];
        if (steps <= 0 || !expression.Exists)
            return null;
        if (expression.Kind is CodeKind.Call)
            return InValue(expression, steps);
        return expression.Kind is CodeKind.Name ? InDefinition(expression, steps) : null;
    }

    StoreAccess? InDefinition(Code name, int steps)
    {
        var found = code.Definition(name);
        if (
            found.Kind is CodeKind.Parameter
            && found.Parent.Kind is CodeKind.Function
            && found.Parent.Parent is { Kind: CodeKind.Call } around
        )
            return around.Callee.Kind is CodeKind.Member ? Holding(around.Receiver, steps - 1) : null;
        for (var (at, climbed) = (found, 0); at.Exists && climbed < 6; (at, climbed) = (at.Parent, climbed + 1))
            if (at.Kind is CodeKind.Loop)
                return Holding(at[Part.Source], steps - 1);
            else if (at.Kind is CodeKind.Variable or CodeKind.Assignment or CodeKind.With && at[Part.Value] is { Exists: true } value)
                return value.Kind is CodeKind.Literal && Later(found, name) is { Exists: true } later
                    ? InValue(later, steps)
                    : InValue(value, steps);
            else if (at.Kind is CodeKind.Variable && at == found && Later(found, name) is { Exists: true } given)
                return InValue(given, steps);
            else if (at.Kind is CodeKind.Block or CodeKind.Function)
                return null;
        return null;
    }

    /// <summary>What a variable that was declared empty is given later.</summary>
    static Code Later(Code variable, Code use) =>
        variable.Enclosing(CodeKind.Function) is { Exists: true } function
            ? function
                .Descendants(CodeKind.Assignment)
                .Where(one => one[Part.Target] is { Kind: CodeKind.Name } target && target.Name == use.Name && one.Start < use.Start)
                .Select(one => one[Part.Value])
                .LastOrDefault()
            : default;

    StoreAccess? InValue(Code value, int steps) =>
        steps <= 0 ? null
        : held.TryGetValue((value, steps), out var before) ? before
        : held[(value, steps)] = Held(value, steps);

    StoreAccess? Held(Code value, int steps)
    {
        // What several promises came to says of each how it ended, and is no row.
        if ((value.Kind is CodeKind.Await ? value[Part.Value] : value) is { Kind: CodeKind.Call, Callee.Name: "allSettled" })
            return null;
        foreach (var node in value.Descendants().Prepend(value))
        {
            if (node.Kind is not CodeKind.Call)
                continue;
            if (
                IsAccess(node)
                && AccessParts.Whole(node, IsAccess) is var statement
                && (value.Contains(statement) || statement.Contains(value))
            )
                return Of(node, statement) is { Verb: null or WriteVerb.Update } access ? access : null;
            if (TargetOf(node) is { Exists: true } target && Given(target, steps - 1) is { } inner)
                return inner with { Statement = node, Call = node };
        }
        foreach (var node in value.Descendants().Prepend(value))
            if (node.Kind is CodeKind.Name && node.Part is not Part.Callee && Holding(node, steps - 1) is { } row)
                return row;
        return null;
    }

    /// <summary>The read whose rows a function gives back.</summary>
    StoreAccess? Given(Code function, int steps)
    {
        if (steps <= 0)
            return null;
        if (given.TryGetValue(function, out var before))
            return before;
        given[function] = null;
        var results =
            function.Body.Kind is CodeKind.Block
                ? function.Body.Descendants(CodeKind.Return).Select(one => one[Part.Value]).Where(one => one.Exists)
                : [function.Body];
        foreach (var result in results)
            if ((result.Kind is CodeKind.Object or CodeKind.Literal ? null : InValue(result, steps)) is { } access)
                return given[function] = access;
        return null;
    }
}
