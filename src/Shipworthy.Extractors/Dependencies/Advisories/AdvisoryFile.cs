using System.Security.Cryptography;
using System.Text;

namespace Shipworthy.Extractors.Dependencies.Advisories;

/// <summary>One part of the store: the advisories of an ecosystem, or (ecosystem unknown) the list of those that are used in attacks.</summary>
/// <param name="Count">How many entries it has.</param>
/// <param name="On">The day of the newest change in it.</param>
/// <param name="BroughtOn">The day on which it was brought here.</param>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
sealed record StorePart(
    PackageEcosystem Ecosystem,
    int Count,
    DateOnly On,
    DateOnly BroughtOn,
    long Offset,
    int Length,
    ImmutableArray<byte> Hash
);

/// <summary>
/// The file of the store: a mark with the version of the form, a table of parts with a hash of the table, then the parts, each with its own hash, so that
/// a scan reads and checks only the ecosystems that it needs. It is replaced as a whole or not at all.
/// </summary>
static class AdvisoryFile
{
    /// <summary>The version of the form is part of the mark: another one is as good as none.</summary>
    static readonly byte[] mark = "shipworthy advisories 1\n"u8.ToArray();

    const int HashLength = 32;
    const int LargestTable = 1 << 16;
    const int LargestPart = 1 << 30;

    /// <summary>The table of a file; null when it is not there, not whole or of another form.</summary>
    public static ImmutableArray<StorePart>? Table(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var reader = new BinaryReader(file, Encoding.UTF8);
            if (!reader.ReadBytes(mark.Length).AsSpan().SequenceEqual(mark))
                return null;
            var hash = reader.ReadBytes(HashLength);
            var length = reader.ReadInt32();
            if (length is < 0 or > LargestTable)
                return null;
            var table = reader.ReadBytes(length);
            return table.Length == length && SHA256.HashData(table).AsSpan().SequenceEqual(hash) ? Parts(table, file.Position) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The bytes of a part; null when they are not what was written.</summary>
    public static byte[]? Read(string path, StorePart part)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var bytes = new byte[part.Length];
            for (var read = 0; read < bytes.Length; )
            {
                var more = RandomAccess.Read(file, bytes.AsSpan(read), part.Offset + read);
                if (more == 0)
                    return null;
                read += more;
            }
            return SHA256.HashData(bytes).AsSpan().SequenceEqual(part.Hash.AsSpan()) ? bytes : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file. Whoever reads meanwhile sees the old or the new one.</summary>
    /// <exception cref="IOException">It cannot be written; the old one is still there.</exception>
    public static void Write(string path, IReadOnlyList<(StorePart Part, byte[] Bytes)> parts)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():N}";
        try
        {
            using (var file = new FileStream(beside, FileMode.CreateNew))
            using (var writer = new BinaryWriter(file, Encoding.UTF8))
            {
                var table = TableOf(parts);
                writer.Write(mark);
                writer.Write(SHA256.HashData(table));
                writer.Write(table.Length);
                writer.Write(table);
                foreach (var (_, bytes) in parts)
                    writer.Write(bytes);
            }
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    static byte[] TableOf(IReadOnlyList<(StorePart Part, byte[] Bytes)> parts)
    {
        using var table = new MemoryStream();
        using var writer = new BinaryWriter(table, Encoding.UTF8);
        writer.Write(parts.Count);
        foreach (var (part, bytes) in parts)
        {
            writer.Write(part.Ecosystem.OsvName);
            writer.Write(part.Count);
            writer.Write(part.On.DayNumber);
            writer.Write(part.BroughtOn.DayNumber);
            writer.Write(bytes.Length);
            writer.Write(SHA256.HashData(bytes));
        }
        writer.Flush();
        return table.ToArray();
    }

    static ImmutableArray<StorePart>? Parts(byte[] table, long offset)
    {
        using var reader = new BinaryReader(new MemoryStream(table), Encoding.UTF8);
        var parts = ImmutableArray.CreateBuilder<StorePart>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            var (count, on, brought, length) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
            if (length is < 0 or > LargestPart)
                return null;
            parts.Add(
                new(
                    Enum.GetValues<PackageEcosystem>().FirstOrDefault(one => one.OsvName == name),
                    count,
                    DateOnly.FromDayNumber(on),
                    DateOnly.FromDayNumber(brought),
                    offset,
                    length,
                    [.. reader.ReadBytes(HashLength)]
                )
            );
            offset += length;
        }
        return parts.ToImmutable();
    }
}
