using System.Text;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.JavaScript;

/// <summary>A lock file beside a manifest: read, or one that cannot be read.</summary>
/// <param name="Tool">Who writes it.</param>
/// <param name="File">The file; null when its content is not held.</param>
/// <param name="Unread">The file whose content is not held; else null.</param>
sealed record NodeLockFile(INodeLock? Reader, string Tool, SourceFile? File, UnreadFile? Unread)
{
    /// <summary>What it says.</summary>
    public NodeLockReading Read(IReadOnlyList<NodeManifest> manifests) =>
        File is not null && Reader is not null ? new(File.Path, Tool, Reader.Read(File, manifests), null)
        : File is not null ? new(File.Path, Tool, LockReading.Failed("is binary"), null)
        : new(Unread!.Path, Tool, LockReading.Failed(Unread.Kind is UnreadKind.Binary ? "is binary" : $"is {Unread.Reason}"), Unread);
}

/// <summary>What a lock file beside a manifest says.</summary>
/// <param name="Unread">The file when its content is not held; else null.</param>
sealed record NodeLockReading(string Path, string Tool, LockReading Reading, UnreadFile? Unread)
{
    const int LargestBinary = 32 << 20;

    /// <summary>
    /// The names of those that the file surely does not hold. Bun's binary form keeps the names of packages as they are written, so that a name whose bytes
    /// do not occur is not in it.
    /// </summary>
    public ImmutableArray<string> Lacking(IEnumerable<string> names)
    {
        if (Reading.Unread is null)
        {
            var known = Reading
                .Packages.Where(package => package.IsDirect is not false)
                .Select(package => package.Name)
                .ToHashSet(StringComparer.Ordinal);
            return [.. names.Where(name => !known.Contains(name))];
        }
        if (Unread is not { Kind: UnreadKind.Binary } || Unread.TryRead(LargestBinary) is not { } bytes)
            return [];
        return [.. names.Where(name => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) < 0)];
    }
}

/// <summary>Finds the lock files in a folder.</summary>
static class NodeLockFiles
{
    /// <summary>Bun's binary form, which only Bun itself can read.</summary>
    public const string BunBinary = "bun.lockb";

    /// <summary>All lock files of package managers for JavaScript in a folder.</summary>
    public static ImmutableArray<NodeLockFile> Beside(string folder, SourceTree tree)
    {
        var found = ImmutableArray.CreateBuilder<NodeLockFile>();
        foreach (var reader in AllNodeLocks.All)
        foreach (var name in reader.Names)
            if (At(Paths.Below(folder, name), tree) is var (file, unread))
                found.Add(new(reader, reader.Tool, file, unread));
        if (At(Paths.Below(folder, BunBinary), tree) is var (text, binary))
            found.Add(new(null, "Bun", text, binary));
        return found.ToImmutable();
    }

    static (SourceFile?, UnreadFile?)? At(string path, SourceTree tree) =>
        tree.Find(path) is { } file ? (file, null)
        : tree.Unread.FirstOrDefault(one => one.Path == path) is { } unread ? (null, unread)
        : null;
}
