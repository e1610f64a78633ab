namespace Shipworthy.Extractors.Jobs;

/// <summary>Work that code in JavaScript begins in a request and does not wait for.</summary>
static class DeferralsInNode
{
    static readonly ImmutableArray<string> Later = ["setTimeout", "setImmediate", "queueMicrotask", "nextTick"];

    /// <summary>The pieces of a part.</summary>
    public static IEnumerable<BackgroundWork> In(WorkContext context) =>
        [.. Extended(context), .. Postponed(context), .. Floating(context), .. Listeners(context)];

    /// <summary>What a platform lets run on for a while: <c>waitUntil</c>, <c>after</c>.</summary>
    static IEnumerable<BackgroundWork> Extended(WorkContext context)
    {
        foreach (var call in context.Calls("waitUntil", "after", "unstable_after"))
            if (
                (
                    call.Callee.Name is "waitUntil"
                        ? !call.File.Text.Contains("self.addEventListener", StringComparison.Ordinal)
                        : context.Code.OriginOf(call.Callee).Package is "next"
                )
                && call.ArgumentAt(0) is { Exists: true } work
                && context.Deferred(call, work, call.Callee.Name) is { } found
            )
                yield return found;
    }

    static IEnumerable<BackgroundWork> Postponed(WorkContext context)
    {
        foreach (var call in context.Calls(Later))
        {
            if (
                call.Callee is { Kind: CodeKind.Member } member && member.Receiver.Name is not ("process" or "globalThis" or "global")
                || call.ArgumentAt(0) is not { Exists: true } work
                || IsSleep(call, work)
                || WorkContext.Answers(work)
            )
                continue;
            if (TakenIn(context, call, work) is { Count: > 0 } queue)
            {
                foreach (var one in queue)
                    yield return one;
                continue;
            }
            if (ComesAgain(call, work))
            {
                if (Timers.Of(context, call, work, call.Callee.Name, true) is { } again)
                    yield return again.Keeping is WorkKeeping.Clock && BeginsAtOnce(context.Code, call, again.Name)
                        ? again with
                        {
                            Keeping = WorkKeeping.Unknown,
                            Because = "what starts it also runs it at once, and whether that makes up for a missed run was not read",
                        }
                        : again;
                continue;
            }
            if (context.Started.Of(call) is StartedBy.Start)
                continue;
            if (context.Deferred(call, work, call.Callee.Name) is { } found)
                yield return found;
        }
    }

    /// <summary>Whether a function that waits sets its own clock anew.</summary>
    static bool ComesAgain(Code call, Code work) =>
        Writes.Races.Regions.NameOf(Writes.Races.Regions.Of(call)) is { Length: > 0 } name
        && (work.Name == name || work.Descendants(CodeKind.Name).Any(one => one.Name == name));

    /// <summary>Whether what sets a clock for the first time also runs the work without waiting for it.</summary>
    static bool BeginsAtOnce(CodeBase code, Code call, string work) =>
        Writes.Races.Regions.Of(call) is { Kind: CodeKind.Function } sets
        && code.CallersOf(sets)
            .Select(Writes.Races.Regions.Of)
            .Append(sets)
            .Any(starter => starter.Descendants(CodeKind.Call).Any(one => one.Callee.Name == work && !call.Contains(one)));

    /// <summary>Whether a call stands in a function that is put off as a whole.</summary>
    static bool IsInside(Code call)
    {
        for (var at = call.Enclosing(CodeKind.Function); at.Exists; at = at.Enclosing(CodeKind.Function))
            if (
                at.Part is Part.Argument
                && at.Parent.Callee.Name
                    is "waitUntil"
                        or "after"
                        or "setTimeout"
                        or "setImmediate"
                        or "queueMicrotask"
                        or "nextTick"
                        or "setInterval"
            )
                return true;
        return false;
    }

    static bool IsSleep(Code call, Code work) =>
        work.Kind is CodeKind.Name && work.Name is "resolve" or "reject" or "r" or "res" or "done" or "cb"
        || call.Enclosing(CodeKind.New) is { Exists: true } made
            && made.Callee.Name is "Promise"
            && made.Descendants(CodeKind.Function).FirstOrDefault() is { Exists: true } executor
            && call.Enclosing(CodeKind.Function) == executor
            && work.Descendants(CodeKind.Name).Any(name => name.Name is "resolve" or "reject" or "res" or "r");

