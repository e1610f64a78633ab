using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>Reads statements of SQL: the conditions of a select, an update or a delete on each of its tables.</summary>
static class ShapesInSql
{
    /// <summary>What a statement asks; null where the text is no statement.</summary>
    public static QueryShape? Of(string text)
    {
        if (SqlScript.Statements(text) is not [var statement, ..])
            return null;
        var cursor = new SqlCursor(statement.Tokens);
        if (cursor.Sees("insert") || cursor.Sees("replace"))
            return cursor.SkipsTo("into") && (cursor.At++) >= 0 && cursor.Name() is [.., var into]
                ? new(into) { IsInsert = true, IsWrite = true }
                : null;
        if (cursor.Takes("update") || cursor.Takes("delete", "from"))
        {
            cursor.Takes("only");
            if (cursor.Name() is not [.., var changed])
                return null;
            var where = cursor.SkipsTo("where") ? SqlExpressionReader.Read([.. statement.Tokens[(cursor.At + 1)..]]) : null;
            return new(changed) { IsWrite = true, Filter = where is null ? Condition.True : Of(where) };
        }
        if (!cursor.Sees("select"))
            return cursor.Sees("with") ? new("") { NotRead = "is a statement of several parts" } : null;
        var query = SqlExpressionReader.ReadQuery(statement.Tokens);
        // select 1, select version()
        if (query.Tables is not [var first, ..])
            return query.Calls.IsEmpty && query.Nested.IsEmpty ? new("") : null;
        var aliases = query.Tables.ToLookup(one => one.Alias, one => one.Last, StringComparer.OrdinalIgnoreCase);
        var names = query.Tables.Select(one => one.Last).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var all = query.Conditions.Aggregate(Condition.True, (sum, one) => sum.And(Of(one)));
        return new(first.Last)
        {
            Filter = all with
            {
                Arms =
                [
                    .. all.Arms.Select(arm =>
                        arm.Select(one =>
                                one.Model.Length == 0 ? one
                                : aliases[one.Model].FirstOrDefault() is { } table ? one with { Model = table }
                                : names.Contains(one.Model) ? one
                                : one with { Model = "?" }
                            )
                            .ToImmutableArray()
                    ),
                ],
            },
        };
    }

    /// <summary>What an expression asks.</summary>
    public static Condition Of(SqlExpression expression)
    {
        switch (expression)
        {
            case SqlExpression.Binary { Operator: "and" } both:
                return Of(both.Left).And(Of(both.Right));
            case SqlExpression.Binary { Operator: "or" } either:
                return Of(either.Left).Or(Of(either.Right));
            case SqlExpression.Binary compared:
                return Compared(compared);
            case SqlExpression.In { Negated: false, Operand: SqlExpression.Name column }:
                return Column(column, PredicateOp.Equal, isConstant: false);
            case SqlExpression.In { Operand: SqlExpression.Name column }:
                return Column(column, PredicateOp.NotEqual, isConstant: false);
            case SqlExpression.Is { Operand: SqlExpression.Name column, What: "null" }:
                return Column(column, PredicateOp.Null, isConstant: true);
            case SqlExpression.Is { Operand: SqlExpression.Name column }:
                return Column(column, PredicateOp.Equal, isConstant: true);
            case SqlExpression.Name flag:
                return Column(flag, PredicateOp.Equal, isConstant: true);
            case SqlExpression.Unary
            or SqlExpression.Truth
            or SqlExpression.Exists
            or SqlExpression.Call
            or SqlExpression.Is
            or SqlExpression.In:
                return Condition.True;
            default:
                return Condition.Opaque;
        }
    }

    static Condition Compared(SqlExpression.Binary compared)
    {
        var (column, other) = compared switch
        {
            { Left: SqlExpression.Name left, Right: not SqlExpression.Name } => (left, compared.Right),
            { Right: SqlExpression.Name right, Left: not SqlExpression.Name } => (right, compared.Left),
            // Of a join, neither side chooses rows by itself.
            { Left: SqlExpression.Name, Right: SqlExpression.Name } => (null, compared.Right),
            _ => (null, compared.Right),
        };
        if (column is null && (compared.Left is SqlExpression.Subquery || compared.Right is SqlExpression.Subquery))
            return Condition.True;
        if (column is null)
        {
            var named = compared
                .All.OfType<SqlExpression.Name>()
                .FirstOrDefault(one => one.Last is not ("current_timestamp" or "current_date" or "now"));
            return compared is { Left: SqlExpression.Name, Right: SqlExpression.Name } ? Condition.True
                : named is null ? Condition.True
                : Column(named, PredicateOp.Wrapped, isConstant: false);
        }
        var op = compared.Operator switch
        {
            "=" or "==" or "is not distinct from" => PredicateOp.Equal,
            "<" or ">" or "<=" or ">=" => PredicateOp.Range,
            "like" => other is SqlExpression.Text { Value: ['%', ..] } ? PredicateOp.Contains : PredicateOp.StartsWith,
            "ilike" or "~" or "~*" => PredicateOp.Contains,
            "<>" or "!=" or "is distinct from" or "not like" or "not ilike" => PredicateOp.NotEqual,
            _ => PredicateOp.Wrapped,
        };
        return Column(column, op, other is SqlExpression.Text or SqlExpression.Number or SqlExpression.Truth);
    }

    static Condition Column(SqlExpression.Name column, PredicateOp op, bool isConstant) =>
        Condition.Of(column.Last, op, isConstant, column.Parts.Length > 1 ? column.Parts[^2] : "");
}
