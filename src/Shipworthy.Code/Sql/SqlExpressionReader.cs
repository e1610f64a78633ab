using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Shipworthy.Syntax.Sql;

/// <summary>
/// Reads expressions by the precedence of PostgreSQL 18 (manual 4.1.6), which the other dialects share where it matters here.
/// What it does not know becomes <see cref="SqlExpression.Unknown"/>.
/// </summary>
public sealed partial class SqlExpressionReader
{
    /// <summary>So deep may expressions nest; deeper ones are not read.</summary>
    const int Deepest = 200;

    static readonly HashSet<string> Ends = new(StringComparer.Ordinal)
    {
        "then",
        "when",
        "else",
        "end",
        "as",
        "from",
        "where",
        "group",
        "order",
        "having",
        "limit",
        "offset",
        "union",
        "intersect",
        "except",
        "on",
        "join",
        "left",
        "right",
        "inner",
        "full",
        "cross",
        "returning",
        "using",
        "with",
        "loop",
        "into",
        "for",
        "window",
        "check",
        "fetch",
        "values",
        "set",
    };

    readonly SqlCursor cursor;
    int depth;

    SqlExpressionReader(SqlCursor cursor) => this.cursor = cursor;

    /// <summary>The expression that the tokens are.</summary>
    public static SqlExpression Read(ImmutableArray<SqlToken> tokens) => Read(new SqlCursor(tokens));

    /// <summary>The expression that is next; the cursor stands behind it afterwards.</summary>
    public static SqlExpression Read(SqlCursor cursor) => new SqlExpressionReader(cursor).Or();

    /// <summary>The query that the tokens are.</summary>
    public static SqlQuery ReadQuery(ImmutableArray<SqlToken> tokens) => new SqlExpressionReader(new(tokens)).QueryAtCursor();

    SqlExpression Or() => Chain(And, "or");

    SqlExpression And() => Chain(Not, "and");

    SqlExpression Chain(Func<SqlExpression> next, string word)
    {
        var first = next();
        if (!cursor.Sees(word))
            return first;
        var all = new List<SqlExpression> { first };
        while (cursor.Takes(word))
            all.Add(next());
        return Balanced(word, CollectionsMarshal.AsSpan(all));
    }

    /// <summary>The operands as a tree that is not deeper than needed, so that a long list of them does not cost the stack.</summary>
    static SqlExpression Balanced(string word, ReadOnlySpan<SqlExpression> all) =>
        all.Length == 1
            ? all[0]
            : new SqlExpression.Binary(
                all[0].Start,
                word,
                Balanced(word, all[..(all.Length / 2)]),
                Balanced(word, all[(all.Length / 2)..])
            );

    SqlExpression Not()
    {
        var start = cursor.Here.Start;
        if (++depth > Deepest)
        {
            cursor.At = cursor.Tokens.Length;
            depth--;
            return new SqlExpression.Unknown(start);
        }
        var read = cursor.Takes("not") ? new SqlExpression.Unary(start, "not", Not()) : Comparison();
        depth--;
        return read;
    }

    SqlExpression Comparison()
    {
        var left = Other();
        while (true)
        {
            var token = cursor.Here;
            if (cursor.Takes("is"))
                left = IsTest(left);
            else if (token.Is("isnull") || token.Is("notnull"))
                left = new SqlExpression.Is(left.Start, left, "null", cursor.Take().Is("notnull"));
            else if (
                token.Is("not")
                && (
                    cursor.Peek(1).Is("in")
                    || cursor.Peek(1).Is("like")
                    || cursor.Peek(1).Is("ilike")
                    || cursor.Peek(1).Is("between")
                    || cursor.Peek(1).Is("similar")
                )
            )
            {
                cursor.At++;
                left = WordTest(left, negated: true);
            }
            else if (token.Is("in") || token.Is("like") || token.Is("ilike") || token.Is("between") || token.Is("similar"))
                left = WordTest(left, negated: false);
            else if (token.Kind is SqlTokenKind.Symbol && token.Value is "=" or "<" or ">" or "<=" or ">=" or "<>" or "!=")
                left = Compared(left, cursor.Take().Value);
            else
                return left;
        }
    }

    SqlExpression IsTest(SqlExpression left)
    {
        var negated = cursor.Takes("not");
        if (cursor.Takes("distinct", "from"))
            return new SqlExpression.Binary(left.Start, negated ? "is not distinct from" : "is distinct from", left, Other());
        return new SqlExpression.Is(left.Start, left, cursor.Take().Value, negated);
    }

