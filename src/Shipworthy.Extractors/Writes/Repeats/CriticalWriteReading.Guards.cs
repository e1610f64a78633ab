using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Writes.Races;
using Shipworthy.Extractors.Writes.Uniqueness;

namespace Shipworthy.Extractors.Writes.Repeats;

/// <content>What keeps a second effect away, and what is said of it.</content>
sealed partial class CriticalWriteReading
{
    /// <summary>A stored key on the way of an entry, and for what it holds.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Scope">The function that it ends; no node where it ends all that the entry does.</param>
    readonly record struct KeyOnWay(FoundKey Key, Code Scope)
    {
        /// <summary>Whether it holds for what a function does that was come to through some calls.</summary>
        public bool Holds(Code function, ImmutableArray<Code> through)
        {
            var scope = Scope;
            return !scope.Exists || function == scope || through.Any(scope.Contains);
        }
    }

    /// <summary>The keys on the way of an entry. One that a function asks for by itself ends that function alone, unless its caller looks at what comes back.</summary>
    List<KeyOnWay> KeysOn(List<(Code Function, ImmutableArray<Code> Through)> ways)
    {
        var found = new List<KeyOnWay>();
        foreach (var (function, through) in ways)
        {
            if (guards.Around(function) is not { Kind: not RepeatGuard.None } key)
                continue;
            var scope = guards.ScopeOf(key, function, through);
            found.Add(new(key, scope));
            if (scope.Exists && key.Kind is RepeatGuard.Key && RepeatWords.IsSeen(key.By.Split(' ')[0]))
                found.Add(
                    new(
                        key with
                        {
                            Kind = RepeatGuard.Unknown,
                            By = $"{key.By} in {Regions.NameOf(function)}, and whether that keeps the rest away was not followed",
                        },
                        default
                    )
                );
        }
        return found;
    }

    static FoundKey Best(IEnumerable<FoundKey> keys) =>
        keys.OrderBy(one =>
                one.Kind is RepeatGuard.Key ? 0
                : one.Kind is RepeatGuard.Memory ? 1
                : 2
            )
            .FirstOrDefault(FoundKey.None);

    /// <summary>The node at which the entry, or what a mediator hands over to, leads to an effect.</summary>
    static Code Lead(ImmutableArray<Code> through, Code effect) =>
        through
            .Add(effect)
            .First(one =>
                one == effect
                || (
                    one.Kind is CodeKind.Call
                    && !(one.File.Language is Language.CSharp && one.Callee.Name is "Send" or "SendAsync" or "InvokeAsync")
                )
            );

    static bool IsCritical(Repeated effect, bool isHook, bool isMessage) =>
        effect.Sort switch
        {
            EffectSort.Money or EffectSort.Order or EffectSort.Charge => true,
            EffectSort.Grant => !effect.IsSame || !isHook && !isMessage,
            EffectSort.Count or EffectSort.Row => isHook && !isMessage,
        };

    FoundKey GuardOf(Repeated effect, ImmutableArray<Code> through, FoundKey stored) =>
        effect.IsSame ? new(RepeatGuard.Same, "a second attempt sets the same value", default)
        // What a browser sends is the value itself, so the same request sets the same again.
        : effect is { Sort: EffectSort.Grant, Access.Verb: WriteVerb.Update } && shipped.Contains(effect.At.File)
            ? new(RepeatGuard.Same, "the client sends the value itself", default)
        : KeyFor(effect, through, stored) is var found && found.Kind is RepeatGuard.None && effect.Doubt is { } doubt
            ? new(RepeatGuard.Unknown, doubt, default)
        : found;

    FoundKey KeyFor(Repeated effect, ImmutableArray<Code> through, FoundKey stored)
    {
        if (effect.Sort is EffectSort.Charge && guards.OfCall(effect.At) is { Kind: not RepeatGuard.None } handed)
        {
            seen.Add(handed.At.At);
            return handed;
        }
        if (stored.Kind is RepeatGuard.Key)
            return stored;
        if ((effect.Natural ?? ByCaller(effect, through)) is { } natural)
            return new(RepeatGuard.Natural, $"a unique {string.Join(", ", natural.Columns)}", default);
        if (
            stored.Kind is RepeatGuard.None
            && effect.Access is { Verb: WriteVerb.Insert } row
            && effects.KeyThatMayBeEmpty(row.Table, row.Fields) is { } empty
        )
            return new(
                RepeatGuard.Unknown,
                $"its unique {string.Join(", ", empty.Columns)} may be empty, and a database takes two empty values for different ones",
                default
            );
        foreach (var node in through.Add(effect.At))
            if (guards.StateBefore(node) is { Kind: RepeatGuard.State or RepeatGuard.Unknown } state)
                return state;
        if (
            stored.Kind is RepeatGuard.None
            && through.IsEmpty
            && effect.Access is { Verb: WriteVerb.Insert } insert
            && effects.MayBeNatural(insert.Table, insert.Fields)
        )
            return new(RepeatGuard.Unknown, "whether its unique columns come from the caller could not be told", default);
        if (stored.Kind is RepeatGuard.None && effect.Access is { Verb: WriteVerb.Insert } refused && effects.CatchesRefusal(refused))
            return new(
                RepeatGuard.Unknown,
                $"a second {refused.Table} that its unique key refuses is caught, and whether it is of the same attempt was not compared",
                refused.Call
            );
        if (stored.Kind is RepeatGuard.None && effect.Access is { Table.Length: > 0 } made)
            foreach (var node in through.Add(effect.At))
                if (guards.LookBefore(node, made.Table) is { Kind: RepeatGuard.Unknown } look)
                    return look;
        return stored;
    }

