namespace Shipworthy.Extractors.Endpoints.Routers;

/// <summary>
/// Follows expressions to the call that made the router or application they stand for: through variables, fields, exports, parameters and what their callers give,
/// functions that return one, and chained calls that give the router back.
/// </summary>
/// <param name="code">The code base.</param>
/// <param name="makes">Whether a call or construction makes a router or an application.</param>
/// <param name="givesBack">Names of methods whose result is the router again: <c>get</c> in <c>app.get(…).get(…)</c>.</param>
/// <param name="counts">
/// Whether a call counts as one that makes a router of its own. Where a function that makes routers is called by more than one of them, each call stands for a router;
/// null where functions are not told apart by their calls.
/// </param>
sealed class RouterObjects(CodeBase code, Func<Code, bool> makes, IReadOnlySet<string> givesBack, Func<Code, bool>? counts = null)
{
    const int MostSteps = 12;
    const int MostCallers = 12;

    readonly Dictionary<Code, ImmutableArray<Code>> known = [];

    /// <summary>Calls that stand for routers of their own, each with the call that makes what all of them begin with.</summary>
    readonly Dictionary<Code, Code> copies = [];

    /// <summary>The call of the framework that makes a router, also of one that a function of the app makes.</summary>
    public Code MakerOf(Code router)
    {
        while (copies.TryGetValue(router, out var first))
            router = first;
        return router;
    }

    /// <summary>Lets every router that a function made begin with what the function registers.</summary>
    public void Begin(RouterGraph graph)
    {
        foreach (var (copy, first) in copies)
            graph.Mount(copy, RunOrder.First, "", first, [], copy);
    }

    /// <summary>The making calls that an expression may stand for; none when it is no router.</summary>
    public ImmutableArray<Code> Of(Code expression)
    {
        if (!known.TryGetValue(expression, out var found))
            known[expression] = found = [.. Of(expression, MostSteps).Distinct()];
        return found;
    }

    IEnumerable<Code> Of(Code expression, int steps)
    {
        if (!expression.Exists || steps <= 0)
            return [];
        switch (expression.Kind)
        {
            case CodeKind.Call or CodeKind.New when makes(expression):
                return [expression];
            // A chain may be long, and each call of it leads nearer to its beginning.
            case CodeKind.Call when expression.Callee.Kind is CodeKind.Member && givesBack.Contains(expression.Callee.Name):
                return Of(expression.Receiver, steps);
            case CodeKind.Call:
                return Copied(expression, code.Target(expression), steps - 1);
            case CodeKind.Await or CodeKind.Argument or CodeKind.Assignment or CodeKind.Unary:
                return Of(expression[Part.Value], steps - 1);
            case CodeKind.Name or CodeKind.Member:
                var declaration = code.Definition(expression);
                return declaration == expression ? [] : Declared(declaration, steps - 1);
            case CodeKind.Variable or CodeKind.Property or CodeKind.Parameter:
                return Declared(expression, steps - 1);
            default:
                return [];
        }
    }

    IEnumerable<Code> Declared(Code declaration, int steps) =>
        declaration.Kind switch
        {
            CodeKind.Variable or CodeKind.Property or CodeKind.Assignment when declaration[Part.Value].Exists => Of(
                declaration[Part.Value],
                steps
            ),
            CodeKind.Variable when declaration.Parent is { Kind: CodeKind.Loop, Operator: "of" } loop => Items(loop[Part.Source], steps),
            CodeKind.Variable or CodeKind.Property => AssignedTo(declaration, steps),
            CodeKind.Parameter => Given(declaration, steps),
            CodeKind.Call or CodeKind.New or CodeKind.Await => Of(declaration, steps),
            _ => [],
        };

    /// <summary>A field or variable that is declared first and gets its router later: <c>this.app = express()</c>.</summary>
    IEnumerable<Code> AssignedTo(Code declaration, int steps) =>
        declaration
            .File.Root.Descendants(CodeKind.Assignment)
            .Where(one => one[Part.Target].Name == declaration.Name && code.Definition(one[Part.Target]) == declaration)
            .SelectMany(one => Of(one[Part.Value], steps));

    IEnumerable<Code> Given(Code parameter, int steps)
    {
        var function = parameter.Parent;
        var position = function.All(Part.Parameter).TakeWhile(other => other != parameter).Count();
        if (position == 0 && function.Parent is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member, Name: "forEach" or "map" } } each)
            return Items(each.Receiver, steps);
        return code.CallersOf(function.Operator is "constructor" ? function.Parent : function)
            .Take(MostCallers)
            .SelectMany(call =>
                Of(call.ArgumentNamed(parameter.Name) is { Exists: true } named ? named : call.ArgumentAt(position), steps)
            );
    }

    /// <summary>The routers in a list: <c>for (const route of routes) app.use(route)</c>.</summary>
    IEnumerable<Code> Items(Code list, int steps)
    {
        if (list.Kind is CodeKind.Name or CodeKind.Member && code.Definition(list) is { Kind: CodeKind.Variable } variable)
            list = variable[Part.Value];
        return list.Kind is CodeKind.Array ? list.Children.SelectMany(one => Of(one, steps)) : [];
    }

    IEnumerable<Code> Copied(Code call, Code function, int steps)
    {
        var made = Returned(function, steps).Distinct().ToList();
        if (
            counts?.Invoke(call) is not true
            || made is not [var only]
            || !function.Contains(only)
            || IsKept(only, function)
            || !code.CallersOf(function).Where(counts).Skip(1).Any()
        )
            return made;
        copies[call] = only;
        return [call];
    }

    /// <summary>Whether a function keeps what it made for its next call: <c>app ??= express()</c>.</summary>
    static bool IsKept(Code made, Code function)
    {
        for (var at = made; at.Exists && at != function; at = at.Parent)
            if (at.Kind is CodeKind.Assignment)
                return true;
        return false;
    }

    IEnumerable<Code> Returned(Code function, int steps)
    {
        if (function.Kind is not CodeKind.Function)
            return [];
        return function.Body.Kind is CodeKind.Block
            ? function
                .Body.Descendants(CodeKind.Return)
                .Where(one => one.Enclosing(CodeKind.Function) == function)
                .SelectMany(one => Of(one[Part.Value], steps))
            : Of(function.Body, steps);
    }
}
