namespace Shipworthy.Extractors.Writes.Races;

/// <summary>The functions that act as one: with the callbacks inside them that run before they go on.</summary>
static class Regions
{
    static readonly HashSet<string> Inline = new(StringComparer.Ordinal)
    {
        "$transaction",
        "transaction",
        "withTransaction",
        "runTransaction",
        "map",
        "forEach",
        "filter",
        "reduce",
        "flatMap",
        "find",
        "some",
        "every",
        "then",
        "catch",
        "finally",
        "all",
        "allSettled",
        "run",
        "begin",
        "batch",
        "retry",
        "waitUntil",
        "after",
        "tx",
        "Select",
        "ForEach",
        "ExecuteAsync",
        "isolate",
        "try",
        "step",
    };

    /// <summary>The region around a node: a function, or the file where nothing is around it.</summary>
    public static Code Of(Code node)
    {
        var function = node.Enclosing(CodeKind.Function);
        while (function.Exists && IsInline(function) && function.Enclosing(CodeKind.Function) is { Exists: true } outer)
            function = outer;
        return function.Exists ? function : node.File.Root;
    }

    static bool IsInline(Code function) =>
        function.Part is Part.Callee
        || (function.Part is Part.Argument && function.Parent is { Kind: CodeKind.Call } call && Inline.Contains(call.Callee.Name));

    /// <summary>What people call a region: the function's name, or that of what holds it; empty for a file.</summary>
    public static string NameOf(Code region)
    {
        if (region.Kind is not CodeKind.Function)
            return "";
        for (var (at, steps) = (region, 0); at.Exists && steps < 6; (at, steps) = (at.Parent, steps + 1))
            if (at.Kind is CodeKind.Function or CodeKind.Variable or CodeKind.Property or CodeKind.Class && at.Name.Length > 0)
                return at.Name;
            else if (at.Kind is CodeKind.Assignment && at[Part.Target].Name is { Length: > 0 } target)
                return target;
        return "";
    }
}
