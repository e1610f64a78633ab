using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Writes.Stores;
using Shipworthy.Extractors.Writes.Uniqueness;

namespace Shipworthy.Extractors.Writes.Races;

/// <content>Values that are read, changed and written back (C1).</content>
sealed partial class RaceReading
{
    /// <summary>Statements that write a column computed from the same column of a row.</summary>
    IEnumerable<WriteRace> Recalculations(Code region, IReadOnlyList<StoreAccess> here, string name)
    {
        foreach (var write in here.Where(one => one.Verb is WriteVerb.Update or WriteVerb.Insert && one.Table.Length > 0))
        foreach (var column in write.Fields.Names.Where(one => !RaceWords.IsVersion(one)))
        {
            var taken = own.In(write.Fields[column], column);
            if (!taken.Exists || Root(taken) is not { Kind: CodeKind.Name } root || RaceWords.IsSent(root.Name))
                continue;
            var held = stores.Holding(taken);
            if (held is { Table.Length: > 0 } && held.Table != write.Table)
                continue;
            var stake = IsOwnSetting(write.Table) ? RaceStake.Trifle : RaceWords.StakeOf(write.Table, column);
            var isInsert = write.Verb is WriteVerb.Insert && !write.IsUpsert;
            if (isInsert && stake is not RaceStake.Money)
            {
                if (IsNext(taken))
                    yield return Numbering(write, column, held, name, stake);
                continue;
            }
            // Without a read that was seen, the row is the same where the write is chosen by it.
            if (
                held is null
                && !write.Conditions.Any(one => one.Value.Exists && Root(one.Value) is { Kind: CodeKind.Name } by && by.Name == root.Name)
            )
                continue;
            // A new row that is reckoned from another one is a running balance, or no race.
            if (isInsert && (held is null || !RaceWords.Runs(column)))
                continue;
            yield return Race(
                write.Call,
                RaceKind.Recalculation,
                write.Table,
                name,
                stake,
                held?.Call ?? taken,
                GuardOf(region, write, column),
                column
            );
        }
    }

    /// <summary>Whether what was read is counted up by one.</summary>
    static bool IsNext(Code taken)
    {
        for (var at = taken; at.Parent.Exists && at.Kind is not (CodeKind.Block or CodeKind.Function); at = at.Parent)
            if (
                at.Parent is { Kind: CodeKind.Binary, Operator: "+" } sum
                && (sum[Part.Right].String is "1" || sum[Part.Left].String is "1")
            )
                return true;
        return false;
    }

    WriteRace Numbering(StoreAccess write, string column, StoreAccess? held, string name, RaceStake stake)
    {
        var key = keys.Of(write.Table).FirstOrDefault(one => one.Columns.Contains(column));
        var guard =
            key is not null ? new FoundGuard(RaceGuard.Constraint, $"a unique {Listed(key.Columns)}", default)
            : keys.Knows(write.Table) ? FoundGuard.None
            : new FoundGuard(RaceGuard.Unknown, NotInRepository(write.Table), default);
        return Race(write.Call, RaceKind.Numbering, write.Table, name, stake, held?.Call ?? default, guard, column) with
        {
            GuardAt = key?.At,
        };
    }

