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

    /// <summary>
    /// Whether the specs of a check tell of a history. A check none of whose specs has a commit, or the lack of a repository, does not look at it, so its
    /// apps are made without one; that is much faster.
    /// </summary>
    public static bool TellsHistory(string check) => Histories.Value[check].Any(tells => tells);

    static readonly Lazy<ILookup<string, bool>> Histories = new(() =>
        Cases("")
            .ToLookup(spec => spec.Check, spec => spec.Steps.Any(step => step is SpecStep.Commit or SpecStep.NoGit), StringComparer.Ordinal)
    );

    /// <summary>Where a case stands, for people: path below the repository, and line.</summary>
    public static string Name(SpecCase spec) => $"{Path.GetRelativePath(Repository, spec.File)}:{spec.Line}";

    static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Shipworthy.slnx"))
            ? folder
            : Above(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no Shipworthy.slnx above the test"));
}
