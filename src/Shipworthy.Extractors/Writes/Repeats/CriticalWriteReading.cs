using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Endpoints.Steps;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Writes.Races;
using Shipworthy.Extractors.Writes.Stores;
using Shipworthy.Extractors.Writes.Uniqueness;

namespace Shipworthy.Extractors.Writes.Repeats;

/// <summary>Reads the ways from entries to writes that must happen once.</summary>
sealed partial class CriticalWriteReading
{
    readonly record struct Entry(Code Function, string Name, Code At, bool IsHook, bool IsMessage, bool IsSetting = false);

    readonly Sources sources;
    readonly Learner learn;
    readonly StoreReading stores;
    readonly Effects effects;
    readonly RepeatGuards guards;
    readonly PathWalk walk;
    readonly PathReader reader;
    readonly HashSet<CodeFile> shipped;
    readonly HashSet<Location> seen = [];
    bool hasWrites;
    readonly Dictionary<string, int> named = new(StringComparer.Ordinal);

    /// <summary>A reading of an app.</summary>
    public CriticalWriteReading(Sources sources, Learner learn)
    {
        var keys = UniqueKeys.In(sources);
        (this.sources, this.learn) = (sources, learn);
        stores = new(sources, keys);
        effects = new(sources.Code, stores, keys);
        guards = new(sources.Code, stores, keys, effects);
        walk = new(sources.Code);
        reader = new(sources);
        shipped = sources.Clients.SelectMany(one => one.Files).ToHashSet();
    }

    /// <summary>Teaches all that there are.</summary>
    public void All()
    {
        foreach (
            var entry in Entries()
                .OrderBy(one =>
                    one.IsHook ? 0
                    : one.IsMessage ? 1
                    : 2
                )
        )
            Of(entry);
        foreach (var file in sources.Code.Files)
            if (Counts(file))
            {
                foreach (
                    var region in file
                        .Root.Descendants(CodeKind.Call)
                        .Concat(file.Root.Descendants(CodeKind.Assignment))
                        .Select(Regions.Of)
                        .Distinct()
                        .Where(one => one.Kind is CodeKind.Function)
                        .ToList()
                )
                    Alone(region);
                FreshKeys(file);
            }
        UnseenStores.Tell<CriticalWrite>(sources, hasWrites, learn, RepeatWords.SpeaksOfMoney);
    }

    bool Counts(CodeFile file) =>
        sources.IsDeployed(file)
        && sources.Tree.Find(file.Path)?.Role is FileRole.Prod
        && sources.Code.IsReachable(file)
        && !RacesInCode.IsStartedByHand(file);

    /// <summary>Whether a route belongs to a collection of webhooks that customers keep, from which they can remove one: <c>DELETE /webhooks/:id</c>.</summary>
    bool IsOfKeptHooks(Route route)
    {
        var segments = route.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindLastIndex(segments, one => one.Equals("webhooks", StringComparison.OrdinalIgnoreCase));
        if (at < 0 || at < segments.Length - 1 && segments[at + 1][0] is not (':' or '{' or '[' or '<'))
            return false;
        var kept = string.Join('/', segments[..(at + 1)]) + "/";
        return sources.Routes.Routes.Any(one =>
            one.Method is "DELETE"
            && one.Path.TrimStart('/') is var path
            && path.StartsWith(kept, StringComparison.OrdinalIgnoreCase)
            && !path[kept.Length..].Contains('/', StringComparison.Ordinal)
        );
    }

    IEnumerable<Entry> Entries()
    {
        foreach (var route in sources.Routes.Routes.Where(one => sources.RunsInProduction(one.At) && !one.IsPlatformSurface))
        {
            if (route.Handler.Exists && route.Method is not ("GET" or "HEAD"))
            {
                var isKept = IsOfKeptHooks(route);
                yield return new(
                    route.Handler,
                    $"{route.Method} {route.Path}",
                    route.At,
                    !isKept && RepeatWords.IsHook(route.Path),
                    false,
                    isKept || RepeatWords.IsSettingOfHooks(route.Path)
                );
            }
            foreach (var (name, handler) in route.Fields)
                if (handler.Exists)
                    yield return new(handler, $"{name} of {route.Path}", route.At, false, false);
        }
        foreach (
            var type in sources
                .Code.All(CodeKind.Class)
                .Where(one => Counts(one.File) && one.All(Part.Base).Any(ancestor => RepeatWords.IsConsumer(ancestor.Name)))
        )
        foreach (
            var method in type.Children.Where(one =>
                one.Kind is CodeKind.Function && one.Name is "Handle" or "HandleAsync" or "Consume" or "process"
            )
        )
            yield return new(method, type.Name, method, false, true);
        foreach (var call in sources.Code.Calls("Worker", "process", "consume", "eachMessage"))
            if (
                Counts(call.File)
                && call.Arguments.FirstOrDefault(one => one.Kind is CodeKind.Function) is { Exists: true } handler
                && call.ArgumentAt(0).String is { } queue
            )
                yield return new(handler, $"queue {queue}", call, false, true);
    }