    /// <summary>A queue that the app made itself in memory: whatever was put in runs as soon as the request is done. Each place that puts something in is a piece of work.</summary>
    static List<BackgroundWork> TakenIn(WorkContext context, Code call, Code work)
    {
        var found = new List<BackgroundWork>();
        var queue = Writes.Races.Regions.Of(call);
        var name = Writes.Races.Regions.NameOf(queue);
        if (queue.Kind is not CodeKind.Function || !WorkWords.TakesIn(name) || !RunsWhatWasGiven(context, queue, work))
            return found;
        var uses = context
            .Calls(name)
            .Where(use =>
                !queue.Contains(use)
                && (context.Code.Target(use) == queue || Loads(context, use, queue.File))
                && context.Started.Of(use) is not StartedBy.Nobody
            )
            .ToList();
        if (uses.Count == 0)
            return found;
        found.Add(
            new(call.At, WorkKind.Deferred, name)
            {
                Means = call.Callee.Name,
                Does = "runs whatever is put into it",
                Stake = WorkStake.Business,
                Keeping = WorkKeeping.Memory,
            }
        );
        foreach (var use in uses)
            found.Add(
                new(use.At, WorkKind.Deferred, use.ArgumentAt(0).String ?? name)
                {
                    Means = name,
                    Stake = WorkStake.Business,
                    Keeping = WorkKeeping.Memory,
                    HandlerAt = call.At,
                }
            );
        return found;
    }

    /// <summary>Whether a deferred function runs what it took out of a collection or was handed.</summary>
    static bool RunsWhatWasGiven(WorkContext context, Code queue, Code work) =>
        work.Descendants(CodeKind.Call)
            .Any(call =>
                call.Callee.Kind is CodeKind.Name
                && context.Code.Definition(call.Callee) is { Kind: CodeKind.Variable or CodeKind.Parameter } held
                && (
                    held.Kind is CodeKind.Parameter && queue.Contains(held)
                    || held.Parent.Kind is CodeKind.Loop
                    || held[Part.Value] is { Kind: CodeKind.Call } taken && taken.Callee.Name is "get" or "shift" or "pop"
                )
            );

    static bool Loads(WorkContext context, Code use, CodeFile queue) =>
        !context.Code.Target(use).Exists
        && use.Callee.Kind is CodeKind.Name
        && use.File.Root.Descendants(CodeKind.Call)
            .Any(call =>
                call.Callee.Name is "import" && call.ArgumentAt(0).String is { } module && context.Code.Module(use.File, module) == queue
            );

    /// <summary>Promises that nothing waits for, in functions that requests run.</summary>
    static IEnumerable<BackgroundWork> Floating(WorkContext context)
    {
        foreach (var file in context.Files.Where(file => file.Language is not (Language.Python or Language.CSharp)))
        foreach (var call in file.Root.Descendants(CodeKind.Call))
        {
            if (!IsAlone(call) || !context.Sources.RunsInProduction(call))
                continue;
            var start = call;
            var caught = false;
            while (start.Callee.Name is "then" or "catch" or "finally" && start.Receiver is { Kind: CodeKind.Call } inner)
                (start, caught) = (inner, true);
            var target =
                start.Callee.Kind is CodeKind.Function ? start.Callee
                : start.Callee.Name is "forEach" && start.ArgumentAt(0) is { Kind: CodeKind.Function } each ? each
                : context.Code.Target(start);
            if (
                !(
                    caught
                    || target.Kind is CodeKind.Function && target.Is(Modifiers.Async)
                    || !target.Exists && context.Done.SendsByLibrary(call)
                )
            )
            {
                if (
                    !target.Exists
                    && WorkWords.Writes(start.Callee.Name)
                    && !WorkContext.Answers(call)
                    && call.Enclosing(CodeKind.Function).Is(Modifiers.Async)
                    && context.Started.Of(call) is StartedBy.Request
                )
                    context.Learn.CannotSee<BackgroundWork>(
                        call.At,
                        $"runs {start.Callee.Name} without waiting for it, and whether that leaves work for later could not be followed"
                    );
                continue;
            }
            if (
                start.Callee.Name
                    is "import"
                        or "init"
                        or "initialize"
                        or "connect"
                        or "$connect"
                        or "listen"
                        or "close"
                        or "waitUntil"
                        or "after"
                || WorkContext.Answers(call)
                || IsStreaming(call)
                || IsInside(call)
                || context.Started.Of(call) is not StartedBy.Request
            )
                continue;
            if (context.Deferred(call, start.Callee.Name is "forEach" ? target : call, "a promise that nothing waits for") is { } found)
                yield return found;
        }
    }