    SqlExpression WordTest(SqlExpression left, bool negated)
    {
        var word = cursor.Take().Value;
        if (word is "similar")
            cursor.Takes("to");
        SqlExpression read;
        if (word is "in")
            return new SqlExpression.In(left.Start, left, Items(), negated);
        read = new SqlExpression.Binary(left.Start, word, left, Other());
        if (word is "between" && cursor.Takes("and"))
            read = new SqlExpression.Binary(
                left.Start,
                word,
                left,
                new SqlExpression.List(left.Start, [((SqlExpression.Binary)read).Right, Other()])
            );
        return negated ? new SqlExpression.Unary(left.Start, "not", read) : read;
    }

    SqlExpression Compared(SqlExpression left, string sign)
    {
        if ((cursor.Here.Is("any") || cursor.Here.Is("some") || cursor.Here.Is("all")) && cursor.Peek(1).Is("("))
        {
            var isAll = cursor.Take().Is("all");
            var items = Items();
            if (isAll ? sign is "<>" or "!=" : sign is "=")
                return new SqlExpression.In(left.Start, left, items, Negated: sign is not "=");
            return new SqlExpression.Binary(left.Start, sign, left, new SqlExpression.List(left.Start, items));
        }
        return new SqlExpression.Binary(left.Start, sign is "<>" ? "!=" : sign, left, Other());
    }

    /// <summary>What stands in the brackets after <c>in</c> and <c>any</c>.</summary>
    ImmutableArray<SqlExpression> Items()
    {
        var start = cursor.Here.Start;
        var inside = cursor.Brackets();
        if (inside.IsEmpty)
            return [Unary()];
        if (IsQuery(inside))
            return [new SqlExpression.Subquery(start, Nested(inside))];
        return [.. SqlCursor.Pieces(inside).Select(Within)];
    }

    SqlExpression Other()
    {
        var left = Unary();
        for (var count = 0; count < Deepest && cursor.Here is { Kind: SqlTokenKind.Symbol } token && IsOperator(token.Value); count++)
            left = new SqlExpression.Binary(left.Start, cursor.Take().Value, left, Unary());
        return left;
    }

    static bool IsOperator(string sign) =>
        sign
            is "+"
                or "-"
                or "*"
                or "/"
                or "%"
                or "^"
                or "||"
                or "->"
                or "->>"
                or "#>"
                or "#>>"
                or "@>"
                or "<@"
                or "?"
                or "?|"
                or "?&"
                or "&&"
                or "~"
                or "~*"
                or "!~"
                or "!~*"
                or "&"
                or "|"
                or "@"
                or "#";

    SqlExpression Unary()
    {
        var start = cursor.Here.Start;
        var signs = 0;
        for (; cursor.Here.Is("-") || cursor.Here.Is("+") || cursor.Here.Is("~") || cursor.Here.Is("!"); signs++)
            cursor.At++;
        var operand = Suffixed(Primary());
        return signs > 0 ? new SqlExpression.Unary(start, "-", operand) : operand;
    }

    SqlExpression Suffixed(SqlExpression read)
    {
        while (true)
        {
            if (cursor.Takes("::"))
                TypeName();
            else if (cursor.Here.Is("["))
                cursor.Skip();
            else if (cursor.Here.Is(".") && cursor.Peek(1).IsName && read is not SqlExpression.Name)
                cursor.At += 2;
            else if (cursor.Takes("collate"))
                cursor.Name();
            else if (cursor.Takes("at", "time", "zone"))
                Primary();
            else
                return read;
        }
    }

    void TypeName()
    {
        cursor.Name();
        while (cursor.Here.Is("varying") || cursor.Here.Is("precision"))
            cursor.At++;
        if (cursor.Here.Is("("))
            cursor.Skip();
        while (cursor.Here.Is("["))
            cursor.Skip();
    }

    SqlExpression Within(ImmutableArray<SqlToken> tokens)
    {
        var inner = new SqlExpressionReader(new(tokens)) { depth = depth + 1 };
        return depth + 1 > Deepest ? new SqlExpression.Unknown(tokens.IsEmpty ? 0 : tokens[0].Start) : inner.Or();
    }

    SqlQuery Nested(ImmutableArray<SqlToken> tokens) =>
        depth + 1 > Deepest ? new([], [], [], [], [], false) : new SqlExpressionReader(new(tokens)) { depth = depth + 1 }.QueryAtCursor();

    static bool IsQuery(ImmutableArray<SqlToken> tokens) => tokens.Length > 0 && (tokens[0].Is("select") || tokens[0].Is("with"));
}
