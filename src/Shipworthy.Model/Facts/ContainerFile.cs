namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>The files that describe how a container image is built.</summary>
    public Facts<ContainerFile> ContainerFiles => Of<ContainerFile>();
}

/// <summary>A Dockerfile or Containerfile, its stages resolved as far as its own text allows.</summary>
/// <param name="At">The <c>FROM</c> of its last stage, which is the image that a plain build makes.</param>
public sealed record ContainerFile(Location At) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"containerfile:{At.Path}";

    /// <summary>Its stages in order; there is at least one.</summary>
    public required ImmutableArray<ContainerStage> Stages { get; init; }

    /// <summary>Why it makes no image for production, as a clause: "is for tests by its name"; null when nothing says so.</summary>
    public string? NotForProduction { get; init; }

    /// <summary>Whether only its idle command, which keeps a container open and does nothing, speaks against production; a cluster may start it all the same.</summary>
    public bool OnlyIdles { get; init; }

    /// <summary>Whether the image runs tests and ends, whoever builds it.</summary>
    public bool RunsTests { get; init; }

    /// <summary>The folder that holds it, without a slash at the end; empty for the root.</summary>
    public string Folder => At.Path.LastIndexOf('/') is > 0 and var slash ? At.Path[..slash] : "";

    /// <summary>The stage that a build with the target makes: the last one without a target, or when there is none of the name.</summary>
    public ContainerStage Final(string target = "") =>
        Stages.FirstOrDefault(stage => target.Length > 0 && stage.Name.Equals(target, StringComparison.OrdinalIgnoreCase)) ?? Stages[^1];

    /// <summary>What the image of a target rests on, stages of the same file followed.</summary>
    public StageOrigin BaseOf(string target = "")
    {
        var stage = Final(target);
        // Each step goes to an earlier stage, so there are no more steps than stages.
        for (var steps = 0; steps <= Stages.Length; steps++)
            if (stage.Base.Stage is { } earlier)
                stage = Stages[earlier];
            else if (stage.Base.Kind is BaseKind.Nothing && stage.RootFrom is { } copied)
                stage = Stages[copied];
            else
                break;
        return stage.Base;
    }
}

/// <summary>One stage of a Dockerfile.</summary>
/// <param name="At">Its <c>FROM</c>.</param>
/// <param name="Name">The name given by <c>AS</c>; empty without one.</param>
/// <param name="Base">What it starts from.</param>
public sealed record ContainerStage(Location At, string Name, StageOrigin Base)
{
    /// <summary>The stage whose whole file system it copies (<c>COPY --from=x / /</c>), by its index; null for none.</summary>
    public int? RootFrom { get; init; }
}

/// <summary>What a stage starts from.</summary>
/// <param name="At">The <c>FROM</c> that names it.</param>
public sealed record StageOrigin(Location At, BaseKind Kind)
{
    /// <summary>The image; null unless it is one.</summary>
    public ImageReference? Image { get; init; }

    /// <summary>The index of the earlier stage; null unless it is one.</summary>
    public int? Stage { get; init; }

    /// <summary>Why it is not known, as a clause: "takes its base from IMAGE, which has no default"; empty when it is.</summary>
    public string Because { get; init; } = "";
}

/// <summary>Kinds of things that a stage starts from.</summary>
public enum BaseKind
{
    /// <summary>A variable without a default names it.</summary>
    Unknown,

    /// <summary>An image of a registry.</summary>
    Image,

    /// <summary>An earlier stage of the same file.</summary>
    Stage,

    /// <summary><c>scratch</c>: an empty file system.</summary>
    Nothing,
}
