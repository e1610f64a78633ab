using Shipworthy.Extractors.Schema;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Queries;

/// <summary>Tells what a function of the database puts into a statement: its arguments, names of the catalogue, rows.</summary>
sealed class FunctionText(FunctionState function)
{
    const int Deepest = 12;

    /// <summary>The worst part of an expression, and what it is called.</summary>
    public (QueryValue Value, string Name) Of(SqlExpression text) => Of(text, Deepest);

    (QueryValue, string) Of(SqlExpression text, int steps)
    {
        if (steps <= 0)
            return (QueryValue.Unknown, "a value");
        return text switch
        {
            SqlExpression.Text or SqlExpression.Number or SqlExpression.Truth => (QueryValue.Constant, ""),
            SqlExpression.Name name => OfName(name, steps),
            SqlExpression.Parameter place => (QueryValue.Sent, place.Spelling),
            SqlExpression.Call { Parts: [.., "quote_ident" or "quote_literal" or "quote_nullable"] } => (
                QueryValue.Listed,
                "a quoted value"
            ),
            SqlExpression.Call { Parts: [.., "format"] } call => OfFormat(call, steps),
            SqlExpression.Call { Parts: [.., "now" or "current_date" or "length" or "count" or "gen_random_uuid" or "uid"] } => (
                QueryValue.Typed,
                ""
            ),
            SqlExpression.Unknown => (QueryValue.Unknown, "a value"),
            _ => Worst(text.Children.Select(one => Of(one, steps - 1))),
        };
    }

    static (QueryValue, string) Worst(IEnumerable<(QueryValue Value, string Name)> all) =>
        all.DefaultIfEmpty((QueryValue.Constant, "")).MaxBy(one => Rank(one.Item1));

    static int Rank(QueryValue value) =>
        value switch
        {
            QueryValue.Constant => 0,
            QueryValue.Sent => 4,
            QueryValue.Stored => 3,
            QueryValue.Unknown => 2,
            _ => 1,
        };

    (QueryValue, string) OfName(SqlExpression.Name name, int steps)
    {
        var first = name.Parts[0];
        if (first.StartsWith("tg_", StringComparison.Ordinal) || name.Last is "current_user" or "current_schema" or "session_user")
            return (QueryValue.Listed, name.Dotted);
        if (first is "new" or "old")
            return (QueryValue.Stored, name.Dotted);
        foreach (var parameter in function.Parameters)
            if (parameter.Name.Equals(name.Last, StringComparison.OrdinalIgnoreCase))
                return IsTyped(parameter.Type) ? (QueryValue.Typed, name.Dotted) : (QueryValue.Sent, parameter.Name);
        var steps2 = function.Steps.SelectMany(one => one.All).ToList();
        foreach (var loop in steps2.OfType<SqlStep.Loop>())
            if (
                loop.Head.Skip(1).FirstOrDefault() is { IsName: true } variable
                && variable.Value.Equals(first, StringComparison.OrdinalIgnoreCase)
            )
                return loop.Head.Any(token => token.Value.StartsWith("pg_", StringComparison.Ordinal) || token.Is("information_schema"))
                        ? (QueryValue.Listed, name.Dotted)
                    : loop.Head.Any(token => token.Is("array") || token.Value is "..") ? (QueryValue.Constant, "")
                    : (QueryValue.Stored, name.Dotted);
        var given = steps2
            .OfType<SqlStep.Assign>()
            .Where(one => one.Name is [var assigned] && assigned.Equals(name.Last, StringComparison.OrdinalIgnoreCase))
            .Select(one => one.Value)
            .Where(value => value != name)
            .ToList();
        return given.Count > 0 ? Worst(given.Select(one => OfAssigned(one, name, steps - 1))) : (QueryValue.Unknown, name.Dotted);
    }

    /// <summary>A text that is added to itself is what is added.</summary>
    (QueryValue, string) OfAssigned(SqlExpression value, SqlExpression.Name itself, int steps) =>
        value is SqlExpression.Binary { Operator: "||", Left: SqlExpression.Name left } sum && left.Dotted == itself.Dotted
            ? Of(sum.Right, steps)
        : value is SqlExpression.Binary { Left: SqlExpression.Binary inner } outer
        && inner.Left is SqlExpression.Name first
        && first.Dotted == itself.Dotted
            ? Worst([Of(inner.Right, steps), Of(outer.Right, steps)])
        : Of(value, steps);

    /// <summary><c>format</c> quotes what stands for <c>%I</c> and <c>%L</c>, and nothing that stands for <c>%s</c>.</summary>
    (QueryValue, string) OfFormat(SqlExpression.Call call, int steps)
    {
        if (call.Arguments is not [SqlExpression.Text pattern, .. var values])
            return Worst(call.Arguments.Select(one => Of(one, steps - 1)));
        var at = 0;
        var all = new List<(QueryValue, string)>();
        for (var i = 0; i + 1 < pattern.Value.Length; i++)
        {
            if (pattern.Value[i] != '%')
                continue;
            var kind = pattern.Value[++i];
            if (kind is '%' || at >= values.Length && !char.IsDigit(kind))
                continue;
            if (char.IsDigit(kind))
            {
                var end = pattern.Value.IndexOf('$', i);
                if (
                    end < 0
                    || end + 1 >= pattern.Value.Length
                    || !int.TryParse(pattern.Value.AsSpan(i, end - i), out var number)
                    || number < 1
                    || number > values.Length
                )
                    continue;
                (at, kind, i) = (number - 1, pattern.Value[end + 1], end + 1);
            }
            all.Add(kind is 's' ? Of(values[at], steps - 1) : (QueryValue.Listed, "a quoted value"));
            at++;
        }
        return Worst(all);
    }

    static bool IsTyped(string type) =>
        type.TrimEnd('[', ']')
            is "integer"
                or "int"
                or "bigint"
                or "smallint"
                or "numeric"
                or "real"
                or "double"
                or "boolean"
                or "uuid"
                or "date"
                or "timestamp"
                or "time"
                or "interval"
                or "regclass"
                or "int8";
}
