using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Access;

/// <summary>Statements of SQL in bodies.</summary>
sealed partial class BodyWalk
{
    Turn Statement(SqlStatement statement, Turn path)
    {
        var cursor = new SqlCursor(statement.Tokens);
        if (cursor.Sees("with"))
            With(cursor, path);
        if (cursor.Takes("insert", "into"))
            Insert(cursor, path, statement.Start);
        else if (cursor.Takes("update"))
            Update(cursor, path, statement.Start);
        else if (cursor.Takes("delete", "from"))
            Delete(cursor, path, statement.Start);
        else if (cursor.Takes("truncate"))
        {
            cursor.Takes("table");
            Acts.Add(new(DbName.Of(cursor.Name()), ActOnTable.Write, path, statement.Start));
        }
        else if (cursor.Sees("select"))
            path = Select([.. cursor.Tokens[cursor.At..]], path);
        else
            return path;
        return path;
    }

    /// <summary>Goes past <c>with name as (…)</c>, and does what stands in the brackets.</summary>
    void With(SqlCursor cursor, Turn path)
    {
        cursor.Takes("with");
        cursor.Takes("recursive");
        do
        {
            cursor.Name();
            if (cursor.Here.Is("("))
                cursor.Skip();
            cursor.Takes("as");
            var inside = cursor.Brackets();
            if (!inside.IsEmpty)
                Statement(new(inside), path);
        } while (cursor.Takes(","));
    }

    /// <summary>New rows: the caller's own when one of their values is the caller.</summary>
    void Insert(SqlCursor cursor, Turn path, int start)
    {
        var table = DbName.Of(cursor.Name());
        if (cursor.Takes("as"))
            cursor.Name();
        ImmutableArray<string> columns = [.. cursor.Brackets().Where(token => token.IsName).Select(token => token.Value)];
        var begin = cursor.At;
        var values = new List<SqlExpression>();
        var turn = path;
        if (cursor.Takes("values"))
            do values.AddRange(SqlCursor.Pieces(cursor.Brackets()).Select(SqlExpressionReader.Read));
            while (cursor.Takes(","));
        else if (cursor.SkipsTo("select", "with"))
        {
            var query = SqlExpressionReader.ReadQuery([.. cursor.Tokens[cursor.At..]]);
            values.AddRange(query.Columns);
            turn = Turns.And(turn, evaluation.RowsOf(query, names));
        }
        cursor.At = begin;
        foreach (
            var value in values.Where(value =>
                value is SqlExpression.Call { Dotted: "auth.uid" } || Policies.IsCaller(value) || IsCallerVariable(value)
            )
        )
            turn = Turns.And(turn, evaluation.See(value, names).Turn);
        Acts.Add(new(table, ActOnTable.Write, turn, start) { Columns = columns });
    }

    bool IsCallerVariable(SqlExpression value) =>
        value is SqlExpression.Name { Parts: [var name] } && names.Of(name) is { Turn: Turn.Tied or Turn.Null };

    void Update(SqlCursor cursor, Turn path, int start)
    {
        cursor.Takes("only");
        var table = DbName.Of(cursor.Name());
        if (!cursor.SkipsTo("set"))
            return;
        cursor.At++;
        var begin = cursor.At;
        cursor.SkipsTo("where", "from", "returning");
        var sets = SqlCursor.Pieces([.. cursor.Tokens[begin..Math.Min(cursor.At, cursor.Tokens.Length)]]);
        var turn = Where(cursor, path);
        var counts = sets.Length > 0 && sets.All(IsCount);
        Acts.Add(
            new(table, counts ? ActOnTable.Count : ActOnTable.Write, turn, start)
            {
                Columns = [.. sets.Where(set => set[0].IsName).Select(set => set[0].Value)],
            }
        );
        names.Set(
            "found",
            new(
                turn.IsClosed() ? Turn.False
                : turn is Turn.True ? Turn.Free
                : turn
            )
        );
    }

    /// <summary>Whether a column is set to itself and one more, or to the present time.</summary>
    static bool IsCount(ImmutableArray<SqlToken> set)
    {
        if (set.Length < 3 || !set[0].IsName)
            return false;
        var value = SqlExpressionReader.Read(set[2..]);
        return value is SqlExpression.Call { Dotted: "now" }
            || value is SqlExpression.Binary { Operator: "+", Right: SqlExpression.Number { Value: "1" } } sum
                && sum.Left.All.OfType<SqlExpression.Name>().Any(name => name.Last == set[0].Value);
    }

    void Delete(SqlCursor cursor, Turn path, int start)
    {
        cursor.Takes("only");
        var table = DbName.Of(cursor.Name());
        var turn = Where(cursor, path);
        Acts.Add(new(table, ActOnTable.Write, turn, start));
        names.Set(
            "found",
            new(
                turn.IsClosed() ? Turn.False
                : turn is Turn.True ? Turn.Free
                : turn
            )
        );
    }

