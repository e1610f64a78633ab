using System.Collections.Immutable;

namespace Shipworthy.Syntax.Sql;

/// <summary>A step of the body of a function or of a <c>DO</c> block.</summary>
/// <param name="Start">Where it begins in the text.</param>
public abstract record SqlStep(int Start)
{
    /// <summary><c>if … then … elsif … else … end if</c>, and <c>case</c> as a step.</summary>
    public sealed record If(
        int Start,
        ImmutableArray<(SqlExpression When, ImmutableArray<SqlStep> Then)> Branches,
        ImmutableArray<SqlStep> Else
    ) : SqlStep(Start);

    /// <summary>Any kind of loop.</summary>
    /// <param name="Start">Where it begins.</param>
    /// <param name="Head">What stands between its first word and <c>loop</c>.</param>
    /// <param name="Body">What is done each time.</param>
    public sealed record Loop(int Start, ImmutableArray<SqlToken> Head, ImmutableArray<SqlStep> Body) : SqlStep(Start);

    /// <summary><c>begin … exception when … end</c>.</summary>
    public sealed record Block(int Start, ImmutableArray<SqlStep> Body, ImmutableArray<SqlStep> Handlers) : SqlStep(Start);

    /// <summary><c>raise</c>: of an error, which ends the function, or of a message.</summary>
    public sealed record Raise(int Start, bool IsError) : SqlStep(Start);

    /// <summary><c>return</c>, also <c>return query</c>, which goes on.</summary>
    public sealed record Return(int Start, SqlExpression? Value, SqlStatement? Query) : SqlStep(Start);

    /// <summary>A variable gets a value, in its declaration or later.</summary>
    public sealed record Assign(int Start, ImmutableArray<string> Name, SqlExpression Value) : SqlStep(Start);

    /// <summary>A statement of SQL; <c>perform</c> is told as <c>select</c>.</summary>
    public sealed record Statement(int Start, SqlStatement Of) : SqlStep(Start);

    /// <summary><c>execute</c>: a statement that is put together while it runs.</summary>
    public sealed record Execute(int Start, ImmutableArray<SqlToken> Tokens) : SqlStep(Start);

    /// <summary>The steps in it.</summary>
    public IEnumerable<SqlStep> Inner =>
        this switch
        {
            If choice => [.. choice.Branches.SelectMany(branch => branch.Then), .. choice.Else],
            Loop loop => loop.Body,
            Block block => [.. block.Body, .. block.Handlers],
            _ => [],
        };

    /// <summary>It and everything in it.</summary>
    public IEnumerable<SqlStep> All => Inner.SelectMany(step => step.All).Prepend(this);
}
