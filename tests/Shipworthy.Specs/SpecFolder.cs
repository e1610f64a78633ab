namespace Shipworthy.Specs;

/// <summary>Finds the specs of the repository.</summary>
static class SpecFolder
{
    /// <summary>The root of the repository: the nearest folder above that holds the solution.</summary>
    public static string Repository { get; } = Above(AppContext.BaseDirectory);

    /// <summary>All cases whose check's id, or path, starts with the given text.</summary>
    public static IEnumerable<SpecCase> Cases(string filter) =>
        Directory
            .EnumerateFiles(Path.Combine(Repository, "specs"), "*.md", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => (File: file, Check: Path.GetFileName(Path.GetDirectoryName(file)!).Split('-')[0]))
            .Where(spec =>
                filter.Length == 0
                || spec.Check == filter
                || Path.GetRelativePath(Repository, spec.File).Contains(filter, StringComparison.Ordinal)
            )
            .SelectMany(spec => SpecDocument.Read(spec.Check, spec.File));

    /// <summary>Where a case stands, for people: path below the repository, and line.</summary>
    public static string Name(SpecCase spec) => $"{Path.GetRelativePath(Repository, spec.File)}:{spec.Line}";

    static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Shipworthy.slnx"))
            ? folder
            : Above(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no Shipworthy.slnx above the test"));
}
