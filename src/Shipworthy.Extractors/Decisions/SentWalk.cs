using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Rows;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Decisions;

/// <summary>Walks from a handler through the functions of the app, and finds what is stored or charged exactly as it was sent.</summary>
sealed partial class SentWalk(Sources sources, PathReader reader, RowWalk rows)
{
    const int Deepest = 6;
    const int MostVisits = 400;

    readonly CodeBase code = sources.Code;
    readonly DataWrites writes = new(sources.Code);
    readonly ModelColumns columns = new(sources);
    readonly ApprovalStates approvals = new(sources.Code);
    readonly Mediators mediators = new(sources.Code);
    readonly Implementations implementations = new(sources.Code);

    /// <summary>What a function takes as it was sent, when it is called with parameters of the given bearings.</summary>
    public List<SentValue> Of(Code function, IReadOnlyDictionary<Code, Bearing> parameters)
    {
        var found = new List<SentValue>();
        Inside(function, parameters, Deepest, [], found);
        return found;
    }

    void Inside(Code function, IReadOnlyDictionary<Code, Bearing> parameters, int depth, HashSet<Code> visited, List<SentValue> found)
    {
        var body = function.Body.Exists ? function : implementations.Of(function);
        if (!body.Exists || depth == 0 || visited.Count > MostVisits || !visited.Add(body))
            return;
        if (body != function)
            parameters = RowWalk.Moved(function, body, parameters);
        var frame = new Frame(code, reader, body, parameters);
        foreach (var node in body.Descendants())
            switch (node.Kind)
            {
                case CodeKind.Property or CodeKind.Argument when node.Name.Length > 0 && node[Part.Value] is { Exists: true } value:
                    OfEntry(node, value, frame, found);
                    OfChange(node, value, frame, found);
                    break;
                case CodeKind.Assignment when node.Operator is "=" && node[Part.Target].Kind is CodeKind.Member:
                    OfAssignment(node, frame, found);
                    OfHeld(node, frame, found);
                    break;
                case CodeKind.Call or CodeKind.New when node.Parent.Kind is not CodeKind.Decorator:
                    OfArguments(node, frame, found);
                    OfWhole(node, frame, found);
                    foreach (var (target, handed) in TargetsOf(node, frame))
                        if (target != body && !body.Contains(target) && handed.ContainsValue(Bearing.Sent))
                            Inside(target, handed, depth - 1, visited, found);
                    break;
            }
    }

    IEnumerable<(Code Target, Dictionary<Code, Bearing> Handed)> TargetsOf(Code call, Frame frame)
    {
        if (rows.TargetOf(call) is { Kind: CodeKind.Function } target)
            yield return (target, WithoutRows(call, target, rows.Handed(call, target, frame)));
        if (
            call is { Kind: CodeKind.New, File.Language: Language.CSharp }
            && DecisionWords.IsMessage(call.Callee.Name)
            && call.Arguments.Any(one => frame.Of(one).HasFlag(Bearing.Sent))
            && mediators.HandlerOfMessage(call.Callee.Name) is { Exists: true } handler
        )
            yield return (handler, handler.All(Part.Parameter).Take(1).ToDictionary(one => one, _ => Bearing.Sent));
    }

    /// <summary>A row that was chosen by what was sent holds what was stored, and nothing that was sent now.</summary>
    Dictionary<Code, Bearing> WithoutRows(Code call, Code target, Dictionary<Code, Bearing> handed)
    {
        foreach (var (at, parameter) in target.All(Part.Parameter).Index())
            if (rows.HoldsRow(call.ArgumentAt(at)))
                handed[parameter] = Bearing.None;
        return handed;
    }

    /// <summary>An entry of what is stored or charged: <c>{ unitPrice: item.price }</c>, <c>OrderItem(price=item.price)</c>.</summary>
    void OfEntry(Code entry, Code value, Frame frame, List<SentValue> found)
    {
        var column = Words.Snake(entry.Name);
        var cookie = IsTenant(column) ? cookies.Of(value, 12) : null;
        var resolver = cookie is null && IsTenant(column) ? ResolverOf(value, frame, 6) : null;
        if (
            !IsOfWorth(column)
            || cookie is null && resolver is null && !IsAsSent(value, frame, 6)
            || TakerOf(entry, frame.Function, 6) is not { Exists: true } taker
        )
            return;
        var beside = entry.Parent.Children.Where(one => one != entry).Select(one => Words.Snake(one.Name)).ToList();
        var before = found.Count;
        Take(entry, column, taker, beside, frame, found);
        if (resolver is not null && found.Count > before)
            found[^1] = found[^1] with { Resolver = resolver };
        if (cookie is not null && found.Count > before)
            found[^1] = found[^1] with { Cookie = cookie, IsReadBefore = IsReadBefore(cookie), IsCompared = IsLookedAt(value, frame) };
    }

