using Shipworthy.Extractors.Endpoints.Doors;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <content>What the function around an act makes of it.</content>
sealed partial class PathReader
{
    /// <summary>
    /// An act as the function around it makes use of it: a question becomes a proof by a refusal, and a proof that not every path meets is none. Null when the way to
    /// the address does not lead past it.
    /// </summary>
    Act? Settled(Act act, Code node, Code function)
    {
        if (LeftToCaller(act, node, function) is { } left)
            return left;
        if (act.Kind is ActKind.AsksWho or ActKind.AsksMachine)
            return refusals.Follows(node, act) switch
            {
                // What hands over the caller that it found leaves the question to whoever takes it, and who takes nothing of it asks nothing.
                false when act.Entry is not null => isCalled && Refusals.EntryOf(node, function) is { } entry
                    ? act with
                    {
                        Entry = entry,
                    }
                    : null,
                true => act with
                {
                    Kind = act.Kind is ActKind.AsksWho ? ActKind.ProvesUser : ActKind.ProvesMachine,
                    Entry = null,
                    IsOrNothing = false,
                },
                null => act with
                {
                    Kind = ActKind.NotFollowed,
                    By = $"it refuses strangers only under a condition that could not be decided",
                },
                // What a middleware asks on other ways says nothing about this one.
                false => address.Length > 0 && !isCalled && !refusals.HandsOnConditionally(function) ? null : act,
            };
        if (act is { Kind: ActKind.Limits, Limit: { } limit })
            return refusals.IsLedTo(node, function) is not { } led
                    ? act with
                    {
                        Limit = Asked(limit, node) with { Doubt = RateLimits.OnCondition },
                    }
                : led ? act with { Limit = Asked(limit, node) }
                : null;
        if (act is { Part: BrakePart.LookedAt, Brake: { Doubt: null } looked } && BrakesInCode.UnderCondition(node, function))
            return act with { Brake = looked with { Doubt = RateLimits.OnCondition } };
        if (act.Brake is { Kind: BrakeKind.AsksPuzzle } puzzle)
            return act with { Brake = Asked(puzzle, node, function) };
        return Certain(act, node, function);
    }

    /// <summary>A puzzle whose answer is obeyed where it is asked holds; one that is asked under a condition may not.</summary>
    AccountBrake Asked(AccountBrake puzzle, Code node, Code function)
    {
        var asked = puzzle.Idle is RateLimits.NotLookedAt && refusals.Follows(node) is not false ? puzzle with { Idle = null } : puzzle;
        if (Puzzles.SkippedWithout(sources, node, function) is { } variable)
            asked = asked with
            {
                Doubt = $"it asks nothing where {variable} is not set, and whether production sets it is not in the repository",
            };
        return refusals.IsLedTo(node, function) is true ? asked : asked with { Doubt = asked.Doubt ?? RateLimits.OnCondition };
    }

    /// <summary>A limit whose answer is obeyed where it is asked acts.</summary>
    RateLimit Asked(RateLimit limit, Code node) =>
        limit.Idle is RateLimits.NotLookedAt && refusals.Follows(node) is not false ? limit with { Idle = null } : limit;

    /// <summary>A question whose missing answer a function gives back as nothing, for its caller to refuse; null when it is none.</summary>
    Act? LeftToCaller(Act act, Code node, Code function) =>
        isCalled
        && act.Kind is ActKind.AsksWho or ActKind.AsksMachine or ActKind.ProvesUser or ActKind.ProvesMachine
        && Refusals.GivesNothing(node, function)
            ? act with
            {
                Kind = act.Kind is ActKind.AsksWho or ActKind.ProvesUser ? ActKind.AsksWho : ActKind.AsksMachine,
                IsOrNothing = true,
            }
            : null;

    Act? Certain(Act act, Code node, Code function) =>
        act.Kind is not (ActKind.ProvesUser or ActKind.ProvesMachine) ? act
        : LeftToCaller(act, node, function) is { } left ? left
        : refusals.IsOnEveryPath(node, function) switch
        {
            true => act,
            // What is verified only when it was sent proves the caller all the same where its absence is refused later.
            null when refusals.Follows(node) is true => act,
            // What is verified only when it was sent proves nothing of whom sent nothing, where nobody asks for it later.
            null when refusals.Follows(node) is false && Refusals.IsOptional(node, function) => act with { Kind = ActKind.Attaches },
            null => act with { Kind = ActKind.NotFollowed, By = $"it asks for {act.By} only under a condition that could not be decided" },
            false => null,
        };

    /// <summary>What an idiom says that a call, a decorator or a name does by itself; null when none knows it.</summary>
    public Act? Idiom(Code node)
    {
        var callee = node.Kind is CodeKind.Call or CodeKind.New or CodeKind.Decorator ? node.Callee : node;
        var site = new Site(sources, node, code.OriginOf(callee));
        foreach (var idiom in AllActIdioms.All)
            if (idiom.Of(site) is { } act)
                return act;
        return null;
    }
}
