using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Schema;
using Shipworthy.Extractors.Schema.Statements;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Migrations.Flaws;

/// <summary>Replays the migrations of Prisma, and compares the tables with the models of its schema files.</summary>
static class PrismaCoverage
{
    /// <summary>Tables and columns that the schema has and the migrations lack, and migrations that change what none before them makes.</summary>
    public static IEnumerable<MigrationFlaw> FlawsOf(SourceTree tree, FoundSet set)
    {
        var state = new SchemaState();
        var flaws = new List<MigrationFlaw>();
        var missing = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var mentioned = new Mentions();
        foreach (var migration in set.Files)
        {
            var made = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var statement in SqlScript.Statements(migration.File.Text))
            {
                mentioned.Add(statement);
                if (TableOf(statement, "create") is { } created)
                    made.Add(created);
                else if (
                    TableOf(statement, "alter") is { } table
                    && !made.Contains(table)
                    && !state.Tables.Keys.Any(one => Same(one.Name, table))
                    && missing.Add(table)
                )
                    flaws.Add(
                        new(
                            migration.File.At(statement.Start),
                            FlawKind.Disagreeing,
                            $"changes the table {table}, which no migration before it makes, so that the set cannot be replayed"
                        )
                    );
                if (RenamedTo(statement) is { } renamed)
                    made.Add(renamed);
            }
            new MigrationReader(state, migration.File).Apply();
        }
        foreach (var model in PrismaModels.In(tree.Files.Where(file => IsSchemaOf(file, set))))
            if (state.Tables.FirstOrDefault(one => Same(one.Key.Name, model.Table)).Value is not { } table)
            {
                if (!mentioned.Has(model.Table) || state.Dropped.Any(one => Same(one.Name, model.Table)))
                    flaws.Add(new(model.At, FlawKind.Disagreeing, $"names the table {model.Table}, which no migration makes"));
            }
            else
                flaws.AddRange(
                    model
                        .Columns.Where(column =>
                            !table.Columns.Exists(one => Same(one.Name, column.Name)) && !mentioned.Has(model.Table, column.Name)
                        )
                        .Select(column => new MigrationFlaw(
                            column.At,
                            FlawKind.Disagreeing,
                            $"names the column {model.Table}.{column.Name}, which no migration makes"
                        ))
                );
        return flaws;
    }

    static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    static bool IsSchemaOf(SourceFile file, FoundSet set) =>
        file.Name.EndsWith(".prisma", StringComparison.Ordinal) && Paths.IsIn(Paths.FolderOf(set.Folder), file.Path);

    /// <summary>The table that a statement makes, or changes and so needs; null for every other statement.</summary>
    static string? TableOf(SqlStatement statement, string verb)
    {
        var cursor = new SqlCursor(statement.Tokens);
        if (!cursor.Takes(verb, "table") || cursor.Takes("if", "exists"))
            return null;
        cursor.Takes("if", "not", "exists");
        cursor.Takes("only");
        return cursor.Name() is [.., var name] ? name : null;
    }

    static string? RenamedTo(SqlStatement statement)
    {
        var cursor = new SqlCursor(statement.Tokens);
        return cursor.Takes("alter", "table") && cursor.SkipsTo("rename") && cursor.Takes("rename", "to") && cursor.Name() is [.., var name]
            ? name
            : null;
    }

    /// <summary>Which tables statements mention together with which names, also inside of blocks that are kept as text.</summary>
    sealed class Mentions
    {
        readonly List<HashSet<string>> statements = [];

        public void Add(SqlStatement statement)
        {
            var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var token in statement.Tokens)
                if (token.IsName)
                    words.Add(token.Value);
                else if (token.Kind is SqlTokenKind.Text)
                    words.UnionWith(
                        token.Value.Split([' ', '\n', '\t', '"', '\'', '(', ')', ',', ';', '.', '`'], StringSplitOptions.RemoveEmptyEntries)
                    );
            statements.Add(words);
        }

        public bool Has(params ReadOnlySpan<string> names)
        {
            foreach (var words in statements)
            {
                var all = true;
                foreach (var name in names)
                    all &= words.Contains(name);
                if (all)
                    return true;
            }
            return false;
        }
    }
}
