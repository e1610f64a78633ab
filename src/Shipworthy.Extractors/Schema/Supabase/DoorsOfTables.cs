using Shipworthy.Extractors.Schema.Access;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Supabase;

/// <summary>What strangers and signed-in users can do with tables, views and functions of a project.</summary>
sealed class DoorsOfTables(SchemaState state)
{
    readonly ImmutableArray<(DataCaller Who, Evaluation Evaluation)> callers =
    [
        (DataCaller.Stranger, new(state, "anon")),
        (DataCaller.SignedIn, new(state, "authenticated")),
    ];

    static readonly ImmutableArray<(PolicyCommand Command, DataAct Act, string Privilege)> Commands =
    [
        (PolicyCommand.Select, DataAct.Read, "select"),
        (PolicyCommand.Insert, DataAct.Insert, "insert"),
        (PolicyCommand.Update, DataAct.Update, "update"),
        (PolicyCommand.Delete, DataAct.Delete, "delete"),
    ];

    /// <summary>The doors of a table with row security: what its policies and grants let through.</summary>
    public IEnumerable<DataDoor> Of(TableState table)
    {
        foreach (var (who, evaluation) in callers)
        foreach (var (command, act, privilege) in Commands)
        {
            var isGranted = Grants.OfTable(table.Grants, evaluation.Role, privilege, table.MadeOn);
            if (isGranted is false)
                continue;
            var (turn, by) = new Policies(evaluation).Of(table, command);
            if (!turn.IsClosed() && by is not null)
                yield return isGranted is null && turn is not Turn.Tied
                    ? new(who, act, DataReach.Unknown, by.At) { Because = Grants.DependsOnProject }
                    : new(who, act, Reach(turn), by.At) { IsMarkedPublic = SaysPublic(by) };
        }
    }

    /// <summary>The doors of a table without row security: everything that was not taken back.</summary>
    public IEnumerable<DataDoor> OfUnprotected(TableState table) =>
        from caller in callers
        from command in Commands
        let isGranted = Grants.OfTable(table.Grants, caller.Evaluation.Role, command.Privilege, table.MadeOn)
        where isGranted is not false
        select new DataDoor(
            caller.Who,
            command.Act,
            isGranted is null ? DataReach.Unknown : DataReach.Everything,
            table.SwitchedAt ?? table.At
        )
        {
            Because = isGranted is null ? Grants.DependsOnProject : null,
        };

    /// <summary>The doors of a view that reads with its owner's rights over tables that are closed to the caller.</summary>
    public IEnumerable<DataDoor> Of(ViewState view)
    {
        if (view.AsksAsReader && !view.IsMaterialized)
            yield break;
        foreach (var (who, evaluation) in callers)
        {
            foreach (var door in Through(view, who, evaluation))
                yield return door;
            var isGranted = Grants.OfTable(view.Grants, evaluation.Role, "select", view.MadeOn);
            if (isGranted is false)
                continue;
            var below = Below(view.Query).ToList();
            var isProtected = below.Any(table =>
                table.HasRowSecurity is true && new Policies(evaluation).Of(table, PolicyCommand.Select).Turn is not Turn.True
            );
            var rows = evaluation.RowsOf(view.Query, new() { IsDefiner = true });
            if (isProtected && !rows.IsClosed() && !view.Query.IsAggregate && !view.Query.IsGrouped)
                yield return isGranted is null
                    ? new(who, DataAct.Read, DataReach.Unknown, view.At) { Because = Grants.DependsOnProject }
                    : new(who, DataAct.Read, Reach(rows), view.At) { Hands = Handed(view, below) };
        }
    }

    /// <summary>
    /// Changes through a view, which PostgreSQL applies to its one table with the rights of the view's owner (manual, <c>create view</c>, "Updatable Views").
    /// </summary>
    IEnumerable<DataDoor> Through(ViewState view, DataCaller who, Evaluation evaluation)
    {
        if (view.IsMaterialized || !view.IsPlain || view.Query.Tables is not [var only])
            yield break;
        if (!state.Tables.TryGetValue(DbName.Of(only.Parts), out var table) || table.HasRowSecurity is not true)
            yield break;
        var rows = evaluation.RowsOf(view.Query, new() { IsDefiner = true });
        foreach (var (command, act, privilege) in Commands)
            if (
                command is not PolicyCommand.Select
                && rows.IsOpen()
                && Grants.OfTable(view.Grants, evaluation.Role, privilege, view.MadeOn) is true
                && !new Policies(evaluation).Of(table, command).Turn.IsOpen()
            )
                yield return new(who, act, Reach(rows), view.At, table.Name.ToString());
    }

