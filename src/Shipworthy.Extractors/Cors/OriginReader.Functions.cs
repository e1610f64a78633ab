using Shipworthy.Extractors.Environments;

namespace Shipworthy.Extractors.Cors;

sealed partial class OriginReader
{
    /// <summary>
    /// The set that a callback lets in. Its first parameter is the caller's origin, unless it takes the request; it answers by calling its last parameter
    /// (<c>callback(null, true)</c>), or by what it returns: an origin, or whether it agrees.
    /// </summary>
    OriginList Function(Code function, ImmutableHashSet<Code> callers, int steps)
    {
        var parameters = function.All(Part.Parameter).ToList();
        var inside = parameters is [var first, ..] && !TakesRequest(first) ? callers.Add(first) : callers;
        var answers = parameters is [_, .., var last]
            ? function
                .Body.Descendants(CodeKind.Call)
                .Append(function.Body)
                .Where(call =>
                    call.Kind is CodeKind.Call
                    && call.Callee.Kind is CodeKind.Name
                    && call.Callee.Name == last.Name
                    && code.Definition(call.Callee) == last
                )
                .ToList()
            : [];
        if (answers.Count == 0)
            return Returns(function, inside, steps);
        var list = OriginList.Nobody;
        foreach (var answer in answers)
            if (answer.ArgumentAt(1) is { Exists: true } allowed)
                list = list.Or(OriginOption(allowed, inside, steps).Within(PathTo(answer, function, inside, steps)));
        return list;
    }

    /// <summary>An options object that a callback gives instead of an origin holds it as its <c>origin</c>.</summary>
    OriginList OriginOption(Code given, ImmutableHashSet<Code> callers, int steps)
    {
        var options = given.Kind is CodeKind.Name ? code.Definition(given)[Part.Value] : given;
        return options.Kind is CodeKind.Object
            ? options.Property("origin") is { Exists: true } origin
                ? Read(origin[Part.Value], callers, steps - 1)
                : OriginList.Anyone
            : Read(given, callers, steps - 1);
    }

    static bool TakesRequest(Code parameter) =>
        parameter.Name is "req" or "request" or "ctx" or "c" or "context" or "httpContext" or "app" or "options";

    /// <summary>What a function of the app gives for a call, whose arguments may hold the caller's origin.</summary>
    OriginList Returned(Code function, Code call, ImmutableHashSet<Code> callers, int steps)
    {
        var inside = callers;
        if (call.Exists)
        {
            var position = 0;
            foreach (var parameter in function.All(Part.Parameter))
            {
                var given = call.ArgumentNamed(parameter.Name) is { Exists: true } named ? named : call.ArgumentAt(position);
                position++;
                if (given.Exists && IsCallersOrigin(given, callers))
                    inside = inside.Add(parameter);
            }
        }
        return Returns(function, inside, steps);
    }

    OriginList Returns(Code function, ImmutableHashSet<Code> callers, int steps)
    {
        if (steps <= 0)
            return Undecided(function);
        if (!function.Body.Exists)
            return OriginList.Unknown($"asks {function.Name}, which could not be followed");
        if (function.Body.Kind is not CodeKind.Block)
            return Read(function.Body, callers, steps - 1);
        var list = OriginList.Nobody;
        foreach (var returned in function.Body.Descendants(CodeKind.Return))
            if (returned[Part.Value] is { Exists: true } value && returned.Enclosing(CodeKind.Function) == function)
                list = list.Or(Read(value, callers, steps - 2).Within(PathTo(returned, function, callers, steps - 2)));
        return list;
    }

    /// <summary>The origins for which a place inside a function is reached.</summary>
    public OriginList PathTo(Code node, Code function, ImmutableHashSet<Code> callers) => PathTo(node, function, callers, MostSteps);

    OriginList PathTo(Code node, Code function, ImmutableHashSet<Code> callers, int steps)
    {
        var reached = OriginList.Echoed;
        for (var at = node; at.Parent.Exists && at != function; at = at.Parent)
            foreach (var (condition, expected) in Production.Between(at, at.Parent))
                reached = reached.And(Condition(condition, expected, callers, steps - 1));
        return reached;
    }
}
