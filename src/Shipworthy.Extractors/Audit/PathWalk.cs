using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Audit;

/// <summary>A call or an assignment on the way of an action.</summary>
/// <param name="At">The node.</param>
/// <param name="Through">The calls that lead to the function that it stands in, outermost first.</param>
/// <param name="Function">That function.</param>
/// <param name="IsFollowed">Whether it is a call of a function of the app, whose nodes are on the way as well.</param>
readonly record struct PathNode(Code At, ImmutableArray<Code> Through, Code Function, bool IsFollowed)
{
    /// <summary>The calls that lead to it, and itself.</summary>
    public ImmutableArray<Code> Chain => Through.Add(At);
}

/// <summary>
/// Walks from an entry through the functions of the app that it calls, and gives every call and assignment on the way. Unlike <see cref="PathReader"/> it asks nobody what they
/// mean, and comes to a function again for each call of it.
/// </summary>
sealed class PathWalk(CodeBase code)
{
    const int Deepest = 7;
    const int Most = 6000;
    const int MostVisits = 6;

    readonly Implementations implementations = new(code);
    readonly Endpoints.Steps.Dependencies dependencies = new(code);
    readonly Decorations decorations = new(code);
    readonly AutoImports autoImports = new(code);
    readonly Mediators mediators = new(code);
    readonly Dictionary<Code, ImmutableArray<(Code Node, ImmutableArray<Code> Targets)>> known = [];

    /// <summary>Everything on the way from an expression that is run as a handler or a middleware.</summary>
    public List<PathNode> From(Code expression)
    {
        var found = new List<PathNode>();
        Visit(expression, [], Deepest, [], found);
        return found;
    }

    void Visit(Code expression, ImmutableArray<Code> through, int depth, Dictionary<Code, int> visits, List<PathNode> found)
    {
        if (!expression.Exists || depth == 0)
            return;
        switch (expression.Kind)
        {
            case CodeKind.Function:
                Inside(expression, through, depth, visits, found);
                return;
            case CodeKind.Class:
                foreach (var method in expression.All(Part.Element).Where(one => one.Kind is CodeKind.Function))
                    Inside(method, through, depth - 1, visits, found);
                return;
            case CodeKind.Array or CodeKind.Spread or CodeKind.Argument or CodeKind.Await or CodeKind.Binary or CodeKind.Conditional:
                foreach (var child in expression.Children)
                    Visit(child, through, depth - 1, visits, found);
                return;
            case CodeKind.Literal or CodeKind.Object or CodeKind.Template:
                return;
        }
        foreach (var argument in expression.Kind is CodeKind.Call or CodeKind.Decorator ? expression.Arguments : [])
            if (argument.Kind is CodeKind.Function or CodeKind.Name or CodeKind.Member or CodeKind.Call)
                if (argument.Kind is CodeKind.Function || code.FunctionOf(argument).Exists)
                    Visit(argument, through, depth - 1, visits, found);
        var target = expression.Kind is CodeKind.Call or CodeKind.New or CodeKind.Decorator
            ? code.Target(expression)
            : code.FunctionOf(expression);
        if (!target.Exists && expression.Kind is CodeKind.Name or CodeKind.Member)
        {
            var definition = code.Definition(expression);
            target = definition.Kind is CodeKind.Class ? definition : definition[Part.Value];
            if (target.Kind is not (CodeKind.Class or CodeKind.Call or CodeKind.Function or CodeKind.Name or CodeKind.Member))
                return;
        }
        if (target.Exists && target != expression)
            Visit(target, through, depth - 1, visits, found);
    }

    void Inside(Code function, ImmutableArray<Code> through, int depth, Dictionary<Code, int> visits, List<PathNode> found)
    {
        var body = function.Body.Exists ? function : implementations.Of(function);
        if (!body.Exists || depth <= 0 || found.Count >= Most)
            return;
        ref var visited = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(visits, body, out _);
        if (++visited > MostVisits)
            return;
        foreach (var dependency in dependencies.Of(body))
            Visit(dependency, through.Add(dependency), depth - 1, visits, found);
        foreach (var (node, targets) in NodesOf(body))
        {
            if (found.Count >= Most)
                return;
            found.Add(new(node, through, body, !targets.IsEmpty));
            foreach (var target in targets)
                if (!through.Contains(node))
                    Inside(target, through.Add(node), depth - 1, visits, found);
        }
    }

    ImmutableArray<(Code Node, ImmutableArray<Code> Targets)> NodesOf(Code function)
    {
        if (known.TryGetValue(function, out var all))
            return all;
        all =
        [
            .. function
                .Descendants()
                .Where(node =>
                    node.Kind is CodeKind.Assignment
                    || (
                        node.Kind is CodeKind.Call or CodeKind.New
                        && node.Parent.Kind is not CodeKind.Decorator
                        && !dependencies.Declares(node)
                    )
                )
                .Select(node => (node, node.Kind is CodeKind.Assignment ? [] : TargetsOf(node, function))),
        ];
        return known[function] = all;
    }

    /// <summary>The functions that a call runs: its own, and those that it is handed by name.</summary>
    ImmutableArray<Code> TargetsOf(Code call, Code function)
    {
        var target =
            mediators.HandlerOf(call) is { Exists: true } handles ? handles
            : code.Target(call) is { Exists: true } own ? own
            : autoImports.Of(call) is { Exists: true } given ? given
            : code.FunctionOf(decorations.Of(call.Callee));
        var handed = call.Arguments.Where(one => one.Kind is CodeKind.Name or CodeKind.Member && !IsTable(one)).Select(code.FunctionOf);
        return
        [
            .. handed
                .Prepend(target)
                .Where(one => one.Kind is CodeKind.Function && one != function && !function.Contains(one))
                .Where(one => one.Body.Exists || implementations.Of(one).Exists)
                .Distinct(),
        ];
    }

    /// <summary>A table of Drizzle is made by a call that is given a function for its indexes, which nobody runs who is handed the table.</summary>
    bool IsTable(Code name) =>
        code.Definition(name)[Part.Value] is { Kind: CodeKind.Call } made
        && code.OriginOf(made.Callee) is { Exists: true, Package: var package, Name: var maker }
        && package.StartsWith("drizzle-orm", StringComparison.Ordinal)
        && maker.EndsWith("able", StringComparison.Ordinal);
}
