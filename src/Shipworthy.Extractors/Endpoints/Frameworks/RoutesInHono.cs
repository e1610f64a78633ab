using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Hono: routes and middleware of applications that are mounted on each other by <c>route</c>, in chains, below a <c>basePath</c>, and routes with a description (OpenAPIHono).
/// Middleware without a star at the end of its path runs for that path only.
/// </summary>
sealed class RoutesInHono : IRouteFinder
{
    const int MostSteps = 8;

    static readonly HashSet<string> Methods = ["get", "post", "put", "patch", "delete", "all", "options"];

    static readonly HashSet<string> Registering = [.. Methods, "use", "route", "on", "openapi", "mount"];

    static readonly HashSet<string> GivesBack = [.. Registering, "basePath", "onError", "notFound", "doc", "doc31"];

    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["Hono"];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        if (!code.Imports("hono", "@hono/zod-openapi"))
            return;
        var routers = new RouterObjects(code, one => Makes(code, one), GivesBack, one => sources.IsDeployed(one.File));
        var graph = new RouterGraph(sources.RunsInProduction, stays: true);
        foreach (var call in code.Calls(Registering))
            if (call.Callee.Kind is CodeKind.Member && MayRegister(call) && sources.IsDeployed(call.File))
                foreach (var router in routers.Of(call.Receiver))
                    Register(code, call, router, routers, graph, found);
        routers.Begin(graph);
        var tops = graph.Routers.Where(router => !graph.IsMounted(router) && graph.RoutesFrom(router).Any()).ToList();
        var served = tops.Count == 1 ? tops : tops.Where(router => IsServed(code, router, routers)).ToList();
        foreach (
            var route in served
                .SelectMany(one => graph.RoutesFrom(one))
                .DistinctBy(one => (one.At, one.Method, one.Path))
                .Where(one => !RoutesOfSignInProducts.Serves(code, one.Handler))
        )
            found.Add(route);
        foreach (var router in tops.Except(served).Where(router => code.IsReachable(router.File)))
            found.CannotSee(router, "where these routes are mounted could not be followed");
    }

    /// <summary>Whether a call has the form of a registration. Most calls of such names read maps and headers, and following their receivers is dear.</summary>
    static bool MayRegister(Code call) => call.Callee.Name is "use" or "route" || call.Arguments.Skip(1).Any();

    static void Register(CodeBase code, Code call, Code router, RouterObjects routers, RouterGraph graph, RouteList found)
    {
        var prefix = Prefix(code, call.Receiver, MostSteps);
        var arguments = call.Arguments.ToList();
        var order = RunOrder.Of(code, call, router);
        switch (call.Callee.Name)
        {
            case "route":
                var inner = routers.Of(call.ArgumentAt(1)).Remove(router);
                foreach (var child in inner)
                    graph.Mount(router, order, PathTemplates.Join(prefix, TextOf(code, call.ArgumentAt(0))), child, [], call);
                if (inner.IsEmpty)
                    found.CannotSee(call, "what is mounted here could not be followed");
                return;
            case "mount":
                found.CannotSee(call, "an application of another framework is mounted here");
                return;
            case "use":
                if (arguments.Count > 0 && (ServersInHandlers.Answers(code, arguments[^1]) || NeverHandsOn(arguments[^1])))
                    Add("all", arguments.Count > 1 ? arguments[0] : default, arguments.Count > 1 ? arguments[1..] : arguments);
                else
                    Use(code, router, order, prefix, arguments, graph);
                return;
            case "openapi":
                var described = Described(code, call.ArgumentAt(0));
                if (!described.Exists)
                    found.CannotSee(call, "the description of this route could not be followed");
                else
                    Add(
                        code.ValueOf(code.Entry(described, "method")).AsText ?? "any",
                        code.Entry(described, "path"),
                        [.. Ahead(code, described), .. arguments[1..].Take(1)]
                    );
                return;
            case "on":
                foreach (var method in Each(call.ArgumentAt(0)).Select(one => TextOf(code, one)))
                foreach (var one in Each(call.ArgumentAt(1)))
                    Add(method, one, arguments.Count > 2 ? arguments[2..] : []);
                return;
            default:
                if (arguments.Count > 1)
                    Add(call.Callee.Name, arguments[0], arguments[1..]);
                return;
        }

        void Add(string method, Code place, List<Code> runs)
        {
            if (runs.Count == 0)
                return;
            if (PathArguments.InLoop(code, place) is { IsDefault: false } many)
                foreach (var one in many)
                    At(one);
            else
                At(place.Exists ? code.ValueOf(place).AsText : "");

            void At(string? path) =>
                graph.Route(
                    router,
                    order,
                    // All calls of a chain begin at the same place.
                    new(
                        call.Receiver.Kind is CodeKind.Call ? arguments[0] : call,
                        "Hono",
                        method is "all" or "any" ? "ANY" : method.ToUpperInvariant(),
                        PathTemplates.Join(prefix, path ?? place.Text)
                    )
                    {
                        Handler = runs[^1],
                        Before = [.. runs[..^1].Select(one => new Step(one))],
                        NotFollowed = path is null ? "its address is known only at run time" : null,
                    }
                );
        }
    }

    /// <summary><c>use("/admin/*", guard)</c> runs for everything below <c>/admin</c> and for it, <c>use("/admin", guard)</c> for this address alone.</summary>
    static void Use(CodeBase code, Code router, RunOrder order, string prefix, List<Code> arguments, RouterGraph graph)
    {
        if (arguments.Count == 0)
            return;
        if (PathArguments.InLoop(code, arguments[0]) is { IsDefault: false } many)
        {
            foreach (var one in many)
                Below(one, arguments[1..]);
            return;
        }
        var path = code.ValueOf(arguments[0]).AsText;
        if (path is null && arguments.Count > 1 && PathArguments.IsComputed(code, arguments[0]))
        {
            foreach (var step in arguments[1..])
                graph.Use(
                    router,
                    order,
                    prefix,
                    new(step) { Known = new(ActKind.NotFollowed, step, "for which addresses a middleware runs could not be told") }
                );
            return;
        }
        Below(path, path is null ? arguments : arguments[1..]);

        void Below(string? path, List<Code> steps)
        {
            foreach (var step in steps)
                if (path is null || path is "*" || path.EndsWith("/*", StringComparison.Ordinal))
                    graph.Use(router, order, PathTemplates.Join(prefix, Inside(path?[..^1] ?? "")), new(step));
                else
                    graph.UseExactly(router, order, PathTemplates.Join(prefix, Inside(path)), new(step));
        }
    }

    /// <summary>Whether a middleware does not even take what comes next, so that it answers itself.</summary>
    static bool NeverHandsOn(Code middleware) =>
        middleware.Kind is CodeKind.Function
        && middleware.All(Part.Parameter).Count() == 1
        && (middleware.Body.Kind is not CodeKind.Block || middleware.Body.Descendants(CodeKind.Return).Any());

    /// <summary>A star in the middle of a path stands for one segment, as a parameter does.</summary>
    static string Inside(string path) => string.Join('/', path.Split('/').Select(segment => segment is "*" ? ":any" : segment));

    /// <summary>What <c>basePath</c> put before the routes of the application that an expression stands for.</summary>
    static string Prefix(CodeBase code, Code receiver, int steps) =>
        steps <= 0 ? ""
        : receiver.Kind is CodeKind.Call && receiver.Callee.Name is "basePath"
            ? PathTemplates.Join(Prefix(code, receiver.Receiver, steps - 1), TextOf(code, receiver.ArgumentAt(0)))
        : receiver.Kind is CodeKind.Call && GivesBack.Contains(receiver.Callee.Name) ? Prefix(code, receiver.Receiver, steps)
        : receiver.Kind is CodeKind.Name or CodeKind.Member
        && code.Definition(receiver) is { Kind: CodeKind.Variable or CodeKind.Property } held
            ? Prefix(code, held[Part.Value], steps - 1)
        : "";

    /// <summary>The description of a route of OpenAPIHono; <c>createRoute</c> gives back what it gets.</summary>
    static Code Described(CodeBase code, Code route)
    {
        var made =
            route.Kind is CodeKind.Name or CodeKind.Member && code.Definition(route) is { Exists: true } held ? held[Part.Value] : route;
        return code.ObjectOf(made.Kind is CodeKind.Call && code.Target(made).Kind is not CodeKind.Function ? made.ArgumentAt(0) : made);
    }

    static IEnumerable<Code> Ahead(CodeBase code, Code described) =>
        code.Entry(described, "middleware") is not { Exists: true } ahead ? []
        : ahead.Kind is CodeKind.Array ? ahead.Children
        : [ahead];

    /// <summary>Whether something answers requests with an application: its <c>fetch</c> is handed on, an adapter gets it, or its file offers it to a platform.</summary>
    static bool IsServed(CodeBase code, Code router, RouterObjects routers) =>
        code.All(CodeKind.Member).Any(one => one.Name is "fetch" or "fire" && routers.Of(one.Receiver).Contains(router))
        || code.Calls("handle", "serve").Any(call => call.Arguments.Any(one => routers.Of(one).Contains(router)))
        || (
            router
                .File.Root.Children.Where(one => one.Kind is CodeKind.Export && one.Is(Modifiers.Default))
                .Any(one => routers.Of(one[Part.Value]).Contains(router))
            && !code.All(CodeKind.Import).Any(one => code.Module(one.File, one.Name) == router.File)
        );

    static string TextOf(CodeBase code, Code expression) => code.ValueOf(expression).AsText ?? "";

    static IEnumerable<Code> Each(Code expression) => expression.Kind is CodeKind.Array ? expression.Children : [expression];

    static bool Makes(CodeBase code, Code call) =>
        code.OriginOf(call.Callee)
            is { Package: "hono" or "@hono/zod-openapi", Name: "Hono" or "OpenAPIHono" or "*.Hono" or "createFactory().createApp" };
}
