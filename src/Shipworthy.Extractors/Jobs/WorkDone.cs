using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Endpoints.Steps;
using Shipworthy.Extractors.Writes.Races;
using Shipworthy.Extractors.Writes.Repeats;
using Shipworthy.Extractors.Writes.Stores;
using Shipworthy.Extractors.Writes.Uniqueness;

namespace Shipworthy.Extractors.Jobs;

/// <summary>What a piece of work does.</summary>
/// <param name="Stake">What is lost with it.</param>
/// <param name="Does">It in words, as the rest of a sentence; empty where that is not known.</param>
readonly record struct WorkDone(WorkStake Stake, string Does)
{
    /// <summary>Whether it does nothing that stays: it is no work.</summary>
    public bool IsNothing { get; init; }

    /// <summary>The tables that it changes.</summary>
    public ImmutableArray<string> Tables { get; init; } = [];

    /// <summary>Whether a second run does nothing beyond the first.</summary>
    public WorkRepeated Repeated { get; init; }

    /// <summary>Whether it looks for rows by a state or a time.</summary>
    public bool LooksForRows { get; init; }

    /// <summary>Whether it looks for rows that wait: by a state, or by what is still missing.</summary>
    public bool LooksForWaiting { get; init; }

    /// <summary>Whether it leaves the process: a mail, a model, another service.</summary>
    public bool IsOutside { get; init; }
}

/// <summary>Reads what functions do when they run beside a request.</summary>
sealed partial class WorkDoneReading
{
    readonly CodeBase code;
    readonly PathReader reader;
    readonly PathWalk walk;
    readonly StoreReading stores;
    readonly Effects effects;
    readonly Dictionary<Code, WorkDone> known = [];

    /// <summary>A reading of an app. One thread at a time.</summary>
    public WorkDoneReading(Sources sources)
    {
        code = sources.Code;
        var keys = UniqueKeys.In(sources);
        reader = new(sources);
        walk = new(code);
        stores = new(sources, keys);
        effects = new(code, stores, keys);
    }

    /// <summary>The walk that it reads with.</summary>
    public PathWalk Walk => walk;

    /// <summary>Whether a call is one of a library that sends a mail or a message, asks a model or starts a payment.</summary>
    public bool SendsByLibrary(Code call) =>
        reader.Idiom(call)
            is {
                Kind: ActKind.Does,
                Effect: EffectKind.SendsMail or EffectKind.SendsMessage or EffectKind.AsksModel or EffectKind.Charges
            };

    /// <summary>What an expression does that is run or called beside a request.</summary>
    public WorkDone Of(Code expression)
    {
        if (!expression.Exists)
            return new(WorkStake.Unknown, "");
        if (known.TryGetValue(expression, out var before))
            return before;
        known[expression] = new(WorkStake.Unknown, "");
        return known[expression] = Read(expression);
    }

