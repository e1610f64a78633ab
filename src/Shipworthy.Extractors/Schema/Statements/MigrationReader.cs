using Shipworthy.Extractors.Reading;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Statements;

/// <summary>
/// Applies the statements of one migration to a database. Statements that change no object are passed over; one that does and cannot be read is kept with its
/// place.
/// </summary>
sealed partial class MigrationReader(SchemaState state, SourceFile file)
{
    /// <summary>Applies a whole script.</summary>
    public void Apply()
    {
        foreach (var statement in SqlScript.Statements(file.Text))
            Apply(statement);
    }

    void Apply(SqlStatement statement)
    {
        var cursor = new SqlCursor(statement.Tokens);
        var at = PlaceOf(statement.Start);
        if (cursor.Takes("create"))
            Create(cursor, at);
        else if (cursor.Takes("alter"))
            Alter(cursor, at);
        else if (cursor.Takes("drop"))
            Drop(cursor);
        else if (cursor.Takes("grant"))
            Grant(cursor, isGrant: true);
        else if (cursor.Takes("revoke"))
            Grant(cursor, isGrant: false);
        else if (cursor.Takes("do"))
            Block(cursor, at);
    }

    void Create(SqlCursor cursor, Location at)
    {
        var replaces = cursor.Takes("or", "replace") || cursor.Takes("or", "alter");
        while (
            cursor.Takes("global")
            || cursor.Takes("local")
            || cursor.Takes("unlogged")
            || cursor.Takes("constraint")
            || cursor.Takes("recursive")
        ) { }
        if (cursor.Takes("temp") || cursor.Takes("temporary"))
            return;
        if (SeesIndex(cursor))
            CreateIndex(cursor, at);
        else if (cursor.Takes("table"))
            CreateTable(cursor, at);
        else if (cursor.Takes("policy"))
            CreatePolicy(cursor, at);
        else if (cursor.Takes("function") || cursor.Takes("procedure"))
            CreateFunction(cursor, at);
        else if (cursor.Takes("trigger"))
            CreateTrigger(cursor, at, replaces);
        else if (cursor.Takes("materialized", "view"))
            CreateView(cursor, at, isMaterialized: true);
        else if (cursor.Takes("view"))
            CreateView(cursor, at, isMaterialized: false);
        else if (cursor.Takes("type"))
            CreateType(cursor);
    }

    void Alter(SqlCursor cursor, Location at)
    {
        if (cursor.Takes("table"))
            AlterTable(cursor, at);
        else if (cursor.Takes("policy"))
            AlterPolicy(cursor, at);
        else if (cursor.Takes("function") || cursor.Takes("procedure") || cursor.Takes("routine"))
            AlterFunction(cursor);
        else if (cursor.Takes("view"))
            AlterView(cursor);
        else if (cursor.Takes("default", "privileges"))
            DefaultPrivileges(cursor);
    }

    void Drop(SqlCursor cursor)
    {
        if (cursor.Takes("table"))
            foreach (var name in Dropped(cursor))
                state.DropTable(name);
        else if (cursor.Takes("view") || cursor.Takes("materialized", "view"))
            foreach (var name in Dropped(cursor))
                state.DropView(name);
        else if (cursor.Takes("index"))
            DropIndex(cursor);
        else if (cursor.Takes("policy"))
            DropPolicy(cursor);
        else if (cursor.Takes("trigger"))
            DropTrigger(cursor);
        else if (cursor.Takes("function") || cursor.Takes("procedure") || cursor.Takes("routine"))
            DropFunction(cursor);
        else if (cursor.Takes("schema"))
            foreach (var name in Dropped(cursor))
                DropSchema(name.Name);
    }

    static IEnumerable<DbName> Dropped(SqlCursor cursor)
    {
        cursor.Takes("if", "exists");
        do
        {
            var name = cursor.Name();
            if (name.Length > 0)
                yield return DbName.Of(name);
        } while (cursor.Takes(","));
    }

    void DropSchema(string schema)
    {
        foreach (var name in state.Tables.Keys.Where(name => name.Schema == schema).ToList())
            state.DropTable(name);
        foreach (var name in state.Views.Keys.Where(name => name.Schema == schema).ToList())
            state.DropView(name);
        foreach (var function in state.Functions.Where(function => function.Name.Schema == schema).ToList())
            state.DropFunction(function.Name, signature: null);
    }

    void CreateType(SqlCursor cursor)
    {
        var name = cursor.Name();
        if (cursor.Takes("as", "enum"))
            state.Enumerations[DbName.Of(name)] =
            [
                .. cursor.Brackets().Where(token => token.Kind is SqlTokenKind.Text).Select(token => token.Value),
            ];
    }
}