    /// <summary>The key of a row that the calling function made: <c>orders.Add(order)</c> of a repository.</summary>
    UniqueKey? ByCaller(Repeated effect, ImmutableArray<Code> through)
    {
        if (
            effect.Access is not { Verb: WriteVerb.Insert } access
            || through is not [.., { Kind: CodeKind.Call } call]
            || access.Call.ArgumentAt(0) is not { Kind: CodeKind.Name } row
            || sources.Code.Definition(row) is not { Kind: CodeKind.Parameter } parameter
        )
            return null;
        var at = parameter
            .Parent.All(Part.Parameter)
            .Where(one => one.Name is not ("self" or "cls"))
            .TakeWhile(one => one != parameter)
            .Count();
        return effects.NaturalKey(access.Table, stores.FieldsOf(call.ArgumentAt(at)));
    }

    /// <summary>Effects of a function that no entry led to.</summary>
    void Alone(Code region)
    {
        hasWrites |= stores.In(region).Any(one => one.Verb is not null);
        foreach (var effect in effects.Of(region))
            if (IsCritical(effect, false, false) && Regions.Of(effect.At) == region && !IsPlainSale(effect) && seen.Add(effect.At.At))
            {
                var guard = GuardOf(effect, [], guards.Around(region));
                if (guard.Kind is RepeatGuard.None && !shipped.Contains(region.File))
                    guard = new(RepeatGuard.Unknown, "which way leads to it was not found", default);
                Add(effect.At, effect, guard, Regions.NameOf(region), default, false, false);
            }
    }

    /// <summary>A form for records of sales that were made elsewhere orders nothing.</summary>
    static bool IsPlainSale(Repeated effect) => effect.Access is { Table: { } table } && table.EndsWith("sale", StringComparison.Ordinal);

    /// <summary>Keys for repeated attempts that are new in each of them.</summary>
    void FreshKeys(CodeFile file)
    {
        foreach (var node in file.Root.Descendants())
            if (
                node.Kind is CodeKind.Property or CodeKind.Argument
                && RepeatWords.IsKey(node.Name)
                && node[Part.Value] is { Exists: true } value
                && node.Parent.Kind is CodeKind.Object or CodeKind.Call
                && effects.IsMadeAnew(value, 3)
                && node.Enclosing(CodeKind.Function).Exists
                && !IsTalk(node)
                && !IsForSession(node)
                && seen.Add(node.At)
            )
                learn.Add(
                    Named(
                        new(node.At, CriticalKind.Key, Regions.NameOf(Regions.Of(node)))
                        {
                            What = "makes its key for repeated attempts anew",
                            Guard = RepeatGuard.Fresh,
                            GuardBy = "a key that is new at each attempt",
                        }
                    )
                );
    }

    /// <summary>Whether the call that gets a key sends what people say to each other, and nothing of money.</summary>
    static bool IsTalk(Code node) =>
        node.Enclosing(CodeKind.Call) is { Exists: true } call
        && RepeatWords.IsTalk(call.Callee.Name)
        && !RepeatWords.SpeaksOfMoney(call.Text);

    /// <summary>Whether the call that gets a key only opens a page of Stripe, which moves no money by itself.</summary>
    static bool IsForSession(Code node) =>
        node.Enclosing(CodeKind.Call) is { Callee.Name: "create", Receiver.Name: "sessions" or "setupIntents" };

    void Add(Code at, Repeated effect, FoundKey guard, string entry, Code entryAt, bool isHook, bool isMessage)
    {
        var kind = effect.Sort switch
        {
            EffectSort.Charge => CriticalKind.Charge,
            EffectSort.Money or EffectSort.Grant when isMessage => CriticalKind.ByMessage,
            EffectSort.Order when isHook && effect.Access is { Table: var table } && RepeatWords.IsOfWork(table) =>
                CriticalKind.OtherByEvent,
            EffectSort.Money or EffectSort.Order or EffectSort.Grant when isHook => CriticalKind.MoneyByEvent,
            EffectSort.Grant => CriticalKind.Grant,
            EffectSort.Money => CriticalKind.Change,
            EffectSort.Order => CriticalKind.Order,
            EffectSort.Count or EffectSort.Row => CriticalKind.OtherByEvent,
        };
        learn.Add(
            Named(
                new(at.At, kind, entry)
                {
                    What = effect.What,
                    Guard = guard.Kind,
                    GuardBy = guard.By,
                    GuardAt = guard.At.Exists ? guard.At.At : null,
                    EntryAt = entryAt.Exists ? entryAt.At : null,
                    IsTrifle = effect.IsTrifle,
                }
            )
        );
    }

    CriticalWrite Named(CriticalWrite write)
    {
        var count = named[write.Identity] = named.GetValueOrDefault(write.Identity) + 1;
        return count > 1 ? write with { Suffix = $"#{count}" } : write;
    }
}
