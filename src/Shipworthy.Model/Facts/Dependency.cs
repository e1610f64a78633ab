namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Packages of others that the app is made of, each version once a lock file.</summary>
    public Facts<Dependency> Dependencies => Of<Dependency>();
}

/// <summary>Where a package is needed.</summary>
public enum DependencyScope
{
    /// <summary>The file does not say.</summary>
    Unknown,

    /// <summary>In what runs in production.</summary>
    Runtime,

    /// <summary>Only to build, test or develop.</summary>
    Development,
}

/// <summary>One version of a package of others, as a lock file or a manifest names it.</summary>
/// <param name="At">The line of the lock file, or of the manifest where it alone names the version.</param>
/// <param name="Ecosystem">Whose package it is.</param>
/// <param name="Name">
/// The name as advisories spell it: <c>@scope/name</c>, for PyPI in normal form, for Maven <c>group:artifact</c>, for Go the module path (<c>stdlib</c> is the
/// standard library), for Swift the address without its scheme.
/// </param>
/// <param name="Version">The version, without a leading <c>v</c> or <c>=</c>; empty when the file leaves it open.</param>
public sealed record Dependency(Location At, PackageEcosystem Ecosystem, string Name, string Version) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"dependency:{Purl}:{At.Path}";

    /// <summary>Where it is needed, as the lock file or its graph shows.</summary>
    public DependencyScope Scope { get; init; }

    /// <summary>Whether the manifest names it; null when the file does not tell direct ones from others.</summary>
    public bool? IsDirect { get; init; }

    /// <summary>Whether <see cref="Version"/> is what gets installed. A range without a lock file leaves it open; then the version is the range's lowest.</summary>
    public bool IsResolved { get; init; } = true;

    /// <summary>The folder of the <see cref="DependencyManifest"/> that it belongs to; empty for the root.</summary>
    public required string Directory { get; init; }

    /// <summary>The package URL without qualifiers: <c>pkg:npm/%40scope/name@1.2.3</c>.</summary>
    public string Purl
    {
        get
        {
            var name = Ecosystem is PackageEcosystem.Maven ? Name.Replace(':', '/') : Name;
            var path = string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
            return $"pkg:{Ecosystem.PurlType}/{path}{(Version.Length > 0 ? "@" + Uri.EscapeDataString(Version) : "")}";
        }
    }
}
