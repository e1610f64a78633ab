using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Writes.Races;
using Shipworthy.Extractors.Writes.Stores;
using Shipworthy.Extractors.Writes.Uniqueness;

namespace Shipworthy.Extractors.Writes.Repeats;

/// <summary>What keeps a repeated attempt from having a second effect.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="By">It in words.</param>
/// <param name="At">Where it is; no node for none.</param>
readonly record struct FoundKey(RepeatGuard Kind, string By, Code At)
{
    /// <summary>Nothing.</summary>
    public static FoundKey None { get; } = new(RepeatGuard.None, "", default);
}

/// <summary>Finds on a way what tells a repeated attempt from the first: stored keys, keys for the provider, states that are looked at.</summary>
sealed partial class RepeatGuards(CodeBase code, StoreReading stores, UniqueKeys keys, Effects effects)
{
    readonly Dictionary<Code, FoundKey> known = [];
    readonly RaceGuards races = new(code, stores);

    /// <summary>The guard of a function that holds for everything that it does: a stored key of the event or intent.</summary>
    public FoundKey Around(Code function)
    {
        if (known.TryGetValue(function, out var before))
            return before;
        return known[function] = Find(function);
    }

    FoundKey Find(Code function)
    {
        var memory = FoundKey.None;
        foreach (var access in stores.In(function))
            if (access.Table.Length > 0 && KeyOf(access) is { } key)
                return new(RepeatGuard.Key, key, access.Call);
        foreach (var call in function.Descendants(CodeKind.Call))
        {
            var name = call.Callee.Name;
            if (name is "setnx" or "setNX" or "SETNX" or "putIfAbsent" || (name is "set" or "StringSetAsync" && IsIfAbsent(call)))
                return new(RepeatGuard.Key, "a key that is set only where it is absent", call);
            if (
                memory.Kind is RepeatGuard.None
                && name is "has" or "Contains" or "ContainsKey"
                && call.Receiver.Kind is CodeKind.Name
                && code.Definition(call.Receiver)[Part.Value] is { Exists: true } made
                && made.Callee.Name is "Set" or "Map" or "HashSet" or "ConcurrentDictionary"
                && !code.Definition(call.Receiver).Enclosing(CodeKind.Function).Exists
                && IsFilled(call.Receiver)
            )
                memory = new(RepeatGuard.Memory, call.Receiver.Name, call);
        }
        foreach (var asked in memory.Kind is RepeatGuard.None ? function.Descendants(CodeKind.Binary) : [])
            if (
                asked is { Operator: "in" }
                && asked[Part.Right] is { Kind: CodeKind.Name } store
                && code.Definition(store) is { Exists: true } made
                && !made.Enclosing(CodeKind.Function).Exists
                && (made[Part.Value].Exists ? made : made.Parent)[Part.Value] is { Kind: CodeKind.Call } value
                && value.Callee.Name is "set" or "dict"
                && IsFilled(store)
            )
                return new(RepeatGuard.Memory, store.Name, asked);
        return memory;
    }

    /// <summary>Whether anything is put into a store while the app runs: a list of what is allowed remembers nothing.</summary>
    bool IsFilled(Code store) =>
        code.Names(store.Name)
            .Any(name =>
                name.File == store.File
                && (
                    name.Parent
                        is {
                            Kind: CodeKind.Member,
                            Name: "add" or "set" or "Add" or "TryAdd" or "AddOrUpdate" or "GetOrAdd" or "update" or "setdefault",
                            Part: Part.Callee
                        }
                    || name.Parent is { Kind: CodeKind.Index, Part: Part.Target }
                )
            );

    static bool IsIfAbsent(Code call) =>
        call.Arguments.Any(one =>
            "nx".Equals(one.String, StringComparison.OrdinalIgnoreCase)
            || (one.Kind is CodeKind.Object && one.Children.Any(entry => entry.Name is "nx" or "NX"))
            || (one.Kind is CodeKind.Argument && one.Name is "nx")
            || one.Name is "NotExists"
        );

