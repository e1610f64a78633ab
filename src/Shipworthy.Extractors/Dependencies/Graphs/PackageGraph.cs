namespace Shipworthy.Extractors.Dependencies.Graphs;

/// <summary>
/// Packages and what they bring, for lock files that do not say themselves what is needed in production: whatever a runtime dependency reaches is, whatever
/// only a development dependency reaches is not, and what neither reaches is not known.
/// </summary>
sealed class PackageGraph
{
    readonly Dictionary<string, Node> nodes = new(StringComparer.Ordinal);
    readonly List<Node> inOrder = [];
    readonly List<(string Key, DependencyScope Scope)> roots = [];

    /// <summary>Takes a package under the key by which others in the file mean it. Of two with the same key the first stays.</summary>
    public void Add(string key, LockedPackage? package)
    {
        if (nodes.ContainsKey(key))
            return;
        var node = new Node(package);
        nodes[key] = node;
        inOrder.Add(node);
    }

    /// <summary>Gives a package that is there a further key.</summary>
    public void AlsoCalled(string key, string known)
    {
        if (nodes.TryGetValue(known, out var node))
            nodes.TryAdd(key, node);
    }

    /// <summary>Whether a package has the key.</summary>
    public bool Has(string key) => nodes.ContainsKey(key);

    /// <summary>Says that a package brings another one.</summary>
    public void Brings(string key, string other)
    {
        if (nodes.TryGetValue(key, out var node))
            node.Brings.Add(other);
    }

    /// <summary>Says that a manifest names a package.</summary>
    public void Root(string key, DependencyScope scope) => roots.Add((key, scope));

    /// <summary>The packages in the order of the file, each with its scope. The members of a workspace are none.</summary>
    public ImmutableArray<LockedPackage> Packages()
    {
        Mark(DependencyScope.Runtime);
        Mark(DependencyScope.Development);
        var direct = roots.Select(root => nodes.GetValueOrDefault(root.Key)).OfType<Node>().ToHashSet();
        return
        [
            .. inOrder
                .Where(node => node.Package is not null)
                .Select(node => node.Package! with { Scope = node.Scope, IsDirect = roots.Count > 0 ? direct.Contains(node) : null }),
        ];
    }

    void Mark(DependencyScope scope)
    {
        var waiting = new Stack<Node>();
        foreach (var (key, asked) in roots)
            if (asked == scope && nodes.TryGetValue(key, out var node))
                waiting.Push(node);
        while (waiting.TryPop(out var node))
        {
            if (node.Scope is not DependencyScope.Unknown)
                continue;
            node.Scope = scope;
            foreach (var key in node.Brings)
                if (nodes.TryGetValue(key, out var brought) && brought.Scope is DependencyScope.Unknown)
                    waiting.Push(brought);
        }
    }

    sealed class Node(LockedPackage? package)
    {
        public LockedPackage? Package { get; } = package;
        public List<string> Brings { get; } = [];
        public DependencyScope Scope { get; set; }
    }
}
