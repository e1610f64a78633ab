using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.History;

/// <summary>
/// Compares the tree with HEAD without <c>git status</c>, which runs the repository's clean filters: files with the index by size and time and then by
/// content, the index with HEAD by git.
/// </summary>
static class TreeComparison
{
    /// <summary>Whether anything is changed, added or deleted.</summary>
    public static bool Differs(GitProgram git, Repository repository, SourceTree tree) =>
        tree.Files.Any(file => !file.Tracked || IsChanged(file))
        || tree.Unread.Any(file => !file.Tracked)
        || AnyDeleted(repository)
        || git.Ask("diff-index", "--cached", "--quiet", "--ignore-submodules=all", "HEAD", "--") is null;

    /// <summary>A file whose line ends git converts has another name; it is unchanged when it has the right one with plain line ends.</summary>
    static bool IsChanged(SourceFile file) =>
        file.Changed is { } indexed
        && indexed.Blob != file.Blob
        && indexed.Blob != new SourceFile(file.Path, file.Role, PlainLineEnds(file.Bytes.Span)) { UsesSha256 = file.UsesSha256 }.Blob;

    static byte[] PlainLineEnds(ReadOnlySpan<byte> bytes)
    {
        var plain = new List<byte>(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] != '\r' || i + 1 == bytes.Length || bytes[i + 1] != '\n')
                plain.Add(bytes[i]);
        return [.. plain];
    }

    static bool AnyDeleted(Repository repository) =>
        GitIndex.Read(repository) is { } index
        && index.Entries.Any(entry =>
            entry is { Kind: IndexKind.File, SkipsWorkTree: false, IsNameValid: true }
            && entry.Path.StartsWith(repository.Prefix, StringComparison.Ordinal)
            && DiskEntry.At(Path.Combine(repository.WorkTree!, entry.Path)) is null
        );
}
