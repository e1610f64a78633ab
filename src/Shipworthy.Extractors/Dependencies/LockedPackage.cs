namespace Shipworthy.Extractors.Dependencies;

/// <summary>One version of a package in a file.</summary>
/// <param name="Name">The name as advisories spell it.</param>
/// <param name="Version">The version; empty when the file leaves it open.</param>
/// <param name="Line">The line that names it.</param>
sealed record LockedPackage(string Name, string Version, int Line)
{
    /// <summary>Where it is needed.</summary>
    public DependencyScope Scope { get; init; }

    /// <summary>Whether the manifest names it; null when the file does not say.</summary>
    public bool? IsDirect { get; init; }

    /// <summary>Whether the version is what gets installed.</summary>
    public bool IsResolved { get; init; } = true;

    /// <summary>Whose package it is, where it is not the ecosystem of the file.</summary>
    public PackageEcosystem? Ecosystem { get; init; }

    /// <summary>The file that names it, where it is not the lock file.</summary>
    public string? Path { get; init; }
}

/// <summary>What a lock file says.</summary>
/// <param name="Packages">The packages of others in it.</param>
/// <param name="Unread">Why it could not be read to its end, as a clause about the file; null when it could.</param>
sealed record LockReading(ImmutableArray<LockedPackage> Packages, string? Unread = null)
{
    /// <summary>The folders of the workspace's members, relative to the lock file's; empty when there are none or the file does not name them.</summary>
    public ImmutableArray<string> Members { get; init; } = [];

    /// <summary>A file that could not be read.</summary>
    public static LockReading Failed(string because) => new([], because);
}
