using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>Koa: middleware of the application, and routers of <c>@koa/router</c> with their prefixes, nested or mounted by <c>koa-mount</c>.</summary>
sealed class RoutesInKoa : IRouteFinder
{
    static readonly HashSet<string> Methods = ["get", "post", "put", "patch", "delete", "del", "all", "options"];

    static readonly HashSet<string> GivesBack = [.. Methods, "use", "routes", "middleware", "prefix", "param"];

    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["Koa"];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        if (!code.Imports("koa", "koa-router", "@koa/router"))
            return;
        var routers = new RouterObjects(
            code,
            one => IsApplication(code, one) || IsRouter(code, one),
            GivesBack,
            one => sources.IsDeployed(one.File)
        );
        var prefixes = Prefixes(code, routers);
        var graph = new RouterGraph(sources.RunsInProduction);
        foreach (var call in code.Calls([.. Methods, "use"]))
            if (call.Callee.Kind is CodeKind.Member && MayRegister(call) && sources.IsDeployed(call.File))
                foreach (var router in Targets(code, call, routers))
                    if (call.Callee.Name is "use" && call.Arguments.Any(IsLoadedByName))
                        found.CannotSee(call, "what is mounted here is known only at run time");
                    else if (call.Callee.Name is "use")
                        Use(code, call, router, prefixes, routers, graph);
                    else if (IsRouter(code, routers.MakerOf(router)))
                        Route(code, call, router, prefixes, graph);
        routers.Begin(graph);
        // Of two servers the one that something starts counts; when nothing known starts any, all of them may be started (rubric T5).
        var applications = graph.Routers.Where(one => IsApplication(code, routers.MakerOf(one)) && !graph.IsMounted(one)).ToList();
        var started = applications.Where(one => code.IsReachable(one.File)).ToList();
        foreach (
            var route in (started.Count > 0 ? started : applications)
                .SelectMany(one => graph.RoutesFrom(one))
                .DistinctBy(one => (one.At, one.Method, one.Path))
        )
            found.Add(route);
        foreach (var router in graph.Routers)
            if (
                !IsApplication(code, routers.MakerOf(router))
                && !graph.IsMounted(router)
                && code.IsReachable(router.File)
                && graph.RoutesFrom(router).Any()
            )
                found.CannotSee(router, "this router is mounted in a way that could not be followed");
    }

    /// <summary>
    /// The routers that a call registers on. What routers are mounted on that is not known, such as a parameter that nobody known gives, stands for itself, so that they do not
    /// count as applications of their own.
    /// </summary>
    static ImmutableArray<Code> Targets(CodeBase code, Code call, RouterObjects routers) =>
        routers.Of(call.Receiver) is { IsEmpty: false } known ? known
        : call.Callee.Name is "use" && call.Arguments.Any(one => !routers.Of(Mounted(code, one).What).IsEmpty)
            ? [code.Definition(call.Receiver) is { Exists: true } holder ? holder : call.Receiver]
        : [];

    /// <summary>Whether a call has the form of a registration. Most calls of such names read maps and headers, and following their receivers is dear.</summary>
    static bool MayRegister(Code call) => call.Callee.Name is "use" || call.Arguments.Skip(1).Any();

    /// <summary>What stands before all routes of a router: of its options, or of a call of <c>prefix</c>.</summary>
    static Dictionary<Code, string> Prefixes(CodeBase code, RouterObjects routers)
    {
        var found = new Dictionary<Code, string>();
        foreach (var call in code.Calls("prefix"))
            if (code.ValueOf(call.ArgumentAt(0)).AsText is { } prefix)
                foreach (var router in routers.Of(call.Receiver))
                    found[router] = prefix;
        return found;
    }

    static string PrefixOf(CodeBase code, Code router, Dictionary<Code, string> prefixes) =>
        prefixes.GetValueOrDefault(router) ?? code.ValueOf(code.Entry(code.ObjectOf(router.ArgumentAt(0)), "prefix")).AsText ?? "";

    static void Route(CodeBase code, Code call, Code router, Dictionary<Code, string> prefixes, RouterGraph graph)
    {
        var arguments = call.Arguments.ToList();
        // A name may stand before the path: router.get("user", "/users/:id", show).
        var texts = arguments.TakeWhile(one => IsPath(code, one)).Take(2).ToList();
        var runs = arguments[texts.Count..];
        if (runs.Count == 0 || texts.Count == 0)
            return;
        var paths = texts[^1].Kind is CodeKind.Array ? texts[^1].Children.Select(one => PathOf(code, one)) : [PathOf(code, texts[^1])];
        foreach (var path in paths)
            graph.Route(
                router,
                RunOrder.Of(code, call, router),
                new(call, "Koa", MethodOf(call.Callee.Name), PathTemplates.Join(PrefixOf(code, router, prefixes), path))
                {
                    Handler = runs[^1],
                    Before = [.. runs[..^1].Select(one => new Step(one))],
                }
            );
    }

    static void Use(CodeBase code, Code call, Code router, Dictionary<Code, string> prefixes, RouterObjects routers, RouterGraph graph)
    {
        var arguments = call.Arguments.ToList();
        var own = PrefixOf(code, router, prefixes);
        var paths =
            arguments.Count > 0 && IsPath(code, arguments[0])
                ? arguments[0].Kind is CodeKind.Array
                    ? arguments[0].Children.Select(one => PathOf(code, one)).ToList()
                    : [PathOf(code, arguments[0])]
                : [""];
        var runs = arguments.Where(one => !IsPath(code, one)).SelectMany(one => Parts(code, one)).ToList();
        if (arguments.Count > 1 && PathArguments.InLoop(code, arguments[0]) is { IsDefault: false } many)
            (paths, runs) = ([.. many], runs[1..]);
        var isComputed =
            arguments.Count > 1 && !IsPath(code, arguments[0]) && runs[0] == arguments[0] && PathArguments.IsComputed(code, arguments[0]);
        if (isComputed)
            runs = runs[1..];
        var order = RunOrder.Of(code, call, router);
        foreach (var path in paths.Select(one => PathTemplates.Join(own, one)))
            for (var i = 0; i < runs.Count; i++)
                if (runs[i] is { Kind: CodeKind.Call } single && code.OriginOf(single.Callee) is { Package: "koa-route" })
                    graph.Route(
                        router,
                        order,
                        new(single, "Koa", MethodOf(single.Callee.Name), PathTemplates.Join(path, PathOf(code, single.ArgumentAt(0))))
                        {
                            Handler = single.ArgumentAt(1),
                        }
                    );
                else
                    Mount(i, path);

        void Mount(int i, string path)
        {
            var (below, mounted) = Mounted(code, runs[i]);
            var children = routers.Of(mounted).Remove(router);
            foreach (var child in children)
                graph.Mount(
                    router,
                    order,
                    PathTemplates.Join(path, below),
                    child,
                    [.. runs[..i].Where(one => routers.Of(Mounted(code, one).What).IsEmpty).Select(one => new Step(one))],
                    call
                );
            if (children.IsEmpty && ServersInHandlers.Answers(code, mounted))
                graph.Route(router, order, new(call, "Koa", "ANY", PathTemplates.Join(path, below)) { Handler = mounted });
            else if (children.IsEmpty && !runs[(i + 1)..].Exists(one => !routers.Of(Mounted(code, one).What).IsEmpty))
                graph.Use(
                    router,
                    order,
                    PathTemplates.Join(path, below),
                    isComputed
                        ? new(mounted)
                        {
                            Known = new(ActKind.NotFollowed, mounted, "for which addresses a middleware runs could not be told"),
                        }
                        : new(mounted)
                );
        }
    }

    /// <summary>The middleware that <c>koa-compose</c> puts together; anything else as it is.</summary>
    static IEnumerable<Code> Parts(CodeBase code, Code expression) =>
        expression.Kind is CodeKind.Call
        && code.OriginOf(expression.Callee) is { Package: "koa-compose" }
        && expression.ArgumentAt(0) is { Kind: CodeKind.Array } many
            ? many.Children.SelectMany(one => Parts(code, one))
            : [expression];

    /// <summary>What <c>koa-mount</c> puts below a path; anything else as it is.</summary>
    static (string Path, Code What) Mounted(CodeBase code, Code expression) =>
        expression.Kind is CodeKind.Call && code.OriginOf(expression.Callee) is { Package: "koa-mount" }
            ? expression.ArgumentAt(1).Exists
                ? (PathOf(code, expression.ArgumentAt(0)), expression.ArgumentAt(1))
                : ("", expression.ArgumentAt(0))
            : ("", expression);

    /// <summary>Whether something comes out of a module whose name is computed: <c>require(file).routes()</c>.</summary>
    static bool IsLoadedByName(Code what)
    {
        while (what.Kind is CodeKind.Member || what is { Kind: CodeKind.Call, Callee.Kind: CodeKind.Member })
            what = what.Receiver;
        return what is { Kind: CodeKind.Call, Callee.Name: "require" } && what.ArgumentAt(0) is { Exists: true, String: null };
    }

    static string MethodOf(string name) =>
        name switch
        {
            "all" => "ANY",
            "del" => "DELETE",
            _ => name.ToUpperInvariant(),
        };

    static bool IsPath(CodeBase code, Code argument) =>
        argument.Kind is CodeKind.Template
        || (argument.Kind is CodeKind.Literal && argument.Operator is "string" or "regex")
        || (argument.Kind is CodeKind.Array && argument.Children.Any() && argument.Children.All(one => IsPath(code, one)))
        || code.ValueOf(argument).AsText is not null;

    static string PathOf(CodeBase code, Code argument) => code.ValueOf(argument).AsText ?? argument.Text;

    static bool IsApplication(CodeBase code, Code call) =>
        call.Kind is CodeKind.New && code.OriginOf(call.Callee) is { Package: "koa", Name: "default" or "*" };

    static bool IsRouter(CodeBase code, Code call) =>
        code.OriginOf(call.Callee) is { Package: "koa-router" or "@koa/router", Name: "default" or "*" or "Router" };
}
