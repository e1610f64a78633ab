namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Whether staging and production run the same build, for each part of the app that is built.</summary>
    public Facts<StagingImage> StagingImages => Of<StagingImage>();
}

/// <summary>Whether staging and production run the same build of one part of the app.</summary>
/// <param name="At">The build or deploy of production; where the part is made when nothing shows one.</param>
/// <param name="Part">What people call the part.</param>
public sealed record StagingImage(Location At, string Part) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"staging-image:{PartIdentity}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => StagingAt is { } at ? [at] : [];

    /// <summary>The identity of the part.</summary>
    public required string PartIdentity { get; init; }

    /// <summary>How the two builds stand to each other.</summary>
    public required SameBuild Same { get; init; }

    /// <summary>What shows it, as a clause about the place.</summary>
    public required string Because { get; init; }

    /// <summary>The build or deploy of staging; null without one.</summary>
    public Location? StagingAt { get; init; }
}

/// <summary>How the builds of staging and of production stand to each other.</summary>
public enum SameBuild
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>One build is brought to both.</summary>
    Same,

    /// <summary>Nothing is built: source, or files for browsers, is what gets deployed.</summary>
    NotBuilt,

    /// <summary>Each environment has a build of its own.</summary>
    BuiltForEach,

    /// <summary>The two are built from different recipes, or with values of their environment.</summary>
    BuiltDifferently,

    /// <summary>Both take whatever a moving tag means when they ask.</summary>
    SameMovingTag,

    /// <summary>A host builds the source for each, with a lock file and a pinned runtime.</summary>
    BuiltByHost,

    /// <summary>A host builds the source for each, and may take other versions each time.</summary>
    BuiltByHostUnpinned,

    /// <summary>Production is described, and no staging is.</summary>
    NoStaging,
}
