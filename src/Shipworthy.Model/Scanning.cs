namespace Shipworthy.Model;

/// <summary>How an image or a list of packages is scanned for known holes.</summary>
/// <param name="At">The step or setting; null without one.</param>
/// <param name="Because">What scans it, or why that is no scan, as a clause about the place.</param>
public sealed record Scanning(ScanStanding Standing, Location? At, string Because);

/// <summary>What a scan is worth (rubric 1.5, "effective scan").</summary>
public enum ScanStanding
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>It reaches what it is about, runs by itself, and stops or tells somebody.</summary>
    Effective,

    /// <summary>It runs, and nobody can ever learn of a hit.</summary>
    Mute,

    /// <summary>Nothing scans it, although a pipeline here builds or deploys it.</summary>
    None,

    /// <summary>Of images: no pipeline here builds or deploys it, and nothing here scans it, though its registry may.</summary>
    NoPipeline,
}
