using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Express and what registers routes as it does: <c>app.use</c>, <c>app.get</c>, <c>router.route("/x").post(…)</c>, routers mounted on each other, across files and through functions
/// that get the application handed.
/// </summary>
sealed class RoutesInExpress : IRouteFinder
{
    static readonly Dictionary<string, string> Methods = new(StringComparer.Ordinal)
    {
        ["get"] = "GET",
        ["post"] = "POST",
        ["put"] = "PUT",
        ["patch"] = "PATCH",
        ["delete"] = "DELETE",
        ["all"] = "ANY",
    };

    static readonly HashSet<string> GivesBack =
    [
        "get",
        "post",
        "put",
        "patch",
        "delete",
        "all",
        "use",
        "options",
        "head",
        "param",
        "set",
        "disable",
        "enable",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["Express", "Polka", "Restify"];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        if (!sources.Code.Imports("express", "polka", "restify", "@feathersjs/express"))
            return;
        var code = sources.Code;
        var routers = new RouterObjects(code, one => Makes(code, one), GivesBack, one => sources.IsDeployed(one.File));
        var graph = new RouterGraph(sources.RunsInProduction, stays: true);
        foreach (var call in code.Calls([.. Methods.Keys, "use"]))
            if (call.Callee.Kind is CodeKind.Member && MayRegister(call) && sources.IsDeployed(call.File))
                foreach (var router in Target(call, routers, out var prefix))
                    Register(call, router, prefix, sources, routers, graph, found);
        routers.Begin(graph);
        // Of two servers the one that something starts counts; when nothing known starts any, all of them may be started (rubric T5).
        var applications = graph.Routers.Where(router => IsApplication(code, routers.MakerOf(router)) && !graph.IsMounted(router)).ToList();
        var started = applications.Where(router => code.IsReachable(router.File)).ToList();
        foreach (
            var route in (started.Count > 0 ? started : applications)
                .SelectMany(one => FirstAnswers.Of(code, graph.RoutesFrom(one)))
                .DistinctBy(Place)
        )
            found.Add(route);
        var imported = Imported(code);
        foreach (var router in graph.Routers)
            if (
                !IsApplication(code, routers.MakerOf(router))
                && !graph.IsMounted(router)
                && code.IsReachable(router.File)
                && imported.Contains(router.File)
                && graph.RoutesFrom(router).Any()
            )
                found.CannotSee(router, "this router is mounted in a way that could not be followed");
    }

    /// <summary>Whether a call has the form of a registration. Most calls of such names read maps and caches, and following their receivers is dear.</summary>
    static bool MayRegister(Code call) => call.Callee.Name is "use" || call.Receiver.Kind is CodeKind.Call || call.Arguments.Skip(1).Any();

    /// <summary>
    /// Files that others load, or that load by names known only at run time may reach. A router that nobody loads answers nobody (rubric T5).
    /// </summary>
    static HashSet<CodeFile> Imported(CodeBase code)
    {
        var found = new HashSet<CodeFile>();
        foreach (var node in code.All(CodeKind.Import).Concat(code.All(CodeKind.Export)))
            if (node.Name.Length > 0 && code.Module(node.File, node.Name) is { } file)
                found.Add(file);
        foreach (var call in code.Calls("require").Concat(code.Calls("import")))
            if (call.ArgumentAt(0).String is not { } name)
                return [.. code.Files];
            else if (code.Module(call.File, name) is { } file)
                found.Add(file);
        return found;
    }

    /// <summary>The routers that a call registers on, and the path that <c>route()</c> gives before.</summary>
    static ImmutableArray<Code> Target(Code call, RouterObjects routers, out string prefix)
    {
        prefix = "";
        for (var at = call.Receiver; at.Kind is CodeKind.Call; at = at.Receiver)
            if (at.Callee.Name is "route" && at.Callee.Kind is CodeKind.Member)
            {
                prefix = at.ArgumentAt(0).String ?? "";
                return routers.Of(at.Receiver);
            }
        return routers.Of(call.Receiver);
    }

