namespace Shipworthy.Extractors.Reading;

/// <summary>The files of the app in the order of their paths, and what was left out.</summary>
public sealed class SourceTree
{
    readonly Dictionary<string, SourceFile> byPath;
    readonly Lazy<HashSet<string>> everything;

    /// <summary>A tree of the given files.</summary>
    public SourceTree(IEnumerable<SourceFile> files, IEnumerable<Skip> skipped)
    {
        Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        Skipped = [.. skipped.OrderBy(skip => skip.Path, StringComparer.Ordinal)];
        everything = new(AllPaths);
        byPath = Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    /// <summary>All files, by path.</summary>
    public ImmutableArray<SourceFile> Files { get; }

    /// <summary>Files of the app whose content is not held: binary, too large, unreadable. Each is also in <see cref="Skipped"/>, summed up by folder.</summary>
    public ImmutableArray<UnreadFile> Unread { get; init; } = [];

    /// <summary>The folder that was read, in full; empty for a tree that was made in memory.</summary>
    public string Root { get; init; } = "";

    /// <summary>The git repository that the folder belongs to; null when there is none.</summary>
    public Repository? Repository { get; init; }

    internal IgnoreRules? Rules { get; init; }

    /// <summary>What was left out, each with the named rule that did it.</summary>
    public ImmutableArray<Skip> Skipped { get; }

    /// <summary>The file at a path; null when there is none.</summary>
    public SourceFile? Find(string path) => byPath.GetValueOrDefault(path);

    /// <summary>Whether a file or folder of the app lies at a path, read or not. A slash at the end does not matter.</summary>
    public bool Contains(string path) => everything.Value.Contains(path.TrimEnd('/'));

    /// <summary>Whether git would ignore a path of this app, whether or not anything lies there.</summary>
    public bool Ignores(string path) =>
        Rules?.Ignores((Repository?.Prefix ?? "") + path.TrimEnd('/'), isFolder: path.EndsWith('/')) ?? false;

    /// <summary>Files with the given name, in any folder. Names are compared without case.</summary>
    public IEnumerable<SourceFile> Named(string name) => Files.Where(file => file.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The tree without the files at or below some paths, which are listed as skipped instead.</summary>
    public SourceTree Without(ImmutableArray<Skip> excluded)
    {
        if (excluded.IsEmpty)
            return this;
        bool IsExcluded(string path) =>
            excluded.Any(one => path == one.Path.TrimEnd('/') || path.StartsWith(one.Path.TrimEnd('/') + "/", StringComparison.Ordinal));
        return new(Files.Where(file => !IsExcluded(file.Path)), [.. Skipped, .. excluded])
        {
            Unread = [.. Unread.Where(file => !IsExcluded(file.Path))],
            Root = Root,
            Repository = Repository,
            Rules = Rules,
        };
    }

    HashSet<string> AllPaths()
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Files.Select(file => file.Path).Concat(Unread.Select(file => file.Path)))
            for (var one = path; one.Length > 0 && paths.Add(one); one = one[..Math.Max(0, one.LastIndexOf('/'))]) { }
        return paths;
    }
}
