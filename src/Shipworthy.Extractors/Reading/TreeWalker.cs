namespace Shipworthy.Extractors.Reading;

/// <summary>
/// Reads the files of an app: those that git tracks and those that it would track if they were added. The tree is walked here, with git's own rules for
/// ignored files and the list of tracked files from the index, so that it is the same with git, without the program and without a repository. Links are
/// never followed, nothing but ordinary files is opened, and each of them is read once.
/// </summary>
public static class TreeWalker
{
    /// <summary>Larger text is no source that people write or read; 16 MB.</summary>
    public const int LargestText = 16 << 20;

    /// <summary>Why a path cannot be examined, as the end of a sentence about it; null when it can.</summary>
    public static string? Refusal(string root)
    {
        if (File.Exists(root))
            return "is a file; name the folder that holds the app";
        if (!Directory.Exists(root))
            return "does not exist";
        if (DiskEntry.In(root) is null)
            return "cannot be read";
        return Repository.Find(root) is { WorkTree: null }
            ? "is a bare repository, which has no files to read; clone it and name the clone"
            : null;
    }

    /// <summary>The tree below a folder. A bare repository has none.</summary>
    /// <param name="jobs">How many files are read at a time; 0 for one a processor.</param>
    public static SourceTree Read(string root, int jobs = 0)
    {
        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        var repository = Repository.Find(root);
        if (repository is { WorkTree: null })
            return new([], [new(".", "a bare repository has no files")]);
        var walk = new Walk(root, repository);
        walk.Run();
        var usesSha256 = repository?.UsesSha256 ?? false;
        var read = new object[walk.Found.Count];
        Parallel.For(
            0,
            read.Length,
            new ParallelOptions { MaxDegreeOfParallelism = jobs > 0 ? jobs : Environment.ProcessorCount },
            i => read[i] = ReadFile(walk.Found[i], usesSha256)
        );
        return new(
            read.OfType<SourceFile>(),
            SkipSummary.Of([
                .. walk.Skipped,
                .. read.OfType<UnreadFile>().Select(file => new Skip(file.Path, file.Reason)),
                .. NotReadAsCode(read),
            ])
        )
        {
            Unread = [.. read.OfType<UnreadFile>().OrderBy(file => file.Path, StringComparer.Ordinal)],
            Root = root,
            Repository = repository,
            Rules = walk.Rules,
        };
    }

    static object ReadFile(FoundFile found, bool usesSha256)
    {
        var role = FileRoles.Of(found.Path, []);
        if (found.Entry.Length > LargestText)
            return Unread(found, role, ContentHead(found), "larger than 16 MB");
        if (found.Entry.TryRead(LargestText) is not { } bytes)
            return new UnreadFile(found.Path, role, found.Entry.Length, UnreadKind.Unreadable, "cannot be read")
            {
                FullPath = found.Entry.FullPath,
            };
        if (Content.KindOf(bytes) is ContentKind.Binary)
            return Unread(found, role, bytes, "binary");
        return new SourceFile(found.Path, FileRoles.Of(found.Path, bytes), bytes, found.Tracked)
        {
            UsesSha256 = usesSha256,
            Changed = found.Changed,
        };
    }

    static UnreadFile Unread(FoundFile found, FileRole role, ReadOnlySpan<byte> head, string reason)
    {
        var isBinary = Content.KindOf(head) is ContentKind.Binary;
        return new(found.Path, role, found.Entry.Length, isBinary ? UnreadKind.Binary : UnreadKind.LargeText, isBinary ? "binary" : reason)
        {
            FullPath = found.Entry.FullPath,
            Tracked = found.Tracked,
        };
    }

    static byte[] ContentHead(FoundFile found)
    {
        try
        {
            using var handle = File.OpenHandle(found.Entry.FullPath);
            var head = new byte[Content.HeadLength];
            return head[..RandomAccess.Read(handle, head, 0)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    static IEnumerable<Skip> NotReadAsCode(object[] read) =>
        read.OfType<SourceFile>()
            .Where(file => file.Role is FileRole.Vendored or FileRole.Generated)
            .Select(file => new Skip(
                file.Path,
                file.Role is FileRole.Vendored ? "vendored, searched for secrets only" : "generated, searched for secrets only"
            ));
}
