using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Jvm;

/// <summary>Finds what Maven builds with: one installation for each project, together with its modules.</summary>
sealed class MavenInstallations : IInstallationFinder
{
    public IEnumerable<Installation> Find(SourceTree tree)
    {
        var projects = tree.Named("pom.xml")
            .Where(file => file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Paste))
            .Select(file => MavenProject.Read(file, tree))
            .OfType<MavenProject>()
            .ToDictionary(project => project.File.Folder, StringComparer.Ordinal);
        var modules = projects.Values.SelectMany(project => project.Modules).ToHashSet(StringComparer.Ordinal);
        foreach (var root in projects.Values.Where(project => !modules.Contains(project.File.Folder)))
        {
            var all = WithModules(root, projects);
            var packages = all.SelectMany(project => project.Packages).ToImmutableArray();
            if (packages.IsEmpty)
                continue;
            var first = all.Find(project => !project.Packages.IsEmpty)!;
            yield return new(PackageEcosystem.Maven, root.File.Folder, first.File.AtLine(first.Line))
            {
                Manifests = [.. all.Select(project => project.File)],
                Packages = packages,
                PackagesPath = root.File.Path,
                Standing = LockStanding.NotUsual,
                Because = "has no lock file, and names versions of the packages that it asks for itself",
                Use = (ManifestUse.Unknown, "does not say what it is for"),
            };
        }
    }

    static List<MavenProject> WithModules(MavenProject root, Dictionary<string, MavenProject> projects)
    {
        var all = new List<MavenProject> { root };
        for (var at = 0; at < all.Count; at++)
            foreach (var module in all[at].Modules)
                if (projects.TryGetValue(module, out var project) && !all.Contains(project))
                    all.Add(project);
        return all;
    }
}
