using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Statements;

/// <summary>Tables and their columns.</summary>
sealed partial class MigrationReader
{
    static readonly HashSet<string> Constraints = new(StringComparer.Ordinal)
    {
        "constraint",
        "primary",
        "foreign",
        "unique",
        "check",
        "exclude",
        "key",
        "index",
        "fulltext",
        "spatial",
        "like",
        "period",
    };

    static readonly HashSet<string> EndsOfType = new(StringComparer.Ordinal)
    {
        "not",
        "null",
        "default",
        "primary",
        "unique",
        "references",
        "check",
        "generated",
        "constraint",
        "collate",
        "identity",
        "auto_increment",
        "autoincrement",
        "comment",
        "on",
        "as",
        "using",
        "first",
        "after",
        "storage",
        "compression",
    };

    void CreateTable(SqlCursor cursor, Location at)
    {
        var mayExist = cursor.Takes("if", "not", "exists");
        var name = DbName.Of(cursor.Name());
        if (name.Name.Length == 0)
        {
            state.Unread.Add((at, "makes a table whose name could not be read"));
            return;
        }
        if (!mayExist)
            state.Tables.Remove(name);
        var table = state.AddTable(name, at);
        if (table is null)
            return;
        if (cursor.Takes("partition", "of") && state.Tables.TryGetValue(DbName.Of(cursor.Name()), out var whole))
            table.Columns.AddRange(whole.Columns);
        foreach (var piece in SqlCursor.Pieces(cursor.Brackets()))
            if (piece[0].IsName && !(piece[0].Kind is SqlTokenKind.Word && Constraints.Contains(piece[0].Value)))
            {
                table.Columns.Add(ColumnOf(new(piece)));
                KeyOfColumn(table, table.Columns[^1].Name, new(piece));
            }
            else
            {
                ForeignKey(table, new(piece));
                KeyOfTable(table, new(piece));
            }
        if (cursor.Takes("as"))
            foreach (var column in SqlExpressionReader.ReadQuery([.. cursor.Tokens[Math.Min(cursor.At, cursor.Tokens.Length)..]]).Columns)
                if (column is SqlExpression.Name named)
                    table.Columns.Add(new(named.Last, "", at));
    }

    ColumnState ColumnOf(SqlCursor cursor)
    {
        var start = cursor.Here.Start;
        var name = cursor.Take().Value;
        var type = "";
        while (!cursor.IsAtEnd && !(cursor.Here.Kind is SqlTokenKind.Word && EndsOfType.Contains(cursor.Here.Value)))
        {
            var token = cursor.Here;
            cursor.Skip();
            if (token.IsName)
                type = type.Length > 0 ? $"{type} {token.Value}" : token.Value;
            else if (token.Is("["))
                type += "[]";
        }
        DbName? refersTo = null;
        var isGenerated = false;
        var isRequired = false;
        for (; !cursor.IsAtEnd; cursor.Skip())
            if (cursor.Sees("references"))
            {
                cursor.At++;
                refersTo = DbName.Of(cursor.Name());
                cursor.At--;
            }
            else if (cursor.Sees("generated", "always", "as") && cursor.Peek(3).Is("("))
                isGenerated = true;
            else if (cursor.Sees("not", "null") || cursor.Sees("primary", "key"))
                isRequired = true;
        return new(name, type, PlaceOf(start))
        {
            RefersTo = refersTo,
            IsGenerated = isGenerated,
            IsRequired = isRequired,
        };
    }

    static void ForeignKey(TableState table, SqlCursor cursor)
    {
        if (!cursor.SkipsTo("foreign") || !cursor.Takes("foreign", "key"))
            return;
        var columns = cursor.Brackets();
        if (!cursor.SkipsTo("references"))
            return;
        cursor.At++;
        var target = DbName.Of(cursor.Name());
        for (var i = 0; i < table.Columns.Count; i++)
            if (columns.Any(token => token.IsName && token.Value == table.Columns[i].Name))
                table.Columns[i] = table.Columns[i] with { RefersTo = target };
    }

