using Shipworthy.Extractors.Dependencies.Python;
using Shipworthy.Extractors.Dependencies.Versions;

namespace Shipworthy.Extractors.Dependencies.Advisories;

/// <summary>What one advisory says of one package: what the store holds.</summary>
/// <param name="Id">The id of the advisory.</param>
/// <param name="Ecosystem">Whose package it is about.</param>
/// <param name="Package">The package, in the form in which it is looked up.</param>
sealed record AdvisoryRecord(string Id, PackageEcosystem Ecosystem, string Package)
{
    /// <summary>Other names of the same thing.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>One sentence about it.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The CVSS vector, of version 3 where there is one.</summary>
    public string Vector { get; init; } = "";

    /// <summary>The severity as a word.</summary>
    public string Severity { get; init; } = "";

    /// <summary>The day on which it was published.</summary>
    public DateOnly? Published { get; init; }

    /// <summary>The day on which it was changed last.</summary>
    public DateOnly? Modified { get; init; }

    /// <summary>The ranges of affected versions.</summary>
    public ImmutableArray<AffectedRange> Ranges { get; init; } = [];

    /// <summary>Affected versions that are named one by one, where no range says the same.</summary>
    public ImmutableArray<string> Versions { get; init; } = [];

    /// <summary>Whether a version is affected.</summary>
    public bool Affects(string version, VersionOrder order) =>
        Versions.Contains(version)
        || order.CanRead(version) && Versions.Any(one => order.CanRead(one) && order.Compare(one, version) == 0)
        || Ranges.Any(range => range.Holds(version, order));

    /// <summary>The lowest version above a given one in which it is mended; empty when there is none.</summary>
    public string FixAbove(string version, VersionOrder order) =>
        Ranges
            .Select(range => range.FixAbove(version, order))
            .OfType<string>()
            .Order(Comparer<string>.Create(order.Compare))
            .FirstOrDefault("");

    /// <summary>The form of a name in which packages are looked up: without case where the registry does not tell cases apart.</summary>
    public static string NameFor(PackageEcosystem ecosystem, string name) =>
        ecosystem switch
        {
            PackageEcosystem.PyPi => PythonNames.Normal(name),
            PackageEcosystem.NuGet or PackageEcosystem.Packagist or PackageEcosystem.Swift => name.ToLowerInvariant(),
            PackageEcosystem.Unknown
            or PackageEcosystem.Npm
            or PackageEcosystem.Jsr
            or PackageEcosystem.Go
            or PackageEcosystem.RubyGems
            or PackageEcosystem.Maven
            or PackageEcosystem.CratesIo
            or PackageEcosystem.Hex
            or PackageEcosystem.Pub => name,
        };
}
