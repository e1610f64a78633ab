using System.Collections.Immutable;

namespace Shipworthy.Syntax.Sql;

/// <summary>
/// Reads the bodies of functions: PL/pgSQL (PostgreSQL 18 manual 41.2 to 41.6), and plain statements. It never throws; a step that it does not know is a
/// statement.
/// </summary>
public sealed class SqlBodyReader
{
    const int Deepest = 60;

    readonly SqlCursor cursor;
    int depth;

    SqlBodyReader(ImmutableArray<SqlToken> tokens) => cursor = new(tokens);

    /// <summary>The steps of a body.</summary>
    public static ImmutableArray<SqlStep> Read(ImmutableArray<SqlToken> tokens)
    {
        var reader = new SqlBodyReader(tokens);
        var steps = ImmutableArray.CreateBuilder<SqlStep>();
        while (!reader.cursor.IsAtEnd)
        {
            var before = reader.cursor.At;
            steps.AddRange(reader.Steps());
            if (reader.cursor.At == before)
                reader.cursor.At++;
        }
        return steps.DrainToImmutable();
    }

    /// <summary>Steps up to a word that ends a block, which is left.</summary>
    ImmutableArray<SqlStep> Steps()
    {
        var steps = ImmutableArray.CreateBuilder<SqlStep>();
        if (++depth > Deepest)
            cursor.At = cursor.Tokens.Length;
        while (!cursor.IsAtEnd && !IsBlockEnd())
        {
            var before = cursor.At;
            Step(steps);
            if (cursor.At == before)
                cursor.At++;
        }
        depth--;
        return steps.DrainToImmutable();
    }

    bool IsBlockEnd() =>
        cursor.Here.Is("end")
        || cursor.Here.Is("else")
        || cursor.Here.Is("elsif")
        || cursor.Here.Is("elseif")
        || cursor.Here.Is("exception")
        || cursor.Here.Is("when");

    void Step(ImmutableArray<SqlStep>.Builder steps)
    {
        var start = cursor.Here.Start;
        if (cursor.Takes(";"))
            return;
        if (cursor.Here.Is("<") && cursor.Peek(1).Is("<"))
            cursor.SkipsTo(">");
        else if (cursor.Takes("declare"))
            Declarations(steps);
        else if (cursor.Sees("begin", "transaction") || cursor.Sees("begin", ";") || cursor.Sees("begin", "work"))
            cursor.SkipsTo(";");
        else if (cursor.Takes("begin"))
            steps.Add(BlockAt(start));
        else if (cursor.Takes("if"))
            steps.Add(IfAt(start));
        else if (cursor.Takes("case"))
            steps.Add(CaseAt(start));
        else if (cursor.Here.Is("loop") || cursor.Here.Is("while") || cursor.Here.Is("for") || cursor.Here.Is("foreach"))
            steps.Add(LoopAt(start));
        else if (cursor.Takes("raise"))
            steps.Add(new SqlStep.Raise(start, IsError(Rest())));
        else if (cursor.Takes("return"))
            steps.Add(ReturnAt(start));
        else if (cursor.Takes("execute"))
            steps.Add(new SqlStep.Execute(start, Rest()));
        else
            steps.Add(Plain(start));
    }

    static bool IsError(ImmutableArray<SqlToken> rest) =>
        rest.IsEmpty || !(rest[0].Is("notice") || rest[0].Is("warning") || rest[0].Is("info") || rest[0].Is("log") || rest[0].Is("debug"));

    /// <summary>The tokens up to the semicolon, which is taken.</summary>
    ImmutableArray<SqlToken> Rest()
    {
        var begin = cursor.At;
        cursor.SkipsTo(";");
        var rest = cursor.Tokens[begin..Math.Min(cursor.At, cursor.Tokens.Length)];
        cursor.Takes(";");
        return rest;
    }

    SqlStep Plain(int start)
    {
        var begin = cursor.At;
        var name = cursor.Name();
        if (name.Length > 0 && (cursor.Here.Is(":=") || cursor.Here.Is("=")))
        {
            cursor.At++;
            return new SqlStep.Assign(start, name, SqlExpressionReader.Read(Rest()));
        }
        cursor.At = begin;
        var tokens = Rest();
        if (tokens.IsEmpty)
            return new SqlStep.Raise(start, IsError: false);
        if (tokens[0].Is("perform") || tokens[0].Is("call"))
            tokens = tokens.SetItem(0, tokens[0] with { Value = "select" });
        return new SqlStep.Statement(start, new(tokens));
    }

