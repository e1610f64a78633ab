using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.DotNet;

/// <summary>
/// Finds what NuGet restores: one installation for all projects below one list of central versions, else below one solution, else for each project.
/// </summary>
sealed class DotNetInstallations : IInstallationFinder
{
    const string Central = "Directory.Packages.props";

    public IEnumerable<Installation> Find(SourceTree tree)
    {
        var shared = new DotNetSharedFiles(tree);
        var solutions = tree
            .Files.Where(file =>
                file.Name.EndsWith(".sln", StringComparison.OrdinalIgnoreCase)
                || file.Name.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase)
            )
            .Select(file => file.Folder)
            .ToHashSet(StringComparer.Ordinal);
        return tree
            .Files.Where(IsProject)
            .Select(file => DotNetProject.Read(file, shared))
            .OfType<DotNetProject>()
            .GroupBy(project => RootOf(project.File.Folder, tree, solutions), StringComparer.Ordinal)
            .Select(group => Of(group.Key, [.. group], tree))
            .OfType<Installation>();
    }

    static bool IsProject(SourceFile file) =>
        file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Paste)
        && Path.GetExtension(file.Name).ToLowerInvariant() is ".csproj" or ".fsproj" or ".vbproj";

    static string RootOf(string folder, SourceTree tree, HashSet<string> solutions) =>
        Paths.UpFrom(folder).FirstOrDefault(at => tree.Find(Paths.Below(at, Central)) is not null)
        ?? Paths.UpFrom(folder).FirstOrDefault(solutions.Contains)
        ?? folder;

    static Installation? Of(string folder, ImmutableArray<DotNetProject> projects, SourceTree tree)
    {
        var locks = new List<LockFile>();
        var packages = ImmutableArray.CreateBuilder<LockedPackage>();
        var unlocked = 0;
        foreach (var project in projects)
        {
            var reading = LockBeside(project, tree, locks);
            packages.AddRange(reading ?? project.Packages);
            if (reading is null && !project.IsForDevelopers && !project.Packages.IsEmpty)
                unlocked++;
        }
        if (packages.Count == 0)
            return null;
        var inUse = projects.Where(project => !project.IsForDevelopers).ToImmutableArray();
        var first =
            inUse.FirstOrDefault(project => !project.Packages.IsEmpty)
            ?? projects.First(project => !project.Packages.IsEmpty || locks.Count > 0);
        var at = tree.Find(Paths.Below(folder, Central)) is { } central
            ? central.AtLine(XmlTree.Read(central)?.All("PackageVersion").FirstOrDefault()?.Line() ?? 1)
            : first.File.AtLine(first.Line);
        return new(PackageEcosystem.NuGet, folder, at)
        {
            Manifests =
            [
                .. tree.Find(Paths.Below(folder, Central)) is { } list ? new[] { list } : [],
                .. inUse.Select(project => project.File),
                .. projects.Where(project => project.IsForDevelopers).Select(project => project.File),
            ],
            Locks = [.. locks],
            Packages = packages.ToImmutable(),
            PackagesPath = first.File.Path,
            Standing = unlocked == 0 && locks.Count > 0 ? LockStanding.Locked : LockStanding.NotUsual,
            Because =
                unlocked == 0 && locks.Count > 0 ? "names every version"
                : packages.Any(package => package.Scope is not DependencyScope.Development && !package.IsResolved)
                    ? "has no lock file, and leaves versions open"
                : "has no lock file, and names exact versions of the packages that it asks for itself",
            Use = inUse.IsEmpty
                ? (ManifestUse.Development, projects[0].Reason)
                : ManifestUses.OfShapes(inUse.Select(project => project.File), tree),
        };
    }

    /// <summary>The packages of the lock file beside a project, or of the older packages.config; null without either.</summary>
    static IEnumerable<LockedPackage>? LockBeside(DotNetProject project, SourceTree tree, List<LockFile> locks)
    {
        if (tree.Find(Paths.Below(project.File.Folder, NuGetLock.Name)) is { } file)
        {
            var reading = NuGetLock.Read(file);
            locks.Add(new(file.Path, "NuGet", reading.Unread));
            if (reading.Unread is not null)
                return null;
            var development = project
                .Packages.Where(one => one.Scope is DependencyScope.Development)
                .Select(one => one.Name)
                .ToHashSet(StringComparer.OrdinalIgnoreCase);
            return reading.Packages.Select(package =>
                package with
                {
                    Path = file.Path,
                    Scope =
                        project.IsForDevelopers || development.Contains(package.Name)
                            ? DependencyScope.Development
                            : DependencyScope.Runtime,
                }
            );
        }
        if (tree.Find(Paths.Below(project.File.Folder, "packages.config")) is not { } list || XmlTree.Read(list) is not { } root)
            return null;
        locks.Add(new(list.Path, "NuGet"));
        return root.All("package")
            .Where(one => one.Says("id").Length > 0)
            .Select(one => new LockedPackage(one.Says("id"), one.Says("version"), one.Line())
            {
                Path = list.Path,
                Scope =
                    project.IsForDevelopers || one.Says("developmentDependency") is "true"
                        ? DependencyScope.Development
                        : DependencyScope.Runtime,
            });
    }
}
