using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Access;

/// <summary>How the policies of a table turn out for a role: any permissive one lets in, all restrictive ones must hold.</summary>
sealed class Policies(Evaluation evaluation)
{
    /// <summary>Columns that are known, as the bucket of files is.</summary>
    public Names Names { get; init; } = Names.None;

    /// <summary>What the policies let the role do, and the policy that lets it do the most.</summary>
    public (Turn Turn, PolicyState? By) Of(TableState table, PolicyCommand command)
    {
        var (turn, by) = (Turn.False, (PolicyState?)null);
        foreach (var policy in table.Policies.Values.Where(policy => !policy.IsRestrictive && Concerns(policy, command)))
        {
            var one = Of(policy, command);
            var both = Turns.Or(turn, one);
            if (by is null && !one.IsClosed() || both != turn)
                by = policy;
            turn = both;
        }
        foreach (var policy in table.Policies.Values.Where(policy => policy.IsRestrictive && Concerns(policy, command)))
            turn = Turns.And(turn, Of(policy, command));
        return (turn, by);
    }

    bool Concerns(PolicyState policy, PolicyCommand command) =>
        (policy.Command == command || policy.Command is PolicyCommand.All)
        && policy.Roles.Any(role => role is "public" || role == evaluation.Role);

    /// <summary>
    /// What a policy asks: of a new row its check, which is its filter when it has none; of other rows the filter. One that asks nothing lets nothing in
    /// (PostgreSQL, <c>rowsecurity.c</c>: at least one permissive expression must be found).
    /// </summary>
    Turn Of(PolicyState policy, PolicyCommand command) =>
        (command is PolicyCommand.Insert ? policy.Check ?? policy.Using : policy.Using) is { } asks
            ? evaluation.Of(asks, Names)
            : Turn.False;

    /// <summary>The column that a condition compares with the caller's id, so that it lets callers into their own row; null when it does not.</summary>
    public static string? OwnColumn(SqlExpression? asks) =>
        asks switch
        {
            SqlExpression.Binary { Operator: "and" or "or" } both => OwnColumn(both.Left) ?? OwnColumn(both.Right),
            SqlExpression.Binary { Operator: "=" } test when IsCaller(test.Left) => ColumnOf(test.Right),
            SqlExpression.Binary { Operator: "=" } test when IsCaller(test.Right) => ColumnOf(test.Left),
            _ => null,
        };

    static string? ColumnOf(SqlExpression expression) => expression is SqlExpression.Name name ? name.Last : null;

    /// <summary>Whether an expression is the id of the caller.</summary>
    public static bool IsCaller(SqlExpression expression) =>
        expression switch
        {
            SqlExpression.Call { Dotted: "auth.uid" } => true,
            SqlExpression.Subquery { Of: { Columns: [var column], Tables: [] } } => IsCaller(column),
            SqlExpression.Binary { Operator: "->>", Right: SqlExpression.Text { Value: "sub" } } => true,
            _ => false,
        };
}
