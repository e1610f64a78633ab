using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Sets;

/// <summary>Finds the migrations of an app by the shapes in which tools keep them. Samples, tests and what others wrote are left out.</summary>
static partial class MigrationSets
{
    /// <summary>All sets, by folder.</summary>
    public static ImmutableArray<FoundSet> In(SourceTree tree, Packages packages)
    {
        var files = tree.Files.Where(file => Counts(file.Role) && !IsArchived(file)).ToList();
        var sets = new List<FoundSet>();
        sets.AddRange(FoldersOfMigrations(tree, files));
        sets.AddRange(SetsWithJournals.Drizzle(tree, files));
        sets.AddRange(SetsInPython.In(files));
        sets.AddRange(EntityFramework(tree, files));
        sets.AddRange(Frameworks(tree, files));
        var taken = sets.SelectMany(set => set.Files).Select(one => one.File.Path).ToHashSet(StringComparer.Ordinal);
        sets.AddRange(SetsOfScripts.In(files.Where(file => !taken.Contains(file.Path)), packages));
        sets.AddRange(SetsOfSql.In(tree, files.Where(file => !taken.Contains(file.Path)), packages));
        return [.. sets.OrderBy(set => set.Folder, StringComparer.Ordinal)];
    }

    static bool Counts(FileRole role) =>
        role is not (FileRole.Vendored or FileRole.Test or FileRole.Example or FileRole.Docs or FileRole.Paste or FileRole.Lock);

    static bool IsArchived(SourceFile file) => Archived().IsMatch(file.Path);

    /// <summary>Folders of migrations, each with the migrations below it: of Prisma, and of Drizzle where a snapshot lies beside each.</summary>
    static IEnumerable<FoundSet> FoldersOfMigrations(SourceTree tree, List<SourceFile> files) =>
        files
            .Where(file => file.Name is "migration.sql" && Paths.FolderOf(file.Folder).Split('/')[^1] is "migrations")
            .GroupBy(file => Paths.FolderOf(file.Folder), StringComparer.Ordinal)
            .Select(set => new FoundSet(
                set.Any(file => tree.Contains($"{file.Folder}/snapshot.json")) ? MigrationTool.Drizzle : MigrationTool.Prisma,
                set.Key,
                [
                    .. set.OrderBy(file => file.Folder, StringComparer.Ordinal)
                        .Select(file => new FoundMigration(file, file.Folder[(file.Folder.LastIndexOf('/') + 1)..])),
                ]
            ));

    static bool IsDesigned(SourceTree tree, SourceFile file) =>
        file.Text.Contains("[Migration(", StringComparison.Ordinal) || tree.Contains(file.Path[..^".cs".Length] + ".Designer.cs");

    static IEnumerable<FoundSet> EntityFramework(SourceTree tree, List<SourceFile> files)
    {
        var folders = files
            .Where(file => file.Name.EndsWith("ModelSnapshot.cs", StringComparison.Ordinal))
            .Select(file => file.Folder)
            .Distinct(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            ImmutableArray<FoundMigration> found =
            [
                .. files
                    .Where(file =>
                        file.Folder == folder && Timestamped().IsMatch(file.Name) && file.Name.EndsWith(".cs", StringComparison.Ordinal)
                    )
                    .Where(file => !file.Name.EndsWith(".Designer.cs", StringComparison.OrdinalIgnoreCase))
                    .OrderBy(file => file.Name, StringComparer.Ordinal)
                    .Select(file => new FoundMigration(file, Path.GetFileNameWithoutExtension(file.Name))),
            ];
            // A class that says nowhere that it is a migration is applied by nothing, where the others say it.
            var designed = found.Where(one => IsDesigned(tree, one.File)).ToImmutableArray();
            if (!found.IsEmpty)
                yield return new(MigrationTool.EntityFramework, folder, designed.IsEmpty ? found : designed);
        }
    }

    /// <summary>Supabase, Rails, Laravel, Flyway, Liquibase: the folder and the file's name say it all.</summary>
    static IEnumerable<FoundSet> Frameworks(SourceTree tree, List<SourceFile> files)
    {
        foreach (var folder in files.GroupBy(file => file.Folder, StringComparer.Ordinal))
        {
            var (tool, names) =
                IsBelow(folder.Key, "supabase/migrations") ? (MigrationTool.Supabase, SqlName())
                : IsBelow(folder.Key, "db/migrate") ? (MigrationTool.Rails, RubyName())
                : IsBelow(folder.Key, "database/migrations") && tree.Contains(Paths.Below(Above(folder.Key, 2), "artisan"))
                    ? (MigrationTool.Laravel, PhpName())
                : folder.Key.Contains("db/migration", StringComparison.Ordinal) && folder.Any(file => FlywayName().IsMatch(file.Name))
                    ? (MigrationTool.Flyway, FlywayName())
                : IsBelow(folder.Key, "repo/migrations") ? (MigrationTool.Ecto, ElixirName())
                : (MigrationTool.Unknown, null);
            if (names is null)
                continue;
            ImmutableArray<FoundMigration> found =
            [
                .. folder
                    .Where(file => names.IsMatch(file.Name))
                    .Select(file => new FoundMigration(file, VersionOf(file.Name)))
                    .OrderBy(one => Numbers.Of(one.Version))
                    .ThenBy(one => one.File.Name, StringComparer.Ordinal),
            ];
            if (!found.IsEmpty)
                yield return new(tool, folder.Key, found);
        }
    }

    static bool IsBelow(string folder, string end) => folder == end || folder.EndsWith($"/{end}", StringComparison.Ordinal);

    static string Above(string folder, int levels) => levels == 0 ? folder : Above(Paths.FolderOf(folder), levels - 1);

    /// <summary>The number at the beginning of a name, behind Flyway's <c>V</c>; the whole name when it begins with none.</summary>
    public static string VersionOf(string name)
    {
        var found = Version().Match(name);
        return found.Success ? found.Groups["version"].Value : name;
    }

    [GeneratedRegex(
        @"(?:^|/)(?:_?archived?s?(?:[_-]\w+)?|old|backups?|squashed|deprecated|legacy|examples?|samples?|drafts?|\.[a-z][^/]*)/",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Archived();

    [GeneratedRegex(@"^\d{14}_", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Timestamped();

    [GeneratedRegex(@"\.sql$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SqlName();

    [GeneratedRegex(@"^\d{14}_\w+\.exs$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ElixirName();

    [GeneratedRegex(@"^\d+_\w+\.rb$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex RubyName();

    [GeneratedRegex(@"^\d.*\.php$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex PhpName();

    [GeneratedRegex(@"^V[\d._]+__.+\.(?:sql|java|kt)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FlywayName();

    [GeneratedRegex(
        @"^[Vv]?(?<version>\d{4}_\d{2}_\d{2}_\d{6}|\d{4}-\d{2}-\d{2}-\d+|\d{4}-\d{2}-\d{2}T[\d-]+|\d+(?:[._]\d+)*(?=__)|\d+)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Version();
}

/// <summary>Compares versions by their digits, so that 9 comes before 10.</summary>
static class Numbers
{
    /// <summary>A text that sorts like the number of a version.</summary>
    public static string Of(string version)
    {
        var digits = string.Concat(version.Where(char.IsAsciiDigit));
        return digits.TrimStart('0').PadLeft(40, '0');
    }
}
