using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries;

/// <summary>Finds the loop that repeats a place of a function for each element of a collection.</summary>
/// <param name="bounds">Tells how large a collection is.</param>
sealed partial class Loops(CollectionBounds bounds)
{
    /// <summary>The innermost such loop around a node; null where there is none.</summary>
    /// <param name="node">The node.</param>
    /// <param name="function">The function beyond which nothing is looked at.</param>
    public LoopAround? Around(Code node, Code function)
    {
        var ends = false;
        for (var at = node; at.Exists && at != function && at.Parent.Exists; at = at.Parent)
        {
            var parent = at.Parent;
            ends |= parent.Kind is CodeKind.Block && EndsAfter(parent, at);
            if (parent.Kind is CodeKind.Loop && at.Part is Part.Body && ends)
            {
                // What the loop ends with, it does once.
                ends = false;
                continue;
            }
            if (parent.Kind is CodeKind.Loop && at.Part is Part.Body && OfLoop(parent) is { } loop)
                return loop;
            if (at.Kind is not CodeKind.Function)
                continue;
            if (at.Part is not Part.Argument || parent.Kind is not CodeKind.Call)
                return null;
            if (Later().IsMatch(parent.Callee.Name))
                return null;
            if (Iterating().IsMatch(parent.Callee.Name) && parent.Callee.Kind is CodeKind.Member && OfCall(parent) is { } iteration)
                return iteration;
        }
        return null;
    }

    LoopAround? OfLoop(Code loop)
    {
        var source = loop[Part.Source];
        if (!source.Exists && loop.Operator is "for" && Counted(loop) is { Exists: true } counted)
            source = counted;
        // Poll, retry and pages: how often they turn does not follow from rows.
        if (!source.Exists || loop.Operator is "while" or "do" || bounds.Of(source, 8) is not { } bound)
            return null;
        return new(loop, source, bound)
        {
            Remark =
                bound is RepeatBound.Few ? "goes through a handful of things"
                : OfFiles().IsMatch(source.Text) ? "each file goes its own way in any case"
                : StopsAtHit(loop.Body) ? "stops at the first hit"
                : null,
        };
    }

    /// <summary>The collection that <c>for (let i = 0; i &lt; rows.length; i++)</c> counts through; no node where it goes in steps of a size.</summary>
    static Code Counted(Code loop)
    {
        if (loop[Part.Step].Operator is "+=" || loop[Part.Step].Text.Contains("+=", StringComparison.Ordinal))
            return default;
        return loop[Part.Condition]
            .Descendants(CodeKind.Member)
            .FirstOrDefault(one => one.Name is "length" or "Length" or "Count" or "size")
            .Receiver;
    }

    LoopAround? OfCall(Code call)
    {
        var source = call.Receiver;
        if (bounds.Of(source, 8) is not { } bound)
            return null;
        var around = call.Parent;
        for (var steps = 0; steps < 4 && around.Exists && around.Kind is not (CodeKind.Call or CodeKind.Block); steps++)
            around = around.Parent;
        return new(call, source, bound)
        {
            IsParallel =
                around.Kind is CodeKind.Call && around.Callee.Name is "all" or "allSettled" or "WhenAll" or "gather"
                || StartsAllAtOnce(call),
            Remark =
                bound is RepeatBound.Few ? "goes through a handful of things"
                : around.Kind is CodeKind.Call && around.Callee.Name is "$transaction" or "batch" ? "sends all of them as one batch"
                : null,
        };
    }

    /// <summary>Whether <c>forEach</c> starts something for each element and waits for none of it.</summary>
    static bool StartsAllAtOnce(Code call) =>
        call.Callee.Name is "forEach"
        && call.ArgumentAt(0) is { Kind: CodeKind.Function } each
        && !each.Descendants(CodeKind.Await).Any()
        && each.Descendants(CodeKind.Call).Any(one => one.Callee.Name is "waitUntil" or "after");

    /// <summary>Whether a loop ends with the first element for which something is found.</summary>
    static bool StopsAtHit(Code body)
    {
        foreach (var branch in body.Descendants(CodeKind.Branch))
        {
            var condition = branch[Part.Condition];
            if (condition.Kind is not (CodeKind.Name or CodeKind.Member or CodeKind.Await or CodeKind.Call))
                continue;
            var then = branch[Part.Then];
            if (
                then.Descendants()
                    .Prepend(then)
                    .Any(one =>
                        (one.Kind is CodeKind.Jump && one.Operator is "break" || one.Kind is CodeKind.Return && one[Part.Value].Exists)
                        && one.Enclosing(CodeKind.Loop).Body == body
                    )
            )
                return true;
        }
        return false;
    }

    /// <summary>Whether a block of a loop is left by its last statement, which comes after a place in it.</summary>
    static bool EndsAfter(Code block, Code place) =>
        block.Part is not Part.Body
        && block.All(Part.Statement).LastOrDefault() is { Exists: true } last
        && last.Start >= place.Start
        && (last.Kind is CodeKind.Return || last.Kind is CodeKind.Jump && last.Operator is "break");

    [GeneratedRegex(
        @"files?\b|uploads?\b|images?\b|attachments?\b|[a-z](?:Files|Uploads|Images|Attachments)\b|filesTo",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex OfFiles();

    [GeneratedRegex(
        @"^(?:map|forEach|flatMap|reduce|filter|some|every|find|mapValues|each|eachSeries|Select|SelectMany|ForEach|ForEachAsync|SelectAwait|mapSeries|concurrentMap)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Iterating();

    [GeneratedRegex(
        @"^(?:setTimeout|setInterval|setImmediate|addEventListener|on|once|subscribe|onClick|queueMicrotask|after|useCallback|useMemo|useEffect|useQuery|useMutation)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Later();
}
