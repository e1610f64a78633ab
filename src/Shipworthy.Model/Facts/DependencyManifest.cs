namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>The manifests by which the app takes packages of others, one for each ecosystem and folder that is installed by itself.</summary>
    public Facts<DependencyManifest> DependencyManifests => Of<DependencyManifest>();
}

/// <summary>
/// What is installed together: a manifest with its lock file and the members of its workspace. Projects of one .NET solution, or under one file of central
/// versions, are one.
/// </summary>
/// <param name="At">The manifest, at its runtime dependencies where it lists any.</param>
/// <param name="Ecosystem">Whose packages it takes.</param>
/// <param name="Directory">The folder where they are installed, with the lock file if there is one; empty for the root.</param>
public sealed record DependencyManifest(Location At, PackageEcosystem Ecosystem, string Directory) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"manifest:{Ecosystem}:{Directory}";

    /// <summary>All manifests in it: its own first, then those of the workspace's members or of the solution's projects.</summary>
    public required ImmutableArray<string> Manifests { get; init; }

    /// <summary>Its lock files; of several, the one that is used comes first. A list of exact versions (requirements.txt) is one as well.</summary>
    public ImmutableArray<LockFile> LockFiles { get; init; } = [];

    /// <summary>What its lock files are worth.</summary>
    public LockStanding Lock { get; init; }

    /// <summary>The evidence for <see cref="Lock"/> as a clause about <see cref="LockAt"/>: "is ignored by git".</summary>
    public string LockBecause { get; init; } = "";

    /// <summary>The file or line that <see cref="LockBecause"/> speaks of; the manifest where no lock file is there.</summary>
    public Location? LockAt { get; init; }

    /// <summary>The packages that it leaves open while it names the exact versions of others; empty where it names none exactly.</summary>
    public ImmutableArray<string> LeftOpen { get; init; } = [];

    /// <summary>What it is for.</summary>
    public ManifestUse Use { get; init; }

    /// <summary>The evidence for <see cref="Use"/> as a clause about the manifest: "lists tools for developers only".</summary>
    public string UseBecause { get; init; } = "";

    /// <summary>How many versions of packages run in production, those that others bring included; without a lock file those that are named.</summary>
    public int RuntimeDependencies { get; init; }

    /// <summary>How many versions of packages are only for building, testing and developing.</summary>
    public int DevelopmentDependencies { get; init; }

    /// <summary>Whether a path is one of its manifests or lock files.</summary>
    public bool Holds(string path) => Manifests.Contains(path) || LockFiles.Any(file => file.Path == path);
}

/// <summary>A file that names the exact versions that are installed.</summary>
/// <param name="Path">The file.</param>
/// <param name="Tool">Who writes it, as its makers spell it: "npm", "pnpm", "uv".</param>
/// <param name="Unread">Why it could not be read, as a clause about the file: "is binary"; null when it was.</param>
public sealed record LockFile(string Path, string Tool, string? Unread = null);

/// <summary>What the lock files of a manifest are worth.</summary>
public enum LockStanding
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>One lock file names every version.</summary>
    Locked,

    /// <summary>No lock file, and the manifest itself names exact versions.</summary>
    Pinned,

    /// <summary>No lock file, and ordinary tools of this ecosystem write none: NuGet, Maven, Gradle, Deno.</summary>
    NotUsual,

    /// <summary>No lock file, and the manifest leaves versions open.</summary>
    Missing,

    /// <summary>Git ignores the lock file.</summary>
    Ignored,

    /// <summary>Lock files of several package managers name different packages.</summary>
    Disagreeing,
}

/// <summary>What a manifest is for.</summary>
public enum ManifestUse
{
    /// <summary>Could not be told; counts as deployed.</summary>
    Unknown,

    /// <summary>A part of the app that runs in production.</summary>
    Deployed,

    /// <summary>Published for other programs, which choose the versions.</summary>
    Library,

    /// <summary>Tools, tests or builds only.</summary>
    Development,

    /// <summary>A sample, template or documentation site.</summary>
    Example,
}
