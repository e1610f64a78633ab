using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Access;

/// <summary>
/// Says how expressions turn out for callers of a role of Supabase's data API, who are known by a signed token alone: strangers (<c>anon</c>) have no
/// <c>auth.uid()</c>, and a comparison with nothing is <c>null</c>. Functions of the database are followed a few calls deep.
/// Source: supabase.com/docs/guides/database/postgres/row-level-security; PostgreSQL 18 manual 5.9 and 9.1.
/// </summary>
sealed partial class Evaluation(SchemaState state, string role)
{
    const int Deepest = 5;

    int depth;

    /// <summary>The role that asks: <c>anon</c> or <c>authenticated</c>.</summary>
    public string Role => role;

    bool IsStranger => role is "anon";

    /// <summary>How a condition turns out, where names mean what is given and everything else is a column.</summary>
    public Turn Of(SqlExpression condition, Names names) => See(condition, names).Turn;

    /// <summary>What an expression gives.</summary>
    public Seen See(SqlExpression expression, Names names) =>
        expression switch
        {
            SqlExpression.Truth { Value: { } value } => Seen.Of(value),
            SqlExpression.Truth => Seen.Null,
            SqlExpression.Text text => Seen.Known(text.Value),
            SqlExpression.Number number => Seen.Known(number.Value),
            SqlExpression.Name name => OfName(name, names),
            SqlExpression.Parameter parameter => names.Of(parameter.Spelling) ?? new(Turn.Free),
            SqlExpression.Call call => OfCall(call, names),
            SqlExpression.Binary { Operator: "and" } both => new(Turns.And(See(both.Left, names).Turn, See(both.Right, names).Turn)),
            SqlExpression.Binary { Operator: "or" } either => new(Turns.Or(See(either.Left, names).Turn, See(either.Right, names).Turn)),
            SqlExpression.Binary { Operator: "->" or "->>" or "#>" or "#>>" } path => OfPath(path, names),
            SqlExpression.Binary binary => Compared(binary, names),
            SqlExpression.Unary { Operator: "not", Operand: SqlExpression.Exists exists } => Absent(exists, names),
            SqlExpression.Unary { Operator: "not" } not => new(Turns.Not(See(not.Operand, names).Turn)),
            SqlExpression.Unary unary => See(unary.Operand, names),
            SqlExpression.Is test => OfTest(test, names),
            SqlExpression.In test => OfIn(test, names),
            SqlExpression.Exists exists => new(
                RowsOf(exists.Query, names) is var rows && rows.IsClosed() ? Turn.False : rows,
                IsSomething: true
            ),
            SqlExpression.Subquery query => ValueOf(query.Of, names),
            SqlExpression.Case choice => OfCase(choice, names),
            SqlExpression.List list => Together(list.Items, names),
            SqlExpression.Unknown => new(Turn.Unknown),
            _ => new(Turn.Free),
        };

    /// <summary>
    /// Whether a query finds nothing. Where only the policies of its table keep rows from the caller, it finds nothing for whoever has none of their own:
    /// <c>not exists (select 1 from roles where role = 'admin')</c> holds for everybody who is none.
    /// </summary>
    Seen Absent(SqlExpression.Exists exists, Names names)
    {
        var rows = RowsOf(exists.Query, names);
        return rows.IsClosed() ? Seen.Of(isTrue: true)
            : rows is Turn.Tied && !names.IsDefiner && RowsOf(exists.Query, new() { IsDefiner = true }) is Turn.Free
                ? new(Turn.Free, IsSomething: true)
            : new(Turns.Not(rows is Turn.True ? Turn.True : rows), IsSomething: true);
    }

    Seen OfName(SqlExpression.Name name, Names names)
    {
        if (name.Parts is [var only])
        {
            if (names.Of(only) is { } known)
                return known;
            if (only is "current_user" or "session_user" or "user" or "current_role")
                return names.IsDefiner ? Seen.Known("postgres") : Seen.Known(role);
        }
        if (name.Parts.Length > 1 && names.Of(name.Last) is { } qualified && names.IsFunction(name.Parts[0]))
            return qualified;
        if (name.Parts.Length > 1 && names.Of(name.Parts[0]) is { } row)
            return row.Turn is Turn.Null ? row : new(row.Turn is Turn.True or Turn.False ? Turn.Free : row.Turn);
        return new(name.Last is "raw_user_meta_data" ? Turn.Chosen : Turn.Free);
    }

    /// <summary>Values of a token by their keys. Only the issuer writes the token, but callers write their own <c>user_metadata</c>.</summary>
    Seen OfPath(SqlExpression.Binary path, Names names)
    {
        if (Keys(path) is not { } keys)
        {
            var left = See(path.Left, names);
            return left.Turn is Turn.Null ? left : left with { Text = null, IsSomething = false };
        }
        return keys switch
        {
            ["role", ..] => Seen.Known(role),
            _ when IsStranger => Seen.Null,
            ["sub"] => new(Turn.Tied, IsSomething: true),
            ["user_metadata", ..] => new(Turn.Chosen),
            _ => new(Turn.Tied),
        };
    }

    /// <summary>The keys that are taken from the caller's token; null when it is no value of a token.</summary>
    static List<string>? Keys(SqlExpression expression)
    {
        if (expression is SqlExpression.Call call)
            return IsToken(call) ? [] : null;
        if (expression is SqlExpression.Subquery { Of: { Columns: [var column], Tables: [] } })
            return Keys(column);
        if (expression is not SqlExpression.Binary { Operator: "->" or "->>" or "#>" or "#>>" } path || Keys(path.Left) is not { } keys)
            return null;
        if (path.Right is SqlExpression.Text { Value: var key })
            keys.AddRange(key.Trim('{', '}').Split(',', StringSplitOptions.TrimEntries));
        return keys;
    }

