using Shipworthy.Extractors.Reading;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Supabase;

/// <summary>
/// SQL in the repository that no tool applies: whether anybody ran it is not known. It proves nothing, and keeps what it concerns from being called open.
/// </summary>
sealed class ScriptsBesideMigrations
{
    readonly Dictionary<string, Location> making = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<DbName, Location> protecting = [];

    /// <summary>Reads the scripts of an app.</summary>
    public ScriptsBesideMigrations(SourceTree tree, ImmutableArray<SupabaseProject> projects)
    {
        var migrations = projects.SelectMany(project => project.Migrations).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in tree.Files)
            if (
                file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
                && file.Role is not FileRole.Vendored
                && !migrations.Contains(file.Path)
            )
                Read(file);
    }

    /// <summary>Where a table is made; null when nowhere.</summary>
    public Location? Making(string table) => making.GetValueOrDefault(table);

    /// <summary>Where row security of a table is switched on; null when nowhere.</summary>
    public Location? Protecting(DbName table) => protecting.GetValueOrDefault(table);

    void Read(SourceFile file)
    {
        foreach (var statement in SqlScript.Statements(file.Text))
        {
            var cursor = new SqlCursor(statement.Tokens);
            if (cursor.Takes("create", "table"))
            {
                cursor.Takes("if", "not", "exists");
                making.TryAdd(DbName.Of(cursor.Name()).Name, file.At(statement.Start));
            }
            else if (cursor.Takes("alter", "table"))
            {
                cursor.Takes("if", "exists");
                cursor.Takes("only");
                var name = DbName.Of(cursor.Name());
                if (cursor.Sees("enable", "row", "level", "security"))
                    protecting.TryAdd(name, file.At(statement.Start));
            }
        }
    }
}
