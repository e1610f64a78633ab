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
        {
            var updates = YamlFile.Read(dependabot).Root["updates"];
            if (FilesOf(updates, index) is { IsEmpty: false } packages)
                yield return Outside(
                    updates.At,
                    "Dependabot",
                    "is left to Dependabot, whose security alerts are a setting outside the repository"
                ) with
                {
                    Files = packages,
                };
        }
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

    /// <summary>
    /// The packages that a file of Dependabot speaks of: those of the languages that it names, wherever they lie. One that could not be read may speak of all.
    /// </summary>
    static ImmutableArray<string> FilesOf(YamlNode updates, PackageIndex index) =>
        updates.Each().Any()
            ? [.. updates.Each().SelectMany(update => Of(update["package-ecosystem"].Text, index)).Distinct(StringComparer.Ordinal)]
            : index.All;

    static ImmutableArray<string> Of(string ecosystem, PackageIndex index) =>
        ecosystem.ToLowerInvariant() switch
        {
            "npm" or "bun" or "deno" => index.Named(PackageFiles.OfJavaScript),
            "pip" or "uv" or "conda" => index.Named(PackageFiles.Python),
            "nuget" => index.Named(PackageFiles.OfDotNet),
            "gomod" => index.Named(PackageFiles.Go),
            "bundler" => index.Named([.. PackageFiles.Ruby, "Gemfile"]),
            "composer" => index.Named([.. PackageFiles.Php, "composer.json"]),
            "cargo" => index.Named([.. PackageFiles.Rust, "Cargo.toml"]),
            "maven" or "gradle" or "sbt" => index.Named([.. PackageFiles.Java, "verification-metadata.xml", "*.sbt.lock"]),
            "mix" => index.Named([.. PackageFiles.Elixir, "mix.exs"]),
            "pub" => index.Named([.. PackageFiles.Dart, "pubspec.yaml"]),
            "swift" => index.Named([.. PackageFiles.Swift, "Package.swift"]),
            "docker"
            or "docker-compose"
            or "helm"
            or "github-actions"
            or "terraform"
            or "opentofu"
            or "gitsubmodule"
            or "devcontainers"
            or "dotnet-sdk"
            or "rust-toolchain"
            or "pre-commit" => [],
            // A language that is not known here may be any.
            _ => index.All,
        };

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
