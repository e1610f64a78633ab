namespace Shipworthy.Extractors.Reading;

/// <summary>The files of the app in the order of their paths, and what was left out.</summary>
public sealed class SourceTree
{
    readonly Dictionary<string, SourceFile> byPath;

    /// <summary>A tree of the given files.</summary>
    public SourceTree(IEnumerable<SourceFile> files, IEnumerable<Skip> skipped)
    {
        Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        Skipped = [.. skipped.OrderBy(skip => skip.Path, StringComparer.Ordinal)];
        byPath = Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    /// <summary>All files, by path.</summary>
    public ImmutableArray<SourceFile> Files { get; }

    /// <summary>What was left out, each with the named rule that did it.</summary>
    public ImmutableArray<Skip> Skipped { get; }

    /// <summary>The file at a path; null when there is none.</summary>
    public SourceFile? Find(string path) => byPath.GetValueOrDefault(path);

    /// <summary>Files with the given name, in any folder. Names are compared without case.</summary>
    public IEnumerable<SourceFile> Named(string name) => Files.Where(file => file.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
