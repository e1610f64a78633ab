namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Astro: the verbs that scripts below <c>src/pages</c> export, and the actions of <c>src/actions</c>, behind the <c>onRequest</c> of <c>src/middleware.ts</c>. Scripts that are run when the
/// site is built are no endpoints; pages in files of its own language are not read.
/// </summary>
sealed class RoutesInAstro : IRouteFinder
{
    static readonly HashSet<string> Verbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ALL"];

    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["Astro"];

    /// <inheritdoc/>
    public bool HasNone(Sources sources, Deployable part) => true;

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        var roots = new Dictionary<string, (bool IsServer, ImmutableArray<Step> Before)?>(StringComparer.Ordinal);
        foreach (var file in code.Files)
        {
            var (root, address) =
                Below(file.Path, "src/pages/") is var (pages, page) ? (pages, AddressOf(page))
                : Below(file.Path, "src/actions/") is var (actions, action) && action is "index.ts" or "index.js" ? (actions, "")
                : (null, "");
            if (root is null || address is null || !sources.IsDeployed(file))
                continue;
            if (!roots.TryGetValue(root, out var app))
                roots[root] = app = Read(sources, root);
            if (app is not var (isServer, before))
                continue;
            var offered = ScriptExports.Of(code, file).ToList();
            if (address.Length == 0)
            {
                var server = offered.Find(one => one.Name is "server");
                if (server.At.Exists && !AreRead(code, server.What, 4))
                    found.CannotSee(server.At, "some of these actions could not be followed");
                foreach (var (name, handler, at) in Actions(code, server.What, "", 4))
                    found.Add(new(at, "Astro", "POST", $"/_actions/{name}") { Handler = handler, Before = before });
            }
            else if (IsRendered(code, offered, isServer))
                foreach (var (name, what, at) in offered.Where(one => Verbs.Contains(one.Name.ToUpperInvariant())))
                    if (!RoutesOfSignInProducts.Serves(code, what))
                        found.Add(
                            new(at, "Astro", name.ToUpperInvariant() is "ALL" ? "ANY" : name.ToUpperInvariant(), address)
                            {
                                Handler = what,
                                Before = before,
                                NotFollowed = what.Exists ? null : "where its function comes from could not be followed",
                            }
                        );
        }
    }

    /// <summary>A page says itself whether it is made when the site is built; what it does not say, the site's settings do.</summary>
    static bool IsRendered(CodeBase code, List<(string Name, Code What, Code At)> offered, bool isServer) =>
        offered.Find(one => one.Name is "prerender").What is { Exists: true } prerender
            ? code.ValueOf(prerender).AsTruth is not true
            : isServer;

    /// <summary>Whether all actions of an object are read: none is spread into it, and none is made by a function of the app.</summary>
    static bool AreRead(CodeBase code, Code actions, int steps)
    {
        var members = code.ObjectOf(actions);
        if (!members.Exists || steps <= 0)
            return false;
        return members.Children.All(one =>
            one.Kind is CodeKind.Property && Made(code, one) is var made && (IsAction(made) || AreRead(code, made, steps - 1))
        );
    }

    static bool IsAction(Code made) => made.Kind is CodeKind.Call && made.Callee.Name is "defineAction";

    /// <summary>What stands behind a member of an object of actions.</summary>
    static Code Made(CodeBase code, Code member)
    {
        var value = member[Part.Value].Exists ? member[Part.Value] : member;
        return
            value.Kind is CodeKind.Name or CodeKind.Property or CodeKind.Member
            && code.Definition(value) is { Exists: true } held
            && held != value
            ? held[Part.Value]
            : value;
    }

    static IEnumerable<(string Name, Code Handler, Code At)> Actions(CodeBase code, Code actions, string prefix, int steps)
    {
        var members = code.ObjectOf(actions);
        foreach (var member in members.Exists && steps > 0 ? members.Children.Where(one => one.Kind is CodeKind.Property) : [])
        {
            var made = Made(code, member);
            var name = prefix + member.Name;
            if (IsAction(made))
                yield return (name, code.Entry(code.ObjectOf(made.ArgumentAt(0)), "handler"), member);
            else
                foreach (var inner in Actions(code, made, name + ".", steps - 1))
                    yield return inner;
        }
    }

    static (bool, ImmutableArray<Step>)? Read(Sources sources, string root)
    {
        var code = sources.Code;
        foreach (var ending in new[] { "mjs", "ts", "js", "mts" })
            if (code.Find($"{root}astro.config.{ending}") is { } config)
            {
                var what = ScriptExports.Of(code, config).FirstOrDefault(one => one.Name is "default").What;
                var options = code.ObjectOf(what.Kind is CodeKind.Call ? what.ArgumentAt(0) : what);
                var output = code.Entry(options, "output");
                return (output.Exists && code.ValueOf(output).AsText is not "static" and not "hybrid", Middleware(code, root));
            }
        return null;
    }

    static ImmutableArray<Step> Middleware(CodeBase code, string root)
    {
        foreach (var name in new[] { "middleware.ts", "middleware.js", "middleware/index.ts", "middleware/index.js" })
            if (code.Find($"{root}src/{name}") is { } file)
                return
                [
                    .. Parts(code, ScriptExports.Of(code, file).FirstOrDefault(one => one.Name is "onRequest").What)
                        .Select(one => new Step(one)),
                ];
        return [];
    }

    /// <summary>Middleware that <c>sequence</c> puts together, one by one.</summary>
    static IEnumerable<Code> Parts(CodeBase code, Code middleware) =>
        !middleware.Exists ? []
        : middleware.Kind is CodeKind.Call && middleware.Callee.Name is "sequence"
            ? middleware.Arguments.SelectMany(one => Parts(code, one))
        : [middleware];

    static (string Root, string Inside)? Below(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) ? ("", path[folder.Length..])
        : path.IndexOf("/" + folder, StringComparison.Ordinal) is >= 0 and var at ? (path[..(at + 1)], path[(at + 1 + folder.Length)..])
        : null;

    /// <summary>The address of a script; null for what is no page. A second ending is a part of the address: <c>feed.xml.ts</c>.</summary>
    static string? AddressOf(string page)
    {
        if (page.Split('/').Any(one => one.StartsWith('_')) || page.EndsWith(".d.ts", StringComparison.Ordinal))
            return null;
        if (page.LastIndexOf('.') is not (> 0 and var dot) || page[dot..] is not (".ts" or ".js" or ".mjs"))
            return null;
        var stem = page[..dot];
        return "/"
            + (
                stem is "index" ? ""
                : stem.EndsWith("/index", StringComparison.Ordinal) ? stem[..^"/index".Length]
                : stem
            );
    }
}
