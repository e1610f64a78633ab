using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Writes.Stores;

namespace Shipworthy.Extractors.Writes.Races;

/// <content>States that are looked at and changed once (C3), and rows that wait and are worked off (C5).</content>
sealed partial class RaceReading
{
    readonly record struct Change(Code At, string Table, string Column, bool IsStatement, StoreAccess? Write, Code To);

    IEnumerable<WriteRace> Transitions(Code region, List<Reached> reached, IReadOnlyList<StoreAccess> here, string name)
    {
        foreach (var change in Changes(region, here))
        {
            var read = Asked(region, reached, change, out var asked);
            if (!asked.Exists && read is null)
                continue;
            var (consequence, isOfMoney) = Consequence(region, reached, change, ArmOf(asked, change.At));
            if (consequence.Length == 0)
                continue;
            FoundGuard guard;
            if (change.Write is { } write && write.Conditions.Any(one => one.Column == change.Column || RaceWords.IsVersion(one.Column)))
                guard = write.IsLookedAt
                    ? new(RaceGuard.Condition, $"the condition on {change.Column} in the write, whose result is looked at", write.Call)
                    : new(
                        RaceGuard.Unknown,
                        $"its write asks for {change.Column}, and nothing looks at whether it changed a row",
                        write.Call
                    );
            else
                guard = guards.Around(region) is { Kind: not RaceGuard.None } around ? around : guards.VersionOf(change.Table);
            yield return Race(
                change.At,
                RaceKind.Transition,
                change.Table,
                name,
                isOfMoney ? RaceStake.Money : RaceStake.Data,
                read?.Call ?? asked,
                guard,
                change.Column
            ) with
            {
                Consequence = consequence,
            };
        }
    }

    /// <summary>Writes of a fixed value to a column that says how far a row has come.</summary>
    IEnumerable<Change> Changes(Code region, IReadOnlyList<StoreAccess> here)
    {
        foreach (var write in here.Where(one => one.Verb is WriteVerb.Update && one.Table.Length > 0))
        foreach (var column in write.Fields.Names)
            if (RaceWords.IsState(column) && IsFixed(write.Fields[column]))
                yield return new(write.Call, write.Table, column, true, write, write.Fields[column]);
        if (
            region.File.Language is not (Language.Python or Language.CSharp)
            && !region.Descendants(CodeKind.Call).Any(one => one.Callee.Name is "save")
        )
            yield break;
        foreach (var one in region.Descendants(CodeKind.Assignment))
            if (
                one is { Operator: "=" }
                && one[Part.Target] is { Kind: CodeKind.Member } target
                && target.Receiver.Name is not ("this" or "self")
                && RaceWords.IsState(Words.Snake(target.Name))
                && IsFixed(one[Part.Value])
                && stores.Holding(target.Receiver) is { Table.Length: > 0 } held
            )
                yield return new(one, held.Table, Words.Snake(target.Name), false, null, one[Part.Value]);
    }

    static bool IsFixed(Code value) =>
        value.Exists
        && (
            value.Kind is CodeKind.Literal or CodeKind.New
            || (
                value.Kind is CodeKind.Member
                && value.Receiver.Kind is CodeKind.Name
                && char.IsUpper(value.Receiver.Name is [var letter, ..] ? letter : 'a')
            )
            || (value.Kind is CodeKind.Member && value.Receiver.Kind is CodeKind.Member)
            || value is { Kind: CodeKind.Name, Name: "True" or "False" or "None" }
            || (
                value.Kind is CodeKind.Call
                && value.Callee.Name is "now" or "Now" or "utcnow" or "toISOString" or "UtcNow" or "sql" or "date"
            )
        );

