using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Migrations.Flaws;

/// <summary>When migrations reached the default branch, and what became of them afterwards.</summary>
sealed class RewrittenMigrations
{
    /// <summary>What is mended on the same day was hardly applied anywhere.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <summary>So many migrations that one commit changed were written anew together: one change, and one way back.</summary>
    const int ManyAtOnce = 4;

    readonly GitHistory history;
    readonly Dictionary<string, List<CommitWithPaths>> byPath = new(StringComparer.Ordinal);

    RewrittenMigrations(GitHistory history) => this.history = history;

    /// <summary>Reads the commits that touched the migrations, oldest first.</summary>
    public static RewrittenMigrations Of(GitHistory history, ImmutableArray<FoundSet> sets)
    {
        var found = new RewrittenMigrations(history);
        if (history.Completeness is not Completeness.Complete)
            return found;
        var folders = sets.SelectMany(set => set.Files)
            .Select(one => one.File.Name is "migration.sql" ? Paths.FolderOf(one.File.Folder) : one.File.Folder)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        foreach (var commit in history.ReadDefaultBranchBelow(folders).Reverse())
        foreach (var path in commit.Paths)
        {
            if (!found.byPath.TryGetValue(path, out var commits))
                found.byPath[path] = commits = [];
            commits.Add(commit);
        }
        return found;
    }

    /// <summary>The commit that brought a file to the default branch; null when the history does not tell.</summary>
    public CommitWithPaths? First(string path) => byPath.TryGetValue(path, out var commits) ? commits[0] : null;

    /// <summary>The day on which a file reached the default branch.</summary>
    public DateOnly? AddedOn(string path) => First(path)?.Commit.Day;

    /// <summary>Migrations of a set that do something else than on the day after they came.</summary>
    public IEnumerable<MigrationFlaw> FlawsOf(FoundSet set)
    {
        var changed = set
            .Files.Select(one => (Migration: one, Commits: byPath.GetValueOrDefault(one.File.Path, [])))
            .Where(one => one.Commits.Count > 1 && one.Commits[^1].Commit.When - one.Commits[0].Commit.When > Grace)
            .ToList();
        if (changed.Count == 0)
            yield break;
        var texts = history.ReadTexts([
            .. changed.SelectMany(one => one.Commits.Select(commit => (commit.Commit.Hash, one.Migration.File.Path))),
        ]);
        var flaws = changed
            .Select(one => Flaw(one.Migration, SinceLastGap(one.Migration.File.Path, one.Commits, texts), texts))
            .OfType<(string Commit, MigrationFlaw Flaw)>()
            .GroupBy(one => one.Commit, one => one.Flaw);
        foreach (var same in flaws)
            if (same.ToList() is { Count: >= ManyAtOnce } many)
                yield return many[0] with
                {
                    Says = $"{many[0].Says}; the same commit changed {many.Count - 1} more",
                    Others = [.. many.Skip(1).Select(flaw => flaw.At)],
                };
            else
                foreach (var flaw in same)
                    yield return flaw;
    }

    /// <summary>
    /// The commits since a file was last brought back: one that was deleted and made anew is another migration, whatever it is called.
    /// </summary>
    static List<CommitWithPaths> SinceLastGap(
        string path,
        List<CommitWithPaths> commits,
        IReadOnlyDictionary<(string Commit, string Path), string> texts
    )
    {
        var gap = commits.FindLastIndex(one => !texts.ContainsKey((one.Commit.Hash, path)));
        return commits.GetRange(gap + 1, commits.Count - gap - 1);
    }

    static (string Commit, MigrationFlaw Flaw)? Flaw(
        FoundMigration migration,
        List<CommitWithPaths> commits,
        IReadOnlyDictionary<(string Commit, string Path), string> texts
    )
    {
        var path = migration.File.Path;
        if (commits.Count < 2)
            return null;
        var came = commits[0].Commit;
        var settled = commits.FindLast(one => one.Commit.When - came.When <= Grace)!.Commit;
        if (!texts.TryGetValue((settled.Hash, path), out var before))
            return null;
        var first = UpgradeStatements.Of(path, before);
        var now = UpgradeStatements.Of(path, migration.File.Text);
        if (UpgradeStatements.AreSame(first, now, path))
            return null;
        var by = commits.FirstOrDefault(one =>
            one.Commit.When - came.When > Grace
            && texts.TryGetValue((one.Commit.Hash, path), out var text)
            && !UpgradeStatements.AreSame(first, UpgradeStatements.Of(path, text), path)
        );
        if (by is null)
            return null;
        var known = first.Select(statement => statement.Text).ToHashSet(StringComparer.Ordinal);
        var place = now.FirstOrDefault(statement => !known.Contains(statement.Text));
        var days = (int)(by.Commit.When - came.When).TotalDays;
        return (
            by.Commit.Hash,
            new(
                place.Text is null ? Location.File(path) : migration.File.At(place.At),
                FlawKind.Rewritten,
                $"was changed on {by.Commit.Day:yyyy-MM-dd}, {days} {(days == 1 ? "day" : "days")} after it reached the default branch"
            )
        );
    }
}
