using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Sets;

/// <summary>
/// Numbered files of plain SQL: golang-migrate, goose, dbmate, Postgrator, Atlas, D1, Flyway, or a runner of the team's own. Where neither a mark nor a package
/// tells the tool, it stays unknown until a command names it.
/// </summary>
static partial class SetsOfSql
{
    /// <summary>The sets among files that no other shape claims.</summary>
    public static IEnumerable<FoundSet> In(SourceTree tree, IEnumerable<SourceFile> files, Packages packages)
    {
        var all = files.ToList();
        var whole = FoldersOfRunners(
            tree,
            [.. all.Where(file => Name().IsMatch(file.Name) && Folder().IsMatch(file.Folder)).Select(file => file.Folder)]
        );
        foreach (
            var folder in all.Where(file =>
                    (Name().IsMatch(file.Name) || IsSql(file) && whole.Contains(file.Folder))
                    && Folder().IsMatch(file.Folder)
                    && !Undo().IsMatch(file.Name)
                )
                .GroupBy(file => SetOf(file.Folder), StringComparer.Ordinal)
        )
        {
            ImmutableArray<FoundMigration> found =
            [
                .. folder
                    .OrderBy(file => file.Folder == folder.Key ? "" : Release(file.Folder), StringComparer.Ordinal)
                    .ThenBy(
                        file => whole.Contains(folder.Key) ? "" : Numbers.Of(MigrationSets.VersionOf(file.Name)),
                        StringComparer.Ordinal
                    )
                    .ThenBy(file => file.Name, StringComparer.Ordinal)
                    .Select(file => new FoundMigration(file, VersionOf(file, folder.Key))),
            ];
            yield return new(ToolOf(tree, folder.Key, found, packages), folder.Key, found);
        }
    }

    /// <summary>Folders of which a runner of the team's own applies every file of SQL by its name, numbered or not.</summary>
    static HashSet<string> FoldersOfRunners(SourceTree tree, HashSet<string> folders)
    {
        if (folders.Count == 0)
            return [];
        var runners = tree
            .Files.Where(file =>
                file.Role is FileRole.Prod or FileRole.Infra or FileRole.Script or FileRole.Migration
                && Runner().IsMatch(file.Name)
                && TakesAll().IsMatch(file.Text)
                && !Numbered().IsMatch(file.Text)
            )
            .Select(file => file.Text)
            .ToList();
        return
        [
            .. folders.Where(folder =>
                runners.Exists(text =>
                    Regex.IsMatch(
                        text,
                        $"""["'`/]{Regex.Escape(Folders.NameOf(folder))}["'`/]""",
                        RegexOptions.CultureInvariant,
                        TimeSpan.FromSeconds(10)
                    )
                )
            ),
        ];
    }

    static bool IsSql(SourceFile file) => file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase);

    /// <summary>Folders that are named like releases hold the parts of one set.</summary>
    static string SetOf(string folder) => ReleaseFolder().IsMatch(folder) ? Paths.FolderOf(folder) : folder;

    static string Release(string folder) =>
        string.Join('.', folder[(folder.LastIndexOf('/') + 1)..].TrimStart('v').Split('.').Select(part => part.PadLeft(8, '0')));

    static string VersionOf(SourceFile file, string set)
    {
        var version = MigrationSets.VersionOf(file.Name);
        return file.Folder == set ? version : $"{file.Folder[(set.Length + 1)..]}/{version}";
    }

    static MigrationTool ToolOf(SourceTree tree, string folder, ImmutableArray<FoundMigration> files, Packages packages)
    {
        var names = files.Select(one => one.File.Name).ToList();
        var text = files[0].File.Text;
        if (text.Contains("+goose ", StringComparison.Ordinal))
            return MigrationTool.Goose;
        if (text.Contains("migrate:up", StringComparison.Ordinal))
            return MigrationTool.Dbmate;
        if (names.Exists(name => name.StartsWith('V') && name.Contains("__", StringComparison.Ordinal)))
            return MigrationTool.Flyway;
        if (
            names.Exists(name =>
                name.EndsWith(".do.sql", StringComparison.OrdinalIgnoreCase) || name.Contains(".do.", StringComparison.Ordinal)
            )
        )
            return MigrationTool.Postgrator;
        if (tree.Contains(Paths.Below(folder, "atlas.sum")))
            return MigrationTool.Atlas;
        if (names.Exists(name => name.EndsWith(".up.sql", StringComparison.OrdinalIgnoreCase)))
            return MigrationTool.GolangMigrate;
        if (packages.Nearest(folder) is { } package)
        {
            if (package.Dependencies.Contains("postgrator"))
                return MigrationTool.Postgrator;
            if (package.Dependencies.Contains("node-pg-migrate"))
                return MigrationTool.NodePgMigrate;
            if (package.Dependencies.Contains("dbmate"))
                return MigrationTool.Dbmate;
        }
        var home = Paths.FolderOf(folder);
        return new[] { "wrangler.toml", "wrangler.json", "wrangler.jsonc" }.Any(name =>
            tree.Find(Paths.Below(home, name)) is { } settings && settings.Text.Contains("d1_databases", StringComparison.Ordinal)
        )
            ? MigrationTool.CloudflareD1
            : MigrationTool.Unknown;
    }

    [GeneratedRegex(@"/v?\d+(?:\.\d+)+$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ReleaseFolder();

    [GeneratedRegex(@"migrat[^/]*\.(?:[cm]?[jt]s|py)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Runner();

    [GeneratedRegex(@"\bends[Ww]ith\(\s*[""'`]\.sql[""'`]\s*\)|[""'`/]\*\.sql[""'`]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex TakesAll();

    /// <summary>A runner that asks for a number takes no other file.</summary>
    [GeneratedRegex(@"/\^\(?(?:\\d|\[0-9\])|re\.match\(|parseInt\(|split\(\s*[""']_[""']\s*\)\[0\]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^[Vv]?\d+.*\.sql$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Name();

    /// <summary>The way back is no part of the way forward.</summary>
    [GeneratedRegex(@"\.(?:down|undo)\.sql$|[._-]rollback\.sql$|^U\d", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Undo();

    [GeneratedRegex(@"(?:^|/)(?:\w*migrations?|migrate|drizzle)(?:/|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Folder();
}