    /// <summary>Whether a call stands as a statement of its own, so that nothing can wait for what it gives.</summary>
    static bool IsAlone(Code call) =>
        call.Part is Part.Statement && call.Parent.Kind is CodeKind.Block or CodeKind.Case
        || call.Parent is { Kind: CodeKind.Unary, Operator: "void", Part: Part.Statement };

    static bool IsStreaming(Code call)
    {
        for (var at = call.Enclosing(CodeKind.Function); at.Exists; at = at.Enclosing(CodeKind.Function))
            if (
                at.Text is { Length: < 40_000 } text
                && (
                    text.Contains("ReadableStream", StringComparison.Ordinal)
                    || text.Contains("TransformStream", StringComparison.Ordinal)
                    || text.Contains("text/event-stream", StringComparison.Ordinal)
                )
            )
                return true;
        return false;
    }

    /// <summary>Functions that listen to events of the process itself: whoever emits one does not wait for what they do.</summary>
    static IEnumerable<BackgroundWork> Listeners(WorkContext context)
    {
        foreach (var call in context.Calls("on", "once", "addListener"))
            if (
                context.Code.OriginOf(call.Receiver).Package is "events" or "eventemitter2" or "eventemitter3" or "mitt" or "emittery"
                && call.ArgumentAt(1) is { Exists: true } listener
                && context.Code.FunctionOf(listener) is { Exists: true } function
                && function.Is(Modifiers.Async)
                && context.Deferred(call, function, "an event in memory", call.ArgumentAt(0).String ?? "") is { } found
            )
                yield return found;
        if (WaitsForListeners(context))
            yield break;
        foreach (var function in context.Code.All(CodeKind.Function).Where(one => context.Has(one.File)))
            if (
                function.All(Part.Decorator).FirstOrDefault(one => one.Name is "OnEvent") is { Exists: true } listens
                && function.Is(Modifiers.Async)
                && context.Deferred(function, function, "an event in memory", listens.Arguments.FirstOrDefault().String ?? "") is { } found
            )
                yield return found;
    }

    /// <summary>Whether each event of the app is sent so that whoever sends it waits for all who listen: <c>await this.emitter.emitAsync(…)</c>.</summary>
    static bool WaitsForListeners(WorkContext context)
    {
        var sends = context.Code.Calls("emitAsync").Where(call => context.Sources.IsDeployed(call.File)).ToList();
        return sends.Count > 0
            && sends.TrueForAll(IsAwaited)
            && !context.Code.Calls("emit").Any(call => context.Sources.IsDeployed(call.File) && SendsEvents(context.Code, call))
            && sends
                .Select(call => call.Enclosing(CodeKind.Function))
                .All(sender =>
                    sender.Name.Length > 0
                    && context.Code.Calls(sender.Name).Where(call => context.Sources.IsDeployed(call.File)).All(IsAwaited)
                );
    }

    static bool IsAwaited(Code call) => call.Parent.Kind is CodeKind.Await or CodeKind.Return;

    static bool SendsEvents(CodeBase code, Code call) =>
        call.Callee.Kind is CodeKind.Member
        && (
            code.Definition(call.Receiver)[Part.Type].Name.Contains("Emitter", StringComparison.Ordinal)
            || call.Receiver.Name.Contains("event", StringComparison.OrdinalIgnoreCase)
            || call.Receiver.Name.Contains("emitter", StringComparison.OrdinalIgnoreCase)
            || call.Receiver.Name.Contains("bus", StringComparison.OrdinalIgnoreCase)
        );
}
