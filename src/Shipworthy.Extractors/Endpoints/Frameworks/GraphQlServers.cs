namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>What a server of GraphQL is given: the function that makes the context of each call, and the functions that answer for the fields of its roots.</summary>
static class GraphQlServers
{
    const int Deepest = 6;

    /// <summary>A route of a server with its context and its root fields.</summary>
    /// <param name="sources">The code around it.</param>
    /// <param name="route">The route.</param>
    /// <param name="serving">The expression that serves it.</param>
    public static Route Open(Sources sources, Route route, Code serving)
    {
        var code = sources.Code;
        var (fields, isWhole) = FieldsOf(sources, route.At.File);
        return route with
        {
            Before =
            [
                .. route.Before,
                .. Settings(code, serving, Deepest)
                    .Select(one => code.Entry(one, "context"))
                    .Where(one => one.Exists)
                    .Distinct()
                    .Select(one => new Step(one) { IsPreparation = true }),
            ],
            Fields = fields,
            FieldsNotSeen = isWhole ? null : "the functions of its fields could not all be found",
        };
    }

    /// <summary>The objects of settings that a server is made with: those of the call that serves it, and of the server that is handed to it.</summary>
    static IEnumerable<Code> Settings(CodeBase code, Code expression, int steps)
    {
        if (steps <= 0 || !expression.Exists)
            yield break;
        var call = expression;
        if (expression.Kind is CodeKind.Name or CodeKind.Member)
            call = code.Definition(expression) is { Kind: CodeKind.Variable or CodeKind.Property or CodeKind.Assignment } held
                ? held[Part.Value]
                : default;
        else if (expression.Kind is CodeKind.Function)
        {
            foreach (var inner in expression.Descendants(CodeKind.Call).Where(one => one.Callee.Name is not "").Take(20))
            foreach (var one in inner.Arguments.Where(argument => argument.Kind is CodeKind.Name or CodeKind.Object))
            foreach (var found in Settings(code, one, Math.Max(0, steps - 2)))
                yield return found;
            yield break;
        }
        while (call.Kind is CodeKind.Await)
            call = call[Part.Value];
        if (call.Kind is CodeKind.Object)
            yield return call;
        if (call.Kind is not (CodeKind.Call or CodeKind.New))
            yield break;
        if (call.Callee.Kind is CodeKind.Member)
            foreach (var found in Settings(code, call.Receiver, steps - 1))
                yield return found;
        foreach (var argument in call.Arguments)
            if (code.ObjectOf(argument) is { Exists: true } options)
                yield return options;
            else
                foreach (var found in Settings(code, argument, steps - 1))
                    yield return found;
    }

    /// <summary>The functions of the root fields, from the maps of resolvers in the app's code: <c>{ Mutation: { signIn: … } }</c>.</summary>
    static (ImmutableArray<(string, Code)> Fields, bool IsWhole) FieldsOf(Sources sources, CodeFile near)
    {
        var code = sources.Code;
        var fields = ImmutableArray.CreateBuilder<(string, Code)>();
        var isWhole = true;
        foreach (var root in code.All(CodeKind.Property))
        {
            if (root.Name is not ("Query" or "Mutation") || IsScript(root.File) != IsScript(near) || !sources.IsDeployed(root.File))
                continue;
            var map = code.ObjectOf(root[Part.Value]);
            isWhole &= map.Exists;
            foreach (var field in map.Exists ? map.Children : [])
                if (
                    field.Name.Length > 0
                    && code.FunctionOf(field.Kind is CodeKind.Function ? field : field[Part.Value]) is { Exists: true } answers
                )
                    fields.Add((field.Name, answers));
                else
                    isWhole = false;
        }
        return (fields.ToImmutable(), isWhole && fields.Count > 0);
    }

    static bool IsScript(CodeFile file) => file.Language is not (Language.Python or Language.CSharp);
}
