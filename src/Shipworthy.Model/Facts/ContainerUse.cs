namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>The containers that files of a deployment start.</summary>
    public Facts<ContainerUse> ContainerUses => Of<ContainerUse>();
}

/// <summary>A container that a file of a deployment starts: a service of a compose file, a container of a pod or task, an app of a platform.</summary>
/// <param name="At">Where its image or its build is named.</param>
/// <param name="Name">What the file calls it.</param>
/// <param name="By">The kind of file.</param>
public sealed record ContainerUse(Location At, string Name, ContainerHost By) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"container:{At.Path}:{Name}";

    /// <summary>The image; null when the file names none, or one that is computed as a whole.</summary>
    public ImageReference? Image { get; init; }

    /// <summary>Why the image is not known, as a clause about the place: "takes its image from var.image"; null when it is, or when it is built here.</summary>
    public string? ImageUnknown { get; init; }

    /// <summary>The path of the Dockerfile that it is built from, whether or not that exists; null when it is not built here.</summary>
    public string? BuiltFrom { get; init; }

    /// <summary>The stage that is built; empty for the last.</summary>
    public string Target { get; init; } = "";

    /// <summary>Why it does not run in production, as a clause: "mounts its source"; null when it does.</summary>
    public string? NotProduction { get; init; }

    /// <summary>Whether the host builds and deploys every commit of the default branch by itself.</summary>
    public bool FollowsBranch { get; init; }
}

/// <summary>Kinds of files that start containers.</summary>
public enum ContainerHost
{
    Unknown,

    /// <summary>A compose file, or a stack of Docker Swarm.</summary>
    Compose,

    /// <summary>A manifest of Kubernetes.</summary>
    Kubernetes,

    /// <summary>A Helm chart's values or templates.</summary>
    Helm,

    /// <summary>A task definition of Amazon ECS.</summary>
    TaskDefinition,

    /// <summary>Terraform or OpenTofu.</summary>
    Terraform,

    /// <summary>The file of a platform that runs containers: Fly, Render, Railway, Kamal.</summary>
    Platform,

    /// <summary>A document for people who deploy by hand.</summary>
    Document,
}