    /// <summary>The read whose state was looked at, in its own conditions or in one after it.</summary>
    StoreAccess? Asked(Code region, List<Reached> reached, Change change, out Code asked)
    {
        asked = default;
        foreach (var read in reached)
        {
            if (read.Access.Verb is not null || read.Access.Table != change.Table || read.Node.Start >= change.At.Start)
                continue;
            if (read.Access.Conditions.Any(one => one.Column == change.Column && (one.IsEqual || one.IsAbsence)))
                return read.Access with { Call = read.Node };
        }
        foreach (var branch in region.Descendants())
        {
            if (
                branch.Kind is not (CodeKind.Branch or CodeKind.Conditional)
                || branch.Start > change.At.Start
                || !branch[Part.Condition].Exists
                || (!branch.Contains(change.At) && AreApart(branch, change.At))
            )
                continue;
            foreach (var member in branch[Part.Condition].Descendants().Prepend(branch[Part.Condition]))
                if (
                    member.Kind is CodeKind.Member
                    && Words.Snake(member.Name) == change.Column
                    && stores.Holding(member.Receiver) is { } held
                    && held.Table == change.Table
                )
                {
                    asked = branch;
                    return held;
                }
        }
        return null;
    }

    /// <summary>The arm of the look that a change stands in, where the function goes on behind it; no node for others.</summary>
    static Code ArmOf(Code asked, Code change)
    {
        if (!asked.Exists || !asked.Contains(change))
            return default;
        var arm = asked[Part.Then].Contains(change) ? asked[Part.Then] : asked[Part.Else];
        return arm.Contains(change) && !Ends(asked[Part.Then]) && !(asked[Part.Else].Exists && Ends(asked[Part.Else])) ? arm : default;
    }

    /// <summary>What follows from a change: another row, a payment, a message; empty where nothing does.</summary>
    /// <param name="within">What it must stand in; no node for anywhere.</param>
    (string What, bool IsOfMoney) Consequence(Code region, List<Reached> reached, Change change, Code within)
    {
        bool Follows(Code node) => (!within.Exists || within.Contains(node)) && !AreApart(change.At, node);
        foreach (var call in region.Descendants(CodeKind.Call))
            if (
                RaceWords.HasEffect(Words.Snake(call.Callee.Name))
                && RaceWords.MovesMoney(Words.Snake(call.Callee.Name))
                && !IsAnswer(call)
                && Follows(call)
            )
                return (call.Callee.Name, true);
        var following = reached.Where(one => Follows(one.Node)).ToList();
        foreach (var one in following)
            if (
                one.Access is { Verb: not null, Table.Length: > 0 }
                && one.Access.Table != change.Table
                && !Past().IsMatch(one.Access.Table)
                && one.Access.Fields.Names.Any(column => RaceWords.StakeOf(one.Access.Table, column) is RaceStake.Money)
                && !(one.Access.Verb is WriteVerb.Insert && IsOnce(one.Access))
            )
                return ($"{(one.Access.Verb is WriteVerb.Insert ? "a new" : "the change of")} {one.Access.Table}", true);
        foreach (var one in following)
            if (
                one.Access is { Verb: WriteVerb.Insert, Table.Length: > 0 }
                && one.Node != change.At
                && !RaceWords.IsRecord(one.Access.Table)
                && !IsOnce(one.Access)
            )
                return ($"a new {one.Access.Table}", RaceWords.MovesMoney(one.Access.Table));
        foreach (var call in region.Descendants(CodeKind.Call))
            if (RaceWords.HasEffect(Words.Snake(call.Callee.Name)) && !IsAnswer(call) && Follows(call))
                return (call.Callee.Name, RaceWords.MovesMoney(Words.Snake(call.Callee.Name)));
        return RaceWords.IsOneTime(change.Table) && RaceWords.IsUse(change.Column) && !RaceWords.TakesBack(change.To.Text)
            ? ("what it opens", false)
            : ("", false);
    }

