using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies;

/// <summary>
/// Takes stock of the packages of others in every ecosystem: what is installed together, in which versions, by which lock file, and for what.
/// </summary>
public sealed class DependenciesInManifests : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Dependency), typeof(DependencyManifest)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var finder in AllInstallationFinders.All)
            Learn(finder, sources.Tree, learn);
    }

    /// <summary>What one ecosystem installs. A file on which its patterns run out of time hides that ecosystem only.</summary>
    internal static void Learn(IInstallationFinder finder, SourceTree tree, Learner learn)
    {
        try
        {
            foreach (var installation in finder.Find(tree))
                Learn(installation, tree, learn);
        }
        catch (RegexMatchTimeoutException)
        {
            GivenUp.Add();
            var name = finder.GetType().Name.Replace("Installations", "", StringComparison.Ordinal);
            learn.CannotSee<DependencyManifest>(Location.WholeApp, $"takes too long to read where it lists packages ({name})");
        }
    }

    static void Learn(Installation installation, SourceTree tree, Learner learn)
    {
        var packages = Together(installation).ToList();
        var (use, because) =
            ManifestUses.OfPaths(installation.Manifests, tree) ?? installation.Use ?? (ManifestUse.Unknown, "does not say what it is for");
        foreach (var dependency in packages)
            learn.Add(dependency);
        if (installation.Locks.All(file => file.Unread is not null))
            foreach (var file in installation.Locks)
                learn.CannotSee<Dependency>(Location.File(file.Path), $"{file.Unread}, so the versions in it are not known");
        learn.Add(
            new DependencyManifest(installation.At, installation.Ecosystem, installation.Directory)
            {
                Manifests = [.. installation.Manifests.Select(file => file.Path)],
                LockFiles = installation.Locks,
                Lock = installation.Standing,
                LockBecause = installation.Because,
                LockAt = installation.BecauseAt ?? installation.At,
                LeftOpen = installation.LeftOpen,
                Use = use,
                UseBecause = because,
                RuntimeDependencies = packages.Count(one => one.Scope is not DependencyScope.Development),
                DevelopmentDependencies = packages.Count(one => one.Scope is DependencyScope.Development),
            }
        );
    }

    /// <summary>Each version of a package once a file: it is needed in production if any of its entries is, and direct if any is.</summary>
    static IEnumerable<Dependency> Together(Installation installation) =>
        installation
            .Packages.GroupBy(package =>
                (
                    package.Ecosystem ?? installation.Ecosystem,
                    package.Name,
                    package.Version,
                    package.IsResolved,
                    package.Path ?? installation.PackagesPath
                )
            )
            .Select(same => new Dependency(Location.At(same.Key.Item5, same.First().Line), same.Key.Item1, same.Key.Name, same.Key.Version)
            {
                Directory = installation.Directory,
                IsResolved = same.Key.IsResolved,
                Scope =
                    same.Any(one => one.Scope is DependencyScope.Runtime) ? DependencyScope.Runtime
                    : same.Any(one => one.Scope is DependencyScope.Unknown) ? DependencyScope.Unknown
                    : DependencyScope.Development,
                IsDirect =
                    same.Any(one => one.IsDirect is true) ? true
                    : same.Any(one => one.IsDirect is null) ? null
                    : false,
            });
}
