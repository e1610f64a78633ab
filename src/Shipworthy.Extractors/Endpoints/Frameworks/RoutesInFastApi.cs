using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>FastAPI: decorated functions on the application and on routers, with prefixes and dependencies of each; middleware of the application.</summary>
sealed class RoutesInFastApi : IRouteFinder
{
    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["FastAPI"];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        if (!code.Imports("fastapi"))
            return;
        var routers = new RouterObjects(code, one => Makes(code, one), new HashSet<string>());
        var graph = new RouterGraph(sources.RunsInProduction);
        foreach (var (decorator, function, targets) in PythonRoutes.Decorated(sources, routers))
        foreach (var router in targets)
            if (decorator.Callee.Name is "middleware")
                graph.Use(router, RunOrder.First, "", new(function));
            else if (PythonRoutes.MethodOf(decorator.Callee.Name) is { } method)
                foreach (var verb in Methods(code, decorator, method))
                    graph.Route(router, RunOrder.Of(code, decorator, router), RouteOf(code, decorator, function, verb));
        foreach (var call in code.Calls("include_router", "add_middleware", "add_api_route", "mount"))
            if (call.File.Language is Language.Python && call.Callee.Kind is CodeKind.Member && sources.IsDeployed(call.File))
                foreach (var router in routers.Of(call.Receiver))
                    Register(code, call, router, routers, graph, found);
        foreach (var router in graph.Routers)
            if (code.OriginOf(router.Callee).Name is "FastAPI" && !graph.IsMounted(router))
                foreach (var route in graph.RoutesFrom(router))
                    found.Add(route with { Before = [.. Own(code, router), .. route.Before] });
            else if (!graph.IsMounted(router) && graph.RoutesFrom(router).Any())
                found.CannotSee(router, "this router is included in a way that could not be followed");
    }

    static void Register(CodeBase code, Code call, Code router, RouterObjects routers, RouterGraph graph, RouteList found)
    {
        var first = call.ArgumentAt(0);
        switch (call.Callee.Name)
        {
            case "add_middleware":
                graph.Use(router, RunOrder.First, "", new(first));
                break;
            case "add_api_route":
                var endpoint = call.ArgumentAt(1) is { Exists: true } given ? given : call.ArgumentNamed("endpoint");
                foreach (var verb in Methods(code, call, "GET"))
                    graph.Route(
                        router,
                        RunOrder.Of(code, call, router),
                        new(call, "FastAPI", verb, PythonRoutes.PathOf(code, first))
                        {
                            Handler = endpoint,
                            Before = Dependencies(code, call),
                        }
                    );
                break;
            default:
                var child =
                    call.Callee.Name is "mount" ? call.ArgumentAt(1)
                    : first.Exists ? first
                    : call.ArgumentNamed("router");
                var prefix = call.Callee.Name is "mount"
                    ? PythonRoutes.PathOf(code, first)
                    : PythonRoutes.PathOf(code, call.ArgumentNamed("prefix"));
                var inner = routers.Of(child);
                foreach (var one in inner)
                    graph.Mount(
                        router,
                        RunOrder.Of(code, call, router),
                        PathTemplates.Join(prefix, PrefixOf(code, one)),
                        one,
                        [.. Dependencies(code, call), .. Own(code, one)],
                        call
                    );
                if (inner.IsEmpty && call.Callee.Name is "include_router")
                    found.CannotSee(call, FromPackage(code, child));
                break;
        }
    }

    static string FromPackage(CodeBase code, Code child) =>
        code.OriginOf(child) is { Exists: true } origin
            ? $"the routes of {origin.Package} are included here, and they are not in the repository"
            : "what is included here could not be followed";

    static Route RouteOf(CodeBase code, Code decorator, Code function, string method)
    {
        var arguments = decorator.Arguments.ToList();
        var path = arguments.Find(one => one.Kind is CodeKind.Argument && one.Name is "path") is { Exists: true } named
            ? named[Part.Value]
            : arguments.FirstOrDefault();
        return new(decorator, "FastAPI", method, PythonRoutes.PathOf(code, path))
        {
            Handler = function,
            Before = [.. Dependencies(code, decorator[Part.Value]), .. PythonRoutes.Others(function, decorator)],
        };
    }

    static ImmutableArray<string> Methods(CodeBase code, Code registration, string method)
    {
        var call = registration.Kind is CodeKind.Decorator ? registration[Part.Value] : registration;
        var named = PythonRoutes
            .Items(code, call.ArgumentNamed("methods"))
            .Select(one => code.ValueOf(one).AsText?.ToUpperInvariant())
            .OfType<string>()
            .ToImmutableArray();
        return named.IsEmpty ? [method] : named;
    }

    static ImmutableArray<Step> Dependencies(CodeBase code, Code call) =>
        [.. PythonRoutes.Items(code, call.ArgumentNamed("dependencies")).Select(one => new Step(one))];

    /// <summary>The dependencies that a router or application has by itself.</summary>
    static ImmutableArray<Step> Own(CodeBase code, Code maker) => Dependencies(code, maker);

    static string PrefixOf(CodeBase code, Code maker) => PythonRoutes.PathOf(code, maker.ArgumentNamed("prefix"));

    static bool Makes(CodeBase code, Code call) =>
        code.OriginOf(call.Callee) is { Package: "fastapi", Name: "FastAPI" or "APIRouter" or "default.FastAPI" or "*.FastAPI" };
}
