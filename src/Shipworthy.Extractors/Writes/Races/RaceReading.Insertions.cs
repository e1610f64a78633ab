using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Writes.Stores;

namespace Shipworthy.Extractors.Writes.Races;

/// <content>Rows that are looked for, and made where none was found (C2).</content>
sealed partial class RaceReading
{
    IEnumerable<WriteRace> Insertions(Code region, List<Reached> reached, string name)
    {
        foreach (var write in reached.Where(one => one.Access is { Verb: WriteVerb.Insert, Table.Length: > 0 }))
        {
            if (IsGetOrCreate(write.Access) && write.IsHere)
                yield return Insertion(write, write, name, region);
            if (write.Access.IsUpsert)
                continue;
            var found = new List<WriteRace>();
            foreach (var read in reached)
            {
                if (
                    read.Access.Verb is not null
                    || read.Access.Table != write.Access.Table
                    || read.Node == write.Node
                    || read.Node.Start >= write.Node.Start
                )
                    continue;
                if (Decision(region, read, write) is not { Exists: true } decision)
                    continue;
                if (IsCount(read.Access) && !AsksForAny(decision[Part.Condition]))
                {
                    if (Bounds(decision))
                        yield return Race(
                            write.Node,
                            RaceKind.Limit,
                            write.Access.Table,
                            name,
                            RaceWords.IsScarce(write.Access.Table) ? RaceStake.Money : RaceStake.Trifle,
                            read.Node,
                            guards.Around(region),
                            read.Access.Conditions.Where(one => one.IsEqual).Select(one => one.Column)
                        );
                    continue;
                }
                // Rows that are added to a number of them: 20 seats where 15 are.
                if (
                    IsCount(read.Access)
                    && write.Access.Call.Callee.Name is "bulkCreate" or "createMany" or "insertMany" or "bulk_create" or "add_all"
                    && !decision[Part.Condition].Contains(read.Node)
                    && decision[Part.Condition] is { Kind: CodeKind.Binary } compares
                    && compares[Part.Left] is { Kind: CodeKind.Member, Name: "length" }
                )
                    continue;
                if (Keys(read.Access, write.Access).Count == 0 && !IsOverlap(read.Access, write.Access))
                    continue;
                if (IsBelowNewRow(read, reached))
                    continue;
                found.Add(Insertion(read, write, name, region));
            }
            if (
                found
                    .OrderBy(one =>
                        one.Guard is RaceGuard.None ? 0
                        : one.Guard is RaceGuard.Unknown ? 1
                        : 2
                    )
                    .FirstOrDefault() is
                { } worst
            )
                yield return worst;
        }
    }

    /// <summary>Whether a look asks for rows of one that the same call has just made: nobody else knows it yet, so nobody races for them.</summary>
    bool IsBelowNewRow(Reached read, List<Reached> reached) =>
        read.Access.Conditions.Any(condition =>
            condition.IsEqual
            && condition.Value.Exists
            && reached.Exists(made =>
                made.Access is { Verb: WriteVerb.Insert, IsUpsert: false }
                && made.Access.Table != read.Access.Table
                && made.Node.Start < read.Node.Start
                && Mentions(condition.Value, made.Node)
            )
        );

    WriteRace Insertion(Reached read, Reached write, string name, Code region)
    {
        var table = write.Access.Table;
        var columns = Keys(read.Access, write.Access);
        // Who asks for the newest one expects several.
        var stake =
            IsNewest(read.Access) ? RaceStake.Trifle
            : RaceWords.IsScarce(table) ? RaceStake.Money
            : RaceStake.Data;
        if (IsOverlap(read.Access, write.Access))
            return Race(
                write.Node,
                RaceKind.Overlap,
                table,
                name,
                RaceStake.Money,
                read.Node,
                keys.ExcludesOverlaps(table) ? new(RaceGuard.Constraint, "a constraint that excludes overlaps", default)
                    : guards.Around(region) is { Kind: not RaceGuard.None } lockAround ? lockAround
                    : keys.Knows(table) ? FoundGuard.None
                    : new(RaceGuard.Unknown, NotInRepository(table), default),
                read.Access.Conditions.Where(one => RaceWords.IsRange(one.Column)).Select(one => one.Column).Distinct()
            );
        var absent = read.Access.Conditions.Where(one => one.IsAbsence).Select(one => one.Column).ToHashSet(StringComparer.Ordinal);
        if (keys.Guarding(table, columns, absent) is { } key)
            return Race(
                write.Node,
                RaceKind.Insertion,
                table,
                name,
                stake,
                read.Node,
                new(RaceGuard.Constraint, $"a unique {Listed(key.Columns)}", default),
                columns
            ) with
            {
                GuardAt = key.At,
            };
        var guard =
            guards.Around(region) is { Kind: not RaceGuard.None } around ? around
            : read.Access.Conditions.Any(one => one.IsRelation)
                ? new(RaceGuard.Unknown, "what the look asks of a row beside it was not compared with the new row", default)
            : WiderKey(read.Access, table, columns) is { } wider
                ? new(
                    RaceGuard.Unknown,
                    $"rows are unique by {Listed(wider.Columns)}, and which of those that were read is looked for in memory was not compared",
                    default
                )
            : keys.Knows(table) ? FoundGuard.None
            : new(RaceGuard.Unknown, NotInRepository(table), default);
        return Race(write.Node, RaceKind.Insertion, table, name, stake, read.Node, guard, columns);
    }

