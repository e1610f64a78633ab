using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Statements;

/// <summary>Indexes, and keys that bring one.</summary>
sealed partial class MigrationReader
{
    static bool SeesIndex(SqlCursor cursor)
    {
        for (var ahead = 0; ahead < 4; ahead++)
            if (cursor.Peek(ahead).Is("index"))
                return true;
            else if (
                !(
                    cursor.Peek(ahead).Is("unique")
                    || cursor.Peek(ahead).Is("clustered")
                    || cursor.Peek(ahead).Is("nonclustered")
                    || cursor.Peek(ahead).Is("fulltext")
                )
            )
                return false;
        return false;
    }

    void CreateIndex(SqlCursor cursor, Location at)
    {
        var isUnique = cursor.Takes("unique");
        while (!cursor.Takes("index") && !cursor.IsAtEnd)
            cursor.At++;
        cursor.Takes("concurrently");
        cursor.Takes("if", "not", "exists");
        var name =
            cursor.Sees("on") ? ""
            : cursor.Name() is [.., var last] ? last
            : "";
        if (!cursor.Takes("on"))
            return;
        cursor.Takes("only");
        var table = state.TableOrElsewhere(DbName.Of(cursor.Name()), at);
        var method = cursor.Takes("using") ? cursor.Take().Value : "";
        var columns = ColumnsOf(cursor.Brackets());
        if (columns.IsEmpty)
            return;
        var where = cursor.SkipsTo("where") ? string.Join(' ', cursor.Tokens[(cursor.At + 1)..].Select(token => token.Value)) : "";
        Add(
            table,
            new(name.Length > 0 ? name : $"{table.Name.Name}_{columns[0]}_idx", columns, isUnique) { Where = where, Method = method }
        );
    }

    void DropIndex(SqlCursor cursor)
    {
        cursor.Takes("concurrently");
        foreach (var name in Dropped(cursor))
        foreach (var table in state.Tables.Values.Concat(state.Elsewhere.Values))
            table.Indexes.RemoveAll(index => index.Name.Equals(name.Name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The key that the definition of a column says the column is.</summary>
    static void KeyOfColumn(TableState table, string column, SqlCursor cursor)
    {
        for (; !cursor.IsAtEnd; cursor.Skip())
            if (cursor.Sees("primary", "key"))
                Add(table, new($"{table.Name.Name}_pkey", [column], IsUnique: true));
            else if (cursor.Sees("unique"))
                Add(table, new($"{table.Name.Name}_{column}_key", [column], IsUnique: true));
    }

    /// <summary>The key or index that a clause of a table is.</summary>
    static void KeyOfTable(TableState table, SqlCursor cursor)
    {
        var name = cursor.Takes("constraint") && cursor.Name() is [var given] ? given : "";
        var isPrimary = cursor.Takes("primary", "key");
        var isUnique = !isPrimary && cursor.Takes("unique");
        if (!isPrimary && !isUnique && !cursor.Sees("key") && !cursor.Sees("index") && !cursor.Sees("exclude"))
            return;
        // unique using index …, unique key name (…), exclude using gist (…)
        while (!cursor.IsAtEnd && !cursor.Here.Is("("))
        {
            if (cursor.Takes("using", "index"))
                return;
            cursor.At++;
        }
        var columns = ColumnsOf(cursor.Brackets());
        if (!columns.IsEmpty)
            Add(
                table,
                new(
                    name.Length > 0 ? name
                        : isPrimary ? $"{table.Name.Name}_pkey"
                        : $"{table.Name.Name}_{string.Join('_', columns)}_key",
                    columns,
                    isPrimary || isUnique
                )
            );
    }

    /// <summary>Whether a clause that drops something drops a key rather than a column.</summary>
    static bool DropsKey(TableState table, SqlCursor cursor)
    {
        if (cursor.Takes("primary", "key"))
            table.Indexes.RemoveAll(index => index.Name == $"{table.Name.Name}_pkey");
        else if (cursor.Takes("constraint") || cursor.Takes("index") || cursor.Takes("key"))
        {
            cursor.Takes("if", "exists");
            if (cursor.Name() is [.., var name])
                table.Indexes.RemoveAll(index => index.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        }
        else
            return false;
        return true;
    }

    static ImmutableArray<string> ColumnsOf(ImmutableArray<SqlToken> tokens) =>
        [
            .. SqlCursor
                .Pieces(tokens)
                .Select(piece =>
                    piece[0].IsName && (piece.Length == 1 || !piece[1].Is("(") && !piece[1].Is(".") && !piece[1].Is("-"))
                        ? piece[0].Value
                        : string.Concat(piece.Select(token => token.Value))
                ),
        ];

    static void Add(TableState table, IndexState index)
    {
        if (!table.Indexes.Exists(one => one.Name == index.Name && one.Columns.SequenceEqual(index.Columns)))
            table.Indexes.Add(index);
    }
}
