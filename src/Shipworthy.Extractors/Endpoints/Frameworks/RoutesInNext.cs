using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Next.js: the verbs that a <c>route.ts</c> exports, the default export of files below <c>pages/api</c>, and server actions: exported functions of modules that begin with
/// <c>"use server"</c>, and functions that begin with it. The middleware runs before those addresses that its matcher names.
/// </summary>
sealed class RoutesInNext : IRouteFinder
{
    static readonly HashSet<string> Verbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["Next.js"];

    /// <inheritdoc/>
    public bool HasNone(Sources sources, Deployable part) => true;

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var middleware = new NextMiddleware(sources);
        foreach (var file in sources.Code.Files)
        {
            if (file.Language is not (Language.JavaScript or Language.TypeScript or Language.Tsx) || !sources.IsDeployed(file))
                continue;
            if (NextPaths.OfRouteFile(file.Path) is { } address)
                foreach (var (name, what, at) in ScriptExports.Of(sources.Code, file).Where(one => Verbs.Contains(one.Name)))
                    Add(at, name, address, what);
            else if (NextPaths.OfApiPage(file.Path) is { } page)
                foreach (var (_, what, at) in ScriptExports.Of(sources.Code, file).Where(one => one.Name is "default"))
                    Add(at, "ANY", page, what);
            else
                Actions(file);
        }

        void Add(Code at, string method, string path, Code what)
        {
            if (RoutesOfSignInProducts.Serves(sources.Code, what))
                return;
            found.Add(
                new(at, "Next.js", method, path)
                {
                    Handler = what,
                    Before = middleware.Before(at.File.Path, path),
                    NotFollowed = what.Exists ? null : "where its function comes from could not be followed",
                }
            );
        }

        // A page of the app calls an action at the page's own address; the middleware runs for that one, which an action does not know.
        void Actions(CodeFile file)
        {
            if (!file.Text.Contains("use server", StringComparison.Ordinal))
                return;
            if (Directives.IsFirst(file.Root, "use server"))
                foreach (var (name, what, at) in ScriptExports.Of(sources.Code, file))
                    AddAction(at, name, what);
            else
                foreach (var function in file.Root.Descendants(CodeKind.Function))
                    if (function.Body.Kind is CodeKind.Block && Directives.IsFirst(function.Body, "use server"))
                        AddAction(function, NameOf(function), function);
        }

        void AddAction(Code at, string name, Code what)
        {
            if (what.Kind is not (CodeKind.Function or CodeKind.Call or CodeKind.Name or CodeKind.Member))
                return;
            found.Add(new(at, "Next.js", "ACTION", $"{at.File.Path}#{name}") { Handler = what });
        }
    }

    static string NameOf(Code function) =>
        function.Name.Length > 0 ? function.Name
        : function.Parent.Kind is CodeKind.Variable or CodeKind.Property ? function.Parent.Name
        : "an inline action";
}