    /// <summary>Objects that stand for rows, whose members are computed from themselves and then saved.</summary>
    IEnumerable<WriteRace> OfObjects(Code region, string name)
    {
        var saves = region.Descendants(CodeKind.Call).Where(one => IsSaving(one.Callee.Name)).ToList();
        foreach (var change in region.Descendants(CodeKind.Assignment).OrderBy(one => one.Operator is "-=" or "--" ? 0 : 1))
        {
            if (change[Part.Target] is not { Kind: CodeKind.Member } target || !IsReckoning(change, target))
                continue;
            var column = Words.Snake(target.Name);
            if (RaceWords.IsVersion(column))
                continue;
            if (Root(target) is { Kind: CodeKind.Name, Name: "this" or "self" } || target.Receiver.Name is "this" or "self")
            {
                if (OfEntity(change, region, column, name) is { } inside)
                    yield return inside;
                continue;
            }
            if (
                Root(target) is not { Kind: CodeKind.Name } root
                || saves.Count == 0
                || stores.Holding(target.Receiver) is not { Table.Length: > 0 } held
            )
                continue;
            // In languages whose rows are plain objects, only what is saved itself is a row.
            if (
                change.File.Language is not (Language.Python or Language.CSharp)
                && !saves.Exists(one => Root(one.Receiver).Name == root.Name || one.Arguments.Any(argument => argument.Name == root.Name))
            )
                continue;
            if (held.Statement.Text.Contains("AsNoTracking", StringComparison.Ordinal) || held.Verb is not null)
                continue;
            yield return Race(
                change,
                RaceKind.Recalculation,
                held.Table,
                name,
                IsOwnSetting(held.Table) ? RaceStake.Trifle : RaceWords.StakeOf(held.Table, column),
                held.Call,
                GuardOfObject(region, held.Table),
                column
            );
        }
        if (region.File.Language is Language.CSharp)
            foreach (var change in region.Descendants(CodeKind.Assignment))
                if (
                    change[Part.Target] is { Kind: CodeKind.Name } field
                    && IsReckoning(change, field)
                    && OfEntity(change, region, Words.Snake(field.Name), name) is { } inside
                )
                    yield return inside;
    }

    /// <summary>A method of a class of rows that changes its own value, and that is called on a row that was read.</summary>
    WriteRace? OfEntity(Code change, Code region, string column, string name)
    {
        var type = region.Enclosing(CodeKind.Class);
        if (!type.Exists || !keys.IsModel(type.Name) || RaceWords.StakeOf(TableNames.Of(type.Name), column) is not RaceStake.Money)
            return null;
        if (change[Part.Target].Kind is CodeKind.Name && !type.Property(change[Part.Target].Name).Exists)
            return null;
        var table = TableNames.Of(type.Name);
        foreach (var call in region.Name.Length > 0 ? code.Calls(region.Name) : [])
            if (
                call.File.Language == region.File.Language
                && call.Callee.Kind is CodeKind.Member
                && stores.Holding(call.Receiver) is { } held
                && held.Table == table
            )
                return Race(
                    change,
                    RaceKind.Recalculation,
                    table,
                    name,
                    RaceStake.Money,
                    call,
                    GuardOfObject(Regions.Of(call), table),
                    column
                ) with
                {
                    ReadAt = held.Call.At,
                };
        return null;
    }

    bool IsReckoning(Code change, Code target) =>
        change.Operator switch
        {
            "+=" or "-=" or "*=" => change[Part.Value] is not ({ Operator: "string" } or { Kind: CodeKind.Template or CodeKind.Array }),
            "++" or "--" => true,
            "=" => own.In(change[Part.Value], Words.Snake(target.Name)) is { Exists: true } taken
                && (taken.Kind is CodeKind.Name || Root(taken).Name == Root(target).Name),
            _ => false,
        };

    /// <summary>Lowering in one statement what was compared with its floor in another.</summary>
    IEnumerable<WriteRace> Floors(Code region, IReadOnlyList<StoreAccess> here, string name)
    {
        foreach (var write in here.Where(one => one.Verb is WriteVerb.Update && one.Table.Length > 0))
        foreach (
            var column in LoweredBy(write) is { Length: > 0 } lowered
                ? [lowered]
                : write.Fields.Names.Where(one => IsLowered(write.Fields[one]))
        )
        {
            if (RaceWords.StakeOf(write.Table, column) is not RaceStake.Money)
                continue;
            var asked = region
                .Descendants()
                .Where(one => one.Kind is CodeKind.Branch or CodeKind.Conditional && one.Start < write.Call.Start)
                .Select(one => one[Part.Condition])
                .FirstOrDefault(one => one.Exists && ComparesColumn(one, column));
            var guard =
                write.Asks(column) ? new FoundGuard(RaceGuard.Condition, "a condition in the same statement", write.Call)
                : keys.Bounds(write.Table, column) ? new FoundGuard(RaceGuard.Constraint, "a bound that the database keeps", default)
                : guards.Around(region);
            if (asked.Exists || guard.Kind is RaceGuard.Condition or RaceGuard.Constraint)
                yield return Race(write.Call, RaceKind.Floor, write.Table, name, RaceStake.Money, asked, guard, column);
        }
    }

