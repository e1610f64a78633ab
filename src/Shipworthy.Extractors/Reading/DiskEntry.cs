using System.IO.Enumeration;
using System.Runtime.InteropServices;

namespace Shipworthy.Extractors.Reading;

/// <summary>What a name in a folder stands for.</summary>
enum EntryKind
{
    /// <summary>An ordinary file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link, or a junction.</summary>
    Link,

    /// <summary>A pipe, a socket or a device: opening it may block or do something.</summary>
    Special,

    /// <summary>Its name, or its state, cannot be read.</summary>
    Unreadable,
}

/// <summary>One entry of a folder, looked at without following links and without opening it.</summary>
/// <param name="FullPath">Where it lies.</param>
/// <param name="Length">Size in bytes; 0 for everything but files.</param>
/// <param name="Modified">When its content was last changed.</param>
readonly partial record struct DiskEntry(string FullPath, EntryKind Kind, long Length, DateTime Modified)
{
    static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>Last segment of its path.</summary>
    public string Name => Path.GetFileName(FullPath);

    /// <summary>The entry at a path; null when there is none.</summary>
    public static DiskEntry? At(string path)
    {
        try
        {
            var file = new FileInfo(path);
            var attributes = file.Attributes;
            if (attributes == (FileAttributes)(-1))
                return null;
            return attributes.HasFlag(FileAttributes.Directory) && !attributes.HasFlag(FileAttributes.ReparsePoint)
                ? new DiskEntry(path, EntryKind.Folder, 0, file.LastWriteTimeUtc)
                : Of(path, attributes, file.Exists ? file.Length : 0, file.LastWriteTimeUtc);
        }
        catch (Exception error) when (IsInput(error))
        {
            return null;
        }
    }

    /// <summary>What a folder holds, in no order; null when it cannot be listed.</summary>
    public static IReadOnlyList<DiskEntry>? In(string folder)
    {
        try
        {
            return [.. new FileSystemEnumerable<DiskEntry>(folder, (ref entry) => Of(ref entry), All)];
        }
        catch (Exception error) when (IsInput(error))
        {
            return null;
        }
    }

    /// <summary>The content; null when it cannot be read or is larger than the limit.</summary>
    public byte[]? TryRead(int limit)
    {
        if (Kind is not EntryKind.File || Length > limit)
            return null;
        if (Length == 0)
            return [];
        try
        {
            using var handle = System.IO.File.OpenHandle(FullPath);
            var bytes = new byte[Length];
            var read = 0;
            while (read < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(read), read) is > 0 and var more)
                read += more;
            return read == bytes.Length ? bytes : bytes[..read];
        }
        catch (Exception error) when (IsInput(error))
        {
            return null;
        }
    }

    static DiskEntry Of(ref FileSystemEntry entry)
    {
        var path = entry.ToFullPath();
        try
        {
            var attributes = entry.Attributes;
            if (attributes.HasFlag(FileAttributes.Directory) && !attributes.HasFlag(FileAttributes.ReparsePoint))
                return new(path, EntryKind.Folder, 0, default);
            return Of(path, attributes, entry.Length, entry.LastWriteTimeUtc.UtcDateTime);
        }
        catch (Exception error) when (IsInput(error))
        {
            return new(path, EntryKind.Unreadable, 0, default);
        }
    }

    static DiskEntry Of(string path, FileAttributes attributes, long length, DateTime modified)
    {
        if (attributes.HasFlag(FileAttributes.ReparsePoint))
            return new(path, EntryKind.Link, 0, modified);
        // Pipes, sockets and devices have no size, so a file with one is a file. Only those without are asked for.
        if (length > 0)
            return new(path, EntryKind.File, length, modified);
        return new(path, KindOfEmpty(path), 0, modified);
    }

    static EntryKind KindOfEmpty(string path)
    {
        if (OperatingSystem.IsWindows())
            return EntryKind.File;
        return Status(path, out var status) != 0 ? EntryKind.Unreadable
            : (status.Mode & 0xF000) == 0x8000 ? EntryKind.File
            : EntryKind.Special;
    }

    static bool IsInput(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    /// <summary>The runtime's own portable view of <c>stat</c>; its public classes do not tell a pipe from an empty file.</summary>
    [StructLayout(LayoutKind.Sequential)]
    readonly struct FileStatus
    {
        readonly int flags;
        public readonly int Mode;
        readonly uint uid;
        readonly uint gid;
        readonly long size;
        readonly long accessed;
        readonly long accessedNanoseconds;
        readonly long modified;
        readonly long modifiedNanoseconds;
        readonly long changed;
        readonly long changedNanoseconds;
        readonly long born;
        readonly long bornNanoseconds;
        readonly long device;
        readonly long deviceItself;
        readonly long inode;
        readonly uint userFlags;
    }

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_LStat", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Status(string path, out FileStatus status);
}
