using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Shipworthy.Extractors.Reading;

/// <summary>
/// Results of one kind in one file: read at once when the first is asked for, written at once by <see cref="Save"/>. What was neither asked for nor put in
/// a scan is dropped then, since its content is gone. Safe to use from several threads.
/// </summary>
/// <remarks>The file holds entries one after the other: key (20 bytes), length (4 bytes, little endian), bytes.</remarks>
public sealed class CachePack
{
    const int HeaderLength = CacheKey.Length + 4;

    readonly string? path;
    readonly Action written;
    readonly Lazy<Dictionary<CacheKey, ReadOnlyMemory<byte>>> stored;
    readonly ConcurrentDictionary<CacheKey, ReadOnlyMemory<byte>> used = new();
    volatile bool changed;

    internal CachePack(string? path, Action written)
    {
        this.path = path;
        this.written = written;
        stored = new(() => Parse(CacheFile.Read(path)));
    }

    /// <summary>Whether anything is remembered at all. When not, there is no need to turn results into bytes.</summary>
    public bool IsOn => path is not null;

    /// <summary>The result for a content, as it was put.</summary>
    /// <param name="key">The name of the content (<see cref="SourceFile.Blob"/>), with whatever else the result depends on.</param>
    public bool TryGet(string key, out ReadOnlyMemory<byte> value)
    {
        var name = CacheKey.Of(key);
        if (!used.TryGetValue(name, out value) && !stored.Value.TryGetValue(name, out value))
            return false;
        used.TryAdd(name, value);
        return true;
    }

    /// <summary>Remembers a result. The bytes are not copied. They must not hold the value of a secret.</summary>
    public void Put(string key, ReadOnlyMemory<byte> value)
    {
        if (path is null)
            return;
        used[CacheKey.Of(key)] = value;
        changed = true;
    }

    /// <summary>Writes what this scan used, when it differs from what is there.</summary>
    public void Save()
    {
        if (path is null || (!changed && used.Count == stored.Value.Count))
            return;
        if (CacheFile.Write(path, Write))
            written();
    }

    void Write(Stream file)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        foreach (var (key, value) in used.OrderBy(one => one.Key.High))
        {
            key.Write(header);
            BinaryPrimitives.WriteInt32LittleEndian(header[CacheKey.Length..], value.Length);
            file.Write(header);
            file.Write(value.Span);
        }
    }

    static Dictionary<CacheKey, ReadOnlyMemory<byte>> Parse(ReadOnlyMemory<byte> bytes)
    {
        var entries = new Dictionary<CacheKey, ReadOnlyMemory<byte>>();
        while (bytes.Length >= HeaderLength)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[CacheKey.Length..]);
            if (length < 0 || length > bytes.Length - HeaderLength)
                break;
            entries[CacheKey.Read(bytes.Span)] = bytes.Slice(HeaderLength, length);
            bytes = bytes[(HeaderLength + length)..];
        }
        return entries;
    }
}
