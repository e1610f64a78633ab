using Shipworthy.Extractors.Endpoints.Routers;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Nest;

/// <summary>
/// NestJS: methods of the controllers that the modules of an application name, with prefixes, versions, guards of the application, class and method, the throttler, and
/// middleware of modules. Messages of gateways and fields of GraphQL are ways in whose callers are decided elsewhere.
/// </summary>
sealed class RoutesInNest : IRouteFinder
{
    const string Framework = "NestJS";

    static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["Get"] = "GET",
        ["Post"] = "POST",
        ["Put"] = "PUT",
        ["Patch"] = "PATCH",
        ["Delete"] = "DELETE",
        ["Head"] = "HEAD",
        ["Options"] = "OPTIONS",
        ["All"] = "ANY",
        ["Sse"] = "GET",
        ["Search"] = "SEARCH",
    };

    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => [Framework];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        if (!sources.Code.Imports("@nestjs/core"))
            return;
        var words = new NestWords(sources.Code);
        var reader = new PathReader(sources);
        var mounted = new HashSet<Code>();
        var whole = true;
        foreach (var application in new NestApplications(sources).All())
        {
            whole &= application.IsWhole;
            var routes = new NestRoutes(sources.Code, application, words, reader, found);
            foreach (var controller in application.Controllers)
            {
                mounted.Add(controller);
                foreach (var route in routes.Of(controller))
                    found.Add(route);
            }
            foreach (var route in routes.BesideControllers())
                found.Add(route);
        }
        // A controller that no module names answers nobody, as long as all modules could be read.
        if (!whole)
            foreach (var controller in sources.Code.All(CodeKind.Class))
                if (IsController(words, controller) && !mounted.Contains(controller) && sources.IsDeployed(controller.File))
                    found.CannotSee(controller, "which module loads this controller could not be followed");
    }

    static bool IsController(NestWords words, Code declared) =>
        NestWords.DecoratorsOf(declared).Any(one => one.Name is "Controller") && words.Of(declared).Any(word => word.Is("Controller"));

    /// <summary>The routes of one application.</summary>
    sealed class NestRoutes(CodeBase code, NestApplication application, NestWords words, PathReader reader, RouteList found)
    {
        readonly NestGuards guards = new(
            code,
            reader,
            new(code, [.. application.Configured.Where(call => call.Receiver.Name is "ThrottlerModule")])
        );
        readonly NestMiddleware middleware = new(code, application.Modules);

        public IEnumerable<Route> Of(Code controller)
        {
            var own = words.Of(controller).FirstOrDefault(word => word.Is("Controller"));
            if (words.Of(controller).Any(word => word.Package.Contains("crud", StringComparison.OrdinalIgnoreCase)))
                found.CannotSee(controller, "routes are made here that no method shows");
            var options = code.ObjectOf(own.Call.ArgumentAt(0));
            var prefixes = options.Exists ? Texts(code.Entry(options, "path")) : Texts(own.Call.ArgumentAt(0));
            var version = code.ValueOf(code.Entry(options, "version")).AsText;
            foreach (var method in Methods(controller))
            {
                var all = words.Of(method, controller);
                foreach (var verb in all.Where(word => word.OnMethod && word.Is(word.Name) && Verbs.ContainsKey(word.Name)))
                foreach (var prefix in prefixes)
                foreach (var path in Texts(verb.Call.ArgumentAt(0)))
                {
                    var below = PathTemplates.Join(prefix, path);
                    var ofMethod = all.FirstOrDefault(word => word.OnMethod && word.Is("Version"));
                    var address = application.Address(
                        below,
                        ofMethod.Call.Exists ? code.ValueOf(ofMethod.Call.ArgumentAt(0)).AsText : version
                    );
                    yield return new(method, Framework, Verbs[verb.Name], address)
                    {
                        Handler = method,
                        Before =
                        [
                            .. application
                                .Middleware.Where(one => PathTemplates.Covers(one.Path, address))
                                .Select(one => new Step(one.What)),
                            .. middleware.Before(controller, Verbs[verb.Name], below),
                            .. Guards(all),
                        ],
                    };
                }
            }
        }

        /// <summary>Messages of sockets, and the address of GraphQL.</summary>
        public IEnumerable<Route> BesideControllers()
        {
            foreach (var declared in code.All(CodeKind.Class))
                if (application.Names(declared) && words.Of(declared) is var onClass && onClass.Any(word => word.Is("WebSocketGateway")))
                    foreach (var method in Methods(declared))
                    foreach (var message in words.Of(method, declared).Where(word => word.OnMethod && word.Is("SubscribeMessage")))
                        yield return new(method, Framework, "MESSAGE", Texts(message.Call.ArgumentAt(0))[0])
                        {
                            Handler = method,
                            Before =
                            [
                                .. words
                                    .Of(method, declared)
                                    .Where(word => word.Is("UseGuards"))
                                    .SelectMany(word => Given(word, words.Of(method, declared))),
                            ],
                            NotFollowed = "whether its socket opens for strangers is decided when it connects",
                        };
            foreach (var graph in application.Configured.Where(call => call.Receiver.Name is "GraphQLModule"))
                yield return new(graph, Framework, "POST", "/graphql")
                {
                    Before = [.. Guards([])],
                    NotFollowed = "each field of its schema decides by itself who may ask",
                };
        }

        IEnumerable<Step> Guards(ImmutableArray<NestWord> all) =>
            application
                .Guards.Concat(application.ModuleGuards)
                .SelectMany(guard => guards.Steps(guard, all))
                .Concat(all.Where(word => word.Is("UseGuards")).Reverse().SelectMany(word => Given(word, all)));

        IEnumerable<Step> Given(NestWord word, ImmutableArray<NestWord> all) =>
            word.Call.Arguments.SelectMany(guard => guards.Steps(guard, all));

        /// <summary>The methods of a class and those that it inherits.</summary>
        IEnumerable<Code> Methods(Code declared)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var at = declared;
            for (var steps = 0; steps < 5 && at.Exists; steps++)
            {
                foreach (var method in at.All(Part.Element).Where(one => one.Kind is CodeKind.Function && one.Body.Exists))
                    if (seen.Add(method.Name))
                        yield return method;
                at = at.All(Part.Base)
                    .Select(one => code.Definition(one))
                    .FirstOrDefault(one => one is { Kind: CodeKind.Class, Operator: "class" } && one != declared);
            }
        }

        ImmutableArray<string> Texts(Code argument) =>
            argument.Kind is CodeKind.Array ? [.. argument.Children.Select(one => code.ValueOf(one).AsText ?? "")]
            : code.ValueOf(argument) is Value.ListOf list ? [.. list.Items.Select(one => one.AsText ?? "")]
            : [code.ValueOf(argument).AsText ?? ""];
    }
}
