using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Schema;
using Shipworthy.Extractors.Schema.Access;
using Shipworthy.Extractors.Schema.Supabase;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Decisions;

/// <summary>What the database says to a write that a client makes itself.</summary>
/// <param name="State">Whether the client is believed.</param>
/// <param name="Because">Why, as the rest of a sentence about the write.</param>
readonly record struct TableAnswer(DecisionState State, string Because)
{
    /// <summary>The policy that lets it through; null where none does.</summary>
    public Location? By { get; init; }
}

/// <summary>Compares writes of clients with the policies, grants and triggers of the tables that they write.</summary>
sealed class TableGuards(ImmutableArray<SupabaseProject> projects)
{
    readonly Dictionary<SupabaseProject, (DoorsOfTables Doors, OwnPrivileges Own)> readers = [];

    /// <summary>What the database says to a write.</summary>
    /// <param name="name">The table as the client names it.</param>
    /// <param name="write">What it writes.</param>
    public TableAnswer To(string name, DataWrite write)
    {
        if (projects.IsEmpty)
            return new(DecisionState.Unknown, "the policies of the database are not in the repository");
        var table = DbName.Of([name]);
        foreach (var project in projects)
            if (project.State.Tables.TryGetValue(table, out var found))
                return Known(project, Of(project, found, write));
        return projects.Any(one => one.State.Views.ContainsKey(table))
            ? new(DecisionState.Unknown, "that is a view, and what may be written through it was not followed")
            : new(DecisionState.Unknown, "no migration in the repository makes that table, so its policies are not known");
    }

    /// <summary>What the database says to a call of one of its functions.</summary>
    public TableAnswer ToFunction(string name)
    {
        var found = projects.SelectMany(one => one.State.FunctionsOf([name])).ToList();
        if (found.Count == 0)
            return new(DecisionState.Unknown, "no migration in the repository makes that function");
        return Known(projects[0], FunctionBodies.AnswerOf(projects, found));
    }

    /// <summary>What SQL says that people run by hand: that it lets something through, and not that it holds something off.</summary>
    static TableAnswer Known(SupabaseProject project, TableAnswer answer) =>
        project.IsLoose && answer.State is DecisionState.Enforced
            ? answer with
            {
                State = DecisionState.Unknown,
                Because = $"nothing here shows that what {project.First.Folder} says of it was applied",
            }
            : answer;

    TableAnswer Of(SupabaseProject project, TableState table, DataWrite write)
    {
        if (table.HasRowSecurity is null)
            return new(DecisionState.Unknown, "whether the table has row security could not be read");
        if (table.HasRowSecurity is false)
            return new(DecisionState.Unknown, "the table has no row security, so nothing decides who may (2.3)");
        if (!readers.TryGetValue(project, out var reader))
            readers[project] = reader = (new(project.State), new(project.State));
        var (act, command) = write.Verb switch
        {
            WriteVerb.Insert => (DataAct.Insert, PolicyCommand.Insert),
            WriteVerb.Update => (DataAct.Update, PolicyCommand.Update),
            WriteVerb.Delete => (DataAct.Delete, PolicyCommand.Delete),
        };
        var doors = reader.Doors.Of(table).Where(door => door.Act == act).ToList();
        if (doors.Count == 0 && project.State.HasUnreadDoors)
            return new(DecisionState.Unknown, "migrations put policies or grants together while they run, which were not read");
        if (doors.Count == 0)
            return new(DecisionState.Enforced, "its policies and grants let no client do that");
        var power = write.Fields.Names.FirstOrDefault(column => table.Column(column) is not null && GivesPower(table, column));
        if (doors.Find(door => door.Reach is not DataReach.Caller) is { } open)
            return power is not null && open.Reach is DataReach.Everything or DataReach.SelfDeclared
                    ? new(DecisionState.Believed, $"sets {power}, and a policy lets {open.WhoSays} {open.ActSays} such rows")
                    {
                        By = open.At,
                    }
                : act is DataAct.Insert && power is null && ColumnMeanings.IsMeantForStrangers(table.Name)
                    ? new(DecisionState.Enforced, "the table is made for what strangers send")
                : new(
                    DecisionState.Unknown,
                    open.Reach is DataReach.Unknown
                        ? "what a policy of the table asks could not be followed"
                        : "a policy of the table does not ask whose row it is (2.3)"
                )
                {
                    By = open.At,
                };
        if (power is not null)
            return OfPower(reader.Own, table, power, act, command);
        var own = OwnPolicy(table, command);
        if (own is not null && Settled(table, write) is { } settled && !reader.Own.IsHeld(table, settled.Column, command))
            return new(
                DecisionState.Believed,
                $"sets {settled.Column} to {settled.Value}, and a policy lets people do that to their own row"
            )
            {
                By = own.At,
            };
        if (own is not null && PriceOf(project, table, write) is { } price && !reader.Own.IsHeld(table, price, command))
            return new(DecisionState.Believed, $"sets {price}, which a policy lets people choose for their own row") { By = own.At };
        return table.HasRemadePolicies
            ? new(DecisionState.Unknown, "migrations make its policies again with words that are put together while they run")
            : new(DecisionState.Enforced, "each policy for it asks who is calling") { By = doors[0].At };
    }

