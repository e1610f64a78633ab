using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <content>What around an access ties its rows to the caller.</content>
sealed partial class RowWalk
{
    /// <summary>An access with what the function around it makes of its rows.</summary>
    RowUse Tied(RowUse use, List<RowUse> all, Frame frame)
    {
        if (use.Tie is Tie.Caller or Tie.Role)
            return use;
        if (IsInRole(use.Node, frame))
            return use with { Tie = Tie.Role };
        if (IsCompared(use, frame) || IsRelated(use, all, frame))
            return use with { Tie = Tie.Caller };
        // A row that was loaded before is changed: what tied it when it was loaded ties it now.
        return
            use.Verb is not null
            && all.Find(one =>
                one.Node != use.Node && one.Node.Start < use.Node.Start && one.Verb is null && MentionsRow(use.Node, one.Node)
            )
                is { At.Exists: true } loaded
            ? use with
            {
                Tie = Tied(loaded, all, frame).Tie,
                Verb = use.Verb is WriteVerb.Insert ? WriteVerb.Update : use.Verb,
                Model = use.Model.Length > 0 && loaded.Model.Length == 0 ? use.Model : loaded.Model,
                Keys = loaded.Keys,
                View = loaded.View,
            }
            : use;
    }

    /// <summary>Whether a row is compared with the caller, and whoever it does not belong to is refused: <c>if (item.ownerId !== user.id) return 403</c>.</summary>
    bool IsCompared(RowUse use, Frame frame)
    {
        foreach (var branch in frame.Function.Descendants(CodeKind.Branch))
        {
            var condition = branch[Part.Condition];
            if (
                !condition.Exists
                || IsPresence(condition)
                || !frame.Of(condition).HasFlag(Bearing.Caller)
                || !Compares(condition, use, frame)
            )
                continue;
            if (
                refusals.Refuses(branch, one => Compares(one, use, frame)) is not false
                && refusals.IsOnEveryPath(branch, frame.Function) is not false
                && IsWholly(condition, use, frame)
            )
                return true;
        }
        return false;
    }

    /// <summary>Whether a condition sets the row of an access, or what chose it, against the caller.</summary>
    bool Compares(Code condition, RowUse use, Frame frame) =>
        condition
            .Descendants()
            .Prepend(condition)
            .Any(one =>
                one.Kind is CodeKind.Binary
                    ? one.Operator is "==" or "===" or "!=" or "!==" or "in" or "not in" or "is" or "is not"
                        && (
                            (IsOfCaller(one[Part.Left], frame) && IsOfRow(one[Part.Right], use, frame))
                            || (IsOfCaller(one[Part.Right], frame) && IsOfRow(one[Part.Left], use, frame))
                        )
                    : one.Kind is CodeKind.Call
                        && one.Arguments.Any(argument => IsOfCaller(argument, frame) || IsOfRow(argument, use, frame))
                        && (one.Arguments.Any(argument => IsOfCaller(argument, frame)) || IsOfCaller(one.Receiver, frame))
                        && (one.Arguments.Any(argument => IsOfRow(argument, use, frame)) || IsOfRow(one.Receiver, use, frame))
            );

    static bool IsOfCaller(Code side, Frame frame) => side.Exists && side.Kind is not CodeKind.Literal && frame.Of(side) is Bearing.Caller;

    bool IsOfRow(Code side, RowUse use, Frame frame) =>
        side.Exists
        && side.Kind is not CodeKind.Literal
        && !IsOfCaller(side, frame)
        && (MentionsRow(side, use.Node) || use.Keys.Contains(side.Text, StringComparer.Ordinal));

    /// <summary>
    /// Whether whatever else a condition asks lets nobody pass but callers with a role, and rows that are not there: <c>!user.isAdmin &amp;&amp; item.ownerId !== user.id</c>.
    /// </summary>
    bool IsWholly(Code condition, RowUse use, Frame frame)
    {
        if (condition is { Kind: CodeKind.Binary, Operator: "||" or "or" })
            return IsWholly(condition[Part.Left], use, frame) || IsWholly(condition[Part.Right], use, frame);
        if (condition is { Kind: CodeKind.Binary, Operator: "&&" or "and" })
            return IsEither(condition[Part.Left], use, frame) && IsEither(condition[Part.Right], use, frame);
        return Compares(condition, use, frame);
    }

    bool IsEither(Code part, RowUse use, Frame frame) =>
        part is { Kind: CodeKind.Binary, Operator: "&&" or "and" or "||" or "or" }
            ? IsEither(part[Part.Left], use, frame) && IsEither(part[Part.Right], use, frame)
            : Compares(part, use, frame)
                || (
                    RowWords.AsksRole(part.Text)
                    && frame.Of(part).HasFlag(Bearing.Caller)
                    // user.role === "patient" ties one group, and lets all others through.
                    && part is not { Kind: CodeKind.Binary, Operator: "==" or "===" }
                )
                || (part.Kind is CodeKind.Name && MentionsRow(part, use.Node));

