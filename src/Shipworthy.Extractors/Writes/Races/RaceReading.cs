using Shipworthy.Extractors.Writes.Stores;
using Shipworthy.Extractors.Writes.Uniqueness;

namespace Shipworthy.Extractors.Writes.Races;

/// <summary>A read or write that a region reaches, with the node in the region that leads to it.</summary>
readonly record struct Reached(Code Node, StoreAccess Access)
{
    /// <summary>Whether it stands in the region itself.</summary>
    public bool IsHere => Node == Access.Call || Access.Statement.Contains(Node);
}

/// <summary>Finds the places of a region in which two callers at the same moment get in each other's way, and what keeps them apart.</summary>
sealed partial class RaceReading(CodeBase code, StoreReading stores, UniqueKeys keys)
{
    const int MostReached = 120;

    readonly OwnValues own = new(code);
    readonly RaceGuards guards = new(code, stores);

    /// <summary>The candidates of a region, one for each table.</summary>
    public IEnumerable<WriteRace> In(Code region, IReadOnlyList<StoreAccess> here)
    {
        var reached = ReachedBy(region, here);
        var name = Regions.NameOf(region);
        var found = new List<WriteRace>();
        found.AddRange(Recalculations(region, here, name));
        found.AddRange(OfObjects(region, name));
        found.AddRange(Floors(region, here, name));
        found.AddRange(Claims(region, here, name));
        found.AddRange(Transitions(region, reached, here, name));
        found.AddRange(Insertions(region, reached, name));
        // A row that carries a balance on is made each time, and not only where none was found.
        found.RemoveAll(race =>
            race.Kind is RaceKind.Insertion && found.Exists(other => other.Kind is RaceKind.Recalculation && other.At == race.At)
        );
        return found
            .GroupBy(race => (race.Table, IsMade: race.Kind is RaceKind.Insertion or RaceKind.Numbering or RaceKind.Overlap))
            .SelectMany(same =>
                same.OrderBy(race =>
                        race.Guard is RaceGuard.None ? 0
                        : race.Guard is RaceGuard.Unknown ? 1
                        : 2
                    )
                    .ThenByDescending(race => race.Stake)
                    .Take(1)
            );
    }

    /// <summary>The statements in a region and in the functions of the app that it calls.</summary>
    public List<Reached> ReachedBy(Code region, IReadOnlyList<StoreAccess> here)
    {
        var all = here.Select(access => new Reached(access.Call, access)).ToList();
        foreach (var call in region.Descendants(CodeKind.Call))
            if (all.Count < MostReached && stores.TargetOf(call) is { Exists: true } target && target != region && !region.Contains(target))
                AddInside(target, call, all, 3, []);
        return [.. all.OrderBy(one => one.Node.Start)];
    }

    void AddInside(Code function, Code node, List<Reached> all, int steps, HashSet<Code> seen)
    {
        if (steps <= 0 || !seen.Add(function) || all.Count >= MostReached)
            return;
        foreach (var access in stores.In(function))
            all.Add(new(node, access));
        foreach (var call in function.Descendants(CodeKind.Call))
            if (stores.TargetOf(call) is { Exists: true } target && target != function && !function.Contains(target))
                AddInside(target, node, all, steps - 1, seen);
    }

    WriteRace Race(
        Code at,
        RaceKind kind,
        string table,
        string name,
        RaceStake stake,
        Code read,
        FoundGuard guard,
        params IEnumerable<string> columns
    ) =>
        new(at.At, kind, table, name)
        {
            Columns = [.. columns],
            ReadAt = read.Exists ? read.At : null,
            Guard = guard.Kind,
            GuardBy = guard.By,
            GuardAt = guard.At.Exists ? guard.At.At : null,
            Stake = stake,
        };

    /// <summary>Whether an expression names a variable that holds what a node gave, or contains it.</summary>
    bool Mentions(Code expression, Code node, int steps = 3)
    {
        if (expression.Contains(node))
            return true;
        if (steps <= 0)
            return false;
        foreach (var name in expression.Descendants().Prepend(expression))
        {
            if (name.Kind is not CodeKind.Name || name.File != node.File)
                continue;
            var found = code.Definition(name);
            for (var (at, climbed) = (found, 0); at.Exists && climbed < 5; (at, climbed) = (at.Parent, climbed + 1))
                if (
                    at.Kind is CodeKind.Variable or CodeKind.Assignment
                    && at[Part.Value] is { Exists: true } value
                    && !value.Contains(name)
                )
                {
                    if (Mentions(value, node, steps - 1))
                        return true;
                    break;
                }
                else if (at.Kind is CodeKind.Loop && at[Part.Source] is { Exists: true } source && !source.Contains(name))
                {
                    if (Mentions(source, node, steps - 1))
                        return true;
                    break;
                }
                else if (at.Kind is CodeKind.Block or CodeKind.Function)
                    break;
        }
        return false;
    }

    static Code Root(Code expression)
    {
        while (expression.Kind is CodeKind.Member or CodeKind.Index or CodeKind.Call or CodeKind.Await or CodeKind.Unary)
            expression = expression.Kind is CodeKind.Await or CodeKind.Unary ? expression[Part.Value] : expression.Receiver;
        return expression;
    }
}
