using Shipworthy.Extractors.Dependencies.DotNet;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.DependencyScans.NuGet;

/// <summary>What NuGet's audit is worth for one project.</summary>
/// <param name="Project">The project.</param>
/// <param name="Scans">The audit in each restore of it, or what its settings make of it.</param>
sealed record AuditOfProject(SourceFile Project, ImmutableArray<DependencyScan> Scans)
{
    /// <summary>
    /// The audits without those of projects that are better off than another one that is installed together with them: a hole in that one stays unheard,
    /// whatever stops the others.
    /// </summary>
    public static IEnumerable<AuditOfProject> Worst(List<AuditOfProject> audits, App known, SourceTree tree)
    {
        var shared = new DotNetSharedFiles(tree);
        var inUse = audits
            .Where(audit => DotNetProject.Read(audit.Project, shared) is { IsForDevelopers: false, Packages.IsEmpty: false })
            .ToHashSet();
        var better = new HashSet<AuditOfProject>();
        foreach (var manifest in known.DependencyManifests.Where(one => one.Ecosystem is PackageEcosystem.NuGet))
        {
            var together = audits.Where(audit => manifest.Holds(audit.Project.Path)).ToList();
            var counted = together.Where(inUse.Contains).ToList();
            if (counted.Count == 0)
                continue;
            var worst = counted.Max(audit => audit.Rank);
            better.UnionWith(together.Where(audit => !inUse.Contains(audit) || audit.Rank < worst));
        }
        return audits.Where(audit => !better.Contains(audit));
    }

    /// <summary>How far its best audit is from one that stops somebody.</summary>
    int Rank => Scans.Select(scan => RankOf(scan.Standing)).DefaultIfEmpty(RankOf(DependencyScanStanding.None)).Min();

    static int RankOf(DependencyScanStanding standing) =>
        standing switch
        {
            DependencyScanStanding.Effective => 0,
            DependencyScanStanding.Unknown or DependencyScanStanding.Outside => 1,
            DependencyScanStanding.Mute or DependencyScanStanding.Partial => 2,
            DependencyScanStanding.None => 3,
        };
}
