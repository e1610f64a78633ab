using System.Collections.Concurrent;
using System.Text;

namespace Shipworthy.Extractors.Reading;

/// <summary>
/// Tells what git ignores in a tree: nested <c>.gitignore</c> files, the deepest first, then <c>info/exclude</c> of the repository. A person's own global
/// ignore file is not looked at, so that the same tree gives the same result on every machine.
/// </summary>
sealed class IgnoreRules
{
    readonly string top;
    readonly bool ignoreCase;
    readonly IgnoreFile? repositoryWide;
    readonly ConcurrentDictionary<string, IgnoreFile?> byFolder = new(StringComparer.Ordinal);

    /// <summary>The rules of a work tree.</summary>
    /// <param name="top">The folder from which git reads ignore files: the top of the work tree, or the root of a tree without a repository.</param>
    /// <param name="exclude">The repository's own list, <c>info/exclude</c>; null without a repository.</param>
    public IgnoreRules(string top, string? exclude, bool ignoreCase)
    {
        this.top = top;
        this.ignoreCase = ignoreCase;
        repositoryWide = exclude is null ? null : Load(exclude);
    }

    /// <summary>How names are compared here.</summary>
    public StringComparison Comparison => ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Whether git ignores a path, or a folder above it.</summary>
    /// <param name="path">Relative to the top, with forward slashes.</param>
    public bool Ignores(string path, bool isFolder)
    {
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
            if (IgnoresEntry(path[..slash], isFolder: true))
                return true;
        return IgnoresEntry(path, isFolder);
    }

    /// <summary>Whether git ignores an entry whose folders it does not ignore.</summary>
    public bool IgnoresEntry(string path, bool isFolder)
    {
        var bytes = Encoding.UTF8.GetBytes(path);
        for (var end = bytes.AsSpan().LastIndexOf((byte)'/'); ; end = bytes.AsSpan(0, end).LastIndexOf((byte)'/'))
        {
            var folder = end < 0 ? "" : Encoding.UTF8.GetString(bytes, 0, end);
            if (Of(folder)?.Ignores(bytes.AsSpan(end + 1), isFolder) is { } answer)
                return answer;
            if (end < 0)
                return repositoryWide?.Ignores(bytes, isFolder) ?? false;
        }
    }

    IgnoreFile? Of(string folder) => byFolder.GetOrAdd(folder, one => Load(Path.Combine(top, one, ".gitignore")));

    /// <summary>A link, a pipe or an unreadable file is no list of patterns; git does not follow a linked one either.</summary>
    IgnoreFile? Load(string path) =>
        DiskEntry.At(path) is { Kind: EntryKind.File, Length: > 0 and <= IgnoreFile.LargestSize } entry
        && entry.TryRead(IgnoreFile.LargestSize) is { } bytes
            ? IgnoreFile.Read(bytes, ignoreCase)
            : null;
}