    void AlterTable(SqlCursor cursor, Location at)
    {
        var isPerhaps = cursor.Takes("if", "exists");
        cursor.Takes("only");
        var name = DbName.Of(cursor.Name());
        cursor.Takes("*");
        if (!isPerhaps && !isInBlock)
            state.Needs(name);
        if (cursor.Takes("rename", "to"))
        {
            state.Rename(name, DbName.Of(cursor.Name()) is var to && to.Schema is DbName.Usual ? to with { Schema = name.Schema } : to);
            return;
        }
        if (cursor.Takes("set", "schema"))
        {
            state.Rename(name, name with { Schema = cursor.Name() is [.., var schema] ? schema : name.Schema });
            return;
        }
        var table = state.TableOrElsewhere(name, at);
        foreach (var action in SqlCursor.Pieces([.. cursor.Tokens[Math.Min(cursor.At, cursor.Tokens.Length)..]]))
            AlterTable(table, new(action), at);
    }

    void AlterTable(TableState table, SqlCursor cursor, Location at)
    {
        if (cursor.Takes("enable", "row", "level", "security"))
            (table.HasRowSecurity, table.SwitchedAt) = (true, at);
        else if (cursor.Takes("disable", "row", "level", "security"))
            (table.HasRowSecurity, table.SwitchedAt) = (false, at);
        else if (cursor.Takes("enable", "trigger"))
            Switch(table, cursor, isOn: true);
        else if (cursor.Takes("disable", "trigger"))
            Switch(table, cursor, isOn: false);
        else if (cursor.Takes("rename"))
            RenameColumn(table, cursor);
        else if (cursor.Takes("drop"))
            DropColumn(table, cursor);
        else if (cursor.Takes("alter"))
            AlterColumn(table, cursor);
        else if (cursor.Takes("add"))
            AddColumn(table, cursor);
    }

    void AddColumn(TableState table, SqlCursor cursor)
    {
        cursor.Takes("column");
        cursor.Takes("if", "not", "exists");
        if (cursor.Here.Is("("))
        {
            foreach (var piece in SqlCursor.Pieces(cursor.Brackets()))
                AddColumn(table, new(piece));
            return;
        }
        if (!cursor.Here.IsName)
            return;
        if (cursor.Here.Kind is SqlTokenKind.Word && Constraints.Contains(cursor.Here.Value))
        {
            KeyOfTable(table, new(cursor.Tokens) { At = cursor.At });
            ForeignKey(table, cursor);
            return;
        }
        if (table.Column(cursor.Here.Value) is not null)
            return;
        KeyOfColumn(table, cursor.Here.Value, new(cursor.Tokens) { At = cursor.At });
        table.Columns.Add(ColumnOf(cursor));
    }

    static void DropColumn(TableState table, SqlCursor cursor)
    {
        if (DropsKey(table, cursor))
            return;
        cursor.Takes("column");
        cursor.Takes("if", "exists");
        if (cursor.Name() is not [var name])
            return;
        table.Columns.RemoveAll(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        table.Indexes.RemoveAll(index => index.Columns.Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    static void RenameColumn(TableState table, SqlCursor cursor)
    {
        if (cursor.Sees("constraint"))
            return;
        cursor.Takes("column");
        if (cursor.Name() is not [var from] || !cursor.Takes("to") || cursor.Name() is not [var to])
            return;
        if (table.Column(from) is { } column)
            table.Columns[table.Columns.IndexOf(column)] = column with { Name = to };
        for (var i = 0; i < table.Indexes.Count; i++)
            table.Indexes[i] = table.Indexes[i] with
            {
                Columns = [.. table.Indexes[i].Columns.Select(one => one.Equals(from, StringComparison.OrdinalIgnoreCase) ? to : one)],
            };
    }

    static void AlterColumn(TableState table, SqlCursor cursor)
    {
        cursor.Takes("column");
        if (cursor.Name() is not [var name] || table.Column(name) is not { } column)
            return;
        if (cursor.Takes("set", "data", "type") || cursor.Takes("type"))
            table.Columns[table.Columns.IndexOf(column)] = column with { Type = string.Join(' ', cursor.Name()) };
        else if (cursor.Sees("set", "not", "null") || cursor.Sees("drop", "not", "null"))
            table.Columns[table.Columns.IndexOf(column)] = column with { IsRequired = cursor.Here.Is("set") };
    }

    void Switch(TableState table, SqlCursor cursor, bool isOn)
    {
        var name = cursor.Name() is [.., var last] ? last : "";
        for (var i = 0; i < state.Triggers.Count; i++)
            if (state.Triggers[i].Table == table.Name && (name is "all" or "user" || state.Triggers[i].Name == name))
                state.Triggers[i] = state.Triggers[i] with { IsOn = isOn };
    }
}
