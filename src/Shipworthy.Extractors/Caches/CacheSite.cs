namespace Shipworthy.Extractors.Caches;

/// <summary>A place that keeps a value in a cache.</summary>
/// <param name="At">What stands for the kind of value: the variable of a store of its own, or the call.</param>
/// <param name="Name">What code calls it.</param>
/// <param name="Store">Where it lies.</param>
readonly record struct CacheSite(Code At, string Name, CacheStore Store)
{
    /// <summary>The calls that keep a value.</summary>
    public ImmutableArray<Code> Writes { get; init; } = [];

    /// <summary>The keys, one for each of the calls; none where the store is a function's own.</summary>
    public ImmutableArray<Code> Keys { get; init; } = [];

    /// <summary>The function that makes the value, where the cache is handed one; no node where it is made around the call.</summary>
    public Code Maker { get; init; }

    /// <summary>Whether an end is stated.</summary>
    public CacheLife Life { get; init; }

    /// <summary>How long it lives; null when not known as a number.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>The calls that clear it before its end.</summary>
    public ImmutableArray<Code> Clears { get; init; } = [];

    /// <summary>Whether its clearing could not be looked for.</summary>
    public bool ClearingUnknown { get; init; }
}
