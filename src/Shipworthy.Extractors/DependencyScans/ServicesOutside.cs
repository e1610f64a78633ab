using Shipworthy.Extractors.Images.Bots;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.DependencyScans;

/// <summary>
/// Bots and services that look for known holes outside the pipelines. A file shows that somebody thought of one; whether its alerts are on is a setting
/// elsewhere. Renovate alone says in its file that it looks holes up itself (docs.renovatebot.com, "osvVulnerabilityAlerts").
/// </summary>
static class ServicesOutside
{
    /// <summary>Files of settings by which a product's app works on a repository.</summary>
    static readonly ImmutableArray<(string Path, string Tool)> files =
    [
        (".whitesource", "Mend"),
        ("socket.yml", "Socket"),
        ("socket.yaml", "Socket"),
        (".snyk", "Snyk"),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<DependencyScan> All(Sources sources, App known, PackageIndex index)
    {
        DependencyScan Outside(Location at, string tool, string because) =>
            new(at, tool)
            {
                Files = index.All,
                Standing = DependencyScanStanding.Outside,
                Because = because,
            };

        if ((sources.Tree.Find(".github/dependabot.yml") ?? sources.Tree.Find(".github/dependabot.yaml")) is { } dependabot)
            yield return Outside(
                YamlFile.Read(dependabot).Root["updates"].At,
                "Dependabot",
                "is left to Dependabot, whose security alerts are a setting outside the repository"
            );
        else if (known.Commits.FirstOrDefault(commit => IsBy(commit, "dependabot")) is { } commit)
            yield return Outside(
                commit.At,
                "Dependabot",
                "was mended by Dependabot once, and whether its security alerts are on is a setting outside the repository"
            );
        if (RenovateFile.In(sources.Tree) is { } renovate)
            yield return OfRenovate(renovate, sources.Tree, known, Outside) with
            {
                Files = index.All,
            };
        foreach (var (path, tool) in files)
            if (sources.Tree.Find(path) is not null)
                yield return Outside(Location.File(path), tool, $"is left to {tool}, whose settings are kept outside the repository");
    }

    static DependencyScan OfRenovate(SourceFile file, SourceTree tree, App known, Func<Location, string, string, DependencyScan> outside)
    {
        var osv = RenovateFile.Read(file)["osvVulnerabilityAlerts"];
        if (osv.Truth is not true)
            return outside(
                file.AtLine(1),
                "Renovate",
                "is left to Renovate, which takes security alerts from a setting outside the repository"
            );
        return RenovateFile.IsRunBy(tree) || known.Commits.Any(commit => IsBy(commit, "renovate"))
            ? outside(osv.At, "Renovate", "is looked up by Renovate, which proposes what mends a hole") with
            {
                Standing = DependencyScanStanding.Effective,
            }
            : outside(osv.At, "Renovate", "is left to Renovate, and no commit here is Renovate's");
    }

    static bool IsBy(CommitFact commit, string bot) =>
        commit.AuthorName.Contains(bot, StringComparison.OrdinalIgnoreCase)
        || commit.AuthorEmail.Contains(bot, StringComparison.OrdinalIgnoreCase);
}
