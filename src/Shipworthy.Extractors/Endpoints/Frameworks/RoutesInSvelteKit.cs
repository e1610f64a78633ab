namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// SvelteKit: the verbs that a <c>+server.ts</c> exports, the actions of forms and the load functions of pages, behind the <c>handle</c> of <c>hooks.server.ts</c>. Load functions of
/// layouts run beside those of pages, so that they guard none, unless a page waits for its parents.
/// </summary>
sealed class RoutesInSvelteKit : IRouteFinder
{
    static readonly HashSet<string> Verbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "fallback"];

    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["SvelteKit"];

    /// <summary>A site of pages only has no route, and shows it by its files.</summary>
    public bool HasNone(Sources sources, Deployable part) => true;

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        foreach (var file in code.Files.Where(file => IsRemote(file.Path) && sources.IsDeployed(file)))
            found.CannotSee(Location.File(file.Path), "functions that clients call by themselves are not read");
        if (!code.Files.Any(file => IsRouteFile(file.Path)))
            return;
        var hooks = new Dictionary<string, ImmutableArray<Step>>(StringComparer.Ordinal);
        foreach (var file in code.Files.Where(file => IsRouteFile(file.Path) && sources.IsDeployed(file)))
        {
            var root = RootOf(file.Path);
            if (!hooks.TryGetValue(root, out var before))
                hooks[root] = before = HooksOf(code, root);
            foreach (var route in In(code, file, AddressOf(file.Path[(root.Length + "routes/".Length)..])))
                if (!RoutesOfSignInProducts.Serves(code, route.Handler))
                    found.Add(route with { Before = [.. before, .. route.Before] });
        }
    }

    static IEnumerable<Route> In(CodeBase code, CodeFile file, string address)
    {
        var offered = ScriptExports.Of(code, file).ToList();
        if (!file.Path.Contains("/+page.server.", StringComparison.Ordinal))
        {
            foreach (var (name, what, at) in offered.Where(one => Verbs.Contains(one.Name)))
                yield return new(at, "SvelteKit", name is "fallback" ? "ANY" : name, address) { Handler = what, NotFollowed = Lost(what) };
            yield break;
        }
        foreach (var (name, what, at) in offered)
            if (name is "load")
                yield return new(at, "SvelteKit", "GET", address)
                {
                    Handler = what,
                    Before = Parents(code, file, what),
                    NotFollowed = Lost(what),
                };
            else if (name is "actions")
                foreach (var (action, handler, place) in Actions(code, what, at))
                    yield return new(place, "SvelteKit", "POST", action is "default" ? address : $"{address}?/{action}")
                    {
                        Handler = handler,
                        NotFollowed = handler.Exists ? null : "its actions could not be followed",
                    };
    }

    static IEnumerable<(string Name, Code Handler, Code At)> Actions(CodeBase code, Code actions, Code at)
    {
        var members = code.ObjectOf(actions);
        if (!members.Exists)
            return [("default", default, at)];
        return members
            .Children.Where(one => one.Kind is CodeKind.Property or CodeKind.Function)
            .Select(one => (one.Name, one.Kind is CodeKind.Property && one[Part.Value].Exists ? one[Part.Value] : one, one));
    }

    /// <summary>The load functions of the layouts around a page that waits for them.</summary>
    static ImmutableArray<Step> Parents(CodeBase code, CodeFile file, Code load)
    {
        if (!code.FunctionOf(load).Descendants(CodeKind.Call).Any(one => one.Callee.Name is "parent" && one.Parent.Kind is CodeKind.Await))
            return [];
        var steps = ImmutableArray.CreateBuilder<Step>();
        var folders = file.Path.Split('/')[..^1];
        for (var depth = 1; depth <= folders.Length; depth++)
            foreach (var ending in new[] { "ts", "js" })
                if (
                    code.Find($"{string.Join('/', folders[..depth])}/+layout.server.{ending}") is { } layout
                    && ScriptExports.Of(code, layout).FirstOrDefault(one => one.Name is "load").What is { Exists: true } outer
                )
                    steps.Add(new(outer));
        return steps.ToImmutable();
    }

    /// <summary>The parts of <c>handle</c>, in their order; <c>sequence</c> runs one after the other.</summary>
    static ImmutableArray<Step> HooksOf(CodeBase code, string root)
    {
        foreach (var name in new[] { "hooks.server.ts", "hooks.server.js", "hooks.server/index.ts", "hooks.server/index.js" })
            if (code.Find(root + name) is { } file)
                return ScriptExports.Of(code, file).FirstOrDefault(one => one.Name is "handle").What is { Exists: true } handle
                    ? [.. Sequence(code, handle, 5).Select(one => new Step(one))]
                    : [];
        return [];
    }

    static IEnumerable<Code> Sequence(CodeBase code, Code handle, int steps) =>
        steps <= 0 ? [handle]
        : handle.Kind is CodeKind.Call && code.OriginOf(handle.Callee) is { Package: "@sveltejs/kit", Name: "sequence" }
            ? handle.Arguments.SelectMany(one => Sequence(code, one, steps - 1))
        : handle.Kind is CodeKind.Name
        && code.Definition(handle) is { Kind: CodeKind.Variable } held
        && held[Part.Value].Kind is CodeKind.Call
            ? Sequence(code, held[Part.Value], steps - 1)
        : [handle];

    static string? Lost(Code what) => what.Exists ? null : "where its function comes from could not be followed";

    /// <summary>Whether a file holds remote functions, which have addresses of their own.</summary>
    static bool IsRemote(string path) =>
        path.EndsWith(".remote.ts", StringComparison.Ordinal) || path.EndsWith(".remote.js", StringComparison.Ordinal);

    static bool IsRouteFile(string path) =>
        path.LastIndexOf('/') is > 0 and var slash
        && path[(slash + 1)..] is "+server.ts" or "+server.js" or "+page.server.ts" or "+page.server.js"
        && RootOf(path).Length < path.Length;

    /// <summary>What stands before <c>routes/</c>; the whole path when that is nowhere.</summary>
    static string RootOf(string path) =>
        path.StartsWith("routes/", StringComparison.Ordinal) ? ""
        : path.IndexOf("/routes/", StringComparison.Ordinal) is >= 0 and var at ? path[..(at + 1)]
        : path;

    static string AddressOf(string path) =>
        "/" + string.Join('/', path.Split('/')[..^1].Where(one => !(one.StartsWith('(') && one.EndsWith(')'))));
}
