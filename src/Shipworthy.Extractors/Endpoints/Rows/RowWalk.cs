using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Idioms;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <summary>What was read of one call of a function.</summary>
/// <param name="Uses">The accesses to rows, those in called functions included.</param>
/// <param name="RoleAt">Where a caller without a role is refused on every way; no node where nobody is.</param>
/// <param name="AsksMore">Whether any condition on the way asks more of the caller than to be known.</param>
/// <param name="AsksRole">Whether any condition on the way asks for a role.</param>
readonly record struct Walked(ImmutableArray<RowUse> Uses, Code RoleAt, bool AsksMore, bool AsksRole)
{
    /// <summary>A function in which nothing happens.</summary>
    public static Walked Nothing { get; } = new([], default, false, false);

    /// <summary>Whether an access that makes no new rows, or a function of the app, is told who is calling.</summary>
    public bool NamesCaller { get; init; }

    /// <summary>A call on the way that may reach rows, and could not be followed; no node where all could.</summary>
    public Code Lost { get; init; }

    /// <summary>Where an account is made whose role is what was sent, and the column; null where none is.</summary>
    public (Code At, string Column)? GivesRight { get; init; }

    /// <summary>Whether the role was one of the whole app, so that it holds for rows of all tenants.</summary>
    public bool IsOfWholeApp { get; init; }
}

/// <summary>
/// Walks from a handler through the functions of the app, and tells of each access to rows what ties it to who is calling: values that come from the caller in what chooses the
/// rows, a comparison of the row with the caller whose failure is refused, a look-up of the caller together with what was sent, a role.
/// </summary>
sealed partial class RowWalk(Sources sources, PathReader reader)
{
    const int Deepest = 7;
    const int MostUses = 200;

    readonly CodeBase code = sources.Code;
    readonly DataWrites writes = new(sources.Code);
    readonly Refusals refusals = new(_ => null);
    readonly Implementations implementations = new(sources.Code);
    readonly Mediators mediators = new(sources.Code);
    readonly AutoImports autoImports = new(sources.Code);
    readonly Decorations decorations = new(sources.Code);
    readonly LostCalls lost = new(sources.Code);
    readonly GenericRows generic = new(sources, reader);
    readonly Dictionary<Code, Act?> acts = [];
    readonly Dictionary<string, Walked> known = new(StringComparer.Ordinal);

    /// <summary>The rows of generic views.</summary>
    public GenericRows Generic => generic;

    /// <summary>What a function does that is called with parameters of the given bearings.</summary>
    public Walked Of(Code function, IReadOnlyDictionary<Code, Bearing> parameters) => Of(function, parameters, Deepest);

    Walked Of(Code function, IReadOnlyDictionary<Code, Bearing> parameters, int depth)
    {
        var body = function.Body.Exists ? function : implementations.Of(function);
        if (!body.Exists || depth <= 0)
            return Walked.Nothing with { Lost = function };
        if (body != function)
            parameters = Moved(function, body, parameters);
        var key = KeyOf(body, parameters, depth);
        if (known.TryGetValue(key, out var before))
            return before;
        // What calls itself adds nothing to itself.
        known[key] = Walked.Nothing;
        return known[key] = Inside(new Frame(code, reader, body, parameters), depth);
    }

    static string KeyOf(Code function, IReadOnlyDictionary<Code, Bearing> parameters, int depth) =>
        $"{function.File.Path}:{function.Start}:{depth}:{string.Concat(parameters.OrderBy(one => one.Key.Start).Select(one => $"{(int)one.Value}"))}";