    /// <summary>A unique key of which a list was asked by a part: the rest is compared among what was read.</summary>
    Uniqueness.UniqueKey? WiderKey(StoreAccess read, string table, HashSet<string> columns) =>
        read.IsMany ? keys.Of(table).FirstOrDefault(key => key.Columns.Length > columns.Count && columns.All(key.Columns.Contains)) : null;

    /// <summary>The columns that were looked for with one value, and that the new row gets.</summary>
    static HashSet<string> Keys(StoreAccess read, StoreAccess write)
    {
        var all = read
            .Conditions.Where(one => one.IsEqual && !IsMarker(one.Column))
            .Select(one => one.Column)
            .ToHashSet(StringComparer.Ordinal);
        // What the new row does not say was not what it was looked for by.
        if (read != write && all.Any(one => !write.Fields.HasMore && !write.Fields.Names.Contains(one)))
            return [];
        // With a part of the condition that asks for no single value, what is looked for is not what could be unique.
        if (
            read != write
            && read.Conditions.Any(one => !one.IsEqual && !one.IsRelation && !IsMarker(one.Column) && !RaceWords.IsRange(one.Column))
        )
            return [];
        // Many rows are in one state: by it alone no row is meant.
        return all is { Count: 1 } && (all.Contains("id") || all.All(RaceWords.IsState)) ? [] : all;
    }

    static bool IsNewest(StoreAccess read) =>
        read
            .Statement.Descendants()
            .Any(one =>
                one.Kind is CodeKind.Property or CodeKind.Member or CodeKind.Name
                && one.Name is "orderBy" or "order_by" or "OrderBy" or "OrderByDescending" or "order" or "latest"
            );

    static bool IsMarker(string column) =>
        column is "deleted_at" or "is_deleted" or "deleted" or "is_active" or "active" or "archived_at" or "is_archived";

    static bool IsOverlap(StoreAccess read, StoreAccess write) =>
        read.Conditions.Count(one => !one.IsEqual && RaceWords.IsRange(one.Column)) >= 2
        && (write.Fields.HasMore || write.Fields.Any(RaceWords.IsRange));

    static bool IsGetOrCreate(StoreAccess access) =>
        access
            .Statement.Descendants(CodeKind.Call)
            .Prepend(access.Statement)
            .Any(one => one.Callee.Name is "get_or_create" or "update_or_create" or "findOrCreate");

    static bool IsCount(StoreAccess read) =>
        read.Statement.Descendants(CodeKind.Call)
            .Prepend(read.Statement)
            .Any(one => one.Kind is CodeKind.Call && one.Callee.Name is "count" or "countDocuments" or "CountAsync" or "Count")
        || read.Statement.Text.Contains("count: \"exact\"", StringComparison.Ordinal)
        || read.Statement.Text.Contains("count: 'exact'", StringComparison.Ordinal);

    /// <summary>Whether a count is only asked for being none or some: <c>count &gt; 0</c>. Where it is, a row is looked for, and no limit is set.</summary>
    static bool AsksForAny(Code condition) =>
        condition is { Kind: CodeKind.Binary, Operator: ">" } and var more && more[Part.Right].Text is "0"
        || condition is { Kind: CodeKind.Binary, Operator: ">=" } and var least && least[Part.Right].Text is "1";

    static bool Bounds(Code decision) =>
        decision[Part.Condition]
            .Descendants()
            .Prepend(decision[Part.Condition])
            .Any(one => one.Kind is CodeKind.Binary && one.Operator is ">=" or ">" or "<" or "<=");

    /// <summary>The condition on what was read that decides whether the row is made.</summary>
    Code Decision(Code region, Reached read, Reached write)
    {
        foreach (var branch in region.Descendants())
        {
            if (branch.Kind is not (CodeKind.Branch or CodeKind.Conditional) || branch.Start > write.Node.Start)
                continue;
            var condition = branch[Part.Condition];
            if (!condition.Exists || (branch.End < read.Node.Start && !branch.Contains(read.Node)) || !Mentions(condition, read.Node))
                continue;
            var isInside = branch.Contains(write.Node) && !condition.Contains(write.Node);
            if (
                isInside
                    ? !branch[Part.Then].Contains(write.Node) || AsksForAbsence(condition)
                    : Ends(branch[Part.Then]) && !AsksForAbsence(condition)
            )
                return branch;
            if (isInside && IsCount(read.Access))
                return branch;
        }
        return default;
    }

    static bool AsksForAbsence(Code condition) =>
        condition switch
        {
            { Kind: CodeKind.Unary, Operator: "!" or "not" } => true,
            { Kind: CodeKind.Binary, Operator: "==" or "===" or "is" } => IsNothing(condition[Part.Right])
                || condition[Part.Right].String is "0",
            { Kind: CodeKind.Binary, Operator: "&&" or "||" or "and" or "or" } => AsksForAbsence(condition[Part.Left])
                || AsksForAbsence(condition[Part.Right]),
            _ => false,
        };

    static bool IsNothing(Code side) =>
        side is { Kind: CodeKind.Literal, Operator: "null" or "undefined" or "false" } || side.Name is "None" or "undefined";

    static bool Ends(Code block) =>
        block.Descendants().Prepend(block).Any(one => one.Kind is CodeKind.Return or CodeKind.Throw or CodeKind.Jump);
}
