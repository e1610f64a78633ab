namespace Shipworthy.Cli;

/// <summary>A scan as it was asked for, before anything was looked at.</summary>
sealed record ScanRequest
{
    /// <summary>Folder of the app, as given.</summary>
    public required string Path { get; init; }

    /// <summary>Formats as given, each with or without a file.</summary>
    public ImmutableArray<string> Formats { get; init; } = [];

    /// <summary>File for the one format that names none itself.</summary>
    public string? Output { get; init; }

    /// <summary>Checks and areas to judge, as given; all when empty.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>The threshold, as given.</summary>
    public string? FailOn { get; init; }

    /// <summary>A JSON report whose findings do not count for the exit code.</summary>
    public string? Baseline { get; init; }

    /// <summary>A revision whose findings do not count for the exit code.</summary>
    public string? Since { get; init; }

    /// <summary>Whether to search the history.</summary>
    public bool History { get; init; } = true;

    /// <summary>Whether earlier results may be used and kept.</summary>
    public bool Cache { get; init; } = true;

    /// <summary>Whether to say nothing besides results and errors.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether colours are allowed at all.</summary>
    public bool Colours { get; init; } = true;

    /// <summary>How many files are read at the same time; null for as many as there are processors.</summary>
    public int? Jobs { get; init; }

    /// <summary>Whether the scan is kept for the trend.</summary>
    public bool Keep { get; init; }

    /// <summary>The settings file, when it is not the one in the app.</summary>
    public string? Config { get; init; }
}