    /// <summary>In words, the key by which a statement tells that something was handled before; null when it is none.</summary>
    string? KeyOf(StoreAccess access)
    {
        if (RepeatWords.HoldsPeople(access.Table))
            return null;
        if (access.Verb is WriteVerb.Insert)
        {
            var stored = access.Fields.Names.Where(RepeatWords.IsOfIntent).ToList();
            foreach (var key in keys.Of(access.Table))
                if (
                    key.Columns.All(column => access.Fields.Names.Contains(column) || RaceWords.IsTenant(column))
                    && (key.Columns.Any(stored.Contains) || RepeatWords.IsSeen(access.Table))
                    && key.Columns.All(column =>
                        access.Fields[column] is not { Exists: true } value || !effects.IsMadeAnew(value, 3) && !Effects.MayBeEmpty(value)
                    )
                )
                    return $"{access.Table} takes each {string.Join(", ", key.Columns)} once";
            return null;
        }
        if (
            access.Verb is not null
            || !access.Conditions.Any(one => one.IsEqual && (RepeatWords.IsOfIntent(one.Column) || RepeatWords.IsSeen(access.Table)))
        )
            return null;
        var asked = access.Conditions.Where(one => one.IsEqual).Select(one => one.Column).ToHashSet(StringComparer.Ordinal);
        return
            IsDecided(access)
            && (keys.Guarding(access.Table, asked, []) is not null && asked.Any(RepeatWords.IsOfIntent) || RepeatWords.IsSeen(access.Table))
            ? $"{access.Table} is asked for it first"
            : null;
    }

    /// <summary>Whether a function ends where a read found something.</summary>
    bool IsDecided(StoreAccess read) => Deciding(read).Any();

    IEnumerable<Code> Deciding(StoreAccess read) =>
        Regions
            .Of(read.Call)
            .Descendants(CodeKind.Branch)
            .Where(branch =>
                branch.Start > read.Statement.Start - 200
                && branch[Part.Condition] is { Exists: true } condition
                && condition is not { Kind: CodeKind.Unary, Operator: "!" or "not" }
                && (
                    condition.Contains(read.Call)
                    || condition
                        .Descendants()
                        .Prepend(condition)
                        .Any(one =>
                            one.Kind is CodeKind.Name
                            && code.Definition(one) is { Kind: CodeKind.Variable } variable
                            && Holds(variable, read)
                        )
                )
                && Ends(branch[Part.Then])
            );

    static bool Holds(Code variable, StoreAccess read)
    {
        for (var (at, steps) = (variable, 0); at.Exists && steps < 5; (at, steps) = (at.Parent, steps + 1))
            if (at[Part.Value] is { Exists: true } value)
                return value.Contains(read.Call);
        return false;
    }

    /// <summary>Whether a place is reached only in one state of a row: the state is looked at before, and its condition ends the function or stands around the place.</summary>
    public FoundKey StateBefore(Code node)
    {
        var region = Regions.Of(node);
        foreach (var branch in region.Descendants())
        {
            if (branch.Kind is not CodeKind.Branch || branch.Start > node.Start || branch[Part.Condition] is not { Exists: true } condition)
                continue;
            if (!(branch.Contains(node) && !condition.Contains(node)) && !Ends(branch[Part.Then]))
                continue;
            foreach (var member in condition.Descendants().Prepend(condition))
                if (
                    member.Kind is CodeKind.Member or CodeKind.Index
                    && (RaceWords.IsState(Words.Snake(member.Name)) || member.Name.EndsWith("Status", StringComparison.Ordinal))
                    && (member.Receiver.Kind is CodeKind.Name or CodeKind.Member or CodeKind.Index)
                    && stores.Holding(member.Receiver) is { } held
                    && TakesOn(region, Words.Snake(member.Name))
                )
                    return IsTakenOnAlone(region, Words.Snake(member.Name), held.Table)
                        ? new(RepeatGuard.State, $"its state is looked at first ({member.Name})", branch)
                        : new(
                            RepeatGuard.Unknown,
                            $"its state is looked at first ({member.Name}), and the statement that takes it on does not ask for it again, so two at one moment both pass",
                            branch
                        );
        }
        foreach (var access in stores.In(region))
            if (
                access.Verb is WriteVerb.Update
                && access.Call.Start < node.Start
                && access.Conditions.Any(one => RaceWords.IsState(one.Column))
                && access.IsLookedAt
            )
                return new(RepeatGuard.State, "one statement takes the state on, once", access.Call);
        return FoundKey.None;
    }