    Walked Inside(Frame frame, int depth)
    {
        var function = frame.Function;
        var uses = new List<RowUse>();
        var whole = new HashSet<Code>();
        Code role = default;
        Code unseen = default;
        (Code At, string Column)? gives = null;
        var (asksMore, asksRole, ofWholeApp, names) = (false, false, false, false);
        foreach (var node in function.Descendants())
        {
            if (node.Kind is CodeKind.Branch or CodeKind.Conditional && node[Part.Condition] is { Exists: true } condition)
            {
                if (!frame.Of(condition).HasFlag(Bearing.Caller) || Refusals.LetsOthersPass(node))
                {
                    // Whose role it asks for was not seen; it is none that the call says itself.
                    asksMore |=
                        node.Kind is CodeKind.Branch
                        && RowWords.AsksRole(condition.Text)
                        && frame.Of(condition) is Bearing.None
                        && Refusals.Refuses(node[Part.Then]);
                    continue;
                }
                asksMore |= !IsPresence(condition) || RowWords.AsksRole(condition.Text);
                if (!RowWords.AsksRole(condition.Text))
                    continue;
                asksRole = true;
                if (
                    node.Kind is CodeKind.Branch
                    && refusals.Refuses(node, one => RowWords.AsksRole(one.Text) && frame.Of(one).HasFlag(Bearing.Caller)) is true
                    && refusals.IsOnEveryPath(node, function) is true
                )
                    (role, ofWholeApp) = (role.Exists ? role : node, ofWholeApp || RowWords.IsOfWholeApp(condition.Text));
                continue;
            }
            asksMore |= node.Kind is CodeKind.Binary && Sets(node, frame);
            if (RightSetOn(node, frame) is { } set)
                uses.Add(set);
            gives ??= RightGivenBy(node, frame);
            if (generic.UseOf(node, frame, IsAccess) is { } word)
            {
                uses.Add(word);
                continue;
            }
            if (node.Kind is not (CodeKind.Call or CodeKind.New) || node.Parent.Kind is CodeKind.Decorator || uses.Count >= MostUses)
                continue;
            if (IsAccess(node))
            {
                var statement = AccessParts.Whole(node, IsAccess);
                names |= frame.Of(statement).HasFlag(Bearing.Caller) && !IsInsert(node);
                if (whole.Add(statement) && UseOf(node, statement, frame, uses) is { } use)
                    uses.Add(use);
                continue;
            }
            var target = TargetOf(node);
            if (target.Kind is not CodeKind.Function)
            {
                if (
                    !unseen.Exists
                    && ActOf(node) is null
                    && !KeepsInMemory(node)
                    && !ContinuesAccess(node)
                    && (lost.WhatOf(node) is not null || MayReachRows(node, whole))
                )
                    unseen = node;
                continue;
            }
            if (target == function || function.Contains(target))
                continue;
            var inner = Of(target, Handed(node, target, frame), depth - 1);
            asksMore |= inner.AsksMore;
            asksRole |= inner.AsksRole;
            names |= inner.NamesCaller || IsTold(node, frame);
            gives ??= inner.GivesRight is { } given ? (node, given.Column) : null;
            unseen = unseen.Exists ? unseen : inner.Lost;
            if (inner.RoleAt.Exists && refusals.IsOnEveryPath(node, function) is true)
                (role, ofWholeApp) = (role.Exists ? role : inner.RoleAt, ofWholeApp || inner.IsOfWholeApp);
            var keys = KeysOf(node.Arguments, frame);
            foreach (var one in inner.Uses)
                uses.Add(one with { Node = node, Keys = one.Keys.IsEmpty ? one.Keys : keys });
        }
        var tied = uses.Select(one => Tied(one, uses, frame));
        // A look-up in the handler itself that refuses nobody asks nothing.
        if (depth == Deepest)
            tied = tied.Select(one =>
                one with
                {
                    Relates = one.Relates && (one.Node != one.At || refusals.Follows(one.Node) is not false),
                }
            );
        return new([.. tied], role, asksMore, asksRole)
        {
            IsOfWholeApp = ofWholeApp,
            Lost = unseen,
            GivesRight = gives,
        };
    }

    /// <summary>
    /// Whether a call of something unknown is named as databases name theirs, goes to a library for databases, is waited for and is no part of an access, or goes to a service of .NET that is
    /// handed in.
    /// </summary>
    bool MayReachRows(Code call, HashSet<Code> accesses) =>
        call.Callee.Kind is CodeKind.Member
        && (
            Reaching().IsMatch(call.Callee.Name)
            || (
                call.Parent.Kind is CodeKind.Await
                && DataAccess.IsOfDatabase(code.OriginOf(call.Callee).Package)
                && !accesses.Any(one => one.Contains(call))
                && !TransactionClients.RunWhatIsWritten(call)
            )
            || (
                call.File.Language is Language.CSharp
                && call.Receiver.Kind is CodeKind.Name or CodeKind.Member
                && code.Definition(call.Receiver)[Part.Type] is { Exists: true } type
                && HandedIn().IsMatch(type.Name)
            )
        );

