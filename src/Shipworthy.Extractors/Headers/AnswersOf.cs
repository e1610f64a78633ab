using Shipworthy.Extractors.Endpoints.Frameworks;

namespace Shipworthy.Extractors.Headers;

/// <summary>
/// Tells which answers get a header that code sets: all, where the framework's configuration or something that runs around every request sets it; those of one path, or of one
/// handler, where that does.
/// </summary>
static class AnswersOf
{
    /// <summary>What <see cref="HeaderSetting.Paths"/> says of a header that only some handler sets.</summary>
    public const string OneHandler = "some answers";

    const int MostSteps = 4;

    /// <summary>The paths of a place that sets a header; empty for all.</summary>
    public static string Site(CodeBase code, Code node) => Paths(code, node, MostSteps);

    static string Paths(CodeBase code, Code node, int steps)
    {
        if (steps <= 0)
            return OneHandler;
        if (Beside(node) is { Exists: true } entry)
            return code.ValueOf(entry.Property("source")[Part.Value]).AsText ?? "";
        if (IsForEveryRequest(code, node))
            return "";
        if ((NextPaths.OfRouteFile(node.File.Path) ?? NextPaths.OfApiPage(node.File.Path)) is { } own)
            return own;
        // What stands by itself, or is returned by a function, is for where it is named or called.
        var uses = Uses(code, node).Take(24).ToList();
        var paths = uses.Select(use => Paths(code, use, steps - 1)).Distinct(StringComparer.Ordinal).ToList();
        return paths.Contains("") ? ""
            : paths.Count > 0 ? paths[0]
            : OneHandler;
    }

    /// <summary>The object that has both <c>source</c> and <c>headers</c> around a node, as Next.js' settings have it.</summary>
    static Code Beside(Code node)
    {
        for (var at = node.Parent; at.Exists && at.Kind is not CodeKind.Function; at = at.Parent)
            if (at.Kind is CodeKind.Object && at.Property("source").Exists && at.Property("headers").Exists)
                return at;
        return default;
    }

    /// <summary>Whether a node runs around every request: in a middleware, a hook or a filter, or in a file of the framework's own configuration.</summary>
    static bool IsForEveryRequest(CodeBase code, Code node)
    {
        if (IsConfiguration(node.File.Path[(node.File.Path.LastIndexOf('/') + 1)..]))
            return true;
        for (var at = node.Parent; at.Exists; at = at.Parent)
            if (
                at.Kind is CodeKind.Function && (HandsOn(at) && !IsForSomeRoute(code, at) || IsHook(at))
                || at.Kind is CodeKind.Call && Registers(at)
            )
                return true;
        return false;
    }

    static readonly HashSet<string> Verbs = ["get", "post", "put", "patch", "delete", "del", "all", "head", "options"];

    /// <summary>
    /// Whether a function that hands on is named only in registrations of single routes, or nowhere at all: <c>app.get("/embed", policy, show)</c>.
    /// </summary>
    static bool IsForSomeRoute(CodeBase code, Code function)
    {
        if (function.File.Language is not (Language.JavaScript or Language.TypeScript or Language.Tsx))
            return false;
        if (function.Parent is { Kind: CodeKind.Call } around)
            return IsRoute(around);
        var name =
            function.Name.Length > 0 ? function.Name
            : function.Parent.Kind is CodeKind.Variable ? function.Parent.Name
            : "";
        if (name.Length == 0)
            return false;
        var uses = code.Names(name).Where(use => use.Part is Part.Argument && code.FunctionOf(use) == function).ToList();
        return uses.Count > 0
            ? uses.TrueForAll(use => IsRoute(use.Parent))
            : !code.Names(name).Any() && !function.Enclosing(CodeKind.Class).Exists && !function.Enclosing(CodeKind.Export).Exists;
    }

    static bool IsRoute(Code call) =>
        call is { Kind: CodeKind.Call, Callee.Kind: CodeKind.Member }
        && Verbs.Contains(call.Callee.Name)
        && call.ArgumentAt(0).String is { } path
        && path is not ("*" or "/*");

    static bool HandsOn(Code function) =>
        function
            .All(Part.Parameter)
            .Any(one =>
                one.Name is "next" or "_next" or "call_next" or "get_response" or "nextFunction"
                || one[Part.Type].Name is "RequestDelegate" or "NextFunction"
            )
        || function.Enclosing(CodeKind.Class) is { Exists: true } around
            && around.Children.Any(one =>
                one.Kind is CodeKind.Function
                && one.Operator is "constructor"
                && one.All(Part.Parameter).Any(given => given[Part.Type].Name is "RequestDelegate")
            );

    static bool IsHook(Code function) =>
        function.Name
            is "process_response"
                or "dispatch"
                or "InvokeAsync"
                or "Invoke"
                or "OnResultExecuting"
                or "OnActionExecuting"
                or "OnResultExecutionAsync"
                or "middleware"
                or "proxy"
        || function.All(Part.Decorator).Any(one => one.Callee.Name is "middleware" or "after_request" or "after_app_request");

    static bool Registers(Code call) =>
        call.Callee.Name
            is "use"
                or "Use"
                or "UseWhen"
                or "addHook"
                or "onSend"
                or "UseStaticFiles"
                or "OnStarting"
                or "add_middleware"
                or "defineNuxtConfig"
                or "after_request"
        && call.Callee.Kind is CodeKind.Member or CodeKind.Name;

    static bool IsConfiguration(string name) =>
        name.StartsWith("next.config.", StringComparison.Ordinal)
        || name.StartsWith("nuxt.config.", StringComparison.Ordinal)
        || name.StartsWith("svelte.config.", StringComparison.Ordinal)
        || name.StartsWith("hooks.server.", StringComparison.Ordinal)
        || name.StartsWith("entry.server.", StringComparison.Ordinal)
        || name.StartsWith("middleware.", StringComparison.Ordinal)
        || name.StartsWith("proxy.", StringComparison.Ordinal);

    /// <summary>Where the variable or function that a node stands in is named or called.</summary>
    static IEnumerable<Code> Uses(CodeBase code, Code node)
    {
        for (var at = node.Parent; at.Exists; at = at.Parent)
            switch (at.Kind)
            {
                case CodeKind.Variable when at.Name.Length > 0:
                    return code.Names(at.Name).Where(use => code.Definition(use) == at);
                case CodeKind.Function when at.Name.Length > 0 || at.Parent.Kind is CodeKind.Variable:
                    var name = at.Name.Length > 0 ? at.Name : at.Parent.Name;
                    return code.CallersOf(at)
                        .Concat(code.Names(name).Where(use => use.Part is Part.Argument && code.FunctionOf(use) == at));
            }
        return [];
    }
}
