namespace Shipworthy.Extractors.Reading;

/// <summary>A file that belongs to the tree and is to be read.</summary>
/// <param name="Path">Below the examined folder.</param>
/// <param name="Changed">Whether it may differ from what was added to git; null when only the content can tell.</param>
readonly record struct FoundFile(string Path, DiskEntry Entry, bool Tracked, IndexEntry? Indexed)
{
    /// <summary>The index entry when size or time differ from it, so that the content must be compared.</summary>
    public IndexEntry? Changed => Indexed is not null && !Indexed.LooksLike(Entry) ? Indexed : null;
}

/// <summary>One walk over a tree. Folders are taken from a stack, not by recursion, so depth is limited by the system's paths alone.</summary>
sealed class Walk
{
    readonly string root;
    readonly string prefix;
    readonly Dictionary<string, IndexEntry> tracked = new(StringComparer.Ordinal);
    readonly HashSet<string> trackedFolders = new(StringComparer.Ordinal);
    readonly Stack<(string Full, string Path, bool Ignored)> waiting = new();
    readonly List<FoundFile> found = [];
    readonly List<Skip> skipped = [];

    public Walk(string root, Repository? repository)
    {
        this.root = root;
        prefix = repository?.Prefix ?? "";
        Rules =
            repository?.Rules()
            ?? new IgnoreRules(root, exclude: null, ignoreCase: OperatingSystem.IsWindows() || OperatingSystem.IsMacOS());
        if (repository is not null)
            TakeIndex(GitIndex.Read(repository));
    }

    /// <summary>What git ignores here, by paths of the repository.</summary>
    public IgnoreRules Rules { get; }

    public IReadOnlyList<FoundFile> Found => found;

    public IReadOnlyList<Skip> Skipped => skipped;

    public void Run()
    {
        waiting.Push((root, "", false));
        while (waiting.TryPop(out var folder))
        {
            if (DiskEntry.In(folder.Full) is not { } entries)
            {
                Leave(folder.Path + "/", "cannot be read");
                continue;
            }
            foreach (var entry in entries)
                Take(entry, folder.Path.Length == 0 ? entry.Name : $"{folder.Path}/{entry.Name}", folder.Ignored);
        }
    }

    void TakeIndex(GitIndex? index)
    {
        if (index is null)
        {
            Leave(".git/index", "cannot be understood, so ignored files that are tracked all the same are missing");
            return;
        }
        foreach (var entry in index.Entries.Where(entry => entry.Path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var path = entry.Path[prefix.Length..];
            tracked[path] = entry;
            for (
                var slash = path.LastIndexOf('/');
                slash > 0 && trackedFolders.Add(path[..slash]);
                slash = path.LastIndexOf('/', slash - 1)
            ) { }
            if (!entry.IsNameValid)
                Leave(path, "its name is not UTF-8");
            else if (entry.SkipsWorkTree)
                Leave(path, "not checked out");
        }
    }

    void Take(DiskEntry entry, string path, bool insideIgnored)
    {
        if (entry.Name.Equals(".git", Rules.Comparison))
            return;
        if (entry.Name.Contains('\uFFFD', StringComparison.Ordinal) && !Path.Exists(entry.FullPath))
        {
            if (!tracked.ContainsKey(path) && !trackedFolders.Contains(path))
                Leave(path, "its name is not UTF-8");
            return;
        }
        if (entry.Kind is EntryKind.Folder)
            TakeFolder(entry, path, insideIgnored);
        else
            TakeOther(entry, path, insideIgnored);
    }

    void TakeFolder(DiskEntry entry, string path, bool insideIgnored)
    {
        var holdsTracked = trackedFolders.Contains(path);
        var ignored = insideIgnored || Rules.IgnoresEntry(prefix + path, isFolder: true);
        if (tracked.GetValueOrDefault(path)?.Kind is IndexKind.Submodule)
            Leave(path + "/", "a submodule, an app of its own");
        else if (holdsTracked)
            waiting.Push((entry.FullPath, path, ignored));
        else if (ignored)
            Leave(path + "/", "git ignores it");
        else if (Repository.IsAt(entry.FullPath))
            Leave(path + "/", "a repository of its own");
        else if (entry.Name is "node_modules")
            Leave(path + "/", "installed packages");
        else
            waiting.Push((entry.FullPath, path, false));
    }

    void TakeOther(DiskEntry entry, string path, bool insideIgnored)
    {
        var indexed = tracked.GetValueOrDefault(path);
        if (indexed is null && (insideIgnored || Rules.IgnoresEntry(prefix + path, isFolder: false)))
        {
            Leave(path, "git ignores it");
            return;
        }
        switch (entry.Kind)
        {
            case EntryKind.Link:
                Leave(path, "a link, not followed");
                break;
            case EntryKind.Special:
                Leave(path, "a pipe, socket or device");
                break;
            case EntryKind.Unreadable:
                Leave(path, "cannot be read");
                break;
            case EntryKind.File:
            case EntryKind.Folder:
                found.Add(new(path, entry, indexed is not null, indexed));
                break;
        }
    }

    void Leave(string path, string reason) => skipped.Add(new(path, reason));
}
