using Shipworthy.Extractors.Endpoints.Limits;

namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>
/// Finds in the code of a path what makes guessing slow: conditions that look at a lock or a count of failures and refuse, places that count a failure, puzzles whose answers
/// the server has verified. A lock of the app's own is a whole only where it both counts and is looked at, which <see cref="SignInDoors"/> puts together.
/// </summary>
static class BrakesInCode
{
    /// <summary>The part of a brake that a node is; null when it is none.</summary>
    public static Act? Of(CodeBase code, Code node) =>
        node.Kind switch
        {
            CodeKind.Branch => LookedAt(code, node),
            CodeKind.Call or CodeKind.New => Puzzles.Of(code, node) ?? FailureCounts.OfCall(code, node) ?? Unknown(code, node),
            CodeKind.Assignment or CodeKind.Property or CodeKind.Literal or CodeKind.Template => FailureCounts.OfChange(code, node),
            _ => null,
        };

    static Act? LookedAt(CodeBase code, Code branch)
    {
        var condition = branch[Part.Condition];
        // What tries again after a failure of the network counts its own attempts.
        if (
            !condition.Exists
            || branch.Enclosing(CodeKind.Loop) is { Exists: true } loop && branch.Enclosing(CodeKind.Function).Contains(loop)
            || !Refusing.Leaves(branch)
        )
            return null;
        var named = Named(code, condition).ToList();
        if (named.Count == 0)
            return null;
        var function = branch.Enclosing(CodeKind.Function);
        return new(ActKind.Brakes, branch, "its own lock")
        {
            Part = BrakePart.LookedAt,
            Brake = new(branch.At, "its own lock")
            {
                Kind = BrakeKind.LocksAccount,
                Failures = Thresholds.Of(code, condition),
                Seconds = Thresholds.Seconds(function),
                Doubt = UnderCondition(branch, function) ? "whether it holds depends on a condition that could not be decided" : null,
            },
        };
    }

    /// <summary>The names in a condition, and in what they stand for, that speak of failures or locks.</summary>
    static IEnumerable<Code> Named(CodeBase code, Code condition) =>
        condition
            .Descendants()
            .Prepend(condition)
            .Where(one =>
                Counting(code, one).Exists
                || one.Kind is CodeKind.Name or CodeKind.Member or CodeKind.Index
                    && (
                        BrakeWords.IsLock(one.Name)
                        || BrakeWords.IsCount(one.Name)
                        || (
                            one.Kind is CodeKind.Name
                            && code.Definition(one) is { Kind: CodeKind.Variable } variable
                            && Asked(variable) is { Length: > 0 } asked
                            && (BrakeWords.IsLock(asked) || BrakeWords.IsCount(asked))
                        )
                    )
            );

    /// <summary>The short function of the app that a call asks, where it speaks of failures or locks: <c>exceeded(user)</c>; no node when it is none.</summary>
    public static Code Counting(CodeBase code, Code call) =>
        call.Kind is CodeKind.Call
        && code.Target(call) is { Kind: CodeKind.Function } function
        && function.Text.Length < 600
        && function
            .Descendants()
            .Any(one => one.Kind is CodeKind.Name or CodeKind.Member && (BrakeWords.IsLock(one.Name) || BrakeWords.IsCount(one.Name)))
            ? function
            : default;

    /// <summary>What the value of a variable is asked of, where it is a call: <c>await redis.get(`login:attempts:${email}`)</c>.</summary>
    static string Asked(Code variable)
    {
        var at = variable;
        while (at.Parent.Exists && !at[Part.Value].Exists && at.Kind is not CodeKind.Block)
            at = at.Parent;
        var value = at[Part.Value];
        while (value.Kind is CodeKind.Await or CodeKind.Argument)
            value = value[Part.Value];
        return value.Kind is CodeKind.Call or CodeKind.Binary or CodeKind.Member && value.Text.Length < 400 ? value.Text : "";
    }

    /// <summary>Whether something else than whether there is such an account decides if a lock is looked at.</summary>
    public static bool UnderCondition(Code node, Code function)
    {
        for (var at = node; at.Parent.Exists && at != function; at = at.Parent)
            if (
                at.Part is Part.Then or Part.Else
                && at.Parent[Part.Condition] is { Exists: true } around
                && !around
                    .Descendants()
                    .Prepend(around)
                    .Where(one => one.Kind is CodeKind.Name or CodeKind.Member)
                    .All(one =>
                        BrakeWords.NamesAccount(one.Name) || BrakeWords.IsLock(one.Name) || BrakeWords.IsCount(one.Name) || IsMethod(one)
                    )
            )
                return true;
        return false;
    }

    static bool IsMethod(Code name) => name.Name is "method" or "Method" or "req" or "request" or "self";

    /// <summary>A call that is named for a brake, and that nobody could follow.</summary>
    static Act? Unknown(CodeBase code, Code call) =>
        call.Kind is CodeKind.Call
        && (BrakeWords.MayBrake(call.Callee.Name) || BrakeWords.MayBrake(call.Receiver.Name))
        && code.Target(call) is { Exists: false }
        && !code.OriginOf(call.Callee).Exists
            ? new(ActKind.Brakes, call, $"{call.Callee.Name} could not be followed") { Part = BrakePart.NotFollowed }
            : null;
}
