using Shipworthy.Extractors.Schema;
using Shipworthy.Extractors.Schema.Supabase;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Audit;

/// <summary>Triggers of Supabase projects that write audit records, and what each of them sees.</summary>
sealed class AuditTriggers
{
    readonly List<Entry> all = [];

    /// <summary>A record that a trigger writes.</summary>
    /// <param name="Table">The table that it watches.</param>
    /// <param name="Events">The statements that start it.</param>
    /// <param name="Columns">The columns that must have changed; empty for any.</param>
    /// <param name="Record">The record.</param>
    readonly record struct Entry(string Table, ImmutableArray<string> Events, ImmutableArray<string> Columns, AuditRecord Record);

    /// <summary>The tables that migrations make.</summary>
    public HashSet<string> Tables { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads the triggers of all projects.</summary>
    public AuditTriggers(ImmutableArray<SupabaseProject> projects)
    {
        foreach (var state in projects.Select(project => project.State))
        {
            Tables.UnionWith(state.Tables.Keys.Select(name => Words.Table(name.Name)));
            foreach (var trigger in state.Triggers.Where(one => one.IsOn))
            foreach (var function in state.FunctionsOf([trigger.Function.Schema, trigger.Function.Name]))
            foreach (var (insert, columns, events) in Inserts(function.Steps, [], []))
                all.Add(
                    new(
                        Words.Table(trigger.Table.Name),
                        events.IsEmpty ? trigger.Events : [.. trigger.Events.Intersect(events, StringComparer.Ordinal)],
                        columns,
                        RecordOf(insert, function, trigger)
                    )
                );
        }
    }

    /// <summary>The record that the database makes of a write; null when it makes none.</summary>
    /// <param name="isPrivileged">Whether a key writes that acts for no person.</param>
    public AuditRecord? Of(DataWrite write, bool isPrivileged)
    {
        var happens = write.Verb switch
        {
            WriteVerb.Insert => "insert",
            WriteVerb.Update => "update",
            WriteVerb.Delete => "delete",
        };
        var found = all.Where(one => one.Table == write.Table && one.Events.Contains(happens)).ToList();
        var sees = found.Find(one =>
            one.Columns.IsEmpty
            || write.Verb is not WriteVerb.Update
            || one.Columns.Any(column => write.Fields.Any(field => field == column))
        );
        return sees.Record is not { } record ? null
            : isPrivileged && record.Missing.IsEmpty ? record with { Missing = ["who did it"] }
            : record;
    }

    static AuditRecord RecordOf(SqlStatement insert, FunctionState function, TriggerState trigger)
    {
        var cursor = new SqlCursor(insert.Tokens) { At = 2 };
        var table = DbName.Of(cursor.Name()).Name;
        return new(AuditStore.Trigger, trigger.At, $"trigger {trigger.Name} into table {table}")
        {
            Missing = AsksWho(function.Body) ? [] : ["who did it"],
        };
    }

    static bool AsksWho(ImmutableArray<SqlToken> body)
    {
        for (var i = 0; i < body.Length; i++)
            if (body[i].Is("current_setting") || body[i].Is("jwt") || (body[i].Is("uid") && i > 1 && body[i - 2].Is("auth")))
                return true;
        return false;
    }

    /// <summary>The statements of a body that insert into a table of audit records, with the columns and the statements that they are held to.</summary>
    public static IEnumerable<(SqlStatement Insert, ImmutableArray<string> Columns, ImmutableArray<string> Events)> Inserts(
        ImmutableArray<SqlStep> steps,
        ImmutableArray<string> columns,
        ImmutableArray<string> events
    )
    {
        foreach (var step in steps)
            switch (step)
            {
                case SqlStep.If choice:
                    foreach (var (when, then) in choice.Branches)
                    {
                        var (asked, of) = AskedBy(when);
                        foreach (var one in Inserts(then, [.. columns, .. asked], of.IsEmpty ? events : of))
                            yield return one;
                    }
                    foreach (var one in Inserts(choice.Else, columns, events))
                        yield return one;
                    break;
                case SqlStep.Statement { Of: var statement } when IsAudit(statement):
                    yield return (statement, columns, events);
                    break;
                case SqlStep.Block block:
                    foreach (var one in Inserts(block.Body, columns, events))
                        yield return one;
                    break;
                case SqlStep.Loop loop:
                    foreach (var one in Inserts(loop.Body, columns, events))
                        yield return one;
                    break;
            }
    }

    static (ImmutableArray<string> Columns, ImmutableArray<string> Events) AskedBy(SqlExpression when)
    {
        var isAboutEvent = when.All.Any(one => one is SqlExpression.Name { Last: "tg_op" });
        return (
            [
                .. when
                    .All.OfType<SqlExpression.Name>()
                    .Where(one => one.Parts is ["old" or "new", _])
                    .Select(one => one.Last)
                    .Distinct(StringComparer.Ordinal),
            ],
            isAboutEvent ? [.. when.All.OfType<SqlExpression.Text>().Select(one => one.Value.ToLowerInvariant())] : []
        );
    }

    /// <summary>Whether a statement inserts into a table of audit records.</summary>
    public static bool IsAudit(SqlStatement statement)
    {
        if (!statement.Begins("insert", "into"))
            return false;
        var cursor = new SqlCursor(statement.Tokens) { At = 2 };
        var table = Words.Table(DbName.Of(cursor.Name()).Name);
        if (Words.IsAudit(table))
            return true;
        var columns = cursor.Brackets().Where(token => token.IsName).Select(token => Words.Snake(token.Value)).ToList();
        return Words.MayBeAudit(table) && columns.Exists(Words.IsActor) && columns.Exists(Words.IsAct);
    }
}
