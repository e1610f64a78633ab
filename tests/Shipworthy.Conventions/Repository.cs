using System.Text;

namespace Shipworthy.Conventions;

/// <summary>The files of this repository, as a developer sees them: without what builds and package managers leave behind.</summary>
static class Repository
{
    static readonly ImmutableHashSet<string> LeftBehind =
    [
        ".artifacts",
        ".git",
        ".idea",
        ".vs",
        "bin",
        "node_modules",
        "obj",
        "out",
        "TestResults",
    ];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>Paths of all files below the root, with forward slashes, in order.</summary>
    public static ImmutableArray<string> Files { get; } =
    [.. Below(new DirectoryInfo(Root)).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The files below a folder whose names end as given.</summary>
    public static IEnumerable<string> FilesIn(string folder, string ending = "") =>
        Files.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal) && path.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>The text of a file; null when it is not text.</summary>
    public static string? Text(string path)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Root, path));
        return bytes.AsSpan().Contains((byte)0) ? null : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The lines of a text file with their numbers, from 1; none when it is not text.</summary>
    public static IEnumerable<(int Number, string Text)> Lines(string path) =>
        Text(path) is { } text ? text.Split('\n').Select((line, index) => (index + 1, line)) : [];

    static string Above(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
            if (File.Exists(Path.Combine(current.FullName, "Shipworthy.slnx")))
                return current.FullName;
        throw new DirectoryNotFoundException($"No folder above {folder} holds Shipworthy.slnx.");
    }

    static IEnumerable<string> Below(DirectoryInfo folder) =>
        folder
            .EnumerateFiles()
            .Where(file => file.Name != ".git" && file.LinkTarget is null)
            .Select(file => file.FullName)
            .Concat(
                folder.EnumerateDirectories().Where(inner => !LeftBehind.Contains(inner.Name) && inner.LinkTarget is null).SelectMany(Below)
            );
}
