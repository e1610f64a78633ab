namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>What functions answer that are asked whether a caller may: <c>function isCron(req) { return req.headers.get("x-key") === process.env.KEY; }</c>.</summary>
static class Answers
{
    const int Deepest = 6;

    /// <summary>Whether a function says yes only where a condition of a kind holds, and no everywhere else.</summary>
    public static bool AreYesOnlyWhere(Code function, Func<Code, bool> holds)
    {
        if (!function.Body.Exists)
            return false;
        if (function.Body.Kind is not CodeKind.Block)
            return Needs(function.Body, holds, Deepest);
        var returned = function
            .Body.Descendants(CodeKind.Return)
            .Where(one => one.Enclosing(CodeKind.Function) == function && one[Part.Value].Exists)
            .ToList();
        return returned.Exists(one => !IsNo(one[Part.Value]))
            && returned.TrueForAll(one =>
                IsNo(one[Part.Value]) || Needs(one[Part.Value], holds, Deepest) || StandsBehind(one, function, holds)
            );
    }

    static bool IsNo(Code value) =>
        (value.Kind is CodeKind.Literal && value.Operator is "null" or "undefined" or "false")
        || value is { Kind: CodeKind.Name, Name: "undefined" };

    /// <summary>Whether a condition cannot hold without one of a kind.</summary>
    static bool Needs(Code condition, Func<Code, bool> holds, int depth) =>
        depth > 0
        && (
            holds(condition)
            || condition switch
            {
                { Kind: CodeKind.Binary, Operator: "&&" or "and" } => Needs(condition[Part.Left], holds, depth - 1)
                    || Needs(condition[Part.Right], holds, depth - 1),
                { Kind: CodeKind.Binary, Operator: "||" or "or" } => Needs(condition[Part.Left], holds, depth - 1)
                    && Needs(condition[Part.Right], holds, depth - 1),
                _ => false,
            }
        );

    /// <summary>Whether a plain yes stands inside a branch that is taken only where such a condition holds.</summary>
    static bool StandsBehind(Code yes, Code function, Func<Code, bool> holds)
    {
        if (yes[Part.Value] is not { Kind: CodeKind.Literal, Operator: "true" })
            return false;
        for (var at = yes; at.Parent.Exists && at != function; at = at.Parent)
            if (at.Part is Part.Then && at.Parent.Kind is CodeKind.Branch && Needs(at.Parent[Part.Condition], holds, Deepest))
                return true;
        return false;
    }
}
