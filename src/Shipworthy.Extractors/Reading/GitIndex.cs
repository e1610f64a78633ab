using System.Buffers.Binary;
using System.Text;

namespace Shipworthy.Extractors.Reading;

/// <summary>What an entry of the index is.</summary>
enum IndexKind
{
    /// <summary>A file.</summary>
    File,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A commit of another repository: a submodule.</summary>
    Submodule,

    /// <summary>A whole folder that is not checked out (sparse index).</summary>
    Folder,
}

/// <summary>One tracked path.</summary>
/// <param name="Path">Below the top of the work tree, with forward slashes.</param>
/// <param name="Blob">Object name of the content that was added.</param>
/// <param name="Length">Size of the file when it was added, modulo 2^32.</param>
/// <param name="Seconds">Time of its last change then, in seconds since 1970, modulo 2^32.</param>
/// <param name="Nanoseconds">The rest of that time.</param>
/// <param name="IsNameValid">Whether the name is UTF-8; another one cannot be opened from here.</param>
sealed record IndexEntry(string Path, IndexKind Kind, string Blob, uint Length, uint Seconds, uint Nanoseconds, bool IsNameValid)
{
    /// <summary>Whether git was told that it need not be in the work tree.</summary>
    public bool SkipsWorkTree { get; init; }

    /// <summary>Whether a file still has the size and time that it had when it was added, so that git takes it as unchanged without opening it.</summary>
    public bool LooksLike(in DiskEntry file)
    {
        var ticks = (file.Modified - DateTime.UnixEpoch).Ticks;
        return (uint)file.Length == Length
            && (uint)Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest) == Seconds
            && (Nanoseconds == 0 || rest * 100 == Nanoseconds / 100 * 100);
    }
}

/// <summary>
/// The list of tracked files, read from the repository's <c>index</c> (format: gitformat-index(5), versions 2 to 4). Reading it here instead of asking git
/// works without the program, runs nothing, and gives the same answer.
/// </summary>
sealed class GitIndex
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>All tracked paths, each once, in the order of the index.</summary>
    public required ImmutableArray<IndexEntry> Entries { get; init; }

    /// <summary>The index of a repository; an empty one when nothing was ever added; null when it cannot be understood.</summary>
    public static GitIndex? Read(Repository repository)
    {
        if (DiskEntry.At(System.IO.Path.Combine(repository.GitFolder, "index")) is not { } entry)
            return new() { Entries = [] };
        if (entry.TryRead(int.MaxValue - 64) is not { } bytes)
            return null;
        try
        {
            return Parse(bytes, repository.UsesSha256 ? 32 : 20);
        }
        catch (Exception error) when (error is ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    static GitIndex? Parse(ReadOnlySpan<byte> bytes, int hashLength)
    {
        if (!bytes.StartsWith("DIRC"u8))
            return null;
        var version = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        if (version is < 2 or > 4)
            return null;
        var count = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
        var entries = ImmutableArray.CreateBuilder<IndexEntry>();
        var at = 12;
        byte[] previous = [];
        for (uint i = 0; i < count; i++)
        {
            var (entry, name) = ReadEntry(bytes, ref at, version, hashLength, previous);
            previous = name;
            // A conflict has up to three stages of one path.
            if (entries.Count == 0 || entries[^1].Path != entry.Path)
                entries.Add(entry);
        }
        return IsSplit(bytes, at, hashLength) ? null : new() { Entries = entries.ToImmutable() };
    }

    static (IndexEntry Entry, byte[] Name) ReadEntry(
        ReadOnlySpan<byte> bytes,
        ref int at,
        uint version,
        int hashLength,
        ReadOnlySpan<byte> previous
    )
    {
        var start = at;
        var fixedPart = bytes[at..];
        var seconds = BinaryPrimitives.ReadUInt32BigEndian(fixedPart[8..]);
        var nanoseconds = BinaryPrimitives.ReadUInt32BigEndian(fixedPart[12..]);
        var mode = BinaryPrimitives.ReadUInt32BigEndian(fixedPart[24..]);
        var length = BinaryPrimitives.ReadUInt32BigEndian(fixedPart[36..]);
        var blob = Convert.ToHexStringLower(fixedPart.Slice(40, hashLength));
        var flags = BinaryPrimitives.ReadUInt16BigEndian(fixedPart[(40 + hashLength)..]);
        at += 42 + hashLength;
        var skips = false;
        if ((flags & 0x4000) != 0)
        {
            skips = (BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) & 0x4000) != 0;
            at += 2;
        }
        var name = version == 4 ? CompressedName(bytes, ref at, previous) : PaddedName(bytes, ref at, start);
        var (path, isValid) = Decode(name);
        var kind = (mode >> 12) switch
        {
            0xA => IndexKind.Link,
            0xE => IndexKind.Submodule,
            0x4 => IndexKind.Folder,
            _ => IndexKind.File,
        };
        return (new(path, kind, blob, length, seconds, nanoseconds, isValid) { SkipsWorkTree = skips }, name);
    }

    static byte[] PaddedName(ReadOnlySpan<byte> bytes, ref int at, int start)
    {
        var end = at + bytes[at..].IndexOf((byte)0);
        var name = bytes[at..end].ToArray();
        at = start + ((end - start + 8) & ~7);
        return name;
    }

    /// <summary>Version 4: how many bytes of the name before to drop, then the rest.</summary>
    static byte[] CompressedName(ReadOnlySpan<byte> bytes, ref int at, ReadOnlySpan<byte> previous)
    {
        var drop = bytes[at] & 127;
        while ((bytes[at++] & 128) != 0)
            drop = ((drop + 1) << 7) | (bytes[at] & 127);
        var end = at + bytes[at..].IndexOf((byte)0);
        byte[] name = [.. previous[..^drop], .. bytes[at..end]];
        at = end + 1;
        return name;
    }

    /// <summary>A split index keeps most entries in another file; only machines of very large repositories write it.</summary>
    static bool IsSplit(ReadOnlySpan<byte> bytes, int at, int hashLength)
    {
        while (at + 8 <= bytes.Length - hashLength)
        {
            if (bytes.Slice(at, 4).SequenceEqual("link"u8))
                return true;
            at += 8 + (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 4)..]), int.MaxValue / 2);
        }
        return false;
    }

    static (string Path, bool IsValid) Decode(byte[] name)
    {
        try
        {
            return (Strict.GetString(name), true);
        }
        catch (DecoderFallbackException)
        {
            return (Encoding.UTF8.GetString(name), false);
        }
    }
}
