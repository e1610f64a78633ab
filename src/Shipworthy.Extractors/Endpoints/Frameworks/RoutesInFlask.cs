using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>Flask and Quart: decorated functions on the application and on blueprints, functions that run before each request, and resources of Flask-RESTful.</summary>
sealed class RoutesInFlask : IRouteFinder
{
    static readonly ImmutableArray<string> Verbs = ["get", "post", "put", "patch", "delete"];

    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["Flask", "Quart"];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        if (!code.Imports("flask", "quart", "flask_restful", "flask_restx", "flask_smorest", "flask_openapi3"))
            return;
        var routers = new RouterObjects(code, one => Makes(code, one), new HashSet<string>());
        var graph = new RouterGraph(sources.RunsInProduction);
        foreach (var (decorator, function, targets) in PythonRoutes.Decorated(sources, routers))
        foreach (var router in targets)
            if (decorator.Callee.Name is "before_request" or "before_app_request")
                graph.Use(router, RunOrder.First, "", new(function));
            else if (PythonRoutes.MethodOf(decorator.Callee.Name) is { } method)
                foreach (var verb in Methods(code, decorator[Part.Value], method))
                    graph.Route(
                        router,
                        RunOrder.Of(code, decorator, router),
                        new(decorator, "Flask", verb, PythonRoutes.PathOf(code, decorator.Arguments.FirstOrDefault()))
                        {
                            Handler = function,
                            Before = PythonRoutes.Others(function, decorator),
                        }
                    );
        foreach (var call in code.Calls("register_blueprint", "add_url_rule", "add_resource", "before_request"))
            if (call.File.Language is Language.Python && call.Callee.Kind is CodeKind.Member && sources.IsDeployed(call.File))
                foreach (var router in routers.Of(call.Receiver))
                    Register(code, call, router, routers, graph, found);
        var defaults = new FlaskDefaults(sources, routers);
        foreach (var router in graph.Routers)
            if (!graph.IsMounted(router) && code.OriginOf(router.Callee).Name is "Flask" or "Quart" or "OpenAPI" or "Api")
                foreach (var route in graph.RoutesFrom(router))
                    found.Add(defaults.Before(route, router));
            else if (!graph.IsMounted(router) && graph.RoutesFrom(router).Any())
                found.CannotSee(router, "this blueprint is registered in a way that could not be followed");
    }

    static void Register(CodeBase code, Code call, Code router, RouterObjects routers, RouterGraph graph, RouteList found)
    {
        var first = call.ArgumentAt(0);
        var order = RunOrder.Of(code, call, router);
        switch (call.Callee.Name)
        {
            case "register_blueprint":
                var children = routers.Of(first);
                foreach (var child in children)
                    graph.Mount(router, order, PrefixOf(code, call, child), child, [], call);
                if (children.IsEmpty)
                    found.CannotSee(call, "what is registered here could not be followed");
                break;
            case "before_request":
                graph.Use(router, RunOrder.First, "", new(first));
                break;
            case "add_url_rule":
                var view = call.ArgumentNamed("view_func") is { Exists: true } named ? named : call.ArgumentAt(2);
                if (view.Kind is CodeKind.Call && view.Callee.Name is "as_view")
                    AddClass(code, call, code.Definition(view.Receiver), PythonRoutes.PathOf(code, first), router, order, graph);
                else
                    foreach (var verb in Methods(code, call, "ANY"))
                        graph.Route(router, order, new(call, "Flask", verb, PythonRoutes.PathOf(code, first)) { Handler = view });
                break;
            case "add_resource":
                foreach (var path in call.Arguments.Skip(1).Where(one => one.Kind is not CodeKind.Argument))
                    AddClass(code, call, code.Definition(first), PythonRoutes.PathOf(code, path), router, order, graph);
                break;
        }
    }

    /// <summary>A class whose methods are the verbs.</summary>
    static void AddClass(CodeBase code, Code at, Code declared, string path, Code router, RunOrder order, RouterGraph graph)
    {
        if (declared.Kind is not CodeKind.Class)
            return;
        var all = declared.Property("decorators")[Part.Value] is { Exists: true } list
            ? PythonRoutes.Items(code, list)
            : PythonRoutes.Items(code, declared.Property("method_decorators")[Part.Value]);
        foreach (var verb in Verbs)
            if (declared.Property(verb) is { Kind: CodeKind.Function } method)
                graph.Route(
                    router,
                    order,
                    new(method, "Flask", verb.ToUpperInvariant(), path)
                    {
                        Handler = method,
                        Before = [.. all.Select(one => new Step(one)), .. method.All(Part.Decorator).Select(one => new Step(one))],
                    }
                );
    }

    /// <summary>Flask answers GET alone where no method is named.</summary>
    static ImmutableArray<string> Methods(CodeBase code, Code call, string method)
    {
        var named = PythonRoutes
            .Items(code, call.ArgumentNamed("methods"))
            .Select(one => code.ValueOf(one).AsText?.ToUpperInvariant())
            .OfType<string>()
            .ToImmutableArray();
        return !named.IsEmpty ? named
            : method is "ANY" ? ["GET"]
            : [method];
    }

    static string PrefixOf(CodeBase code, Code call, Code child) =>
        call.ArgumentNamed("url_prefix") is { Exists: true } given ? PythonRoutes.PathOf(code, given)
        : child.ArgumentNamed("url_prefix") is { Exists: true } own ? PythonRoutes.PathOf(code, own)
        : child.ArgumentNamed("prefix") is { Exists: true } prefix ? PythonRoutes.PathOf(code, prefix)
        : "";

    static bool Makes(CodeBase code, Code call) =>
        code.OriginOf(call.Callee)
            is {
                Package: "flask" or "quart" or "flask_restful" or "flask_restx" or "flask_smorest" or "flask_openapi3",
                Name: "Flask" or "Blueprint" or "Quart" or "Api" or "OpenAPI" or "APIBlueprint"
            };
}
