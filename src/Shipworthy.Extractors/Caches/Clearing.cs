namespace Shipworthy.Extractors.Caches;

/// <summary>Tells whether a change of what a cached value is made of leads to its clearing: in the same function, in what that calls, or in what calls it.</summary>
sealed class Clearing(CodeBase code)
{
    const int Deepest = 3;

    /// <summary>Whether a change leads to one of the calls that clear the value.</summary>
    public bool Follows(Code change, ImmutableArray<Code> clears)
    {
        var function = change.Enclosing(CodeKind.Function);
        return function.Exists && IsNear(function, clears, [], Deepest);
    }

    bool IsNear(Code function, ImmutableArray<Code> clears, HashSet<Code> seen, int steps)
    {
        if (!seen.Add(function))
            return false;
        if (Reaches(function, clears, [], 2))
            return true;
        if (steps <= 0)
            return false;
        foreach (var call in code.CallersOf(function))
            if (call.Enclosing(CodeKind.Function) is { Exists: true } caller && IsNear(caller, clears, seen, steps - 1))
                return true;
        return false;
    }

    bool Reaches(Code function, ImmutableArray<Code> clears, HashSet<Code> seen, int steps)
    {
        if (!seen.Add(function))
            return false;
        if (clears.Any(function.Contains))
            return true;
        if (steps <= 0)
            return false;
        foreach (var call in function.Descendants(CodeKind.Call))
            if (code.Target(call) is { Kind: CodeKind.Function } target && Reaches(target, clears, seen, steps - 1))
                return true;
        return false;
    }
}
