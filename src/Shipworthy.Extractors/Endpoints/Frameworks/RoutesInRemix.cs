using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Remix and React Router with a server: the loaders and actions of route modules, by the files' names or by <c>routes.ts</c>. Loaders of parents run beside those of their children and
/// guard none of them; middleware of a module and of <c>root</c> runs before. Where a server of the app's own holds the routes, they stand behind what it runs before them.
/// </summary>
sealed class RoutesInRemix : IRouteFinder, IInnerRoutes
{
    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["Remix", "React Router"];

    /// <summary>A site of pages only has no route, and shows it by its files.</summary>
    public bool HasNone(Sources sources, Deployable part) => !NamesFolder(sources, part) && HasNoList(sources, part);

    /// <summary>Whether the settings of React Router name a folder of their own for the app, which is not followed.</summary>
    static bool NamesFolder(Sources sources, Deployable part) =>
        sources
            .Code.Files.Where(file => part.Holds(file.Path) && file.Path.Contains("react-router.config.", StringComparison.Ordinal))
            .Any(file => file.Root.Descendants(CodeKind.Property).Any(one => one.Name is "appDirectory"));

    /// <summary>Whether no list of routes stands beside a folder that is not the app's.</summary>
    static bool HasNoList(Sources sources, Deployable part) =>
        !sources
            .Code.Calls("route", "index", "layout")
            .Any(call => part.Holds(call.File.Path) && sources.Code.OriginOf(call.Callee).Package is "@react-router/dev")
        || sources.Code.Files.Any(file => part.Holds(file.Path) && RootOf(file.Path) is not null);

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        if (!Has(sources))
            return;
        foreach (
            var root in code
                .Files.Select(file => RootOf(file.Path))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .ToList()
        )
        {
            var listed = RemixConfiguration.Read(code, root);
            if (listed?.ContainsKey(RemixConfiguration.Unknown) is true)
                found.CannotSee(Location.File($"{root}routes.ts"), "some of the routes that it lists could not be followed");
            var byName = listed is null || listed.ContainsKey(RemixConfiguration.ByName);
            foreach (var missing in (listed?.Keys ?? []).Where(one => IsScript(one) && code.Find(root + one) is null))
                found.CannotSee(Location.File($"{root}routes.ts"), $"{missing}, which it lists, was not found");
            IEnumerable<CodeFile> Listed(string path) => listed![path].Parents.Select(one => code.Find(root + one)).OfType<CodeFile>();
            IEnumerable<CodeFile> Named(string path) => RemixNames.ParentsOf(path).Select(one => code.Find(root + one)).OfType<CodeFile>();
            foreach (var file in code.Files.Where(file => file.Path.StartsWith(root, StringComparison.Ordinal) && sources.IsDeployed(file)))
            {
                var path = file.Path[root.Length..];
                var address =
                    listed?.GetValueOrDefault(path)?.Address
                    ?? (
                        byName && path.StartsWith("routes/", StringComparison.Ordinal)
                            ? RemixNames.AddressOf(path["routes/".Length..])
                            : null
                    );
                if (address is not null)
                    Add(code, file, root, address, listed?.ContainsKey(path) is true ? Listed(path) : Named(path), found);
            }
        }
    }

    static bool IsScript(string path) => path.EndsWith(".ts", StringComparison.Ordinal) || path.EndsWith(".tsx", StringComparison.Ordinal);

    /// <summary>Routes of the app stand behind the server that holds them; one whose place in it is not found may stand behind anything.</summary>
    public void Open(Sources sources, RouteList found)
    {
        var code = sources.Code;
        if (!Has(sources))
            return;
        var adapters = Adapters(code).ToList();
        foreach (var app in found.Routes.Where(route => route.Framework is "React Router").ToLookup(route => AppOf(route.At.File.Path)))
        {
            if (adapters.Find(one => one.File.Path.StartsWith(app.Key, StringComparison.Ordinal)) is not { Exists: true } adapter)
                continue;
            var hosts = found
                .Routes.Where(route =>
                    route.Framework is not "React Router"
                    && route.Handler.Exists
                    && route.At.File.Path.StartsWith(app.Key, StringComparison.Ordinal)
                    && Holds(code, route.Handler)
                )
                .ToList();
            foreach (var host in hosts)
                found.Remove(host);
            foreach (var inner in app.ToList())
            {
                found.Remove(inner);
                if (hosts.Count > 0)
                    found.Add(inner with { Before = [.. hosts[0].Before, .. inner.Before] });
            }
            if (hosts.Count == 0)
                found.CannotSee(adapter, "what a server of its own runs before these routes could not be followed");
        }
    }

    /// <summary>The folder that <c>app/</c> lies in.</summary>
    static string AppOf(string path) =>
        path.StartsWith("app/", StringComparison.Ordinal) ? ""
        : path.IndexOf("/app/", StringComparison.Ordinal) is > 0 and var at ? path[..(at + 1)]
        : path;

    static void Add(CodeBase code, CodeFile file, string root, string address, IEnumerable<CodeFile> parents, RouteList found)
    {
        var offered = ScriptExports.Of(code, file).ToList();
        if (!offered.Exists(one => one.Name is "loader" or "action"))
            return;
        ImmutableArray<Step> before =
        [
            .. RootMiddleware(code, root),
            .. parents.SelectMany(one => Middleware(code, ScriptExports.Of(code, one).ToList())),
            .. Middleware(code, offered),
        ];
        foreach (var (name, what, at) in offered.Where(one => one.Name is "loader" or "action"))
            if (!RoutesOfSignInProducts.Serves(code, what))
                found.Add(
                    new(at, "React Router", name is "loader" ? "GET" : "POST", address)
                    {
                        Handler = what,
                        Before = before,
                        NotFollowed = what.Exists ? null : "where its function comes from could not be followed",
                    }
                );
    }

    static IEnumerable<Step> RootMiddleware(CodeBase code, string root) =>
        new[] { "root.tsx", "root.ts", "root.jsx", "root.js" }
            .Select(name => code.Find(root + name))
            .OfType<CodeFile>()
            .SelectMany(file => Middleware(code, ScriptExports.Of(code, file).ToList()));

    /// <summary>The middleware of a module; what is no list by itself may ask anything.</summary>
    static IEnumerable<Step> Middleware(CodeBase code, List<(string Name, Code What, Code At)> offered)
    {
        var (_, what, at) = offered.Find(one => one.Name is "middleware" or "unstable_middleware");
        if (!at.Exists)
            return [];
        if (what.Kind is CodeKind.Name && code.Definition(what) is { Kind: CodeKind.Variable } held)
            what = held[Part.Value];
        return what.Kind is CodeKind.Array
            ? what.Children.Select(one => new Step(one))
            : [new(at) { Known = new(ActKind.NotFollowed, at, "which middleware runs before could not be told") }];
    }

    static bool Has(Sources sources) =>
        sources.Code.Imports(
            "react-router",
            "@remix-run/node",
            "@remix-run/react",
            "@remix-run/cloudflare",
            "@remix-run/server-runtime",
            "@react-router/node",
            "@react-router/dev"
        ) && sources.Code.Files.Any(file => RootOf(file.Path) is not null);

    /// <summary>The folder <c>app/</c> that a root module lies in.</summary>
    static string? RootOf(string path) =>
        path.LastIndexOf('/') is > 0 and var slash
        && path[(slash + 1)..] is "root.tsx" or "root.jsx" or "root.ts" or "root.js"
        && (path[..slash] is "app" || path[..slash].EndsWith("/app", StringComparison.Ordinal))
            ? path[..(slash + 1)]
            : null;

    static IEnumerable<Code> Adapters(CodeBase code) =>
        code.Calls("createRequestHandler", "reactRouter", "remix", "createHonoServer", "handle")
            .Where(call => IsAdapter(code.OriginOf(call.Callee)));

    static bool IsAdapter(Origin origin) =>
        origin.Package
            is "@remix-run/express"
                or "@react-router/express"
                or "react-router-hono-server"
                or "remix-hono"
                or "hono-react-router-adapter"
                or "@mcansh/remix-fastify";

    static bool Holds(CodeBase code, Code handler) =>
        (handler.Kind is CodeKind.Call && IsAdapter(code.OriginOf(handler.Callee)))
        || (
            code.FunctionOf(handler) is { Exists: true } function
            && function.Descendants(CodeKind.Call).Any(call => IsAdapter(code.OriginOf(call.Callee)))
        );
}