    /// <summary>The path to the rows that the conditions of a statement choose.</summary>
    Turn Where(SqlCursor cursor, Turn path)
    {
        if (!cursor.SkipsTo("from", "where"))
            return path;
        var query = SqlExpressionReader.ReadQuery([.. cursor.Tokens[cursor.At..]]);
        return query.Conditions.Aggregate(path, (turn, condition) => Turns.And(turn, evaluation.Of(condition, names)));
    }

    Turn Select(ImmutableArray<SqlToken> tokens, Turn path)
    {
        var query = SqlExpressionReader.ReadQuery(tokens);
        var into = Variables(tokens);
        var rows = evaluation.RowsOf(query, names);
        if (into.Length > 0)
        {
            for (var i = 0; i < into.Length; i++)
                names.Set(into[i], ValueOfColumn(query, rows, i, into.Length));
            names.Set("found", new(rows.IsClosed() ? Turn.False : rows));
            Hold(into, query, Turns.And(path, rows));
            foreach (var call in query.Calls.OfType<SqlExpression.Call>())
                path = Follow(call, path);
            return path;
        }
        foreach (var column in query.Columns)
            path = Called(column, path);
        foreach (var call in query.Calls.OfType<SqlExpression.Call>())
            path = Follow(call, path, handsOver: true);
        if (query.Tables.Length > 0)
            Reads(query, Turns.And(path, rows));
        foreach (var nested in query.Nested)
            Reads(nested, Turns.And(path, Turns.And(rows, evaluation.RowsOf(nested, names))));
        return path;
    }

    Seen ValueOfColumn(SqlQuery query, Turn rows, int index, int count)
    {
        if (rows.IsClosed())
            return Seen.Null;
        if (query.IsAggregate || index >= query.Columns.Length || count == 1)
            return evaluation.See(new SqlExpression.Subquery(0, query), names);
        return evaluation.See(new SqlExpression.Subquery(0, query with { Columns = [query.Columns[index]] }), names);
    }

    /// <summary>The variables after <c>into</c>.</summary>
    static ImmutableArray<string> Variables(ImmutableArray<SqlToken> tokens)
    {
        var cursor = new SqlCursor(tokens);
        if (!cursor.SkipsTo("into"))
            return [];
        cursor.At++;
        cursor.Takes("strict");
        var found = ImmutableArray.CreateBuilder<string>();
        do found.Add(string.Join('.', cursor.Name()));
        while (cursor.Takes(","));
        return found.DrainToImmutable();
    }

    void Reads(SqlExpression expression, Turn path)
    {
        foreach (var query in expression.All.OfType<SqlExpression.Subquery>())
            if (query.Of.Tables.Length > 0)
                Reads(query.Of, Turns.And(path, evaluation.RowsOf(query.Of, names)));
    }

    void Reads(SqlQuery query, Turn path)
    {
        if (query.IsGrouped)
            return;
        if (
            query.IsAggregate
            && query.Columns.All(column =>
                column is SqlExpression.Call { Parts: ["count" or "sum" or "max" or "min" or "avg" or "bool_or" or "bool_and"] }
            )
        )
            return;
        ImmutableArray<string> columns =
        [
            .. query
                .Columns.SelectMany(column => column.All)
                .Select(one =>
                    one is SqlExpression.Name name ? name.Last
                    : one is SqlExpression.Unknown ? "*"
                    : ""
                )
                .Where(name => name.Length > 0),
        ];
        foreach (var table in query.Tables)
            Acts.Add(
                new(DbName.Of(table.Parts), ActOnTable.Read, path, columns.IsEmpty ? 0 : query.Columns[0].Start) { Columns = columns }
            );
    }

    /// <summary>The parts of a column that reach the caller: not what a condition in it asks.</summary>
    static IEnumerable<SqlExpression> Given(SqlExpression column) =>
        column is SqlExpression.Exists or SqlExpression.Subquery or SqlExpression.Is or SqlExpression.In
        || column is SqlExpression.Binary { Operator: "=" or "!=" or "<" or ">" or "<=" or ">=" or "and" or "or" }
            ? []
            : column.Children.SelectMany(Given).Prepend(column);

    /// <summary>What variables hold of which table, until it is handed over.</summary>
    readonly Dictionary<string, List<TableAct>> held = new(StringComparer.OrdinalIgnoreCase);

    void Hold(ImmutableArray<string> into, SqlQuery query, Turn path)
    {
        var before = Acts.Count;
        Reads(query, path);
        var read = Acts.Skip(before).ToList();
        Acts.RemoveRange(before, read.Count);
        for (var i = 0; i < into.Length; i++)
            held[into[i]] =
                into.Length > 1 && i < query.Columns.Length && query.Columns[i] is SqlExpression.Name column
                    ? [.. read.Select(act => act with { Columns = [column.Last] })]
                    : read;
    }

    /// <summary>What a result hands over of what variables hold.</summary>
    void HandOver(SqlExpression result, Turn path)
    {
        foreach (var name in Given(result).OfType<SqlExpression.Name>())
            if (held.TryGetValue(name.Parts[0], out var acts))
                foreach (var act in acts)
                    Acts.Add(act with { Path = Turns.And(path, act.Path), Columns = name.Parts.Length > 1 ? [name.Last] : act.Columns });
    }
}
