using Shipworthy.Extractors.Dependencies.Versions;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Headers;

/// <summary>The version of a package from which on it does something.</summary>
/// <param name="Ecosystem">Whose package it is.</param>
/// <param name="Package">Its name, in the form of its ecosystem.</param>
/// <param name="From">The first version.</param>
sealed record LibraryVersion(PackageEcosystem Ecosystem, string Package, string From)
{
    /// <summary>
    /// Whether the app surely installs an older version for a file: by the nearest folder around it that installs the package, and by the lowest version that a manifest allows
    /// where no lock file tells more. False where nothing names a version.
    /// </summary>
    public bool IsMissing(string path, Facts<Dependency> dependencies)
    {
        var order = VersionOrder.Of(Ecosystem);
        var installed = dependencies
            .Where(one =>
                one.Ecosystem == Ecosystem && one.Name == Package && order.CanRead(one.Version) && Paths.IsIn(one.Directory, path)
            )
            .ToList();
        if (installed.Count == 0)
            return false;
        var nearest = installed.Max(one => one.Directory.Length);
        installed.RemoveAll(one => one.Directory.Length < nearest);
        if (installed.Exists(one => one.IsDirect is true))
            installed.RemoveAll(one => one.IsDirect is not true);
        return installed.TrueForAll(one => order.Compare(one.Version, From) < 0);
    }
}