    static bool IsToken(SqlExpression.Call call) =>
        call.Dotted is "auth.jwt"
        || (call.Dotted is "nullif" or "coalesce" && call.Arguments is [SqlExpression.Call inner, ..] && IsToken(inner))
        || (call.Dotted is "current_setting" && call.Arguments is [SqlExpression.Text { Value: "request.jwt.claims" }, ..]);

    Seen Compared(SqlExpression.Binary binary, Names names)
    {
        var (left, right) = (See(binary.Left, names), See(binary.Right, names));
        if (binary.Operator is "is distinct from" or "is not distinct from")
            return Distinct(binary.Operator is "is distinct from", left, right);
        if (left.Turn is Turn.Null || right.Turn is Turn.Null)
            return Seen.Null;
        if (binary.Operator is "=" && (IsProof(binary.Left, binary.Right, names) || IsProof(binary.Right, binary.Left, names)))
            return new(Turn.Tied);
        if (binary.Operator is "=" or "!=" && Settled(left) is { } one && Settled(right) is { } other)
            return Seen.Of(one.Equals(other, StringComparison.OrdinalIgnoreCase) == binary.Operator is "=");
        return new(Stronger(left.Turn, right.Turn));
    }

    Seen Distinct(bool asksDistinct, Seen left, Seen right) =>
        left.Turn is Turn.Null && right.Turn is Turn.Null ? Seen.Of(!asksDistinct)
        : (left.Turn is Turn.Null && right.IsSomething) || (right.Turn is Turn.Null && left.IsSomething) ? Seen.Of(asksDistinct)
        : left.Turn is Turn.Null || right.Turn is Turn.Null ? new(Turn.Free)
        : new(Stronger(left.Turn, right.Turn));

    /// <summary>Whether what a caller sends is compared with a secret of the row: whoever knows it proves something.</summary>
    static bool IsProof(SqlExpression column, SqlExpression sent, Names names) =>
        column is SqlExpression.Name name
        && names.Of(name.Parts[0]) is null
        && ColumnMeanings.Of(name.Last).HasFlag(Holdings.Credentials)
        && sent.All.OfType<SqlExpression.Name>().Any(one => names.Of(one.Last) is { Turn: Turn.Free });

    static string? Settled(Seen seen) =>
        seen switch
        {
            { Text: { } text } => text,
            { Turn: Turn.True } => "true",
            { Turn: Turn.False } => "false",
            _ => null,
        };

    /// <summary>On what a value depends that is made of two.</summary>
    static Turn Stronger(Turn left, Turn right)
    {
        ReadOnlySpan<Turn> order = [Turn.Null, Turn.Tied, Turn.Unknown, Turn.Chosen];
        foreach (var turn in order)
            if (left == turn || right == turn)
                return turn;
        return Turn.Free;
    }

    Seen OfTest(SqlExpression.Is test, Names names)
    {
        var seen = See(test.Operand, names);
        if (test.What is "null" or "unknown")
            return seen.Turn is Turn.Null ? Seen.Of(!test.Negated)
                : seen.IsSomething ? Seen.Of(test.Negated)
                : seen with { Text = null, IsSomething = true };
        var turn =
            seen.Turn is Turn.Null ? Turn.False
            : test.What is "false" ? Turns.Not(seen.Turn)
            : seen.Turn;
        return new(test.Negated ? Turns.Not(turn) : turn, IsSomething: true);
    }

    Seen OfIn(SqlExpression.In test, Names names)
    {
        var subject = See(test.Operand, names);
        if (subject.Turn is Turn.Null)
            return Seen.Null;
        if (test.Items is [SqlExpression.Subquery query])
        {
            var rows = RowsOf(query.Of, names);
            var found = rows.IsClosed() ? Turn.False : Stronger(subject.Turn, Stronger(rows, ValueOf(query.Of, names).Turn));
            return new(test.Negated ? Turns.Not(found) : found);
        }
        var items = test.Items.Select(item => See(item, names)).ToList();
        if (Settled(subject) is { } text && items.All(item => Settled(item) is not null))
            return Seen.Of(items.Any(item => Settled(item) == text) != test.Negated);
        return new(
            items.Aggregate(subject.Turn is Turn.True or Turn.False ? Turn.Free : subject.Turn, (turn, item) => Stronger(turn, item.Turn))
        );
    }

    Seen OfCase(SqlExpression.Case choice, Names names)
    {
        var results = new List<Seen>();
        var depends = Turn.True;
        foreach (var (when, then) in choice.Branches)
        {
            var turn = See(when, names).Turn;
            if (turn.IsClosed())
                continue;
            results.Add(See(then, names));
            if (turn is Turn.True)
                return results.Count == 1 ? results[0] : Merged(results, depends);
            depends = Stronger(depends, turn);
        }
        results.Add(choice.Else is null ? Seen.Null : See(choice.Else, names));
        return results.Count == 1 ? results[0] : Merged(results, depends);
    }

    /// <summary>What is left of several results, one of which it will be.</summary>
    static Seen Merged(IReadOnlyList<Seen> results, Turn depends) =>
        results.All(result => result == results[0])
            ? results[0]
            : new(results.Aggregate(depends, (turn, result) => Stronger(turn, result.Turn is Turn.Null ? Turn.Free : result.Turn)));

    Seen Together(IEnumerable<SqlExpression> all, Names names) =>
        new(all.Aggregate(Turn.Free, (turn, one) => Stronger(turn, See(one, names).Turn)));
}