    /// <summary>Rows that only tell what happened, whatever they say of money.</summary>
    [GeneratedRegex("(?:^|_)(?:event|log|history|audit|activity|message|notification|comment)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Past();

    /// <summary>Whether a second row with the same values is refused: a unique column is among them, and its value is not made anew.</summary>
    bool IsOnce(StoreAccess insert) =>
        keys.Of(insert.Table)
            .Any(key =>
                key.Columns.All(insert.Fields.Names.Contains)
                && !key.Columns.Contains("id")
                && !key.Columns.Any(column => Repeats.RepeatWords.IsFresh(insert.Fields[column].Callee.Name))
                && !key.Columns.Any(column => insert.Fields[column].Kind is CodeKind.Literal or CodeKind.Template)
            );

    /// <summary>Whether no way through a function runs both nodes: they stand in the two arms of a branch, or the arm of one ends the function, as an answer to an error may.</summary>
    static bool AreApart(Code one, Code other)
    {
        if (one.File != other.File)
            return false;
        var (first, second) = one.Start <= other.Start ? (one, other) : (other, one);
        for (var at = first; at.Parent.Exists && at.Kind is not CodeKind.Function; at = at.Parent)
        {
            if (
                at.Kind is CodeKind.Catch
                && !at.Contains(second)
                && at.Body.Children.LastOrDefault().Kind is CodeKind.Return or CodeKind.Throw
            )
                return true;
            if (at.Parent.Kind is not CodeKind.Branch || at.Part is not (Part.Then or Part.Else) || at.Contains(second))
                continue;
            if (at.Parent.Contains(second) && !at.Parent[Part.Condition].Contains(second))
                return true;
            if (at.Children.Any(child => child.Kind is CodeKind.Return or CodeKind.Throw) || at.Kind is CodeKind.Return or CodeKind.Throw)
                return true;
        }
        return false;
    }

    static bool IsAnswer(Code call) =>
        call.Callee.Kind is CodeKind.Member
        && Root(call.Receiver).Name
            is "res"
                or "response"
                or "reply"
                or "ctx"
                or "c"
                or "logger"
                or "log"
                or "console"
                or "toast"
                or "socket"
                or "ws"
                or "stream";

    /// <summary>Rows that wait, read as a list, and worked off one by one without taking each for oneself.</summary>
    IEnumerable<WriteRace> Claims(Code region, IReadOnlyList<StoreAccess> here, string name)
    {
        foreach (var read in here.Where(one => one is { Verb: null, IsMany: true, Table.Length: > 0 }))
        {
            var waiting = read.Conditions.FirstOrDefault(one => one.IsEqual && RaceWords.IsState(one.Column));
            if (waiting.Column is not { Length: > 0 } || !(RaceWords.IsWorker(region.File.Path) || RaceWords.IsWorker(Words.Snake(name))))
                continue;
            var loop = region
                .Descendants()
                .FirstOrDefault(one =>
                    one.Kind is CodeKind.Loop && one.Start > read.Statement.Start && Mentions(one[Part.Source], read.Call)
                    || (
                        one.Kind is CodeKind.Call
                        && one.Callee.Name is "map" or "forEach"
                        && one.Start > read.Statement.Start
                        && Mentions(one.Receiver, read.Call)
                    )
                );
            if (!loop.Exists)
                continue;
            var writes = here.Where(one => one.Verb is WriteVerb.Update && one.Table == read.Table && loop.Contains(one.Call)).ToList();
            var effect = loop.Descendants(CodeKind.Call)
                .FirstOrDefault(one => RaceWords.HasEffect(Words.Snake(one.Callee.Name)) && !IsAnswer(one));
            if (!effect.Exists)
                continue;
            var claim = writes.Find(one => one.Asks(waiting.Column) && one.Call.Start < effect.Start);
            yield return Race(
                read.Call,
                RaceKind.Claim,
                read.Table,
                name,
                RaceWords.MovesMoney(Words.Snake(effect.Callee.Name)) ? RaceStake.Money : RaceStake.Data,
                effect,
                claim is not null
                    ? new(RaceGuard.Condition, $"a write that takes each row only while it waits", claim.Call)
                    : guards.Around(region),
                waiting.Column
            ) with
            {
                Consequence = effect.Callee.Name,
            };
        }
    }
}
