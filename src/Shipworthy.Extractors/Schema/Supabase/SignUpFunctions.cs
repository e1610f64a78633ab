using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Supabase;

/// <summary>
/// Functions that run when somebody signs up or confirms it, and what they take from <c>raw_user_meta_data</c>, which the new person sends (rubric 2.3 F3e).
/// </summary>
static class SignUpFunctions
{
    /// <summary>The functions that triggers on the table of accounts run.</summary>
    public static IEnumerable<FunctionState> In(SchemaState state) =>
        state
            .Triggers.Where(trigger =>
                trigger is { IsOn: true, Table: { Schema: "auth", Name: "users" } }
                && (trigger.Events.Contains("insert") || trigger.Events.Contains("update"))
            )
            .SelectMany(trigger => state.FunctionsOf([trigger.Function.Schema, trigger.Function.Name]))
            .Distinct();

    /// <summary>The columns that widen power and get what the new person sent.</summary>
    public static ImmutableArray<string> TakenBy(FunctionState function, SchemaState state)
    {
        var found = new List<string>();
        Walk(function.Steps, new(StringComparer.OrdinalIgnoreCase), found, state);
        return [.. found.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>
    /// Follows the variables that hold what was sent, and gives them as they are after the steps: after a choice, what any of its ways leaves. Null where every way ends the
    /// function.
    /// </summary>
    static HashSet<string>? Walk(ImmutableArray<SqlStep> steps, HashSet<string> sent, List<string> found, SchemaState state)
    {
        foreach (var step in steps)
            switch (step)
            {
                case SqlStep.Assign assign when IsSent(assign.Value, sent):
                    sent.Add(assign.Name[^1]);
                    break;
                case SqlStep.Assign assign:
                    sent.Remove(assign.Name[^1]);
                    break;
                case SqlStep.Statement { Of: var statement } when statement.Begins("insert", "into"):
                    found.AddRange(Taken(statement, sent, state));
                    break;
                case SqlStep.Raise { IsError: true } or SqlStep.Return { Query: null }:
                    return null;
                case SqlStep.If choice:
                    if (Choose(choice, sent, found, state) is not { } after)
                        return null;
                    sent = after;
                    break;
                case SqlStep.Loop or SqlStep.Block:
                    if (Walk([.. step.Inner], sent, found, state) is { } inner)
                        sent = inner;
                    break;
            }
        return sent;
    }

    static HashSet<string>? Choose(SqlStep.If choice, HashSet<string> sent, List<string> found, SchemaState state)
    {
        HashSet<string>? after = null;
        var otherwise = new HashSet<string>(sent, StringComparer.OrdinalIgnoreCase);
        foreach (var (when, then) in choice.Branches)
        {
            var inside = new HashSet<string>(otherwise, StringComparer.OrdinalIgnoreCase);
            inside.ExceptWith(HeldBy(when, negated: false));
            otherwise.ExceptWith(HeldBy(when, negated: true));
            Join(Walk(then, inside, found, state));
        }
        Join(Walk(choice.Else, otherwise, found, state));
        return after;

        void Join(HashSet<string>? way)
        {
            if (way is null)
                return;
            after ??= new(StringComparer.OrdinalIgnoreCase);
            after.UnionWith(way);
        }
    }

    /// <summary>The variables that a condition holds to a list without administrators: where it is true, or, negated, where it is false.</summary>
    static IEnumerable<string> HeldBy(SqlExpression when, bool negated) =>
        Parts(when, negated ? "or" : "and")
            .OfType<SqlExpression.In>()
            .Where(test => test.Negated == negated && test.Items.All(item => item is SqlExpression.Text text && !IsPowerful(text.Value)))
            .SelectMany(test => test.Operand.All.OfType<SqlExpression.Name>())
            .Select(name => name.Last);

    /// <summary>What a condition joins by one operator, all of which therefore hold together, or all fail.</summary>
    static IEnumerable<SqlExpression> Parts(SqlExpression when, string joint) =>
        when is SqlExpression.Binary { Operator: var by } both && by.Equals(joint, StringComparison.OrdinalIgnoreCase)
            ? Parts(both.Left, joint).Concat(Parts(both.Right, joint))
            : [when];

    static IEnumerable<string> Taken(SqlStatement statement, HashSet<string> sent, SchemaState state)
    {
        var cursor = new SqlCursor(statement.Tokens) { At = 2 };
        var name = DbName.Of(cursor.Name());
        var columns = cursor.Brackets().Where(token => token.IsName).Select(token => token.Value).ToList();
        var table = state.Tables.GetValueOrDefault(name) ?? new(name, Location.WholeApp);
        if (!cursor.Takes("values"))
            yield break;
        var values = SqlCursor.Pieces(cursor.Brackets()).Select(SqlExpressionReader.Read).ToList();
        for (var i = 0; i < Math.Min(columns.Count, values.Count); i++)
            if (ColumnMeanings.WidensPower(table, columns[i]) && IsSent(values[i], sent))
                yield return columns[i];
    }

    /// <summary>Whether a value comes from what was sent and is not held to a list that names no administrator.</summary>
    static bool IsSent(SqlExpression value, HashSet<string> sent) =>
        value.All.Any(part =>
            part is SqlExpression.Name name && (name.Last is "raw_user_meta_data" || (name.Parts.Length == 1 && sent.Contains(name.Last)))
        ) && !IsHeldToList(value);

    static bool IsHeldToList(SqlExpression value) =>
        value is SqlExpression.Case choice
        && choice.Branches.All(branch =>
            branch.Then is SqlExpression.Text
            || branch.When is SqlExpression.In { Negated: false } test
                && test.Items.All(item => item is SqlExpression.Text text && !IsPowerful(text.Value))
        )
        && choice.Else is null or SqlExpression.Text or SqlExpression.Truth or SqlExpression.Case or SqlExpression.Text
        && choice.Branches.All(branch => branch.Then is not SqlExpression.Text text || !IsPowerful(text.Value));

    static bool IsPowerful(string role) =>
        role.Contains("admin", StringComparison.OrdinalIgnoreCase)
        || role.Contains("owner", StringComparison.OrdinalIgnoreCase)
        || role.Contains("staff", StringComparison.OrdinalIgnoreCase)
        || role.Contains("super", StringComparison.OrdinalIgnoreCase);
}