    /// <summary>Whether a call only adds to an access that began further left: <c>db.delete(items).where(…).returning()</c>.</summary>
    bool ContinuesAccess(Code call)
    {
        for (var at = call.Callee; at.Kind is CodeKind.Member or CodeKind.Call; at = at.Kind is CodeKind.Call ? at.Callee : at.Receiver)
            if (at.Kind is CodeKind.Call && IsAccess(at))
                return true;
        return false;
    }

    /// <summary>Whether a call goes to a collection of the language itself: <c>cache.delete(key)</c> of a map.</summary>
    bool KeepsInMemory(Code call) =>
        call.Callee.Kind is CodeKind.Member
        && call.Receiver.Kind is CodeKind.Name or CodeKind.Member
        && code.Definition(call.Receiver)[Part.Value] is { Exists: true } made
        && (
            made.Kind is CodeKind.Array or CodeKind.Object or CodeKind.Literal
            || (
                made.Kind is CodeKind.New or CodeKind.Call
                && made.Callee.Name
                    is "Map"
                        or "Set"
                        or "WeakMap"
                        or "URLSearchParams"
                        or "FormData"
                        or "Headers"
                        or "dict"
                        or "set"
                        or "list"
            )
        );

    bool IsAccess(Code call) => ActOf(call) is { Kind: ActKind.Does, Effect: EffectKind.ReadsData or EffectKind.WritesData };

    Act? ActOf(Code call)
    {
        if (acts.TryGetValue(call, out var before))
            return before;
        return acts[call] = call.Kind is CodeKind.Call or CodeKind.New && !mediators.HandlerOf(call).Exists ? reader.Idiom(call) : null;
    }

    RowUse? UseOf(Code node, Code statement, Frame frame, List<RowUse> before)
    {
        var calls = statement.Descendants(CodeKind.Call).Prepend(statement).Where(one => one.Kind is CodeKind.Call).ToList();
        // What only ends or refreshes a unit of work chooses no rows.
        if (calls.TrueForAll(one => Ending().IsMatch(one.Callee.Name)) || (calls.Count == 1 && Ending().IsMatch(node.Callee.Name)))
            return null;
        var write = calls.Select(writes.Of).FirstOrDefault(one => one is not null);
        var isWrite = calls.Exists(one => ActOf(one) is { Kind: ActKind.Does, Effect: EffectKind.WritesData });
        WriteVerb? verb = write?.Verb ?? (isWrite ? VerbOf(calls) : null);
        var (chosen, written) = AccessParts.Of(statement);
        if (verb is WriteVerb.Insert)
            chosen.AddRange(written);
        var isSql = calls.Exists(one => one.ArgumentAt(0) is { Exists: true } text && IsSql(text));
        var all = chosen.Aggregate(Bearing.None, (sum, one) => sum | frame.Of(one));
        var of = before.FirstOrDefault(use => use.Tie is Tie.Caller && chosen.Exists(one => MentionsRow(one, use.Node)));
        var tie =
            IsInRole(node, frame) ? Tie.Role
            : all.HasFlag(Bearing.Caller)
                ? isSql && !TiesBySql(calls, verb) ? Tie.Unclear
                    : Tie.Caller
            : of.At.Exists ? Tie.Caller
            : all.HasFlag(Bearing.Sent) ? Tie.Sent
            : Tie.None;
        return new(node, node, verb, AccessParts.ModelOf(statement), tie)
        {
            TenantSet = write is { Verb: WriteVerb.Update } moved ? TenantIn(moved.Fields, frame) : null,
            Relates = verb is null && all == (Bearing.Caller | Bearing.Sent),
            Keys = KeysOf(chosen, frame),
            IsUnderPolicies =
                isWrite && calls.TrueForAll(one => ActOf(one) is not { Effect: EffectKind.WritesData, IsUnderPolicies: false }),
            Right = write is { Verb: WriteVerb.Update } change
                ? RightIn(change.Fields, frame, frame.Of(statement).HasFlag(Bearing.Sent))
                : null,
        };
    }
}
