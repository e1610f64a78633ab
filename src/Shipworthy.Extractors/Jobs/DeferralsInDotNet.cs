namespace Shipworthy.Extractors.Jobs;

/// <summary>Work that code in C# begins in a request and does not wait for.</summary>
static class DeferralsInDotNet
{
    /// <summary>The pieces of a part.</summary>
    public static IEnumerable<BackgroundWork> In(WorkContext context)
    {
        foreach (var call in context.Calls("Run", "StartNew", "QueueUserWorkItem", "UnsafeQueueUserWorkItem"))
            if (
                call.Receiver.DottedName is "Task" or "Task.Factory" or "ThreadPool" or "System.Threading.Tasks.Task"
                && IsDropped(call)
                && call.ArgumentAt(0) is { Exists: true } work
                && context.Started.Of(call) is not StartedBy.Start
                && context.Deferred(call, work, call.Callee.Name is "Run" ? "Task.Run" : call.Callee.Name) is { } found
            )
                yield return found;
        foreach (var file in context.Files.Where(file => file.Language is Language.CSharp))
        foreach (var call in file.Root.Descendants(CodeKind.Call))
            if (
                IsDropped(call)
                && call.Callee.Name is not ("Run" or "StartNew")
                && (call.Part is Part.Value || call.Callee.Name.EndsWith("Async", StringComparison.Ordinal))
                && IsAsync(context, call)
                && context.Sources.RunsInProduction(call)
                && context.Started.Of(call) is StartedBy.Request
                && context.Deferred(call, call, "a task that nothing waits for") is { } found
            )
                yield return found;
    }

    static bool IsDropped(Code call) =>
        call.Part is Part.Statement
        || call.Parent is { Kind: CodeKind.Assignment } given && given[Part.Target] is { Kind: CodeKind.Name, Name: "_" };

    static bool IsAsync(WorkContext context, Code call)
    {
        var target = context.Code.Target(call);
        return target.Kind is CodeKind.Function
            ? target.Is(Modifiers.Async) || target[Part.Type].Name is "Task" or "ValueTask"
            : call.Callee.Name.EndsWith("Async", StringComparison.Ordinal) && call.Parent is { Kind: CodeKind.Assignment };
    }
}