    WorkDone Read(Code expression)
    {
        var roots = Roots(expression).ToList();
        var way = roots.SelectMany(walk.From).DistinctBy(node => node.At).ToList();
        var functions = way.Select(node => node.Function).Distinct().ToList();
        var acts = roots.SelectMany(root => reader.Of(root)).ToList();
        var done = acts.Where(act => act.Kind is ActKind.Does).ToList();
        var name = NameOf(expression);
        var calls = way.Where(node => node.At.Kind is CodeKind.Call)
            .Select(node => node.At)
            .Concat(roots.Where(one => one.Kind is CodeKind.Call))
            .ToList();
        var repeated = functions.SelectMany(one => effects.Of(one)).ToList();
        var accesses = functions
            .SelectMany(one => stores.In(one))
            .Concat(roots.Where(root => root.Kind is CodeKind.Call).SelectMany(one => stores.In(one)))
            .DistinctBy(access => access.Call)
            .ToList();
        var writes = accesses.Where(access => access.Verb is not null).ToList();
        var mails =
            done.Exists(act => act.Effect is EffectKind.SendsMail or EffectKind.SendsMessage)
            || calls.Exists(call => WorkWords.Writes(call.Callee.Name) && !code.Target(call).Exists);
        var says = new List<string>();
        if (mails)
            says.Add("sends mail or messages");
        foreach (
            var act in done.Where(act => act.Effect is EffectKind.AsksModel or EffectKind.MakesDocument or EffectKind.Charges)
                .DistinctBy(act => act.Effect)
        )
            says.Add(act.Effect.Says);
        var lasting = writes.Where(IsLasting).ToList();
        if (lasting.Count > 0)
            says.Add(lasting[0].Table.Length > 3 ? $"changes {lasting[0].Table}" : "changes data");
        else if (writes.Count == 0 && done.Exists(act => act.Effect is EffectKind.WritesData))
            says.Add("changes data");
        var callsOut = done.Exists(act => act.Effect is EffectKind.CallsOut);
        var isMoney =
            done.Exists(act => act.Effect is EffectKind.Charges)
            || repeated.Exists(effect => effect.Sort is EffectSort.Money or EffectSort.Charge && !effect.IsTrifle);
        var open = acts.Exists(act => act.Kind is ActKind.NotRead or ActKind.NotFollowed) || roots.Exists(root => IsUnseen(root));
        var result = new WorkDone(WorkStake.Unknown, string.Join(" and ", says.Distinct().Take(2)))
        {
            Tables = [.. lasting.Select(access => access.Table).Where(table => table.Length > 0).Distinct()],
            LooksForRows =
                accesses.Exists(access => access.Verb is null && access.Conditions.Any(IsOfWaiting))
                || accesses.Exists(access => access.Verb is null && WorkWords.Waits(access.Statement.Text)),
            LooksForWaiting = accesses.Exists(access => access.Verb is null && access.IsMany && WorkWords.Waits(access.Statement.Text)),
            IsOutside = mails || callsOut || done.Exists(act => act.Effect is EffectKind.AsksModel or EffectKind.Charges),
            Repeated =
                repeated.Exists(effect => effect is { IsTrifle: false, Natural: null, Sort: EffectSort.Money }) ? WorkRepeated.Twice
                : open
                || mails
                || callsOut
                || repeated.Exists(effect => !effect.IsTrifle)
                || done.Exists(act => act.Effect is EffectKind.Charges)
                    ? WorkRepeated.Unknown
                : lasting.Count > 0 ? WorkRepeated.Safe
                : WorkRepeated.Unknown,
        };
        if (WorkWords.IsForTeam(name) && !isMoney && lasting.Count == 0)
            return result with { Stake = WorkStake.Trifle, Does = "tells the team" };
        if (isMoney)
            return result with { Stake = WorkStake.Money };
        if (WorkWords.IsTrifle(name) && !mails && !done.Exists(act => act.Effect is EffectKind.AsksModel or EffectKind.MakesDocument))
            return result with { Stake = WorkStake.Trifle };
        if (says.Count > 0)
            return result with { Stake = WorkStake.Business };
        if (writes.Count > 0)
            return result with { Stake = WorkStake.Trifle, Does = "keeps records" };
        if (WorkWords.Writes(name))
            return result with { Stake = WorkStake.Business, Does = $"runs {name}" };
        if (WorkWords.IsBusiness(name) && (open || callsOut))
            return result with { Stake = WorkStake.Business, Does = $"runs {name}" };
        if (callsOut)
            return result with { Does = "calls another service" };
        return open ? result : result with { Stake = WorkStake.Trifle, IsNothing = true };
    }

    /// <summary>Whether a call runs something that could not be followed, and may do anything.</summary>
    bool IsUnseen(Code root) =>
        root.Kind is CodeKind.Call
        && !code.Target(root).Exists
        && root.Callee.Name
            is not (
                "then"
                or "catch"
                or "finally"
                or "log"
                or "error"
                or "warn"
                or "info"
                or "abort"
                or "resolve"
                or "all"
                or "allSettled"
            );

    static bool IsLasting(StoreAccess access) =>
        !RaceWords.IsRecord(access.Table)
        && !(
            access.Verb is WriteVerb.Update
            && access.Fields.Names.Any()
            && !access.Fields.HasMore
            && access.Fields.Names.All(WorkWords.IsStatistic)
        )
        && !WorkWords.IsTrifle(access.Table);

    static bool IsOfWaiting(RowCondition condition) =>
        RaceWords.IsState(condition.Column)
        || !condition.IsEqual
        || condition.IsAbsence
        || condition.Column.EndsWith("_at", StringComparison.Ordinal);

    /// <summary>What runs: a function, or the calls of a chain with the functions that it is handed.</summary>
    static IEnumerable<Code> Roots(Code expression)
    {
        for (var (at, steps) = (expression, 0); at.Exists && steps < 12; steps++)
            switch (at.Kind)
            {
                case CodeKind.Call or CodeKind.New when at.Callee.Kind is CodeKind.Function:
                    yield return at.Callee;
                    yield break;
                case CodeKind.Call when at.Callee.Name is "all" or "allSettled" or "gather" or "WhenAll":
                    foreach (
                        var inner in at.Descendants(CodeKind.Call)
                            .Where(one => !(one.Enclosing(CodeKind.Function) is { Exists: true } around && at.Contains(around)))
                    )
                        yield return inner;
                    foreach (var function in at.Descendants(CodeKind.Function))
                        yield return function;
                    yield break;
                case CodeKind.Call when at.Callee.Name is "then" or "catch" or "finally" or "ContinueWith" or "ConfigureAwait":
                    foreach (var argument in at.Arguments)
                        if (argument.Kind is CodeKind.Function && at.Callee.Name is "then")
                            yield return argument;
                    at = at.Receiver;
                    break;
                case CodeKind.Call:
                    yield return at;
                    yield break;
                case CodeKind.Await or CodeKind.Unary or CodeKind.Argument:
                    at = at[Part.Value];
                    break;
                default:
                    yield return at;
                    yield break;
            }
    }
}
