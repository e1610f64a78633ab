namespace Shipworthy.Extractors.Endpoints.Routers;

/// <summary>
/// Routers with what is registered on them, in the order in which it runs, and how they are mounted on each other. Flattening it gives every route with its whole
/// address and everything that runs before it.
/// </summary>
/// <param name="runs">Whether a statement runs in production; what is mounted elsewhere only is left out.</param>
/// <param name="stays">
/// Whether what a mounted router runs before its routes also runs before those that are registered later elsewhere under the same path: in Express and Hono a call
/// goes through every router on its way.
/// </param>
sealed class RouterGraph(Func<Code, bool> runs, bool stays = false)
{
    const int Deepest = 12;

    readonly Dictionary<Code, List<Entry>> routers = [];
    readonly HashSet<Code> mounted = [];

    /// <summary>All routers that something is registered on, or that are mounted.</summary>
    public IEnumerable<Code> Routers => routers.Keys.Union(mounted);

    /// <summary>Whether a router is mounted on another one.</summary>
    public bool IsMounted(Code router) => mounted.Contains(router);

    /// <summary>A route on a router; its own steps run after those of the router.</summary>
    public void Route(Code router, RunOrder order, Route route) => Add(router, new(order, route.Path) { Route = route });

    /// <summary>Something that runs before the routes that are registered later and lie under the path.</summary>
    public void Use(Code router, RunOrder order, string path, Step step) => Add(router, new(order, path) { Step = step });

    /// <summary>Something that runs before the routes that are registered later and whose path is this one, and no deeper one.</summary>
    public void UseExactly(Code router, RunOrder order, string path, Step step) =>
        Add(router, new(order, path) { Step = step, IsExact = true });

    /// <summary>A router whose routes lie under a path of another one, after some steps.</summary>
    public void Mount(Code router, RunOrder order, string path, Code child, ImmutableArray<Step> before, Code at)
    {
        mounted.Add(child);
        if (!runs(at))
            return;
        Add(router, new(order, path) { Child = child, Before = before });
    }

    /// <summary>All routes that are reached from a router on, with their addresses below a prefix.</summary>
    public IEnumerable<Route> RoutesFrom(Code router, string prefix = "") => RoutesFrom(router, prefix, [], Deepest);

    IEnumerable<Route> RoutesFrom(Code router, string prefix, List<(string Path, Step Step, bool IsExact)> before, int depth)
    {
        if (depth == 0 || !routers.TryGetValue(router, out var entries))
            yield break;
        foreach (var entry in entries.OrderBy(one => one.Order, RunOrder.Earliest))
        {
            var path = PathTemplates.Join(prefix, entry.Path);
            if (entry.Step is { } step)
                before.Add((path, step, entry.IsExact));
            else if (entry.Route is { } route)
                yield return route with
                {
                    Path = path.Length == 0 ? "/" : path,
                    Before = [.. before.Where(one => Surrounds(one.Path, path, one.IsExact)).Select(one => one.Step), .. route.Before],
                };
            else if (entry.Child.Exists)
            {
                var inner = stays ? before : [.. before];
                inner.AddRange(entry.Before.Select(one => (path, one, false)));
                foreach (var below in RoutesFrom(entry.Child, path, inner, depth - 1))
                    yield return below;
            }
        }
    }

    static bool Surrounds(string path, string address, bool exactly) =>
        PathTemplates.AlwaysCovers(path, address) && (!exactly || PathTemplates.Covers(address, path));

    void Add(Code router, Entry entry)
    {
        if (!routers.TryGetValue(router, out var entries))
            routers[router] = entries = [];
        entries.Add(entry);
    }

    sealed record Entry(RunOrder Order, string Path)
    {
        public Route? Route { get; init; }
        public Step? Step { get; init; }
        public bool IsExact { get; init; }
        public Code Child { get; init; }
        public ImmutableArray<Step> Before { get; init; } = [];
    }
}