    void Declarations(ImmutableArray<SqlStep>.Builder steps)
    {
        while (!cursor.IsAtEnd && !cursor.Here.Is("begin"))
        {
            var start = cursor.Here.Start;
            var tokens = Rest();
            var sign = tokens.IndexOf(tokens.FirstOrDefault(token => token.Is(":=") || token.Is("default") || token.Is("=")));
            if (sign > 0 && tokens[0].IsName)
                steps.Add(new SqlStep.Assign(start, [tokens[0].Value], SqlExpressionReader.Read(tokens[(sign + 1)..])));
        }
    }

    SqlStep BlockAt(int start)
    {
        if (cursor.Takes("atomic")) { }
        var body = Steps();
        var handlers = ImmutableArray.CreateBuilder<SqlStep>();
        if (cursor.Takes("exception"))
            while (cursor.Takes("when"))
            {
                cursor.SkipsTo("then");
                cursor.Takes("then");
                handlers.AddRange(Steps());
            }
        Ended();
        return new SqlStep.Block(start, body, handlers.DrainToImmutable());
    }

    SqlStep IfAt(int start)
    {
        var branches = ImmutableArray.CreateBuilder<(SqlExpression, ImmutableArray<SqlStep>)>();
        ImmutableArray<SqlStep> otherwise = [];
        do
        {
            var when = Condition();
            branches.Add((when, Steps()));
        } while (cursor.Takes("elsif") || cursor.Takes("elseif") || cursor.Takes("else", "if"));
        if (cursor.Takes("else"))
            otherwise = Steps();
        Ended();
        return new SqlStep.If(start, branches.DrainToImmutable(), otherwise);
    }

    SqlExpression Condition()
    {
        var begin = cursor.At;
        var nested = 0;
        for (; !cursor.IsAtEnd; cursor.Skip())
            if (cursor.Here.Is("case"))
                nested++;
            else if (cursor.Here.Is("end"))
                nested--;
            else if (nested <= 0 && cursor.Here.Is("then"))
                break;
        var read = SqlExpressionReader.Read(cursor.Tokens[begin..Math.Min(cursor.At, cursor.Tokens.Length)]);
        cursor.Takes("then");
        return read;
    }

    SqlStep CaseAt(int start)
    {
        var subject = cursor.Here.Is("when") ? null : SqlExpressionReader.Read(cursor);
        var branches = ImmutableArray.CreateBuilder<(SqlExpression, ImmutableArray<SqlStep>)>();
        ImmutableArray<SqlStep> otherwise = [];
        while (cursor.Takes("when"))
        {
            var when = Condition();
            branches.Add((subject is null ? when : new SqlExpression.Binary(when.Start, "=", subject, when), Steps()));
        }
        if (cursor.Takes("else"))
            otherwise = Steps();
        Ended();
        return new SqlStep.If(start, branches.DrainToImmutable(), otherwise);
    }

    SqlStep LoopAt(int start)
    {
        var begin = cursor.At;
        cursor.SkipsTo("loop");
        var head = cursor.Tokens[begin..Math.Min(cursor.At, cursor.Tokens.Length)];
        cursor.Takes("loop");
        var body = Steps();
        Ended();
        return new SqlStep.Loop(start, head, body);
    }

    SqlStep ReturnAt(int start)
    {
        if (cursor.Takes("query", "execute"))
            return new SqlStep.Execute(start, Rest());
        if (cursor.Takes("query"))
        {
            var query = Rest();
            return new SqlStep.Return(start, null, query.IsEmpty ? null : new(query));
        }
        var rest = Rest();
        return new SqlStep.Return(start, rest.IsEmpty ? null : SqlExpressionReader.Read(rest), null);
    }

    /// <summary>Takes <c>end</c> with what follows it.</summary>
    void Ended()
    {
        if (!cursor.Takes("end"))
            return;
        cursor.SkipsTo(";");
        cursor.Takes(";");
    }
}
