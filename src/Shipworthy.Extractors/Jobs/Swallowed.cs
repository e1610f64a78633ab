namespace Shipworthy.Extractors.Jobs;

/// <summary>Handlers that catch every failure and go on, so that whoever handed them the work takes it for done.</summary>
static class Swallowed
{
    /// <summary>Where a handler does; no node where it does not.</summary>
    public static Code In(CodeBase code, Code function, int steps = 2)
    {
        if (!function.Exists || steps <= 0)
            return default;
        var statements = function.Body.Kind is CodeKind.Block ? function.Body.Children.ToList() : [];
        foreach (var tried in statements.Where(one => one.Kind is CodeKind.Try))
            if (
                tried.Body.Descendants().Any(node => node.Kind is CodeKind.Await || node.Kind is CodeKind.Call && code.Target(node).Exists)
                && tried.All(Part.Handler).FirstOrDefault(IsEnd) is { Exists: true } handler
                && !statements.Any(one =>
                    one != tried && one.Start > tried.Start && one.Descendants().Prepend(one).Any(node => node.Kind is CodeKind.Throw)
                )
            )
                return handler;
        // A handler that only hands the work on is as good as what it hands it to.
        var calls = function.Descendants(CodeKind.Call).Select(code.Target).Where(one => one.Kind is CodeKind.Function).ToList();
        return calls is [var only] && only != function ? In(code, only, steps - 1) : default;
    }

    static bool IsEnd(Code handler) =>
        (handler[Part.Type] is not { Exists: true } type || type.Name is "Exception" or "any" or "unknown" or "Error" or "BaseException")
        && !handler
            .Descendants()
            .Any(node =>
                node.Kind is CodeKind.Throw
                || node.Kind is CodeKind.Call or CodeKind.New
                    && node.Callee.Name
                        is "retry"
                            or "moveToFailed"
                            or "fail"
                            or "nack"
                            or "reject"
                            or "BasicNack"
                            or "BasicNackAsync"
                            or "BasicReject"
                            or "AbandonMessageAsync"
                            or "DeadLetterMessageAsync"
                            or "sendToDeadLetter"
                            or "done"
                            or "exit"
                || node.Kind is CodeKind.Return && node[Part.Value].Exists
                || node.Kind is CodeKind.Assignment
                || node.Kind is CodeKind.Call && node.Callee.Name is "update" or "updateMany" or "insert" or "create" or "save"
            );
}
