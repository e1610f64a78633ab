using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies;

/// <summary>What one ecosystem installs together in one folder, as its files say it.</summary>
/// <param name="Ecosystem">Whose packages.</param>
/// <param name="Directory">The folder.</param>
/// <param name="At">The manifest, at its runtime dependencies where it lists any.</param>
sealed record Installation(PackageEcosystem Ecosystem, string Directory, Location At)
{
    /// <summary>Its manifests.</summary>
    public required ImmutableArray<SourceFile> Manifests { get; init; }

    /// <summary>Its lock files; the one that is used comes first.</summary>
    public ImmutableArray<LockFile> Locks { get; init; } = [];

    /// <summary>All packages, from the lock file that is used, else from the manifests.</summary>
    public ImmutableArray<LockedPackage> Packages { get; init; } = [];

    /// <summary>The file that names packages which name none themselves.</summary>
    public string PackagesPath { get; init; } = "";

    /// <summary>What the lock files are worth.</summary>
    public LockStanding Standing { get; init; }

    /// <summary>The evidence for it.</summary>
    public string Because { get; init; } = "";

    /// <summary>The place of the evidence; null for the manifest.</summary>
    public Location? BecauseAt { get; init; }

    /// <summary>The packages that the manifest leaves open beside others whose exact versions it names.</summary>
    public ImmutableArray<string> LeftOpen { get; init; } = [];

    /// <summary>What the manifest is for, where the ecosystem can tell better than paths do.</summary>
    public (ManifestUse Use, string Because)? Use { get; init; }
}

/// <summary>Finds what one ecosystem installs in a tree. Its file is its registration.</summary>
interface IInstallationFinder
{
    /// <summary>All installations of the ecosystem.</summary>
    IEnumerable<Installation> Find(SourceTree tree);
}
