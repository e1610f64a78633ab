namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>How each part of the app gets back to its earlier version.</summary>
    public Facts<Rollback> Rollbacks => Of<Rollback>();

    /// <summary>What stands in the way of going back: procedures that fail, steps of the schema that lead one way, releases that nothing looks at.</summary>
    public Facts<RollbackFlaw> RollbackFlaws => Of<RollbackFlaw>();
}

/// <summary>How one part of the app gets back to its earlier version.</summary>
/// <param name="At">What decides it: the deploy, the image, the file of the host; where the part is made when nothing is known.</param>
/// <param name="Part">What people call the part.</param>
public sealed record Rollback(Location At, string Part) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"rollback:{PartIdentity}";

    /// <summary>The identity of the part.</summary>
    public required string PartIdentity { get; init; }

    /// <summary>What is kept of earlier versions.</summary>
    public required KeptRelease Kept { get; init; }

    /// <summary>What shows it, as a clause about the place.</summary>
    public required string Because { get; init; }

    /// <summary>Whether an earlier version is there to be pointed to, so that nothing has to be built.</summary>
    public bool IsReady => Kept is KeptRelease.Pointer or KeptRelease.Artifact;
}

/// <summary>What is kept of earlier versions (rubric 5.2, classes A to C).</summary>
public enum KeptRelease
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>The host keeps releases and points to another one.</summary>
    Pointer,

    /// <summary>Images or bundles are kept under the name of their commit, and an earlier one can be deployed.</summary>
    Artifact,

    /// <summary>Only the source: the earlier version has to be built again.</summary>
    Source,

    /// <summary>Production takes one name whose earlier content is gone.</summary>
    Nothing,

    /// <summary>Each deploy overwrites the running version where it lies.</summary>
    Overwritten,
}

/// <summary>Something that stands in the way of going back.</summary>
/// <param name="At">The line.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Because">How, as a clause about the place.</param>
public sealed record RollbackFlaw(Location At, RollbackFlawKind Kind, string Because) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"rollback-flaw:{Kind}:{At.Path}:{Because}";
}

/// <summary>Kinds of what stands in the way of going back.</summary>
public enum RollbackFlawKind
{
    Unknown,

    /// <summary>A written or automated procedure that fails, destroys data, or goes forward.</summary>
    Procedure,

    /// <summary>A step of the schema that takes away what the version before it still uses.</summary>
    OneWaySchema,

    /// <summary>A release gets traffic before anything asked whether it works.</summary>
    NoHealthGate,
}