    /// <summary>A field of a row that is saved later: <c>order.total = body.total</c>.</summary>
    void OfAssignment(Code assignment, Frame frame, List<SentValue> found)
    {
        var target = assignment[Part.Target];
        var column = Words.Snake(target.Name);
        var model = target.Receiver.Kind is CodeKind.Name ? Words.Table(target.Receiver.Name) : "";
        if (
            DecisionWords.IsPrice(column)
            && DecisionWords.IsPurchase(model)
            && frame.Of(target.Receiver) is not Bearing.Sent
            && IsAsSent(assignment[Part.Value], frame, 6)
        )
            found.Add(new(assignment, column, SentSort.OrderTotal, model, frame.Function) { IsCompared = IsCompared(column, frame) });
    }

    /// <summary>Arguments by position of a constructor or method of what is bought: <c>order.AddItem(line.ProductId, line.UnitPrice)</c>.</summary>
    void OfArguments(Code call, Frame frame, List<SentValue> found)
    {
        if (call.File.Language is not Language.CSharp)
            return;
        var target = code.Target(call);
        var type = target.Kind is CodeKind.Function ? target.Enclosing(CodeKind.Class) : target;
        if (type.Kind is not CodeKind.Class || DecisionWords.IsMessage(type.Name) || !DecisionWords.IsPurchase(Words.Table(type.Name)))
            return;
        var parameters = (target.Kind is CodeKind.Function ? target : type).All(Part.Parameter).ToList();
        var names = parameters.ConvertAll(one => Words.Snake(one.Name));
        for (var i = 0; i < parameters.Count; i++)
            if (IsActor(names[i], Words.Table(type.Name)) && call.ArgumentAt(i) is { Kind: CodeKind.Member } who && IsAsSent(who, frame, 6))
                found.Add(new(call, names[i], SentSort.Actor, Words.Table(type.Name), frame.Function));
            else if (DecisionWords.IsPrice(names[i]) && call.ArgumentAt(i) is { Kind: CodeKind.Member } given && IsAsSent(given, frame, 6))
                found.Add(
                    new(
                        call,
                        names[i],
                        names.Exists(DecisionWords.NamesOffer) ? SentSort.OfferPrice : SentSort.OrderTotal,
                        Words.Table(type.Name),
                        frame.Function
                    )
                    {
                        IsCompared = IsCompared(Words.Snake(given.Name), frame),
                        HasOffer = true,
                    }
                );
    }

    void Take(Code at, string column, Code taker, List<string> beside, Frame frame, List<SentValue> found)
    {
        var isPrice = DecisionWords.IsPrice(column) || column.StartsWith("unit_amount", StringComparison.Ordinal);
        var called = taker.Callee.Text;
        var hasOffer =
            beside.Exists(DecisionWords.NamesOffer)
            || beside.Exists(one => one is "items" or "products" or "cart" or "lines" or "line_items");
        if (isPrice && DecisionWords.IsProvider(called))
        {
            found.Add(new(at, column, SentSort.Charge, taker.Callee.DottedName, frame.Function) { IsCompared = IsCompared(column, frame) });
            return;
        }
        var write = writes.Of(taker);
        var isMade =
            taker.Kind is CodeKind.New
            || (taker.File.Language is Language.Python && taker.Callee.Name is [var letter, ..] && char.IsUpper(letter));
        var model =
            write is { Verb: not WriteVerb.Delete } one ? one.Table
            : isMade && !DecisionWords.IsMessage(taker.Callee.Name) ? Words.Table(taker.Callee.Name)
            : "";
        if (model.Length == 0)
            return;
        SentSort? sort =
            isPrice && beside.Exists(DecisionWords.NamesOffer) && !DecisionWords.IsCatalogue(model) ? SentSort.OfferPrice
            : isPrice && DecisionWords.IsPurchase(model) ? SentSort.OrderTotal
            : (Words.IsRole(column) || Words.IsPlan(column)) && GivesRights(model, write) ? SentSort.Right
            : IsTenant(column) && write is not { Verb: WriteVerb.Update } ? SentSort.Tenant
            : IsActor(column, model) && write is not { Verb: WriteVerb.Update } ? SentSort.Actor
            : null;
        if (sort is { } what)
            found.Add(
                new(at, column, what, model, frame.Function) { IsCompared = isPrice && IsCompared(column, frame), HasOffer = hasOffer }
            );
    }

    /// <summary>Whether a new row says what its person may do: an account, or the part of a person in a team.</summary>
    static bool GivesRights(string model, DataWrite? write) =>
        Words.IsAccounts(model) || Words.IsMembers(model) || (write is not { Verb: WriteVerb.Update } && Words.IsRoles(model));

    static bool IsOfWorth(string column) =>
        DecisionWords.IsPrice(column)
        || column.StartsWith("unit_amount", StringComparison.Ordinal)
        || Words.IsRole(column)
        || Words.IsPlan(column)
        || IsTenant(column)
        || column is "buyer_id" or "user_id" or "author_id" or "sender_id";

    /// <summary>Whether a column of a new row names who orders, writes or sends, and not of whom the row speaks.</summary>
    static bool IsActor(string column, string model) =>
        column is "buyer_id" or "user_id" && DecisionWords.IsPurchase(model)
        || column is "author_id" or "sender_id" && Written().IsMatch(model);

    [GeneratedRegex("(?:^|_)(?:posts?|comments?|messages?|reviews?|replies|reply)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Written();

    static bool IsTenant(string column) => column is "tenant_id" or "workspace_id" or "org_id" or "organization_id" or "organisation_id";
}
