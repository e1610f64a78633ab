namespace Shipworthy.Extractors.Jobs;

/// <summary>Work that code in Python begins in a request and does not wait for.</summary>
static class DeferralsInPython
{
    /// <summary>The pieces of a part.</summary>
    public static IEnumerable<BackgroundWork> In(WorkContext context)
    {
        foreach (var call in context.Calls("add_task"))
            if (
                (IsBackground(context, call.Receiver) || call.Receiver.Name.Contains("background", StringComparison.OrdinalIgnoreCase))
                && call.ArgumentAt(0) is { Exists: true } work
                && context.Deferred(call, work, "BackgroundTasks") is { } found
            )
                yield return found;
        foreach (var call in context.Calls("BackgroundTask"))
            if (
                context.Code.OriginOf(call.Callee).Package is "starlette" or "fastapi"
                && call.ArgumentAt(0) is { Exists: true } work
                && context.Deferred(call, work, "BackgroundTask") is { } found
            )
                yield return found;
        foreach (var call in context.Calls("create_task", "ensure_future", "run_coroutine_threadsafe"))
            if (
                (call.Receiver.Name is "asyncio" or "loop" or "" || call.Receiver.Text.EndsWith("loop()", StringComparison.Ordinal))
                && call.File.Language is Language.Python
                && call.ArgumentAt(0) is { Exists: true } work
                && !IsWaitedFor(call)
                && context.Started.Of(call) is not StartedBy.Start
                && context.Deferred(call, work, call.Callee.Name) is { } found
            )
                yield return found;
        foreach (var call in context.Calls("Thread", "Process"))
            if (
                context.Code.OriginOf(call.Callee).Package is "threading" or "multiprocessing"
                && call.ArgumentNamed("target") is { Exists: true } work
                && !IsWaitedFor(call)
                && context.Started.Of(call) is not StartedBy.Start
                && context.Deferred(call, work, "a thread") is { } found
            )
                yield return found;
        foreach (var call in context.Calls("submit", "run_in_executor"))
            if (
                call.File.Language is Language.Python
                && call.Part is Part.Statement
                && call.Enclosing(CodeKind.With) is not { Exists: true }
                && call.ArgumentAt(call.Callee.Name is "submit" ? 0 : 1) is { Exists: true } work
                && context.Started.Of(call) is not StartedBy.Start
                && context.Deferred(call, work, "a pool of threads") is { } found
            )
                yield return found;
    }

    static bool IsBackground(WorkContext context, Code receiver) =>
        context.Code.OriginOf(receiver).Name.Contains("BackgroundTasks", StringComparison.Ordinal)
        || context.Code.Definition(receiver) is { Kind: CodeKind.Parameter } parameter && parameter[Part.Type].Name is "BackgroundTasks";

    /// <summary>Whether the function that begins it waits for it later.</summary>
    static bool IsWaitedFor(Code call)
    {
        if (call.Parent.Kind is CodeKind.Await or CodeKind.Return or CodeKind.Array or CodeKind.Spread or CodeKind.Yield)
            return true;
        var function = call.Enclosing(CodeKind.Function);
        var text = function.Exists ? function.Text : call.File.Text;
        return call.Parent is { Kind: CodeKind.Assignment or CodeKind.Variable or CodeKind.Argument or CodeKind.Call or CodeKind.Loop }
                && (
                    text.Contains("gather(", StringComparison.Ordinal)
                    || text.Contains("asyncio.wait", StringComparison.Ordinal)
                    || text.Contains("as_completed(", StringComparison.Ordinal)
                    || text.Contains(".join(", StringComparison.Ordinal)
                )
            || call.Parent is { Kind: CodeKind.Assignment } given
                && given[Part.Target] is { Kind: CodeKind.Name } held
                && (
                    text.Contains($"await {held.Name}", StringComparison.Ordinal)
                    || text.Contains($"{held.Name}.cancel(", StringComparison.Ordinal)
                    || text.Contains($"{held.Name}.join(", StringComparison.Ordinal)
                )
            || text.Contains("TaskGroup(", StringComparison.Ordinal)
            || text.Contains("StreamingResponse(", StringComparison.Ordinal);
    }
}
