using System.Collections.Concurrent;

namespace Shipworthy.Extractors;

/// <summary>What a scan is allowed to look at, and with how many hands.</summary>
public sealed record ScanOptions
{
    /// <summary>Whether to search the git history. Without it, what only the history could prove stays unproven.</summary>
    public bool History { get; init; } = true;

    /// <summary>The folder in which results of earlier scans are kept; null to use and keep none. One in the scanned tree is not used.</summary>
    public string? Cache { get; init; }

    /// <summary>The file with the advisories that packages are compared with; null to compare with none. One in the scanned tree is not used.</summary>
    public string? Advisories { get; init; }

    /// <summary>Paths below the root that are left out, each with the reason that the settings give.</summary>
    public ImmutableArray<Skip> Exclude { get; init; } = [];

    /// <summary>How many files are read at the same time.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Whether facts are learnt when a check first asks for them, instead of all before: the same verdicts with less work, where only a few checks are
    /// judged. What reads facts then spends the time.
    /// </summary>
    public bool OnDemand { get; init; }

    /// <summary>Takes what the scan is doing, for a person who waits; may be called from several threads.</summary>
    public Action<string>? Progress { get; init; }
}

/// <summary>What a scan learnt.</summary>
/// <param name="App">All facts.</param>
/// <param name="Target">What was examined.</param>
/// <param name="Skipped">What was left out, each with its reason.</param>
public sealed record ScanResult(App App, Target Target, ImmutableArray<Skip> Skipped)
{
    /// <summary>Extractors that stopped with an error so far, by name. On demand, they are all known once everything was judged.</summary>
    public ImmutableArray<(string Extractor, Exception Error)> Broken => [.. Stopped.OrderBy(one => one.Extractor, StringComparer.Ordinal)];

    /// <summary>The same as they stop, in no order.</summary>
    public required ConcurrentBag<(string Extractor, Exception Error)> Stopped { get; init; }

    /// <summary>Milliseconds spent on reading files.</summary>
    public int ReadMs { get; init; }

    /// <summary>Milliseconds spent on linking and on extractors.</summary>
    public int LinkMs { get; init; }

    /// <summary>Milliseconds spent on the history.</summary>
    public int HistoryMs { get; init; }
}
