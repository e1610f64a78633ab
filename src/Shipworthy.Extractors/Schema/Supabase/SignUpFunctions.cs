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
        var sent = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var found = new List<string>();
        foreach (var step in function.Steps.SelectMany(step => step.All))
            if (step is SqlStep.Assign assign)
            {
                if (IsSent(assign.Value, sent))
                    sent.Add(assign.Name[^1]);
                else
                    sent.Remove(assign.Name[^1]);
            }
            else if (step is SqlStep.Statement { Of: var statement } && statement.Begins("insert", "into"))
                found.AddRange(Taken(statement, sent, state));
        return [.. found.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

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
