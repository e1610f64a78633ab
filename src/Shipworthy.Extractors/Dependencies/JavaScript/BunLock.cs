using Shipworthy.Extractors.Dependencies.Graphs;
using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.JavaScript;

/// <summary>
/// <c>bun.lock</c>, the text form of Bun's lock file (bun.sh, "Lockfile"): JSON with trailing commas. A package is a list with its name and version first,
/// under the path at which it is installed: <c>name</c>, or <c>parent/name</c> where another version of the name stands above it.
/// </summary>
sealed class BunLock : INodeLock
{
    public string Tool => "Bun";

    public ImmutableArray<string> Names => ["bun.lock"];

    public LockReading Read(SourceFile file, IReadOnlyList<NodeManifest> manifests)
    {
        var graph = new PackageGraph();
        var brings = new List<(string Key, string Name)>();
        var roots = new List<(string Member, string Name, DependencyScope Scope)>();
        var members = ImmutableArray.CreateBuilder<string>();
        var unread = JsonWalk.Read(
            file.Bytes.Span,
            (ref JsonWalk walk) =>
            {
                while (walk.Property(out var name))
                    if (name is "workspaces" && walk.Object())
                        ReadWorkspaces(ref walk, members, roots);
                    else if (name is "packages" && walk.Object())
                        ReadPackages(ref walk, graph, brings);
                    else if (name is not ("workspaces" or "packages"))
                        walk.Pass();
            }
        );
        if (unread is not null)
            return LockReading.Failed(unread);
        foreach (var (key, name) in brings)
            if (Found(graph, key, name) is { } found)
                graph.Brings(key, found);
        foreach (var (member, name, scope) in roots)
            if (Found(graph, member, name) is { } found)
                graph.Root(found, scope);
        return new(graph.Packages()) { Members = members.ToImmutable() };
    }

    static void ReadWorkspaces(
        ref JsonWalk walk,
        ImmutableArray<string>.Builder members,
        List<(string Member, string Name, DependencyScope Scope)> roots
    )
    {
        while (walk.Property(out var path))
        {
            if (path.Length > 0)
                members.Add(path);
            if (!walk.Object())
                continue;
            var called = "";
            while (walk.Property(out var field))
                switch (field)
                {
                    case "name":
                        called = walk.Value() ?? "";
                        break;
                    case "dependencies" or "optionalDependencies":
                        roots.AddRange(walk.Names().Select(name => (path.Length > 0 ? called : "", name, DependencyScope.Runtime)));
                        break;
                    case "devDependencies":
                        roots.AddRange(walk.Names().Select(name => (path.Length > 0 ? called : "", name, DependencyScope.Development)));
                        break;
                    default:
                        walk.Pass();
                        break;
                }
        }
    }

    static void ReadPackages(ref JsonWalk walk, PackageGraph graph, List<(string Key, string Name)> brings)
    {
        while (walk.Property(out var key))
        {
            var line = walk.Line;
            if (!walk.List())
                continue;
            var isFirst = true;
            while (walk.Next(out var isObject))
            {
                if (isObject)
                    while (walk.Property(out var field))
                        if (field is "dependencies" or "optionalDependencies")
                            brings.AddRange(walk.Names().Select(name => (key, name)));
                        else
                            walk.Pass();
                else if (walk.Item() is { } text && isFirst)
                    graph.Add(key, Package(text, line));
                isFirst = false;
            }
        }
    }

    static LockedPackage? Package(string text, int line) =>
        text.Length > 1 && text.IndexOf('@', 1) is > 0 and var at && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])
            ? new(text[..at], text[(at + 1)..], line)
            : null;

    /// <summary>The nearest package of a name: below the one that asks, then below those above it, as Node looks for modules.</summary>
    static string? Found(PackageGraph graph, string from, string name)
    {
        for (var at = from; at.Length > 0; at = Above(at))
            if (graph.Has($"{at}/{name}"))
                return $"{at}/{name}";
        return graph.Has(name) ? name : null;
    }

    /// <summary>The path without its last package, whose name has a slash when it has a scope.</summary>
    static string Above(string path)
    {
        var slash = path.LastIndexOf('/');
        if (slash <= 0)
            return "";
        var before = path.LastIndexOf('/', slash - 1);
        var isScoped = path[before + 1] is '@';
        return isScoped ? path[..Math.Max(0, before)] : path[..slash];
    }
}
