namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>How a commit gets into production, for each part of the app that runs there.</summary>
    public Facts<WayToProduction> WaysToProduction => Of<WayToProduction>();

    /// <summary>Production deploys of pipelines that cannot work, or that get into each other's way.</summary>
    public Facts<DeployFlaw> DeployFlaws => Of<DeployFlaw>();
}

/// <summary>How a commit gets into production, for one part of the app.</summary>
/// <param name="At">The step, platform file or line that brings it there; where the part is made when nothing does.</param>
/// <param name="Part">What people call the part.</param>
public sealed record WayToProduction(Location At, string Part) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"way-to-production:{PartIdentity}";

    /// <summary>The identity of the part.</summary>
    public required string PartIdentity { get; init; }

    /// <summary>Who brings it there.</summary>
    public required BroughtOut BroughtOut { get; init; }

    /// <summary>What shows it, as a clause about the place.</summary>
    public required string Because { get; init; }
}

/// <summary>Ways in which a commit gets into production, as far as the repository shows them.</summary>
public enum BroughtOut
{
    /// <summary>Nothing shows how.</summary>
    Unknown,

    /// <summary>Something may do it by itself, and whether it does is decided where the repository cannot be seen.</summary>
    PerhapsByItself,

    /// <summary>A pipeline does, from a commit, a tag, or a button that a person presses.</summary>
    ByPipeline,

    /// <summary>Its host follows the repository.</summary>
    ByHost,

    /// <summary>A pipeline copies files to a server, or pulls and installs there.</summary>
    ByCopying,

    /// <summary>A pipeline or a person puts files on a server over FTP.</summary>
    ByFtp,

    /// <summary>A pipeline is meant to, and cannot.</summary>
    Broken,

    /// <summary>A person types the steps.</summary>
    ByHand,
}

/// <summary>A production deploy of a pipeline that cannot work, or that gets into the way of another one.</summary>
/// <param name="At">What keeps it from working, or the second of two deploys.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Because">How, as a clause about the place.</param>
public sealed record DeployFlaw(Location At, DeployFlawKind Kind, string Because) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"deploy-flaw:{Kind}:{At.Path}:{Because}";
}

/// <summary>What is wrong with a deploy.</summary>
public enum DeployFlawKind
{
    Unknown,

    /// <summary>It can never bring anything out.</summary>
    CannotDeploy,

    /// <summary>Two deploys of the same part start from the same push, and neither waits for the other.</summary>
    Races,
}
