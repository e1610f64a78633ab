using Shipworthy.Extractors.Reading;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Writes.Uniqueness;

/// <summary>Reads keys, bounds and exclusions from statements of SQL: migrations, schema files, and texts in code that make tables.</summary>
sealed class KeysInSql
{
    readonly UniqueKeys into;
    readonly Dictionary<string, (string Table, ImmutableArray<string> Columns)> byName = new(StringComparer.Ordinal);

    KeysInSql(UniqueKeys into) => this.into = into;

    /// <summary>Reads all statements of the app in the order of their files' names.</summary>
    public static void Read(Sources sources, UniqueKeys into)
    {
        var reader = new KeysInSql(into);
        foreach (
            var file in sources
                .Tree.Files.Where(one =>
                    one.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
                    && one.Role is not (FileRole.Vendored or FileRole.Example or FileRole.Test or FileRole.Docs)
                    && !one.Name.Contains("down", StringComparison.OrdinalIgnoreCase)
                    && one.Text.Length < 2_000_000
                )
                .OrderBy(one => one.Path, StringComparer.Ordinal)
        )
        foreach (var statement in SqlScript.Statements(file.Text))
            reader.Apply(statement, offset => file.At(offset));
        foreach (var file in sources.Code.Files)
            if (
                file.Text.Contains("create table", StringComparison.OrdinalIgnoreCase)
                || file.Text.Contains("unique index", StringComparison.OrdinalIgnoreCase)
                || file.Text.Contains("add constraint", StringComparison.OrdinalIgnoreCase)
            )
                reader.OfTexts(file, sources);
    }

    void OfTexts(CodeFile file, Sources sources)
    {
        if (sources.Tree.Find(file.Path)?.Role is FileRole.Test or FileRole.Vendored or FileRole.Example)
            return;
        foreach (var node in file.Root.Descendants())
            if (
                (node.String ?? (node.Kind is CodeKind.Template ? node.Text.Trim('`', '"', 'f', '$') : null)) is { Length: > 20 } text
                && (
                    text.Contains("create table", StringComparison.OrdinalIgnoreCase)
                    || text.Contains("unique index", StringComparison.OrdinalIgnoreCase)
                    || text.Contains("add constraint", StringComparison.OrdinalIgnoreCase)
                )
            )
                foreach (var statement in SqlScript.Statements(text))
                    Apply(statement, _ => node.At);
    }

    void Apply(SqlStatement statement, Func<int, Location> placeOf)
    {
        var cursor = new SqlCursor(statement.Tokens);
        var at = placeOf(statement.Start);
        if (cursor.Takes("create", "table") || cursor.Takes("create", "unlogged", "table"))
            CreateTable(cursor, at);
        else if (cursor.Takes("create", "unique", "index"))
            CreateIndex(cursor, at);
        else if (cursor.Takes("alter", "table"))
            AlterTable(cursor, at);
        else if (cursor.Takes("drop", "index"))
        {
            cursor.Takes("concurrently");
            cursor.Takes("if", "exists");
            Drop(cursor.Name() is [.., var name] ? name : "");
        }
        else if (cursor.Takes("do"))
            foreach (var text in statement.Tokens.Where(one => one.Kind is SqlTokenKind.Text))
                OfBlock(text.Value, at);
    }

    /// <summary>A block may add a constraint unless it is there.</summary>
    void OfBlock(string body, Location at)
    {
        foreach (var statement in SqlScript.Statements(body))
            for (var i = 0; i + 1 < statement.Tokens.Length; i++)
                if (statement.Tokens[i].Is("alter") && statement.Tokens[i + 1].Is("table"))
                    AlterTable(new([.. statement.Tokens[(i + 2)..]]), at);
                else if (statement.Tokens[i].Is("unique") && statement.Tokens[i + 1].Is("index"))
                    CreateIndex(new([.. statement.Tokens[(i + 2)..]]), at);
    }

    void CreateTable(SqlCursor cursor, Location at)
    {
        cursor.Takes("if", "not", "exists");
        if (cursor.Name() is not [.., var table])
            return;
        into.Make(table);
        foreach (var piece in SqlCursor.Pieces(cursor.Brackets()))
            Piece(table, new(piece), at);
    }

