using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>What FastAPI and Flask have in common: routes as decorators of functions, on an application or on routers that are mounted on it.</summary>
static class PythonRoutes
{
    /// <summary>The method of HTTP for a decorator's name; null when it is no route.</summary>
    public static string? MethodOf(string name) =>
        name switch
        {
            "get" => "GET",
            "post" => "POST",
            "put" => "PUT",
            "patch" => "PATCH",
            "delete" => "DELETE",
            "head" => "HEAD",
            "options" => "OPTIONS",
            "route" or "api_route" => "ANY",
            "websocket" => "SOCKET",
            _ => null,
        };

    /// <summary>Every decorator of a function that registers it on a router, with the routers.</summary>
    public static IEnumerable<(Code Decorator, Code Function, ImmutableArray<Code> Routers)> Decorated(
        Sources sources,
        RouterObjects routers
    )
    {
        foreach (var decorator in sources.Code.All(CodeKind.Decorator))
            if (
                decorator.File.Language is Language.Python
                && decorator.Callee is { Kind: CodeKind.Member } callee
                && decorator.Parent.Kind is CodeKind.Function
                && sources.IsDeployed(decorator.File)
                && routers.Of(callee.Receiver) is { IsEmpty: false } found
            )
                yield return (decorator, decorator.Parent, found);
    }

    /// <summary>The other decorators of a function, which run before it.</summary>
    public static ImmutableArray<Step> Others(Code function, Code route) =>
        [.. function.All(Part.Decorator).Where(one => one != route && MethodOf(one.Callee.Name) is null).Select(one => new Step(one))];

    /// <summary>The elements of a list that is given for an argument: dependencies, methods.</summary>
    public static ImmutableArray<Code> Items(CodeBase code, Code list)
    {
        if (list.Kind is CodeKind.Name or CodeKind.Member && code.Definition(list) is { Kind: CodeKind.Variable } variable)
            list = variable[Part.Value];
        return list.Kind is CodeKind.Array ? [.. list.Children] : [];
    }

    /// <summary>A path as far as it is known; what is computed stands as a parameter.</summary>
    public static string PathOf(CodeBase code, Code path) =>
        code.ValueOf(path) switch
        {
            Value.Text text => text.Content,
            Value.FromEnvironment { Default: Value.Text text } => text.Content,
            Value.Joined joined => string.Concat(joined.Parts.Select(part => part.AsText ?? "{…}")),
            _ => path.Exists ? "{…}" : "",
        };
}
