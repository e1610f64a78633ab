using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Endpoints.Rows;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Decisions;

/// <summary>
/// Prices, totals, rights and tenants that routes store or charge exactly as they were sent. Whether a price may come from the caller is told by the app itself: it may not where the
/// app keeps prices of its own, nobody who runs the shop is asked for, and no page lets people type it.
/// </summary>
public sealed partial class SentValuesInRoutes : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ClientDecision)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var reader = new PathReader(sources);
        var rows = new RowWalk(sources, reader);
        var walk = new SentWalk(sources, reader, rows);
        var entries = new EntryParameters(sources.Code, reader);
        var handlers = new RowsOfEndpoints(sources, reader);
        var catalogue = new Catalogue(sources);
        var seen = new HashSet<Location>();
        var own = new Lazy<HashSet<string>>(() =>
            [
                .. from route in sources.Routes.Routes
                where !route.IsPlatformSurface && route.Handler.Exists && sources.RunsInProduction(route.At)
                from read in handlers.FunctionsOf(route.Handler, 4)
                from use in rows.Of(read.Function, entries.Of(read.Function, route.Method is "ACTION", read.IsWrapped)).Uses
                where use.Tie is Tie.Caller
                select use.Model.TrimEnd('s'),
            ]
        );
        var words = new WordsAtAddress(sources.Code);
        bool isReadByCaller(string model) => own.Value.Contains(model.TrimEnd('s'));
        bool mayBeTakenOut(Route route) => route.Before.Any(step => MayTakeOut(step, sources.Code));
        foreach (
            var route in sources.Routes.Routes.Where(one =>
                !one.IsPlatformSurface && one.Method is not ("GET" or "HEAD") && sources.RunsInProduction(one.At)
            )
        )
        foreach (var (name, handler) in route.Fields.Prepend((Name: "", route.Handler)))
        foreach (var (function, isWrapped) in handlers.FunctionsOf(handler, 4))
        {
            var parameters = entries.Of(function, route.Method is "ACTION", isWrapped);
            var found = walk.Of(function, parameters).Where(one => seen.Add(one.At.At)).ToList();
            if (found.Count == 0)
                continue;
            var isOfStaff = AsksForStaff(route, function);
            var entry = name.Length > 0 ? $"{name} of {route.Path}" : $"{route.Method} {route.Path}";
            Lazy<bool> isSigned = new(() => reader.Handling(route.Handler, route.Method).Any(act => act.Kind is ActKind.ProvesMachine));
            Lazy<Walked> walked = new(() => rows.Of(function, parameters));
            foreach (var same in found.GroupBy(one => (one.Sort, one.Function)))
                if (
                    Guarded(
                        route,
                        Of(entry, route, [.. same], isOfStaff, catalogue, walked, isReadByCaller, mayBeTakenOut),
                        words,
                        isSigned
                    )
                        is { } decision
                    // What a signed event names is no caller's choice.
                    && (
                        same.Key.Sort is not (SentSort.Stake or SentSort.Approval)
                        || decision.State is DecisionState.Enforced
                        || !isSigned.Value
                    )
                )
                    learn.Add(decision);
        }
    }

    /// <summary>
    /// A step that stands before many routes may speak of people who run the shop at one of them; what it asks at this one was not followed, so that nothing is held against
    /// the route.
    /// </summary>
    static ClientDecision? Guarded(Route route, ClientDecision? decision, WordsAtAddress words, Lazy<bool> isSigned) =>
        decision is { State: DecisionState.Believed, IsOfCaller: true } && isSigned.Value
            ? decision with
            {
                State = DecisionState.Trifle,
                Because = $"{decision.Because}; only a program that proved itself calls it",
            }
        : decision is { State: DecisionState.Believed }
        && route.Before.Any(step =>
            step.What.Exists
            && step.What.Text.Length >= LongestGuard
            && words.Of(step.What, route.Path).Any(part => DecisionWords.AsksForStaff(part.Text))
        )
            ? decision with
            {
                State = DecisionState.Unknown,
                Because = $"{decision.Because}; whether a step before it lets only people who run the shop through was not followed",
            }
        : decision;

    /// <summary>The length from which a step before a route is one for many routes, and not a guard of its own.</summary>
    const int LongestGuard = 400;

    static ClientDecision? Of(
        string entry,
        Route route,
        ImmutableArray<SentValue> values,
        bool isOfStaff,
        Catalogue catalogue,
        Lazy<Walked> walked,
        Func<string, bool> isReadByCaller,
        Func<Route, bool> mayBeTakenOut
    )
    {
        var first = values[0];
        var columns = values.Select(one => one.Column).Distinct(StringComparer.Ordinal).ToList();
        var listed = columns.Count == 1 ? columns[0] : $"{string.Join(", ", columns.Take(columns.Count - 1))} and {columns[^1]}";
        var (state, because) = values.All(one => one.IsCompared)
            ? (
                DecisionState.Enforced,
                first.Cookie is null
                    ? $"takes {listed} from the call and compares it with its own"
                    : $"takes {listed} from a cookie and looks for it together with the caller"
            )
            : first.Sort switch
            {
                SentSort.OfferPrice => OfPrice($"stores {listed} of {first.Model} as the caller sent it", columns[0], isOfStaff, catalogue),
                SentSort.OrderTotal => OfTotal($"stores {listed} of {first.Model} as the caller sent it", first, isOfStaff, catalogue),
                SentSort.Charge => OfCharge(entry, listed, first, isOfStaff),
                SentSort.Right => OfRight(listed, first, isOfStaff, columns),
                SentSort.Tenant => OfTenant(listed, first, isOfStaff, walked),
                SentSort.Actor => OfActor(listed, first, isOfStaff, walked, isReadByCaller),
                SentSort.Stake or SentSort.Approval => OfOthersRow(listed, first, isOfStaff, walked),
                SentSort.Whole when first.Rights.Length > 0 => OfRights(first, isOfStaff, mayBeTakenOut(route)),
                SentSort.Whole => (
                    DecisionState.Unknown,
                    $"writes whatever was sent into {first.Model}; whether a price or a right is among it was not followed"
                ),
            };
        return state is DecisionState.Trifle && first.Sort is SentSort.Tenant or SentSort.Actor or SentSort.Stake or SentSort.Approval
            ? null
            : new(first.At.At, DecisionKind.Value, $"{entry} {first.Sort} {first.Model} {string.Join(',', columns)}")
            {
                State = state,
                Because = because,
                EntryAt = route.At.At,
                IsOfCaller = first.Sort is SentSort.Tenant or SentSort.Actor,
                Also = [.. values.Skip(1).Select(one => one.At.At)],
            };
    }

    static (DecisionState, string) OfPrice(string says, string column, bool isOfStaff, Catalogue catalogue) =>
        isOfStaff ? (DecisionState.Trifle, $"{says}, and only people who run the shop may call it")
        : !catalogue.Exists ? (DecisionState.Unknown, $"{says}; whether the app keeps a price of its own was not found")
        : catalogue.TypedOn(column) is { } page
            ? (DecisionState.Unknown, $"{says}; people type it on {page}, and whether they may could not be told")
        : (DecisionState.Believed, $"{says}, and compares it with no price of its own");

    static (DecisionState, string) OfTotal(string says, SentValue value, bool isOfStaff, Catalogue catalogue) =>
        value.HasOffer && IsOrder(value.Model) ? OfPrice(says, value.Column, isOfStaff, catalogue)
        : isOfStaff ? (DecisionState.Trifle, $"{says}, and only people who run the shop may call it")
        : (DecisionState.Unknown, $"{says}; whether the caller may decide it could not be told");

    static bool IsOrder(string model) =>
        model.Contains("order", StringComparison.Ordinal)
        || model.Contains("booking", StringComparison.Ordinal)
        || model.Contains("reservation", StringComparison.Ordinal)
        || model.Contains("purchase", StringComparison.Ordinal)
        || model.Contains("checkout", StringComparison.Ordinal);

    static (DecisionState, string) OfCharge(string entry, string listed, SentValue value, bool isOfStaff) =>
        isOfStaff ? (DecisionState.Trifle, $"hands {listed} to {value.Model} as it was sent, and only people who run the shop may call it")
        : DecisionWords.IsFreeAmount($"{entry} {value.Function.Name} {value.At.File.Path} {value.Model}")
            ? (
                DecisionState.Unknown,
                $"hands {listed} to {value.Model} as it was sent; whether people choose the amount themselves could not be told"
            )
        : value.Column is "price" or "price_id" or "plan" or "plan_id"
            // A name of a price at the provider, and not an amount: what it costs is set there.
            ? (DecisionState.Unknown, $"hands {listed} to {value.Model} as it was sent; which prices may be named there could not be told")
        : (DecisionState.Believed, $"charges what the caller sent: hands {listed} to {value.Model}, and compares it with nothing");

    static (DecisionState, string) OfRight(string listed, SentValue value, bool isOfStaff, List<string> columns) =>
        isOfStaff ? (DecisionState.Trifle, $"stores {listed} of {value.Model}, and only administrators may call it")
        : Words.IsAccounts(value.Model) && columns.TrueForAll(one => Words.IsPlan(one) || one.StartsWith("is_", StringComparison.Ordinal))
            ? (DecisionState.Believed, $"stores {listed} of a new {value.Model} as the caller sent it")
        : (DecisionState.Unknown, $"stores {listed} of a new {value.Model} as it was sent; which values are admitted was not followed");

    /// <summary>
    /// What others have to give, set on whoever's row the call names. People may keep such numbers and states of their own, so that only rows count that nothing ties to the caller,
    /// where nobody's role is spoken of.
    /// </summary>
    static (DecisionState, string) OfOthersRow(string listed, SentValue value, bool isOfStaff, Lazy<Walked> walked) =>
        isOfStaff
        || walked.Value.AsksMore
        || walked.Value.AsksRole
        || RowWords.AsksRole(value.Function.Text)
        || !walked.Value.Uses.Any(use => IsOf(use, value) && use.Tie is Tie.Sent)
        || walked.Value.Uses.Any(use => IsOf(use, value) && use.Tie is Tie.Caller or Tie.Role)
            ? (DecisionState.Trifle, "")
        : value.Sort is SentSort.Stake
            ? (
                DecisionState.Believed,
                $"sets {listed} of whatever {value.Model} the call names by what the caller sent, and asks for no role"
            )
        : (
            DecisionState.Believed,
            $"sets {listed} of whatever {value.Model} the call names to what the caller sent, approval included, and asks for no role"
        );

    static bool IsOf(RowUse use, SentValue value) => use.Model.TrimEnd('s') == value.Model.TrimEnd('s');

    /// <summary>A whole body that is stored as an account: whoever sends a right along has it.</summary>
    static (DecisionState, string) OfRights(SentValue value, bool isOfStaff, bool mayBeTakenOut)
    {
        var says = $"writes whatever was sent into {value.Model}";
        return isOfStaff ? (DecisionState.Trifle, $"{says}, and only administrators may call it")
            : mayBeTakenOut ? (DecisionState.Unknown, $"{says}; whether a step before it takes {value.Rights[0]} out was not followed")
            : (DecisionState.Believed, $"{says}, {string.Join(" and ", value.Rights)} included");
    }

    /// <summary>Whether a step before the handler may leave only some of the body, or refuse what holds more.</summary>
    static bool MayTakeOut(Step step, CodeBase code) =>
        !step.What.Exists
        || Cleaning().IsMatch(step.What.Text)
        || step.What.Kind is CodeKind.Name or CodeKind.Member && Cleaning().IsMatch(code.Definition(step.What).Text);

    [GeneratedRegex(
        @"valid(?!ate_?(?:token|jwt|session))|schema|sanit|celebrate|safeParse|\.parse\(|dto|whitelist|\bpick\b|\bomit\b|clean|\bbody\(|\.body\b|\bzod\b|\bjoi\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Cleaning();

    static (DecisionState, string) OfTenant(string listed, SentValue value, bool isOfStaff, Lazy<Walked> walked) =>
        value.Resolver is { } resolver && !isOfStaff
            ? (
                DecisionState.Unknown,
                $"stores {value.Model} under the {listed} that {resolver} gives for what the caller sent; whether the caller belongs there was not followed"
            )
        : isOfStaff || walked.Value.AsksMore || walked.Value.AsksRole || walked.Value.Uses.Any(use => use.Relates)
            ? (DecisionState.Trifle, "")
        : value is { Cookie: { } read, IsReadBefore: true }
            ? (
                DecisionState.Unknown,
                $"stores {value.Model} under the {listed} that the cookie {read} names; whether the middleware looks if the caller belongs there was not followed"
            )
        : value.Cookie is { } cookie
            ? (
                DecisionState.Believed,
                $"stores {value.Model} under the {listed} that the cookie {cookie} names, and does not look whether the caller belongs there"
            )
        : (
            DecisionState.Believed,
            $"stores {value.Model} under the {listed} that the caller sent, and does not look whether the caller belongs there"
        );

    /// <summary>Who orders or writes. Where the app itself finds such rows by the caller elsewhere, they are the caller's own, and no other person's to name.</summary>
    static (DecisionState, string) OfActor(
        string listed,
        SentValue value,
        bool isOfStaff,
        Lazy<Walked> walked,
        Func<string, bool> isReadByCaller
    ) =>
        isOfStaff || walked.Value.AsksMore || walked.Value.AsksRole || walked.Value.Uses.Any(use => use.Relates)
            ? (DecisionState.Trifle, "")
        : isReadByCaller(value.Model)
            ? (
                DecisionState.Believed,
                $"stores the {listed} of a new {value.Model} as the caller sent it, so that anybody acts in another's name"
            )
        : (
            DecisionState.Unknown,
            $"stores the {listed} of a new {value.Model} as the caller sent it; whether callers may act for others could not be told"
        );

    /// <summary>Whether a condition refuses only for some of what is sent: <c>role === "ADMIN" &amp;&amp; caller.role !== "ADMIN"</c>.</summary>
    static bool IsOnlyOfSomeValues(Code condition) =>
        condition is { Kind: CodeKind.Binary, Operator: "&&" }
        && condition.Text.Contains("===", StringComparison.Ordinal)
        && condition.Text.Contains("!==", StringComparison.Ordinal);

    /// <summary>Whether only people who run the shop get there, by the address, what stands before the handler, and the conditions in it.</summary>
    static bool AsksForStaff(Route route, Code function) =>
        DecisionWords.IsForStaff(route.Path)
        || route.Before.Any(step => step.What.Exists && step.What.Text.Length < LongestGuard && DecisionWords.AsksForStaff(step.What.Text))
        || function.All(Part.Decorator).Any(one => DecisionWords.AsksForStaff(one.Text))
        || function.All(Part.Parameter).Any(one => DecisionWords.AsksForStaff(one.Text))
        || function
            .Descendants()
            .Any(node =>
                node.Kind is CodeKind.Branch
                && node[Part.Condition] is { Exists: true } condition
                && RowWords.AsksRole(condition.Text)
                && !IsOnlyOfSomeValues(condition)
                && DecisionWords.AsksForStaff(condition.Text)
            )
        || function.Descendants(CodeKind.Call).Any(call => RowWords.AsksRole(call.Callee.Name) && DecisionWords.AsksForStaff(call.Text));
}
