using Shipworthy.Extractors.Schema.Access;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Supabase;

/// <summary>
/// Columns that widen what a person may do and that people can set on their own row (rubric 2.3 F3d): a policy lets them write the row, and neither a grant by
/// column, nor a check, nor a trigger before the change holds the column.
/// </summary>
sealed class OwnPrivileges(SchemaState state)
{
    readonly Lazy<HashSet<string>> asked = new(() => AskedIn(state));

    /// <summary>Whether the rows of a table say what people may do.</summary>
    public bool AreGivenBy(TableState table) =>
        table.Columns.Exists(column =>
            ColumnMeanings.WidensPower(table, column.Name)
            && ColumnMeanings.Of(column.Name) is Holdings.None
            && (!ColumnMeanings.IsCommonWord(column.Name) || asked.Value.Contains(column.Name))
        );

    /// <summary>The columns of a table, each once.</summary>
    public IEnumerable<OwnPrivilege> Of(TableState table)
    {
        var columns = table.Columns.Where(column => !column.IsGenerated && ColumnMeanings.WidensPower(table, column.Name)).ToList();
        if (columns.Count == 0 || table.HasRowSecurity is not true)
            yield break;
        foreach (var column in columns)
            if (
                (!ColumnMeanings.IsCommonWord(column.Name) || asked.Value.Contains(column.Name))
                && (Way(table, column.Name, PolicyCommand.Update) ?? Way(table, column.Name, PolicyCommand.Insert)) is { } way
            )
                yield return way;
    }

    /// <summary>Whether a grant by column, a trigger before the change, or what a policy demands of the new row keeps people from choosing a column.</summary>
    public bool IsHeld(TableState table, string column, PolicyCommand command)
    {
        var privilege = command is PolicyCommand.Insert ? "insert" : "update";
        return !IsGranted(table, column, privilege)
            || IsHeldByTrigger(table, column, privilege)
            || table.Policies.Values.Any(policy => Concerns(policy, command) && Mentions(policy.Check, column));
    }

    OwnPrivilege? Way(TableState table, string column, PolicyCommand command)
    {
        var privilege = command is PolicyCommand.Insert ? "insert" : "update";
        if (!IsGranted(table, column, privilege) || IsHeldByTrigger(table, column, privilege))
            return null;
        foreach (var policy in table.Policies.Values.Where(policy => !policy.IsRestrictive && Concerns(policy, command)))
        {
            var own = Policies.OwnColumn(policy.Using) ?? Policies.OwnColumn(policy.Check);
            var filters = command is PolicyCommand.Insert ? policy.Check ?? policy.Using : policy.Using;
            if (own is null || own == column || Policies.OwnColumn(filters) is null || AsksMore(filters!))
                continue;
            if (
                Mentions(policy.Check, column)
                || table.Policies.Values.Any(other => other.IsRestrictive && Mentions(other.Check ?? other.Using, column))
            )
                continue;
            if (command is PolicyCommand.Insert && IsMadeAtSignUp(table))
                continue;
            return new(column, policy.At, command is PolicyCommand.Insert ? DataAct.Insert : DataAct.Update);
        }
        return null;
    }

    static bool Concerns(PolicyState policy, PolicyCommand command) =>
        (policy.Command == command || policy.Command is PolicyCommand.All) && policy.Roles.Any(role => role is "public" or "authenticated");

    /// <summary>Whether a condition asks for something beside the own row, joined by <c>and</c>: a role, a function, another table.</summary>
    static bool AsksMore(SqlExpression filter) =>
        filter is SqlExpression.Binary { Operator: "and" }
        && filter.All.Any(part =>
            part is SqlExpression.Exists || (part is SqlExpression.Call call && call.Parts is not (["auth", ..] or ["coalesce"]))
        );

    static bool Mentions(SqlExpression? asks, string column) =>
        asks is not null && asks.All.OfType<SqlExpression.Name>().Any(name => name.Last.Equals(column, StringComparison.OrdinalIgnoreCase));

    static bool IsGranted(TableState table, string column, string privilege)
    {
        var said = table.Grants.Of("authenticated", privilege);
        return said is not false || table.Grants.ColumnsOf("authenticated", privilege).Contains(column, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a trigger before the change holds the column.</summary>
    bool IsHeldByTrigger(TableState table, string column, string privilege) =>
        state.Triggers.Any(trigger =>
            trigger is { IsOn: true, IsBefore: true }
            && trigger.Table == table.Name
            && trigger.Events.Contains(privilege)
            && state
                .FunctionsOf([trigger.Function.Schema, trigger.Function.Name])
                .Any(function => Holds(function, column, table.Column(column) is { IsRequired: true }))
        );

    /// <summary>
    /// Whether a function deals with the new value. Where a column may be <c>null</c>, <c>new.c &lt;&gt; old.c</c> stops nobody who sets it to <c>null</c> first
    /// and to what they like afterwards.
    /// </summary>
    static bool Holds(FunctionState function, string column, bool isRequired)
    {
        var body = function.Body;
        for (var i = 0; i + 2 < body.Length; i++)
        {
            if (!body[i].Is("new") || !body[i + 1].Is(".") || !body[i + 2].Value.Equals(column, StringComparison.OrdinalIgnoreCase))
                continue;
            var isComparedPlainly =
                i + 3 < body.Length && (body[i + 3].Is("!=") || body[i + 3].Is("<>"))
                || i > 0 && (body[i - 1].Is("!=") || body[i - 1].Is("<>"));
            if (isRequired || !isComparedPlainly)
                return true;
        }
        return false;
    }

    /// <summary>Whether signing up makes the person's row, so that nobody can make a second one.</summary>
    bool IsMadeAtSignUp(TableState table) =>
        state
            .Triggers.Where(trigger => trigger.Table is { Schema: "auth", Name: "users" })
            .SelectMany(trigger => state.FunctionsOf([trigger.Function.Schema, trigger.Function.Name]))
            .Any(function => function.Body.Any(token => token.IsName && token.Value == table.Name.Name));

    /// <summary>The columns that a policy or a function asks for.</summary>
    static HashSet<string> AskedIn(SchemaState state)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var table in state.Tables.Values.Concat(state.Elsewhere.Values))
        foreach (var policy in table.Policies.Values)
        foreach (var asks in new[] { policy.Using, policy.Check })
            if (asks is not null)
                found.UnionWith(asks.All.OfType<SqlExpression.Name>().Select(name => name.Last));
        foreach (var function in state.Functions.Where(function => !function.IsTrigger))
            found.UnionWith(function.Body.Where(token => token.IsName).Select(token => token.Value));
        return found;
    }
}
