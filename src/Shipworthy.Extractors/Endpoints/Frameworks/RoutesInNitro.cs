namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Nuxt and its server, Nitro: the default exports of files below <c>server/api</c> and <c>server/routes</c>, with the method at the end of their names, behind the files of
/// <c>server/middleware</c> in the order of their names, and the limiter of the module <c>nuxt-security</c>.
/// </summary>
sealed class RoutesInNitro : IRouteFinder
{
    static readonly HashSet<string> Methods = ["get", "post", "put", "patch", "delete", "head", "options", "connect", "trace"];

    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["Nuxt"];

    /// <summary>A site of pages only has no route, and shows it by its files.</summary>
    public bool HasNone(Sources sources, Deployable part) =>
        !sources
            .Code.Files.Where(file => part.Holds(file.Path) && file.Path.Contains("nuxt.config.", StringComparison.Ordinal))
            .Any(file => file.Root.Descendants(CodeKind.Property).Any(one => one.Name is "srcDir" or "serverDir"));

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        var around = new Dictionary<string, (ImmutableArray<Step> Before, NuxtSecurity Limits)>(StringComparer.Ordinal);
        foreach (var file in code.Files)
        {
            if (Place(file.Path) is not var (root, address) || !sources.IsDeployed(file) || !IsServer(sources, root))
                continue;
            if (!around.TryGetValue(root, out var shared))
                around[root] = shared = (MiddlewareOf(sources, root), new(sources, root));
            foreach (var (_, what, at) in ScriptExports.Of(code, file).Where(one => one.Name is "default"))
            {
                if (RoutesOfSignInProducts.Serves(code, HandlerOf(code, what)))
                    continue;
                var (path, method) = MethodOf(address);
                found.Add(
                    new(at, "Nuxt", method, path)
                    {
                        Handler = HandlerOf(code, what),
                        Before = [.. shared.Limits.For(path), .. shared.Before],
                        NotFollowed = what.Exists ? null : "where its function comes from could not be followed",
                    }
                );
            }
        }
    }

    /// <summary>The function inside <c>defineEventHandler</c> and its relatives, which need no import.</summary>
    static Code HandlerOf(CodeBase code, Code what) =>
        what.Kind is CodeKind.Call
        && code.Target(what) is not { Exists: true }
        && what.Callee.Name.EndsWith("EventHandler", StringComparison.OrdinalIgnoreCase)
            ? code.Entry(code.ObjectOf(what.ArgumentAt(0)), "handler") is { Exists: true } inner
            && what.ArgumentAt(0).Kind is CodeKind.Object
                ? inner
                : what.ArgumentAt(0)
            : what;

    static ImmutableArray<Step> MiddlewareOf(Sources sources, string root) =>
        [
            .. sources
                .Code.Files.Where(file =>
                    file.Path.StartsWith($"{root}server/middleware/", StringComparison.Ordinal) && sources.IsDeployed(file)
                )
                .OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => ScriptExports.Of(sources.Code, file).FirstOrDefault(one => one.Name is "default").What)
                .Where(what => what.Exists)
                .Select(what => new Step(HandlerOf(sources.Code, what))),
        ];

    /// <summary>The folder of the app, and the address with the method still at its end.</summary>
    static (string Root, string Address)? Place(string path)
    {
        foreach (var (folder, prefix) in new[] { ("server/api/", "/api/"), ("server/routes/", "/") })
        {
            var at = path.StartsWith(folder, StringComparison.Ordinal) ? 0 : path.IndexOf("/" + folder, StringComparison.Ordinal) + 1;
            if ((at > 0 || path.StartsWith(folder, StringComparison.Ordinal)) && Stem(path) is { } stem)
                return (path[..at], prefix + stem[(at + folder.Length)..]);
        }
        return null;
    }

    static string? Stem(string path) =>
        path.EndsWith(".d.ts", StringComparison.Ordinal) ? null
        : path.LastIndexOf('.') is > 0 and var dot && path[dot..] is ".ts" or ".js" or ".mjs" ? path[..dot]
        : null;

    static (string Path, string Method) MethodOf(string address)
    {
        var method = "ANY";
        foreach (var ending in new[] { ".dev", ".prod" })
            if (address.EndsWith(ending, StringComparison.Ordinal))
                address = address[..^ending.Length];
        if (address.LastIndexOf('.') is > 0 and var dot && Methods.Contains(address[(dot + 1)..]))
            (method, address) = (address[(dot + 1)..].ToUpperInvariant(), address[..dot]);
        if (address.EndsWith("/index", StringComparison.Ordinal))
            address = address[..^"/index".Length];
        return (address.Length == 0 ? "/" : address, method);
    }

    /// <summary>Whether a folder holds an app of Nuxt or Nitro; other apps have folders of that name too.</summary>
    static bool IsServer(Sources sources, string root) =>
        new[] { "nuxt.config.ts", "nuxt.config.js", "nuxt.config.mjs", "nitro.config.ts", "nitro.config.js" }.Any(name =>
            sources.Tree.Find(root + name) is not null
        );
}
