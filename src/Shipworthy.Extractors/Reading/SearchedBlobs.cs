using System.Collections.Concurrent;

namespace Shipworthy.Extractors.Reading;

/// <summary>
/// The blobs in which an earlier search found nothing. Those with a finding are not kept: they are few, they are searched again, and so nothing about a
/// secret is ever written. Safe to use from several threads.
/// </summary>
public sealed class SearchedBlobs
{
    readonly string? path;
    readonly Action written;
    readonly Lazy<HashSet<CacheKey>> before;
    readonly ConcurrentQueue<CacheKey> now = new();

    internal SearchedBlobs(string? path, Action written)
    {
        this.path = path;
        this.written = written;
        before = new(() => Parse(CacheFile.Read(path).Span));
    }

    /// <summary>Whether an earlier scan found nothing in it.</summary>
    public bool Contains(string blob) => path is not null && before.Value.Contains(CacheKey.Of(blob));

    /// <summary>Notes that nothing was found in it.</summary>
    public void Add(string blob)
    {
        if (path is not null)
            now.Enqueue(CacheKey.Of(blob));
    }

    /// <summary>Writes what is known now. Only after a search that came to its end.</summary>
    public void Save()
    {
        if (path is null || now.IsEmpty)
            return;
        var all = new HashSet<CacheKey>(before.Value);
        all.UnionWith(now);
        if (CacheFile.Write(path, file => Write(file, all)))
            written();
    }

    static void Write(Stream file, HashSet<CacheKey> all)
    {
        Span<byte> bytes = stackalloc byte[CacheKey.Length];
        foreach (var key in all)
        {
            key.Write(bytes);
            file.Write(bytes);
        }
    }

    static HashSet<CacheKey> Parse(ReadOnlySpan<byte> bytes)
    {
        var all = new HashSet<CacheKey>(bytes.Length / CacheKey.Length);
        for (; bytes.Length >= CacheKey.Length; bytes = bytes[CacheKey.Length..])
            all.Add(CacheKey.Read(bytes));
        return all;
    }
}