    void Piece(string table, SqlCursor piece, Location at)
    {
        var name = "";
        if (piece.Takes("constraint"))
            name = piece.Take().Value;
        if (piece.Takes("unique", "key") || piece.Takes("unique", "index"))
        {
            name = piece.Here.IsName ? piece.Take().Value : name;
            Key(table, name, NamesIn(piece.Brackets()), at);
        }
        else if (piece.Takes("unique"))
        {
            piece.Takes("nulls", "not", "distinct");
            Key(table, name, NamesIn(piece.Brackets()), at);
        }
        else if (piece.Takes("primary", "key"))
            Key(table, name, NamesIn(piece.Brackets()), at);
        else if (piece.Takes("check"))
            into.Bound(table, NamesIn(piece.Brackets()));
        else if (piece.Takes("exclude"))
            into.Exclude(table);
        else if (piece.Here.IsName && !piece.Sees("foreign", "key") && !piece.Sees("like"))
            Column(table, piece, at);
    }

    void Column(string table, SqlCursor piece, Location at)
    {
        var column = piece.Take().Value;
        for (; !piece.IsAtEnd; piece.Skip())
            if (piece.Sees("unique") || piece.Sees("primary", "key"))
                Key(table, $"{table}_{column}_key", [column], at);
            else if (piece.Sees("check") && piece.Peek(1).Is("("))
                into.Bound(table, [column]);
    }

    void CreateIndex(SqlCursor cursor, Location at)
    {
        cursor.Takes("concurrently");
        cursor.Takes("if", "not", "exists");
        var name =
            cursor.Here.Is("on") ? ""
            : cursor.Name() is [.., var last] ? last
            : "";
        if (!cursor.Takes("on"))
            return;
        cursor.Takes("only");
        if (cursor.Name() is not [.., var table])
            return;
        if (cursor.Takes("using"))
            cursor.Take();
        Key(table, name, NamesIn(cursor.Brackets()), at);
    }

    void AlterTable(SqlCursor cursor, Location at)
    {
        cursor.Takes("if", "exists");
        cursor.Takes("only");
        if (cursor.Name() is not [.., var table])
            return;
        if (cursor.Takes("rename", "to"))
        {
            if (cursor.Name() is [.., var renamed])
                into.Alias(renamed, table);
            return;
        }
        foreach (var tokens in SqlCursor.Pieces([.. cursor.Tokens[Math.Min(cursor.At, cursor.Tokens.Length)..]]))
        {
            var action = new SqlCursor(tokens);
            if (action.Takes("drop", "constraint") || action.Takes("drop", "index"))
            {
                action.Takes("if", "exists");
                Drop(action.Take().Value);
            }
            else if (action.Takes("add"))
            {
                action.Takes("column");
                action.Takes("if", "not", "exists");
                Piece(table, action, at);
            }
        }
    }

    void Key(string table, string name, ImmutableArray<string> columns, Location at)
    {
        into.Add(table, at, columns);
        if (name.Length > 0)
            byName[name] = (table, columns);
    }

    void Drop(string name)
    {
        if (byName.Remove(name, out var gone))
        {
            ImmutableArray<string> columns = [.. gone.Columns.Select(Audit.Words.Snake)];
            into.Remove(gone.Table, key => key.Columns.SequenceEqual(columns));
        }
    }

    /// <summary>The columns in brackets; what stands before a bracket is a function: <c>lower(email)</c>.</summary>
    static ImmutableArray<string> NamesIn(ImmutableArray<SqlToken> tokens)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < tokens.Length; i++)
            if (
                tokens[i].IsName
                && !(i + 1 < tokens.Length && tokens[i + 1].Is("("))
                && !(
                    tokens[i].Kind is SqlTokenKind.Word
                    && tokens[i].Value
                        is "asc"
                            or "desc"
                            or "nulls"
                            or "first"
                            or "last"
                            or "and"
                            or "or"
                            or "not"
                            or "null"
                            or "is"
                            or "in"
                            or "text"
                            or "with"
                            or "collate"
                )
                && !(i > 0 && tokens[i - 1].Is("::"))
            )
                found.Add(tokens[i].Value);
        return found.DrainToImmutable();
    }
}
