namespace Shipworthy.Model;

/// <summary>
/// A place where something was learnt: a span of a file, a file in an old commit, an address, an object of a database,
/// or the whole app. Lines and columns count from 1; 0 means that the place has none.
/// </summary>
public sealed record Location
{
    Location() { }

    /// <summary>The whole app, for what has no narrower place, such as a practice that is absent.</summary>
    public static Location WholeApp { get; } = new();

    /// <summary>Path below the root of the app, with forward slashes; empty for a place outside the files.</summary>
    public string Path { get; private init; } = "";

    /// <summary>First line, from 1; 0 for the whole file.</summary>
    public int Line { get; private init; }

    /// <summary>First column in UTF-16 units, from 1; 0 for the whole line.</summary>
    public int Column { get; private init; }

    /// <summary>Last line, inclusive; equals <see cref="Line"/> for a place on one line.</summary>
    public int EndLine { get; private init; }

    /// <summary>The commit that holds the content when it is no longer in the working tree; otherwise null.</summary>
    public string? Commit { get; private init; }

    /// <summary>An address or the name of a database object, for places outside the repository; otherwise null.</summary>
    public string? Outside { get; private init; }

    /// <summary>A whole file of the working tree.</summary>
    public static Location File(string path) => new() { Path = path };

    /// <summary>A line, or a span of lines, of a file of the working tree.</summary>
    public static Location At(string path, int line, int column = 0, int endLine = 0) =>
        new()
        {
            Path = path,
            Line = line,
            Column = column,
            EndLine = Math.Max(endLine, line),
        };

    /// <summary>A line of a file as an older commit has it.</summary>
    public static Location InHistory(string path, int line, string commit) =>
        new()
        {
            Path = path,
            Line = line,
            EndLine = line,
            Commit = commit,
        };

    /// <summary>The message of a commit.</summary>
    public static Location MessageOf(string commit) => new() { Commit = commit };

    /// <summary>A place outside the repository: an address or a database object, in the words that people use for it.</summary>
    public static Location OutsideRepository(string name) => new() { Outside = name };

    /// <summary>The place as people write it: <c>server.js:12</c>, <c>server.js:12 in 1a2b3c4</c>, an address, or <c>the whole app</c>.</summary>
    public override string ToString()
    {
        if (Outside is not null)
            return Outside;
        if (Path.Length == 0)
            return Commit is null ? "the whole app" : $"message of {Short(Commit)}";
        var place = Line > 0 ? $"{Path}:{Line}" : Path;
        return Commit is null ? place : $"{place} in {Short(Commit)}";
    }

    static string Short(string commit) => commit.Length > 7 ? commit[..7] : commit;
}
