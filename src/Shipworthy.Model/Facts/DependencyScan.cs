namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>What looks for known holes in the packages that the app takes from others.</summary>
    public Facts<DependencyScan> DependencyScans => Of<DependencyScan>();
}

/// <summary>
/// Something that looks for known holes in packages: a step of a pipeline, a hook before a commit, the build tool itself, or a service that works on the
/// repository. One that reads several lists of packages and is worth something else for each is several facts.
/// </summary>
/// <param name="At">The step, hook, setting or file of a service.</param>
/// <param name="Tool">The scanner, as its makers spell it: "Trivy".</param>
public sealed record DependencyScan(Location At, string Tool) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"dependency-scan:{Tool}:{At.Path}:{Standing}:{string.Join(',', Files)}";

    /// <summary>The manifests and lock files of the app that it reads.</summary>
    public required ImmutableArray<string> Files { get; init; }

    /// <summary>What it is worth for them.</summary>
    public required DependencyScanStanding Standing { get; init; }

    /// <summary>
    /// The evidence as a clause: about the packages where it is effective, unknown or outside ("is scanned by Trivy, and a hit stops the job"), about the
    /// step otherwise ("scans the packages with Trivy, and goes on whatever it finds").
    /// </summary>
    public required string Because { get; init; }

    /// <summary>Whether it reads one of the files that a manifest consists of.</summary>
    public bool Reads(DependencyManifest manifest) => Files.Any(manifest.Holds);
}

/// <summary>What a scan of packages is worth (rubric 1.5, "effective scan").</summary>
public enum DependencyScanStanding
{
    /// <summary>It cannot be told: a setting or a program that cannot be seen decides.</summary>
    Unknown,

    /// <summary>It runs by itself often enough, and a hit stops a job or reaches somebody.</summary>
    Effective,

    /// <summary>It runs, and nobody can ever learn of a hit.</summary>
    Mute,

    /// <summary>A service does it, whose settings are kept outside the repository.</summary>
    Outside,

    /// <summary>It is heard and leaves a gap, so that it is too little alone: what a request adds, one machine, packages that are named directly.</summary>
    Partial,

    /// <summary>It comes near and is no scan: it only runs by hand, looks at packages for development, or starts when other files change.</summary>
    None,
}