    void Of(Entry entry)
    {
        var way = walk.From(entry.Function);
        if (way.Count == 0)
        {
            if (entry.IsHook)
                learn.CannotSee<CriticalWrite>(
                    entry.At.At,
                    $"{entry.Name} answers another system's events, and what it does could not be followed"
                );
            return;
        }
        var isHook =
            entry.IsHook
            || way.Any(node =>
                node.At.Kind is CodeKind.Call
                && node.At.Callee.Name is "constructEvent" or "constructEventAsync" or "construct_event" or "ConstructEvent"
            )
            || (entry.IsSetting && way.Any(node => node.At.Kind is CodeKind.Call && RepeatWords.Verifies(node.At.Callee.Name)));
        var functions = way.Select(node => node.Function).Distinct().ToList();
        var ways = way.GroupBy(node => node.Function).Select(group => (Function: group.Key, group.First().Through)).ToList();
        var keys = KeysOn(ways);
        FoundKey HeldAt(Code node) =>
            Best(
                keys.Where(key =>
                        !key.Scope.Exists || ways.Exists(one => one.Function.Contains(node) && key.Holds(one.Function, one.Through))
                    )
                    .Select(key => key.Key)
            );
        var found = new List<(Code At, Repeated Effect, FoundKey Guard)>();
        foreach (var (function, through) in ways)
        foreach (var effect in effects.Of(function))
        {
            if (!IsCritical(effect, isHook, entry.IsMessage))
                continue;
            seen.Add(effect.At.At);
            // Who signs up for messages orders nothing: to do it twice is to be told twice.
            if (entry.IsSetting && !isHook && effect.Sort is EffectSort.Order)
                continue;
            found.Add((Lead(through, effect.At), effect, GuardOf(effect, through, HeldAt(effect.At))));
        }
        if (isHook)
            foreach (
                var act in reader
                    .Handling(entry.Function, "POST")
                    .Where(one =>
                        one is { Kind: ActKind.Does, Effect: EffectKind.AsksModel or EffectKind.SendsMessage or EffectKind.Charges }
                    )
                    .DistinctBy(one => one.Effect)
            )
                if (seen.Add(act.At.At))
                    found.Add(
                        (
                            act.At,
                            new(act.At, EffectSort.Row, act.Effect.Says, null),
                            HeldAt(act.At) is { Kind: RepeatGuard.Key } held ? held
                            : guards.StateBefore(act.At) is { Kind: RepeatGuard.State or RepeatGuard.Unknown } looked ? looked
                            : HeldAt(act.At)
                        )
                    );
        if (isHook && !found.Exists(one => one.Effect.What == EffectKind.SendsMessage.Says) && Sending(way) is { Exists: true } sends)
            found.Add(
                (
                    sends,
                    new(sends, EffectSort.Row, $"calls {sends.Callee.Name}", null),
                    HeldAt(sends) is { Kind: RepeatGuard.Key } kept ? kept
                    : guards.StateBefore(sends) is { Kind: RepeatGuard.State } looked ? looked
                    : new(RepeatGuard.Unknown, "whether an event that comes again sends again was not followed", default)
                )
            );
        var writes = functions.SelectMany(one => stores.In(one)).Where(one => one.Verb is not null).ToList();
        hasWrites |= writes.Count > 0;
        if (isHook && found.Count == 0 && writes.Count == 0)
            learn.CannotSee<CriticalWrite>(
                entry.At.At,
                $"{entry.Name} answers another system's events, and nothing that it changes was found"
            );
        if (isHook && found.TrueForAll(one => one.Effect.IsTrifle) && writes.Count > 0)
            Add(
                entry.At,
                new(entry.At, EffectSort.Row, "changes rows", null),
                effects.SetsByClock(writes) is { Length: > 0 } clock
                    ? new(RepeatGuard.Unknown, $"sets {clock} to the moment of each attempt, so a repeated event moves it", writes[0].Call)
                    : new(RepeatGuard.Sets, "each write only sets what the event says", writes[0].Call),
                entry.Name,
                default,
                true,
                false
            );
        foreach (var same in found.GroupBy(one => one.At.At))
        {
            var worst = same.OrderBy(one => one.Effect.IsTrifle)
                .ThenBy(one => one.Guard.Kind is RepeatGuard.None or RepeatGuard.Memory or RepeatGuard.Fresh ? 0 : 1)
                .ThenBy(one => one.Effect.Sort)
                .First();
            Add(worst.At, worst.Effect, worst.Guard, entry.Name, entry.At, isHook, entry.IsMessage);
        }
    }
}
