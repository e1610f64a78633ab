using System.Globalization;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Migrations.Flaws;

/// <summary>Versions that two files share, copies, two ends of one chain, and files that were slipped in before others (rule 5).</summary>
static partial class VersionFlaws
{
    /// <summary>All of a set.</summary>
    public static IEnumerable<MigrationFlaw> Of(FoundSet set, RewrittenMigrations histories, ImmutableArray<SchemaApply> applies)
    {
        foreach (var one in set.Files.Where(one => Copy().IsMatch(one.File.Name)))
            yield return new(Location.File(one.File.Path), FlawKind.Rewritten, "is a copy of a migration by its name");
        if (set.Heads is var (first, second))
            yield return new(
                Location.File(second.File.Path),
                FlawKind.Rewritten,
                $"and {first.Name} both follow an earlier revision, and no later one joins them, so that upgrade head stops"
            )
            {
                Others = [Location.File(first.File.Path)],
            };
        if (KeepsNumbers(set.Tool))
            foreach (
                var same in set
                    .Files.Where(one => !Copy().IsMatch(one.File.Name))
                    .GroupBy(one => one.Version)
                    .Where(same => same.Count() > 1)
            )
                yield return new(
                    Location.File(same.Last().File.Path),
                    FlawKind.Rewritten,
                    $"has the version {same.Key}, which {same.First().Name} has too, so that {set.Tool.Called} refuses or skips it"
                )
                {
                    Others = [Location.File(same.First().File.Path)],
                };
        if (RefusesOld(set.Tool) && !applies.Any(apply => apply.Says.Contains("--include-all", StringComparison.Ordinal)))
            foreach (var flaw in SlippedIn(set, histories))
                yield return flaw;
    }

    /// <summary>Tools that know a migration by its number alone.</summary>
    static bool KeepsNumbers(MigrationTool tool) =>
        tool
            is MigrationTool.Supabase
                or MigrationTool.Rails
                or MigrationTool.Flyway
                or MigrationTool.GolangMigrate
                or MigrationTool.Goose
                or MigrationTool.Dbmate
                or MigrationTool.Postgrator
                or MigrationTool.Atlas;

    /// <summary>Tools that refuse or skip a migration older than the newest applied one.</summary>
    static bool RefusesOld(MigrationTool tool) =>
        tool
            is MigrationTool.Supabase
                or MigrationTool.Flyway
                or MigrationTool.GolangMigrate
                or MigrationTool.Goose
                or MigrationTool.NodePgMigrate
                or MigrationTool.Drizzle
                or MigrationTool.Postgrator
                or MigrationTool.Atlas;

    static IEnumerable<MigrationFlaw> SlippedIn(FoundSet set, RewrittenMigrations histories)
    {
        var current = set.Files.Select(one => one.File.Path).ToHashSet(StringComparer.Ordinal);
        var dated = set
            .Files.Select(one => (Migration: one, First: histories.First(one.File.Path), Order: OrderOf(one)))
            .Where(one => one.First is not null && one.Order is not null)
            .OrderBy(one => one.First!.Commit.When)
            .ToList();
        FoundMigration? newest = null;
        var (latest, hash) = (double.MinValue, "");
        var slipped = new List<(FoundMigration Migration, FoundMigration After)>();
        foreach (var (migration, first, order) in dated)
        {
            if (newest is not null && latest - order!.Value > 1 && first!.Commit.Hash != hash && !Moves(first.Paths, set, current))
                slipped.Add((migration, newest));
            if (order!.Value > latest)
                (newest, latest, hash) = (migration, order.Value, first!.Commit.Hash);
        }
        if (slipped is [var one, .. var more])
            yield return new(
                Location.File(one.Migration.File.Path),
                FlawKind.Rewritten,
                $"came after {one.After.Name} and has an older version, so that {set.Tool.Called} refuses or skips it"
                    + (more.Count == 0 ? "" : $"; so have {more.Count} more")
            )
            {
                Others = [.. more.Take(5).Select(other => Location.File(other.Migration.File.Path))],
            };
    }

    /// <summary>A commit that takes migrations away moves, renames or squashes them.</summary>
    static bool Moves(ImmutableArray<string> paths, FoundSet set, HashSet<string> current) =>
        paths.Any(path => Paths.IsIn(set.Folder, path) && !current.Contains(path) && !path.Contains("/meta/", StringComparison.Ordinal));

    /// <summary>The position of a version, in days where it is a timestamp, so that a day counts as one.</summary>
    static double? OrderOf(FoundMigration migration)
    {
        var digits = string.Concat(migration.Version.Where(char.IsAsciiDigit));
        return digits.Length >= 14
            && DateTime.TryParseExact(digits[..14], "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? (time - DateTime.UnixEpoch).TotalDays
            : digits.Length == 13 && long.TryParse(digits, CultureInfo.InvariantCulture, out var millis) ? millis / 86_400_000.0
            : digits.Length >= 8
            && DateOnly.TryParseExact(digits[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber
            : digits.Length is > 0 and < 8 && long.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number * 2.0
            : null;
    }

    [GeneratedRegex(@"(?: \d+| copy| - copy| \(\d+\))\.\w+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Copy();
}
