using Shipworthy.Extractors.Migrations.Flaws;
using Shipworthy.Extractors.Migrations.Sets;

namespace Shipworthy.Extractors.Migrations;

/// <summary>Finds tables of Drizzle's schema that no file of SQL names, in an app whose migrations of plain SQL make others of them.</summary>
static class TablesBesideSql
{
    /// <summary>The first of them, and how many there are; null where there is none, or the files are about another database.</summary>
    public static (Location At, string Because)? OfDrizzle(Sources sources, ImmutableArray<FoundSet> sets)
    {
        var files = sources.Tree.Files.Where(file => file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)).ToImmutableArray();
        var coverage = new NamedCoverage(sets[0], [.. sets.SelectMany(set => set.Files).Select(one => one.File), .. files]);
        var names = ModelsInDrizzle.In(sources, sets[0]).DistinctBy(name => name.Name).ToList();
        var missing = coverage.Missing(names).ToList();
        return missing is [var first, ..] && missing.Count < names.Count
            ? (
                first.At,
                missing.Count == 1
                    ? $"declares the table {first.Name}, which no file of SQL here makes"
                    : $"declares {first.Name} and {missing.Count - 1} more tables, which no file of SQL here makes"
            )
            : null;
    }
}
