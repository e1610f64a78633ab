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

    /// <summary>Takes what the scan is doing, for a person who waits; may be called from several threads.</summary>
    public Action<string>? Progress { get; init; }
}

/// <summary>What a scan learnt.</summary>
/// <param name="App">All facts.</param>
/// <param name="Target">What was examined.</param>
/// <param name="Skipped">What was left out, each with its reason.</param>
/// <param name="Broken">Extractors that stopped with an error, by name.</param>
public sealed record ScanResult(
    App App,
    Target Target,
    ImmutableArray<Skip> Skipped,
    ImmutableArray<(string Extractor, Exception Error)> Broken
)
{
    /// <summary>Milliseconds spent on reading files.</summary>
    public int ReadMs { get; init; }

    /// <summary>Milliseconds spent on linking and on extractors.</summary>
    public int LinkMs { get; init; }

    /// <summary>Milliseconds spent on the history.</summary>
    public int HistoryMs { get; init; }
}
