using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Flaws;

/// <summary>What the models of an app name and no migration makes (rule 6).</summary>
sealed class CoverageOfModels(Sources sources, ImmutableArray<FoundSet> sets)
{
    /// <summary>More than a reader wants to see at once.</summary>
    const int Most = 10;

    /// <summary>The gaps of a set.</summary>
    public IEnumerable<MigrationFlaw> FlawsOf(FoundSet set) =>
        (
            set.Tool switch
            {
                MigrationTool.Prisma => PrismaCoverage.FlawsOf(sources.Tree, set),
                MigrationTool.Alembic => new NamedCoverage(set).FlawsOf(ModelsInSqlAlchemy.In(sources, set)),
                MigrationTool.Django => new NamedCoverage(set).FlawsOf(ModelsInDjango.In(sources, set)),
                MigrationTool.Drizzle => new NamedCoverage(set, FilesBeside(set)).FlawsOf(ModelsInDrizzle.In(sources, set)),
                MigrationTool.EntityFramework => new NamedCoverage(set).FlawsOf(ModelsInEntityFramework.In(sources, set)),
                MigrationTool.Supabase => TablesBesideSupabase.MadeNowhere(sources, set, sets),
                _ => [],
            }
        )
            // A table that is missing altogether weighs more than a column of one that is there.
            .OrderBy(flaw => flaw.Says.Contains("the table ", StringComparison.Ordinal) ? 0 : 1)
            .Take(Most);

    /// <summary>Files of SQL in the set's folder that its tool does not count. They make tables too; who applies them is another question.</summary>
    ImmutableArray<SourceFile> FilesBeside(FoundSet set) =>
        [.. sources.Tree.Files.Where(file => file.Folder == set.Folder && file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))];
}

/// <summary>A name that a model gives to something of the database.</summary>
/// <param name="At">Where.</param>
/// <param name="Kind">What it names, as people say it: "table", "column".</param>
/// <param name="Name">The name.</param>
/// <param name="Sought">What has to occur in the migrations: any of these.</param>
sealed record ModelName(Location At, string Kind, string Name, ImmutableArray<string> Sought);

/// <summary>
/// Looks for names in the text of all migrations. A name that occurs nowhere was certainly never made; one that occurs may have been made for something else, so that
/// a gap can stay unseen and none is invented.
/// </summary>
sealed class NamedCoverage(FoundSet set, ImmutableArray<SourceFile> beside)
{
    readonly Lazy<HashSet<string>> words = new(() => WordsOf([.. set.Files.Select(one => one.File), .. beside]));

    /// <summary>The coverage by nothing but the set's own files.</summary>
    public NamedCoverage(FoundSet set)
        : this(set, []) { }

    /// <summary>The names that no migration has.</summary>
    public IEnumerable<MigrationFlaw> FlawsOf(IEnumerable<ModelName> names) =>
        Missing(names)
            .Select(name => new MigrationFlaw(
                name.At,
                FlawKind.Disagreeing,
                $"names the {name.Kind} {name.Name}, which no migration in {set.Folder} makes"
            ));

    /// <summary>Those of the names that no migration has.</summary>
    public IEnumerable<ModelName> Missing(IEnumerable<ModelName> names) => names.Where(name => !name.Sought.Any(words.Value.Contains));

    static HashSet<string> WordsOf(ImmutableArray<SourceFile> files)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in files.Select(file => file.Text))
            for (var at = 0; at < text.Length; at++)
            {
                var end = at;
                while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_'))
                    end++;
                if (end > at)
                    found.Add(text[at..end]);
                at = end;
            }
        return found;
    }
}
