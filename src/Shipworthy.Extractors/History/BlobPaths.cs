using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.History;

/// <summary>
/// The paths that each blob of the history has or had. A blob takes about fifty bytes, and each path is kept once, so this stays small where the content
/// would not.
/// </summary>
sealed class BlobPaths
{
    readonly Lock gate = new();
    readonly Dictionary<CacheKey, int> only = [];
    readonly Dictionary<CacheKey, List<int>> several = [];
    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    readonly List<string> paths = [];

    /// <summary>What kept some paths from being learnt; null when all are known. A blob without a path may have one then.</summary>
    public string? Trouble { get; set; }

    /// <summary>The paths of a blob in their order; none when no commit holds it.</summary>
    public ImmutableArray<string> Of(string blob)
    {
        var key = CacheKey.Of(blob);
        return several.TryGetValue(key, out var numbersOf) ? [.. numbersOf.Select(number => paths[number]).Order(StringComparer.Ordinal)]
            : only.TryGetValue(key, out var number) ? [paths[number]]
            : [];
    }

    /// <summary>Notes that a commit, or a ref, holds a blob at a path.</summary>
    public void Add(string blob, string path)
    {
        if (blob.Length == 0 || blob.AsSpan().IndexOfAnyExcept('0') < 0)
            return;
        var key = CacheKey.Of(blob);
        lock (gate)
        {
            if (!numbers.TryGetValue(path, out var number))
            {
                numbers[path] = number = paths.Count;
                paths.Add(path);
            }
            if (only.TryAdd(key, number) || only[key] == number)
                return;
            if (!several.TryGetValue(key, out var all))
                several[key] = all = [only[key]];
            if (!all.Contains(number))
                all.Add(number);
        }
    }
}
