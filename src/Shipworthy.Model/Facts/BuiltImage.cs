namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>The container images that the team builds.</summary>
    public Facts<BuiltImage> BuiltImages => Of<BuiltImage>();
}

/// <summary>A container image that the team builds, with what scans it and what keeps it fresh.</summary>
/// <param name="At">The <c>FROM</c> of the stage that becomes the image.</param>
/// <param name="File">The Dockerfile.</param>
public sealed record BuiltImage(Location At, string File) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"image:{File}";

    /// <summary>Whether it runs in production.</summary>
    public required ImageInProduction InProduction { get; init; }

    /// <summary>What shows it, or why it does not, as a clause: "is deployed by fly.toml".</summary>
    public required string Because { get; init; }

    /// <summary>What it rests on, in words: "node:24-alpine"; empty for an empty file system, or when it is not known.</summary>
    public string Base { get; init; } = "";

    /// <summary>The tool that makes it without a Dockerfile, as its makers spell it: "Jib"; empty for a Dockerfile.</summary>
    public string Tool { get; init; } = "";

    /// <summary>Whether its base has a tag that moves: none, or <c>latest</c>.</summary>
    public bool BaseIsFloating { get; init; }

    /// <summary>Why its base is not known, as a clause; null when it is.</summary>
    public string? BaseUnknown { get; init; }

    /// <summary>The part of its base whose support has ended or will end soonest among those known to end; null when none is known.</summary>
    public EndOfSupport? Support { get; init; }

    /// <summary>How it is scanned.</summary>
    public Scanning Scanning { get; init; } = new(ScanStanding.Unknown, null, "");

    /// <summary>What rebuilds it.</summary>
    public Refreshing Refreshing { get; init; } = new(RefreshStanding.Unknown, null, "");

    /// <summary>The step of a pipeline that builds it; null without one.</summary>
    public Location? BuiltAt { get; init; }
}

/// <summary>Whether a built image runs in production.</summary>
public enum ImageInProduction
{
    /// <summary>Nothing shows that it is deployed, or that it is not.</summary>
    Unknown,

    /// <summary>A pipeline, a file of a deployment or a document deploys it.</summary>
    Deployed,

    /// <summary>Another described way deploys the same part.</summary>
    Unused,

    /// <summary>It is for developers or for tests.</summary>
    NotForProduction,
}

/// <summary>The day on which the makers of a part stop mending it.</summary>
/// <param name="Product">As its makers spell it, with its release: "Node.js 18".</param>
/// <param name="On">The day.</param>
/// <param name="HadEnded">Whether that day lies before the newest commit.</param>
/// <param name="IsNear">Whether that day comes within half a year of the newest commit.</param>
public sealed record EndOfSupport(string Product, DateOnly On, bool HadEnded, bool IsNear);

/// <summary>What rebuilds an image on a fresh base.</summary>
/// <param name="At">The schedule or bot; null without one.</param>
/// <param name="Because">What it does, as a clause about the image.</param>
public sealed record Refreshing(RefreshStanding Standing, Location? At, string Because);

/// <summary>Ways in which an image is kept fresh.</summary>
public enum RefreshStanding
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>A schedule rebuilds it on a fresh base, and deploys it.</summary>
    Scheduled,

    /// <summary>A bot proposes newer bases, and a merge is deployed.</summary>
    ThroughBot,

    /// <summary>A schedule rebuilds it on the base that it has already.</summary>
    CannotRefresh,

    /// <summary>Neither a schedule nor a bot.</summary>
    None,
}
