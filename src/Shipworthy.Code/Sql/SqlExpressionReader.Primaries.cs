using System.Collections.Immutable;

namespace Shipworthy.Syntax.Sql;

/// <summary>The smallest parts: names, values, calls, brackets, <c>case</c>.</summary>
public sealed partial class SqlExpressionReader
{
    SqlExpression Primary()
    {
        var token = cursor.Here;
        switch (token.Kind)
        {
            case SqlTokenKind.Text:
                cursor.At++;
                return new SqlExpression.Text(token.Start, token.Value);
            case SqlTokenKind.Number:
                cursor.At++;
                return new SqlExpression.Number(token.Start, token.Value);
            case SqlTokenKind.Parameter:
                cursor.At++;
                return new SqlExpression.Parameter(token.Start, token.Value);
            case SqlTokenKind.Word:
                return Keyword(token);
            case SqlTokenKind.QuotedName:
                return Named(token);
            case SqlTokenKind.Symbol when token.Value is "(":
                return Bracketed(token);
            case SqlTokenKind.Symbol:
            default:
                if (!cursor.IsAtEnd && token.Value is not (")" or "," or ";"))
                    cursor.At++;
                return new SqlExpression.Unknown(token.Start);
        }
    }

    SqlExpression Keyword(SqlToken token)
    {
        switch (token.Value)
        {
            case "true" or "false":
                cursor.At++;
                return new SqlExpression.Truth(token.Start, token.Value is "true");
            case "null":
                cursor.At++;
                return new SqlExpression.Truth(token.Start, null);
            case "exists" when cursor.Peek(1).Is("("):
                cursor.At++;
                return new SqlExpression.Exists(token.Start, Nested(cursor.Brackets()));
            case "case":
                return CaseOf(token);
            case "array" when cursor.Peek(1).Is("["):
                return ArrayOf(token);
            case "cast" when cursor.Peek(1).Is("("):
                cursor.At++;
                return Within(cursor.Brackets());
            case "select":
                return new SqlExpression.Subquery(token.Start, QueryAtCursor());
            case "interval" or "date" or "timestamp" or "timestamptz" or "uuid" or "jsonb" when cursor.Peek(1).Kind is SqlTokenKind.Text:
                cursor.At++;
                return Primary();
            default:
                return Ends.Contains(token.Value) && !cursor.Peek(1).Is("(") && !cursor.Peek(1).Is(".")
                    ? new SqlExpression.Unknown(token.Start)
                    : Named(token);
        }
    }

    SqlExpression Named(SqlToken token)
    {
        var parts = cursor.Name();
        if (cursor.Here.Is(".") && cursor.Peek(1).Is("*"))
        {
            cursor.At += 2;
            return new SqlExpression.Unknown(token.Start);
        }
        if (!cursor.Here.Is("("))
            return new SqlExpression.Name(token.Start, parts);
        var inside = cursor.Brackets();
        var arguments = IsQuery(inside)
            ? [new SqlExpression.Subquery(token.Start, Nested(inside))]
            : SqlCursor.Pieces(inside).Select(ArgumentOf).ToImmutableArray();
        if (cursor.Takes("filter"))
            cursor.Brackets();
        if (cursor.Takes("over") && cursor.Here.Is("("))
            cursor.Brackets();
        return new SqlExpression.Call(token.Start, parts, arguments);
    }

    /// <summary>An argument, without the name that it may be given by (<c>name =&gt; value</c>) and without <c>distinct</c>.</summary>
    SqlExpression ArgumentOf(ImmutableArray<SqlToken> tokens)
    {
        if (tokens is [{ IsName: true }, var sign, _, ..] && (sign.Is("=>") || sign.Is(":=")))
            tokens = tokens[2..];
        return Within(tokens is [var first, _, ..] && first.Is("distinct") ? tokens[1..] : tokens);
    }

    SqlExpression Bracketed(SqlToken token)
    {
        var inside = cursor.Brackets();
        if (IsQuery(inside))
            return new SqlExpression.Subquery(token.Start, Nested(inside));
        var pieces = SqlCursor.Pieces(inside);
        return pieces.Length == 1 ? Within(pieces[0]) : new SqlExpression.List(token.Start, [.. pieces.Select(Within)]);
    }

    SqlExpression ArrayOf(SqlToken token)
    {
        cursor.At++;
        var begin = cursor.At + 1;
        cursor.Skip();
        var end = Math.Clamp(cursor.At - 1, begin, cursor.Tokens.Length);
        return new SqlExpression.List(token.Start, [.. SqlCursor.Pieces(cursor.Tokens[begin..end]).Select(Within)]);
    }

    SqlExpression CaseOf(SqlToken token)
    {
        cursor.At++;
        var subject = cursor.Here.Is("when") ? null : Or();
        var branches = ImmutableArray.CreateBuilder<(SqlExpression, SqlExpression)>();
        while (cursor.Takes("when"))
        {
            var when = Or();
            var then = cursor.Takes("then") ? Or() : new SqlExpression.Unknown(when.Start);
            branches.Add((subject is null ? when : new SqlExpression.Binary(when.Start, "=", subject, when), then));
        }
        var otherwise = cursor.Takes("else") ? Or() : null;
        cursor.Takes("end");
        return new SqlExpression.Case(token.Start, branches.DrainToImmutable(), otherwise);
    }
}
