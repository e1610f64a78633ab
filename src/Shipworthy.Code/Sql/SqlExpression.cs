using System.Collections.Immutable;

namespace Shipworthy.Syntax.Sql;

/// <summary>An expression of SQL. Casts are left out, since they do not change what is asked.</summary>
/// <param name="Start">Where it begins in the text.</param>
public abstract record SqlExpression(int Start)
{
    /// <summary>A column, a variable or a keyword that gives a value: <c>owner_id</c>, <c>new.role</c>, <c>current_user</c>; parts in lower case unless quoted.</summary>
    public sealed record Name(int Start, ImmutableArray<string> Parts) : SqlExpression(Start)
    {
        /// <summary>The last part.</summary>
        public string Last => Parts[^1];

        /// <summary>All parts with dots.</summary>
        public string Dotted => string.Join('.', Parts);
    }

    /// <summary>A string.</summary>
    public sealed record Text(int Start, string Value) : SqlExpression(Start);

    /// <summary>A number, as it is written.</summary>
    public sealed record Number(int Start, string Value) : SqlExpression(Start);

    /// <summary><c>true</c>, <c>false</c>, or <c>null</c> when <paramref name="Value"/> is.</summary>
    public sealed record Truth(int Start, bool? Value) : SqlExpression(Start);

    /// <summary>A place that a caller fills: <c>$1</c>, <c>@id</c>.</summary>
    public sealed record Parameter(int Start, string Spelling) : SqlExpression(Start);

    /// <summary>A call: <c>auth.uid()</c>, <c>has_role(…)</c>.</summary>
    public sealed record Call(int Start, ImmutableArray<string> Parts, ImmutableArray<SqlExpression> Arguments) : SqlExpression(Start)
    {
        /// <summary>The name with its schema, if one is given.</summary>
        public string Dotted => string.Join('.', Parts);
    }

    /// <summary>Two operands and an operator in lower case: <c>and</c>, <c>or</c>, <c>=</c>, <c>-&gt;&gt;</c>, <c>like</c>, <c>is distinct from</c>.</summary>
    public sealed record Binary(int Start, string Operator, SqlExpression Left, SqlExpression Right) : SqlExpression(Start);

    /// <summary><c>not</c>, or <c>-</c> for any run of signs before an operand.</summary>
    public sealed record Unary(int Start, string Operator, SqlExpression Operand) : SqlExpression(Start);

    /// <summary><c>is null</c>, <c>is true</c> and their opposites.</summary>
    /// <param name="What"><c>null</c>, <c>true</c>, <c>false</c> or <c>unknown</c>.</param>
    public sealed record Is(int Start, SqlExpression Operand, string What, bool Negated) : SqlExpression(Start);

    /// <summary><c>in (…)</c> and <c>= any (…)</c> of a list.</summary>
    public sealed record In(int Start, SqlExpression Operand, ImmutableArray<SqlExpression> Items, bool Negated) : SqlExpression(Start);

    /// <summary><c>exists (select …)</c>.</summary>
    public sealed record Exists(int Start, SqlQuery Query) : SqlExpression(Start);

    /// <summary>A query that gives a value.</summary>
    public sealed record Subquery(int Start, SqlQuery Of) : SqlExpression(Start);

    /// <summary><c>case when … then … else … end</c>; a <c>case x when y</c> is told as <c>x = y</c>.</summary>
    public sealed record Case(int Start, ImmutableArray<(SqlExpression When, SqlExpression Then)> Branches, SqlExpression? Else)
        : SqlExpression(Start);

    /// <summary>Several values: <c>array[…]</c>, <c>(a, b)</c>.</summary>
    public sealed record List(int Start, ImmutableArray<SqlExpression> Items) : SqlExpression(Start);

    /// <summary>What could not be read.</summary>
    public sealed record Unknown(int Start) : SqlExpression(Start);

    /// <summary>Its direct parts, those of its queries included.</summary>
    public IEnumerable<SqlExpression> Children =>
        this switch
        {
            Call call => call.Arguments,
            Binary binary => [binary.Left, binary.Right],
            Unary unary => [unary.Operand],
            Is test => [test.Operand],
            In test => test.Items.Prepend(test.Operand),
            Exists test => test.Query.Expressions,
            Subquery query => query.Of.Expressions,
            Case choice =>
            [
                .. choice.Branches.SelectMany(branch => new[] { branch.When, branch.Then }),
                .. choice.Else is null ? [] : new[] { choice.Else },
            ],
            List list => list.Items,
            _ => [],
        };

    /// <summary>It and everything in it.</summary>
    public IEnumerable<SqlExpression> All => Children.SelectMany(child => child.All).Prepend(this);
}

/// <summary>A query, as far as what it reads and by which conditions.</summary>
/// <param name="Columns">What it gives; a star is <see cref="SqlExpression.Unknown"/>.</param>
/// <param name="Tables">The tables that it names after <c>from</c> and <c>join</c>, each with its other name.</param>
/// <param name="Conditions">What follows <c>where</c>, <c>on</c> and <c>having</c>: all must hold.</param>
/// <param name="Nested">Queries of <c>union</c>, of <c>with</c> and in place of a table.</param>
/// <param name="Calls">Functions in place of a table.</param>
/// <param name="IsAggregate">Whether it gives one row whatever it finds: <c>count(*)</c> without <c>group by</c>.</param>
public sealed record SqlQuery(
    ImmutableArray<SqlExpression> Columns,
    ImmutableArray<SqlTableName> Tables,
    ImmutableArray<SqlExpression> Conditions,
    ImmutableArray<SqlQuery> Nested,
    ImmutableArray<SqlExpression> Calls,
    bool IsAggregate
)
{
    /// <summary>Whether it gives one row for each group of rows.</summary>
    public bool IsGrouped { get; init; }

    /// <summary>All expressions in it and in its nested queries.</summary>
    public IEnumerable<SqlExpression> Expressions =>
        [.. Columns, .. Conditions, .. Calls, .. Nested.SelectMany(query => query.Expressions)];
}

/// <summary>A table in a query.</summary>
/// <param name="Parts">Its name, with its schema if one is given.</param>
/// <param name="Alias">What the query calls it.</param>
public sealed record SqlTableName(ImmutableArray<string> Parts, string Alias)
{
    /// <summary>Its name without the schema.</summary>
    public string Last => Parts[^1];
}