    /// <summary>The doors of a function that acts with its owner's rights.</summary>
    public IEnumerable<DataDoor> Of(FunctionState function)
    {
        foreach (var (who, evaluation) in callers)
        {
            var isGranted = Grants.OfFunction(function.Grants, evaluation.Role, function.MadeOn);
            if (isGranted is false)
                continue;
            var names = new Names { Function = function.Name.Name, IsDefiner = true };
            evaluation.Bind(function, names, [.. function.Parameters.Select(_ => new Seen(Turn.Free))]);
            var walk = new BodyWalk(state, evaluation, names);
            walk.Walk(function.Steps, Turn.True);
            foreach (var act in walk.Acts.Where(act => !act.Path.IsClosed() && !state.Dropped.Contains(act.Table)))
                if (act.Kind is not ActOnTable.Read || HandsRows(function))
                    yield return new(
                        who,
                        Act(act.Kind),
                        isGranted is null && act.Path is not Turn.Tied ? DataReach.Unknown : Reach(act.Path),
                        function.At,
                        act.Table.Name.Length > 0 ? act.Table.ToString() : ""
                    )
                    {
                        Hands = act.Kind is ActOnTable.Read ? Handed(act, evaluation) : Holdings.None,
                        Because = isGranted is null ? Grants.OfFunctionDependsOnProject : null,
                    };
        }
    }

    static bool HandsRows(FunctionState function) =>
        function.Returns
            is not (
                "boolean"
                or "bool"
                or "void"
                or "integer"
                or "int"
                or "bigint"
                or "numeric"
                or "uuid"
                or "trigger"
                or "timestamptz"
                or "date"
                or ""
            );

    static DataAct Act(ActOnTable kind) =>
        kind switch
        {
            ActOnTable.Read => DataAct.Read,
            ActOnTable.Write => DataAct.Update,
            ActOnTable.Count => DataAct.Count,
        };

    /// <summary>What a function hands over that the caller would not see in the table itself. Ids and flags alone give nothing away.</summary>
    Holdings Handed(TableAct act, Evaluation evaluation)
    {
        var isAll = act.Columns.IsEmpty || act.Columns.Contains("*") || act.Columns.Contains(act.Table.Name);
        if (!isAll && act.Columns.All(ColumnMeanings.IsIdOrFlag))
            return Holdings.None;
        var columns = act.Columns.Aggregate(Holdings.None, (all, column) => all | ColumnMeanings.Of(column));
        if (!state.Tables.TryGetValue(act.Table, out var table))
            return columns;
        if (table.HasRowSecurity is not true || new Policies(evaluation).Of(table, PolicyCommand.Select).Turn is Turn.True)
            return Holdings.None;
        return isAll ? ColumnMeanings.Of(table) : columns | (ColumnMeanings.Of(table) & (Holdings.Owners | Holdings.Tenants));
    }

    static Holdings Handed(ViewState view, List<TableState> below)
    {
        var names = view.Query.Columns.SelectMany(column => column.All).ToList();
        return names.Exists(one => one is SqlExpression.Unknown)
            ? below.Aggregate(Holdings.None, (all, table) => all | ColumnMeanings.Of(table))
            : names.OfType<SqlExpression.Name>().Aggregate(Holdings.None, (all, name) => all | ColumnMeanings.Of(name.Last));
    }

    IEnumerable<TableState> Below(SqlQuery query, int depth = 0)
    {
        foreach (var name in query.Tables)
            if (state.Tables.TryGetValue(DbName.Of(name.Parts), out var table))
                yield return table;
            else if (depth < 5 && state.Views.TryGetValue(DbName.Of(name.Parts), out var view))
                foreach (var below in Below(view.Query, depth + 1))
                    yield return below;
        if (depth < 5)
            foreach (var nested in query.Nested)
            foreach (var below in Below(nested, depth + 1))
                yield return below;
    }

    /// <summary>Whether a policy asks for a mark of the row that says it is meant to be seen.</summary>
    static bool SaysPublic(PolicyState policy) =>
        (policy.Using ?? policy.Check) is { } asks
        && asks.All.OfType<SqlExpression.Name>().Any(name => ColumnMeanings.MarksPublic(name.Last));

    static DataReach Reach(Turn turn) =>
        turn switch
        {
            Turn.True => DataReach.Everything,
            Turn.Free => DataReach.SomeRows,
            Turn.Chosen => DataReach.SelfDeclared,
            Turn.Tied => DataReach.Caller,
            Turn.Unknown or Turn.False or Turn.Null => DataReach.Unknown,
        };
}
