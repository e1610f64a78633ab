namespace Shipworthy.Extractors.Endpoints.Steps;

sealed partial class Refusals
{
    /// <summary>Whether an answer is asserted on every path; null when it is so only under a condition that could not be decided.</summary>
    bool? IsAsserted(Code question, HashSet<string> names, Code scope, Code function)
    {
        bool? best = false;
        foreach (var call in scope.Descendants(CodeKind.Call).Where(one => one.Start > question.Start && Asserts(one)))
            if (Conjuncts(call.ArgumentAt(0)).Any(one => Mentions(one, names) && IsPresence(one)))
                switch (IsOnEveryPath(call, function))
                {
                    case true:
                        return true;
                    case null:
                        best = null;
                        break;
                }
        return best;
    }

    /// <summary>A call that throws unless its argument holds: <c>ctx.assert(ctx.state.user, 401)</c>, <c>invariant(session)</c>.</summary>
    static bool Asserts(Code call) => call.Callee.Name is "assert" or "invariant" && call.Receiver.Name is not "console";

    static Code Asserting(Code question)
    {
        var whole = question;
        while (whole.Parent is { Exists: true, Kind: CodeKind.Await or CodeKind.Member } && whole.Parent.Kind is not CodeKind.Call)
            whole = whole.Parent;
        return whole is { Part: Part.Argument, Parent: { Kind: CodeKind.Call } call } && Asserts(call) && call.ArgumentAt(0) == whole
            ? call
            : default;
    }

    static bool IsPresence(Code condition) => condition.Kind is CodeKind.Name or CodeKind.Member;
}
