using System.Collections.Immutable;

namespace Shipworthy.Syntax.Sql;

/// <summary>Queries, as far as what they read and by which conditions.</summary>
public sealed partial class SqlExpressionReader
{
    static readonly HashSet<string> Aggregates = new(StringComparer.Ordinal)
    {
        "count",
        "sum",
        "max",
        "min",
        "avg",
        "bool_or",
        "bool_and",
        "array_agg",
        "string_agg",
        "json_agg",
        "jsonb_agg",
        "every",
    };

    /// <summary>A query with those that <c>union</c> and its like add to it. There may be many of them, so they are not read one within the other.</summary>
    SqlQuery QueryAtCursor()
    {
        var first = OneQuery();
        if (!cursor.Sees("select"))
            return first;
        var others = first.Nested.ToBuilder();
        while (cursor.Sees("select"))
            others.Add(OneQuery());
        return first with { Nested = others.DrainToImmutable() };
    }

    /// <summary>A query up to the next one that stands beside it.</summary>
    SqlQuery OneQuery()
    {
        var columns = ImmutableArray.CreateBuilder<SqlExpression>();
        var tables = ImmutableArray.CreateBuilder<SqlTableName>();
        var conditions = ImmutableArray.CreateBuilder<SqlExpression>();
        var nested = ImmutableArray.CreateBuilder<SqlQuery>();
        var calls = ImmutableArray.CreateBuilder<SqlExpression>();
        var isGrouped = false;
        var isFirst = true;
        while (!cursor.IsAtEnd)
        {
            if (cursor.Takes("with"))
                WithQueries(nested);
            else if (cursor.Sees("select") && !isFirst)
                break;
            else if (cursor.Takes("select"))
            {
                isFirst = false;
                Columns(columns);
            }
            else if (cursor.Takes("from") || cursor.Takes("join") || cursor.Takes("using"))
                Tables(tables, nested, calls);
            else if (cursor.Takes("where") || cursor.Takes("on") || cursor.Takes("having"))
                conditions.Add(Or());
            else if (cursor.Takes("group"))
                isGrouped = true;
            else if (cursor.Here.Is("(") && IsQuery(InBrackets()))
                nested.Add(Nested(cursor.Brackets()));
            else if (cursor.Here.Is(")") || cursor.Here.Is(";"))
                break;
            else
                cursor.Skip();
        }
        var hasAggregate = columns.Any(column => column is SqlExpression.Call { Parts: [var name] } && Aggregates.Contains(name));
        return new(
            columns.DrainToImmutable(),
            tables.DrainToImmutable(),
            conditions.DrainToImmutable(),
            nested.DrainToImmutable(),
            calls.DrainToImmutable(),
            hasAggregate && !isGrouped
        )
        {
            IsGrouped = hasAggregate && isGrouped,
        };
    }

    ImmutableArray<SqlToken> InBrackets()
    {
        var before = cursor.At;
        var inside = cursor.Brackets();
        cursor.At = before;
        return inside;
    }

    void WithQueries(ImmutableArray<SqlQuery>.Builder nested)
    {
        cursor.Takes("recursive");
        do
        {
            cursor.Name();
            if (cursor.Here.Is("("))
                cursor.Skip();
            cursor.Takes("as");
            if (cursor.Takes("not", "materialized") || cursor.Takes("materialized")) { }
            nested.Add(Nested(cursor.Brackets()));
        } while (cursor.Takes(","));
    }

    void Columns(ImmutableArray<SqlExpression>.Builder columns)
    {
        if (!cursor.Takes("distinct"))
            cursor.Takes("all");
        if (cursor.Takes("on"))
            cursor.Brackets();
        if (cursor.Takes("top"))
            cursor.Skip();
        do
        {
            if (cursor.Here.Is("*"))
                columns.Add(new SqlExpression.Unknown(cursor.Take().Start));
            else
                columns.Add(Or());
            if (cursor.Takes("as") || cursor.Here.IsName && !Ends.Contains(cursor.Here.Value))
                cursor.Name();
            if (cursor.Takes("into"))
                cursor.SkipsTo("from", "where", "order", "limit", "union");
        } while (cursor.Takes(","));
    }

    void Tables(
        ImmutableArray<SqlTableName>.Builder tables,
        ImmutableArray<SqlQuery>.Builder nested,
        ImmutableArray<SqlExpression>.Builder calls
    )
    {
        do
        {
            cursor.Takes("only");
            cursor.Takes("lateral");
            var start = cursor.Here.Start;
            var name = cursor.Name();
            var isCall = name.Length > 0 && cursor.Here.Is("(");
            if (cursor.Here.Is("("))
            {
                var inside = cursor.Brackets();
                if (isCall)
                    calls.Add(new SqlExpression.Call(start, name, [.. SqlCursor.Pieces(inside).Select(ArgumentOf)]));
                else if (IsQuery(inside))
                    nested.Add(Nested(inside));
            }
            cursor.Takes("as");
            var alias = cursor.Here.IsName && !Ends.Contains(cursor.Here.Value) && !IsJoinWord(cursor.Here) ? cursor.Take().Value : "";
            if (name.Length > 0 && !isCall)
                tables.Add(new(name, alias.Length > 0 ? alias : name[^1]));
        } while (cursor.Takes(","));
    }

    static bool IsJoinWord(SqlToken token) => token.Value is "natural" or "outer" or "tablesample" or "do";
}