    /// <summary>Whether the caller was looked up together with what chooses the row, or with the row itself, and refused where they do not belong together.</summary>
    bool IsRelated(RowUse use, List<RowUse> all, Frame frame) =>
        !use.Keys.IsEmpty
        && all.Exists(one =>
            one.Relates
            && one.Node != use.Node
            && (one.Node.Start < use.Node.Start || use.Verb is null)
            && (
                one.Keys.Intersect(use.Keys, StringComparer.Ordinal).Any()
                || MentionsRow(one.Node, use.Node)
                || all.Exists(loaded =>
                    loaded.Verb is null
                    && loaded.Keys.Intersect(use.Keys, StringComparer.Ordinal).Any()
                    && MentionsRow(one.Node, loaded.Node)
                )
            )
            && IsRefused(one, frame)
        );

    /// <summary>Whether whoever a look-up does not find is refused, there or in the function that asked for it.</summary>
    bool IsRefused(RowUse lookup, Frame frame) =>
        refusals.Follows(lookup.Node) is true
        || (lookup.Node != lookup.At && refusals.Follows(lookup.At) is true && refusals.IsOnEveryPath(lookup.Node, frame.Function) is true);

    /// <summary>Whether a place is reached by callers with a role only.</summary>
    static bool IsInRole(Code node, Frame frame)
    {
        for (var at = node; at.Parent.Exists && at != frame.Function; at = at.Parent)
            if (
                at.Part is Part.Then
                && at.Parent.Kind is CodeKind.Branch
                && at.Parent[Part.Condition] is { Kind: CodeKind.Member or CodeKind.Call or CodeKind.Binary } condition
                && condition.Operator is not ("||" or "or" or "!=" or "!==" or "is not")
                && RowWords.AsksRole(condition.Text)
                && !condition.Text.Contains('!')
                && !condition.Text.Contains("not ", StringComparison.Ordinal)
                && frame.Of(condition).HasFlag(Bearing.Caller)
            )
                return true;
        return false;
    }

    /// <summary>Whether an expression names a variable that holds what an access gave.</summary>
    bool MentionsRow(Code expression, Code access)
    {
        foreach (var name in expression.Descendants().Prepend(expression))
            if (name.Kind is CodeKind.Name && HoldsRow(name, access, 3))
                return true;
        return false;
    }

    bool HoldsRow(Code name, Code access, int steps)
    {
        if (steps <= 0 || name.File != access.File)
            return false;
        var found = code.Definition(name);
        if (found.Kind is CodeKind.Parameter && found.Parent.Parent is { Kind: CodeKind.Call } around && around.Contains(found))
            return around.Callee.Kind is CodeKind.Member
                && around
                    .Receiver.Descendants()
                    .Prepend(around.Receiver)
                    .Any(one => one.Kind is CodeKind.Name && HoldsRow(one, access, steps - 1));
        for (var (at, climbed) = (found, 0); at.Exists && climbed < 5; (at, climbed) = (at.Parent, climbed + 1))
            if (at.Kind is CodeKind.Variable or CodeKind.Assignment && at[Part.Value] is { Exists: true } value)
                return value.Contains(access)
                    || value
                        .Descendants()
                        .Prepend(value)
                        .Any(one => one.Kind is CodeKind.Name && one != name && HoldsRow(one, access, steps - 1));
            else if (at.Kind is CodeKind.Loop)
                return at[Part.Source]
                    .Descendants()
                    .Prepend(at[Part.Source])
                    .Any(one => one.Kind is CodeKind.Name && HoldsRow(one, access, steps - 1));
            else if (at.Kind is CodeKind.Block or CodeKind.Function)
                return false;
        return false;
    }

    /// <summary>Whether a condition only asks whether the caller is known: <c>!user</c>, <c>session?.user == null</c>.</summary>
    static bool IsPresence(Code condition) =>
        condition.Kind switch
        {
            CodeKind.Unary => IsPresence(condition[Part.Value]),
            CodeKind.Name or CodeKind.Member or CodeKind.Await => true,
            CodeKind.Call => condition.Callee.Name is "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "isErr" or "isNil"
                || !condition.Arguments.Any(),
            CodeKind.Binary => condition.Operator is "||" or "&&" or "or" or "and"
                ? IsPresence(condition[Part.Left]) && IsPresence(condition[Part.Right])
                : condition[Part.Right].Kind is CodeKind.Literal || condition[Part.Right].Text is "None" or "undefined",
            _ => false,
        };
}