    /// <summary>
    /// A look before a place that ends a repeated attempt: at the same table by what is unique there, or at a row that must be in one state. Whether the new row is one that
    /// it finds, or whether the state is taken on, hides in methods of the row.
    /// </summary>
    public FoundKey LookBefore(Code node, string table)
    {
        foreach (var read in stores.In(Regions.Of(node)))
        {
            if (read.Verb is not null || read.Table.Length == 0 || read.Call.Start >= node.Start)
                continue;
            var asked = read.Conditions.Where(one => one.IsEqual).ToList();
            if (asked.Exists(one => one.Value.Exists && effects.IsMadeAnew(one.Value, 3)))
                continue;
            if (
                read.Table == table
                && keys.Guarding(table, asked.ConvertAll(one => one.Column), []) is { } key
                && (IsDecided(read) || Refuses(read))
            )
                return new(
                    RepeatGuard.Unknown,
                    $"{table} is asked first by what is unique there ({string.Join(", ", key.Columns)}), and whether the new row says the same was not compared",
                    read.Call
                );
            if (asked.Find(one => RaceWords.IsState(one.Column)) is { Column: { Length: > 0 } state } && Refuses(read) && IsTold(read))
                return new(
                    RepeatGuard.Unknown,
                    $"it is done only while {read.Table} is in one state ({state}), and whether it takes that on was not followed",
                    read.Call
                );
        }
        return FoundKey.None;
    }

    /// <summary>Whether the row that was read is told something afterwards: <c>request.MarkPaid()</c>.</summary>
    static bool IsTold(StoreAccess read)
    {
        var at = read.Call;
        for (var steps = 0; at.Exists && at.Kind is not (CodeKind.Variable or CodeKind.Assignment or CodeKind.Block) && steps < 12; steps++)
            at = at.Parent;
        var name = at.Kind is CodeKind.Assignment ? at[Part.Target].Name : at.Name;
        return name.Length > 0
            && Regions
                .Of(read.Call)
                .Descendants(CodeKind.Call)
                .Any(one => one.Receiver is { Kind: CodeKind.Name } row && row.Name == name && one.Parent.Kind is CodeKind.Block);
    }

    /// <summary>Whether a function ends where a read found nothing.</summary>
    static bool Refuses(StoreAccess read)
    {
        for (var (at, steps) = (read.Call, 0); at.Parent.Exists && steps < 12; (at, steps) = (at.Parent, steps + 1))
            if (at.Parent is { Kind: CodeKind.Binary, Operator: "??" } or && or[Part.Right].Kind is CodeKind.Throw)
                return true;
            else if (at.Parent.Kind is CodeKind.Block)
                return at.Kind is CodeKind.Variable or CodeKind.Assignment
                    && Regions
                        .Of(read.Call)
                        .Descendants(CodeKind.Branch)
                        .Any(branch =>
                            branch.Start > at.Start
                            && branch[Part.Condition].Text.Contains("null", StringComparison.Ordinal)
                            && branch[Part.Condition].Descendants(CodeKind.Name).Any(one => one.Name == at.Name)
                            && Ends(branch[Part.Then])
                        );
        return false;
    }

    /// <summary>Whether only one of two at one moment can take the state on: by a lock, a version, or a statement that asks for the state itself.</summary>
    bool IsTakenOnAlone(Code region, string column, string table) =>
        races.Around(region).Kind is RaceGuard.Lock or RaceGuard.Isolation
        || stores
            .In(region)
            .Any(one =>
                one.Table.Length > 0
                && (table.Length == 0 || one.Table == table)
                && (one.Verb is WriteVerb.Update && one.Asks(column) || races.VersionOf(one.Table).Kind is RaceGuard.Version)
            );

    /// <summary>Whether a region also writes the state, so that the second attempt finds another one: that a person is active says nothing about repeats.</summary>
    bool TakesOn(Code region, string column) =>
        stores.In(region).Any(one => one.Verb is WriteVerb.Update && one.Fields.Names.Contains(column))
        || region
            .Descendants(CodeKind.Assignment)
            .Any(one => one[Part.Target] is { Kind: CodeKind.Member } target && Words.Snake(target.Name) == column);

    /// <summary>The key that a call hands to a provider.</summary>
    public FoundKey OfCall(Code call)
    {
        foreach (var node in call.Descendants())
            if (node.Kind is CodeKind.Property or CodeKind.Argument && RepeatWords.IsKey(node.Name))
                return effects.IsMadeAnew(node[Part.Value].Exists ? node[Part.Value] : node, 3)
                    ? new(RepeatGuard.Fresh, "a key that is new at each attempt", node)
                    : new(RepeatGuard.Key, "the key that it hands to the provider", node);
        return FoundKey.None;
    }

    static bool Ends(Code block) =>
        block
            .Descendants()
            .Prepend(block)
            .Any(one =>
                one.Kind is CodeKind.Return or CodeKind.Throw || (one.Kind is CodeKind.Jump && one.Operator is "break" or "continue")
            );
}
