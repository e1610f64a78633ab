namespace Shipworthy.Extractors.History;

/// <summary>Commits that were read once, by hash, so that each further question about them needs no walk of git's.</summary>
sealed class CommitGraph
{
    readonly ImmutableArray<Commit> all;
    readonly Dictionary<string, Commit> byHash;

    /// <param name="all">The commits that any ref reaches, the newest first.</param>
    public CommitGraph(ImmutableArray<Commit> all)
    {
        this.all = all;
        byHash = new(all.Length, StringComparer.Ordinal);
        foreach (var commit in all)
            byHash.TryAdd(commit.Hash, commit);
    }

    /// <summary>All of them, the newest first.</summary>
    public ImmutableArray<Commit> All => all;

    /// <summary>Whether the commit is one of them.</summary>
    public bool Holds(string name) => byHash.ContainsKey(name);

    /// <summary>A commit and those before it along first parents, as <c>git rev-list --first-parent</c> gives them. Ends where history is cut off.</summary>
    public IEnumerable<Commit> FirstParents(string tip)
    {
        for (var name = tip; name is not null && byHash.TryGetValue(name, out var commit); name = commit.Parents.FirstOrDefault())
            yield return commit;
    }

    /// <summary>A commit and all before it, in the order of <see cref="All"/>.</summary>
    public IEnumerable<Commit> Before(string tip)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([tip]);
        while (open.TryPop(out var name))
            if (reached.Add(name) && byHash.TryGetValue(name, out var commit))
                foreach (var parent in commit.Parents)
                    open.Push(parent);
        return all.Where(commit => reached.Contains(commit.Hash));
    }
}