    static TableAnswer OfPower(OwnPrivileges privileges, TableState table, string column, DataAct act, PolicyCommand command)
    {
        if (
            privileges.Of(table).FirstOrDefault(one => one.Column.Equals(column, StringComparison.OrdinalIgnoreCase) && one.Act == act) is
            { } way
        )
            return new(DecisionState.Believed, $"sets {column}, and a policy lets people do that to their own row") { By = way.At };
        if (privileges.IsHeld(table, column, command))
            return new(DecisionState.Enforced, $"a grant, a check or a trigger holds {column}");
        return Concerned(table, command).All(policy => AsksRole(policy, command))
            ? new(DecisionState.Enforced, $"only callers with a role pass the policies that let {column} be set")
            : new(DecisionState.Unknown, $"sets {column}, and whether each policy for it asks for a role could not be told");
    }

    static bool GivesPower(TableState table, string column) =>
        ColumnMeanings.WidensPower(table, column) && !RaceTenant(column) || Words.IsRole(column) && ColumnMeanings.IsOfPerson(table);

    static bool RaceTenant(string column) => ColumnMeanings.Of(column).HasFlag(Holdings.Tenants);

    static IEnumerable<PolicyState> Concerned(TableState table, PolicyCommand command) =>
        table.Policies.Values.Where(policy =>
            !policy.IsRestrictive
            && (policy.Command == command || policy.Command is PolicyCommand.All)
            && policy.Roles.Any(role => role is "public" or "authenticated" or "anon")
        );

    static bool AsksRole(PolicyState policy, PolicyCommand command) =>
        (command is PolicyCommand.Insert ? policy.Check ?? policy.Using : policy.Using) is { } asks
        && asks.All.Any(part =>
            part is SqlExpression.Call call && call.Parts is not (["auth", ..] or ["coalesce"] or ["exists"])
            || part is SqlExpression.Name name && Words.IsRole(Words.Snake(name.Last))
        );

    /// <summary>The policy that lets people write their own row and asks nothing more; null when there is none.</summary>
    static PolicyState? OwnPolicy(TableState table, PolicyCommand command) =>
        Concerned(table, command)
            .FirstOrDefault(policy =>
                (command is PolicyCommand.Insert ? policy.Check ?? policy.Using : policy.Using) is { } asks
                && Policies.OwnColumn(asks) is not null
                && !AsksRole(policy, command)
            );

    /// <summary>A state that somebody else has to give, as the client writes it: paid, approved, verified.</summary>
    static (string Column, string Value)? Settled(TableState table, DataWrite write)
    {
        foreach (var column in write.Fields.Names)
            if (
                table.Column(column) is not null
                && write.Fields[column] is { Exists: true } value
                && (
                    value.String is { } word && DecisionWords.IsGiven(word)
                    || DecisionWords.IsGivenFlag(column) && value.Kind is CodeKind.Literal && value.Text is "true"
                )
            )
                return (column, value.Text.Trim('\'', '"'));
        return null;
    }

    /// <summary>The price or total of an order that its buyer writes, where the app keeps prices itself; null elsewhere.</summary>
    static string? PriceOf(SupabaseProject project, TableState table, DataWrite write) =>
        write.Verb is not WriteVerb.Delete
        && DecisionWords.IsPurchase(Words.Table(table.Name.Name))
        && project.State.Tables.Values.Any(one =>
            one != table
            && DecisionWords.IsCatalogue(Words.Table(one.Name.Name))
            && one.Columns.Exists(column => DecisionWords.IsPrice(column.Name))
        )
            ? write.Fields.Names.FirstOrDefault(column => DecisionWords.IsPrice(column) && table.Column(column) is not null)
            : null;
}