    /// <summary>The column that a call of TypeORM lowers: <c>accounts.decrement({ id }, "balance", 5)</c>.</summary>
    static string LoweredBy(StoreAccess write) =>
        write.Call is { Kind: CodeKind.Call, Callee.Name: "decrement" } call && call.ArgumentAt(1).String is { } column
            ? Words.Snake(column)
            : "";

    static bool IsLowered(Code value) =>
        value.Kind is CodeKind.Object
            && (value.Property("decrement").Exists || value.Property("increment")[Part.Value] is { Kind: CodeKind.Unary, Operator: "-" })
        || value is { Kind: CodeKind.Unary, Operator: "-" } && value.Parent.Parent.Parent.Name is "$inc"
        || (value.Kind is CodeKind.Call && value.Operator is "tag" && value.Text.Contains(" - ", StringComparison.Ordinal))
        || (value is { Kind: CodeKind.Binary, Operator: "-" } && value[Part.Left] is { Kind: CodeKind.Call, Callee.Name: "F" });

    bool ComparesColumn(Code condition, string column) =>
        condition
            .Descendants()
            .Prepend(condition)
            .Any(one =>
                one.Kind is CodeKind.Binary
                && one.Operator is "<" or "<=" or ">" or ">="
                && (IsColumn(one[Part.Left], column, 3) || IsColumn(one[Part.Right], column, 3))
            ) || (condition is { Kind: CodeKind.Unary, Operator: "!" or "not" } && IsColumn(condition[Part.Value], column, 1));

    bool IsColumn(Code side, string column, int steps) =>
        steps > 0
        && side.Descendants()
            .Prepend(side)
            .Any(one =>
                one.Kind is CodeKind.Member && Words.Snake(one.Name) == column && !RaceWords.IsSent(one.Receiver.Name)
                || (
                    one.Kind is CodeKind.Name
                    && code.Definition(one) is { Kind: CodeKind.Variable } variable
                    && (
                        variable[Part.Value] is { Exists: true } value
                            ? !value.Contains(one) && IsColumn(value, column, steps - 1)
                            : Words.Snake(variable.Name) == column
                    )
                )
            );

    FoundGuard GuardOf(Code region, StoreAccess write, string column)
    {
        if (
            write.Conditions.FirstOrDefault(one => one.Column == column || RaceWords.IsVersion(one.Column)) is
            { Column: { Length: > 0 } asked }
        )
            return new(RaceGuard.Condition, $"the condition on {asked} in the write", write.Call);
        return guards.Around(region) is { Kind: not RaceGuard.None } around ? around : guards.VersionOf(write.Table);
    }

    FoundGuard GuardOfObject(Code region, string table) =>
        guards.VersionOf(table) is { Kind: not RaceGuard.None } version ? version : guards.Around(region);

    static bool IsOwnSetting(string table) =>
        table.EndsWith("setting", StringComparison.Ordinal) || table.EndsWith("preference", StringComparison.Ordinal);

    static bool IsSaving(string name) =>
        name
            is "save"
                or "commit"
                or "flush"
                or "add"
                or "merge"
                or "bulk_update"
                or "SaveChanges"
                or "SaveChangesAsync"
                or "persist"
                or "SaveEntitiesAsync"
                or "update"
        || name.StartsWith("Save", StringComparison.Ordinal)
        || name.StartsWith("Update", StringComparison.Ordinal)
        || name.StartsWith("Commit", StringComparison.Ordinal)
        || name is "CompleteAsync";

    static string NotInRepository(string table) =>
        $"the repository does not make table {table}, so whether the database refuses a second row is not known";

    static string Listed(ImmutableArray<string> columns) => string.Join(", ", columns);
}
