using Shipworthy.Extractors.Pipelines.Scans;

namespace Shipworthy.Extractors.DependencyScans;

/// <summary>How one call of a scanner looks for packages, and what it does about a hit, by the scanner's own documentation.</summary>
/// <param name="Tool">The scanner, as its makers spell it: "Trivy".</param>
/// <param name="Voice">Whether somebody hears of a hit.</param>
/// <param name="Reads">Names, or patterns of names, of the manifests and lock files that it understands.</param>
sealed record Look(string Tool, Voice Voice, ImmutableArray<string> Reads)
{
    /// <summary>Where it looks from the folder.</summary>
    public Reach Reach { get; init; } = Reach.Here;

    /// <summary>The folder, from the one in which the call is made; empty for that one.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Further folders where it looks in the same way.</summary>
    public ImmutableArray<string> MoreFolders { get; init; } = [];

    /// <summary>Whether it stops at the first manifest that it finds, and leaves those of other languages out.</summary>
    public bool TakesFirst { get; init; }

    /// <summary>The files that it is told to read, from the folder of the call; empty when it finds them itself.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>Folders that it leaves out, as patterns.</summary>
    public ImmutableArray<string> Skips { get; init; } = [];

    /// <summary>Whether it looks at what is installed on the machine, whichever folder that came from.</summary>
    public bool Installed { get; init; }

    /// <summary>What it leaves out, as a clause about it: "looks only at what a request adds"; null when nothing of weight.</summary>
    public string? Gap { get; init; }

    /// <summary>Why it is no scan of what runs in production, as a clause about it: "looks at packages for development only"; null when it is one.</summary>
    public string? Beside { get; init; }
}

/// <summary>Where a scanner looks.</summary>
enum Reach
{
    /// <summary>In one folder.</summary>
    Here,

    /// <summary>In the folder and everywhere below it.</summary>
    Below,

    /// <summary>In the nearest folder at or above it that has what it reads: the root of a workspace.</summary>
    Above,
}
