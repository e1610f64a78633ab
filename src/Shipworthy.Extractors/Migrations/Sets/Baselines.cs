using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Sets;

/// <summary>
/// Files of SQL beside a folder of migrations that make the tables which these change and none of them makes: the database as it was before the first migration.
/// </summary>
static partial class Baselines
{
    /// <summary>The files, in the order in which they are to be read. Of two that make the same table the one with more indexes is read last, and wins.</summary>
    /// <param name="tree">The files of the app.</param>
    /// <param name="migrations">The migrations.</param>
    /// <param name="sets">All sets of the app, which stand for themselves.</param>
    public static ImmutableArray<SourceFile> Of(SourceTree tree, ImmutableArray<SourceFile> migrations, ImmutableArray<FoundSet> sets)
    {
        var made = migrations.SelectMany(file => NamesIn(Makes(), file)).ToHashSet(StringComparer.Ordinal);
        var missing = migrations
            .SelectMany(file => NamesIn(Needs(), file))
            .Where(name => !made.Contains(name))
            .ToHashSet(StringComparer.Ordinal);
        if (missing.Count == 0)
            return [];
        var taken = sets.SelectMany(set => set.Files).Select(one => one.File.Path).ToHashSet(StringComparer.Ordinal);
        var found = new List<SourceFile>();
        foreach (
            var file in tree
                .Files.Where(file => IsCandidate(file) && !taken.Contains(file.Path))
                .OrderBy(file => Whole().IsMatch(file.Name) ? 0 : 1)
                .ThenByDescending(file => Index().Count(file.Text))
                .ThenBy(file => file.Path, StringComparer.Ordinal)
        )
        {
            var makes = NamesIn(Makes(), file).Where(missing.Contains).ToList();
            if (makes.Count == 0)
                continue;
            missing.ExceptWith(makes);
            found.Add(file);
        }
        found.Reverse();
        return [.. found];
    }

    static bool IsCandidate(SourceFile file) =>
        file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
        && file.Role is FileRole.Prod or FileRole.Migration or FileRole.Infra or FileRole.Script
        && !Aside().IsMatch(file.Name);

    static IEnumerable<string> NamesIn(Regex what, SourceFile file) =>
        what.Matches(file.Text).Select(match => match.Groups["name"].Value.ToLowerInvariant());

    [GeneratedRegex(
        @"\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(?:""?public""?\s*\.\s*)?""?(?<name>\w+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Makes();

    [GeneratedRegex(
        @"(?:\balter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?|\breferences\s+|\bindex\s+(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?\w+\s+on\s+|\bcreate\s+policy\s+""[^""]*""\s+on\s+)(?:""?public""?\s*\.\s*)?""?(?<name>\w+)(?!\w|\s*\.)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Needs();

    [GeneratedRegex(@"\bcreate\s+(?:unique\s+)?index\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Index();

    /// <summary>Names that say that a file makes a database from nothing.</summary>
    [GeneratedRegex(@"schema|init|base|dump|structure|setup", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Whole();

    [GeneratedRegex(
        @"seed|sample|fixture|mock|test|rollback|down|drop|undo|backup|old",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Aside();
}