    static void Register(Code call, Code router, string prefix, Sources sources, RouterObjects routers, RouterGraph graph, RouteList found)
    {
        var code = sources.Code;
        var arguments = call.Arguments.ToList();
        var order = RunOrder.Of(code, call, router);
        var paths = arguments.Count > 0 ? PathsOf(code, arguments[0]) : null;
        var isComputed = paths is null && arguments.Count > 1 && PathArguments.IsComputed(code, arguments[0]);
        var rest = paths is null && !isComputed ? arguments : arguments[1..];
        if (call.Callee.Name is "use" && isComputed && !rest.Exists(one => !routers.Of(one).IsEmpty))
        {
            foreach (var step in rest)
                graph.Use(
                    router,
                    order,
                    "",
                    new(step) { Known = new(ActKind.NotFollowed, step, "for which addresses a middleware runs could not be told") }
                );
            return;
        }
        if (call.Callee.Name is "use")
        {
            foreach (var path in paths ?? [""])
                Use(call, router, path, rest, order, sources, routers, graph, found);
            return;
        }
        // app.get("name") with one argument reads a setting.
        if (prefix.Length == 0 && (paths is null || rest.Count == 0) || rest.Count == 0)
            return;
        foreach (var path in paths ?? [""])
            graph.Route(
                router,
                order,
                new(call, "Express", Methods[call.Callee.Name], PathTemplates.Join(prefix, path))
                {
                    Handler = rest[^1],
                    Before = [.. rest[..^1].Select(one => new Step(one))],
                }
            );
    }

    static void Use(
        Code call,
        Code router,
        string path,
        List<Code> rest,
        RunOrder order,
        Sources sources,
        RouterObjects routers,
        RouterGraph graph,
        RouteList found
    )
    {
        for (var i = 0; i < rest.Count; i++)
        {
            var children = routers.Of(rest[i]);
            foreach (var child in children)
                if (child != router)
                    graph.Mount(
                        router,
                        order,
                        path,
                        child,
                        [.. rest[..i].Where(one => routers.Of(one).IsEmpty).Select(one => new Step(one))],
                        call
                    );
            if (!children.IsEmpty)
                continue;
            if (rest[i].Kind is CodeKind.Call && rest[i].Callee.Name is "require" && rest[i].ArgumentAt(0).String is null)
                found.CannotSee(call, "what is mounted here is known only at run time");
            else if (ServersInHandlers.Answers(sources.Code, rest[i]))
                graph.Route(
                    router,
                    order,
                    new(call, "Express", "ANY", path) { Handler = rest[i], Before = [.. rest[..i].Select(one => new Step(one))] }
                );
            else if (!rest[(i + 1)..].Exists(one => !routers.Of(one).IsEmpty || ServersInHandlers.Answers(sources.Code, one)))
                graph.Use(router, order, path, new(rest[i]));
        }
    }

    /// <summary>The paths that a first argument gives; null when it is no path but something to run.</summary>
    static ImmutableArray<string>? PathsOf(CodeBase code, Code argument) =>
        argument.Kind switch
        {
            CodeKind.Literal when argument.String is { } text && argument.Operator is "string" => [text],
            CodeKind.Literal when argument.Operator is "regex" => [argument.Text],
            CodeKind.Array when argument.Children.All(one => one.String is not null) => [.. argument.Children.Select(one => one.String!)],
            CodeKind.Function or CodeKind.New or CodeKind.Object => null,
            _ when PathArguments.InLoop(code, argument) is { IsDefault: false } many => many,
            _ => code.ValueOf(argument) switch
            {
                Value.Text text => [text.Content],
                Value.Joined joined => [string.Concat(joined.Parts.Select(part => part.AsText ?? Fallback(part)))],
                Value.FromEnvironment { Default: Value.Text fallback } => [fallback.Content],
                _ => argument.Kind is CodeKind.Template ? [argument.Text] : null,
            },
        };

    static string Fallback(Value part) => part is Value.FromEnvironment { Default: Value.Text text } ? text.Content : "";

    static bool Makes(CodeBase code, Code call) =>
        code.OriginOf(call.Callee)
            is {
                Package: "express" or "polka" or "restify" or "express-promise-router" or "@feathersjs/express",
                Name: "default" or "*" or "Router" or "express" or "createServer" or "default.Router" or "polka"
            };

    /// <summary>Of an application that several files start, each route counts once.</summary>
    static (Code, string, string) Place(Route route) => (route.At, route.Method, route.Path);

    static bool IsApplication(CodeBase code, Code maker) =>
        !code.OriginOf(maker.Callee).Name.EndsWith("Router", StringComparison.Ordinal)
        && code.OriginOf(maker.Callee).Package is not "express-promise-router";
}
