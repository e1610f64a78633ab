using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Writes.Races;

namespace Shipworthy.Extractors.Decisions;

/// <summary>
/// Bounds of numbers that only a form knows, and plans that only a page asks for: each is looked for on the server and in the database under the same name.
/// </summary>
public sealed partial class BoundsInClients : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ClientDecision)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var client = new ClientCode(sources);
        var server = new ServerText(sources, client);
        var bounds = new List<(string Field, Code At)>();
        var limits = new List<(string Word, Code At)>();
        foreach (var piece in client.Pieces)
        foreach (var node in piece.Descendants().Prepend(piece))
            if (node.Kind is CodeKind.Element && FieldOf(node) is { Length: > 0 } typed)
                bounds.Add((typed, node));
            else if (node.Kind is CodeKind.Property && node[Part.Value].Kind is CodeKind.Call && IsBoundOfSchema(node[Part.Value].Text))
                bounds.Add((Words.Snake(node.Name), node));
            else if (node.Kind is CodeKind.Function && WordOf(node) is { Length: > 0 } word)
                limits.Add((word, node));
        foreach (var same in bounds.Where(one => OfWorth().IsMatch(one.Field)).GroupBy(one => one.Field, StringComparer.Ordinal))
            if (OfField(same.Key, [.. same.Select(one => one.At)], server) is { } decision)
                learn.Add(decision);
        foreach (var same in limits.GroupBy(one => one.Word, StringComparer.Ordinal))
            learn.Add(OfPlan(same.Key, [.. same.Select(one => one.At).Distinct()], server));
    }

    static ClientDecision? OfField(string field, ImmutableArray<Code> places, ServerText server)
    {
        if (!server.Names(field))
            return null;
        var isShared = !places.All(ServerText.IsPage);
        var (state, because) = server.Bounds(field) switch
        {
            true => (DecisionState.Enforced, $"sets a bound to {field} in a form, and the server or the table sets one too"),
            null => (
                DecisionState.Unknown,
                $"sets a bound to {field} in a form; the server sets one in some places that take {field} and not in others"
            ),
            false when places.All(IsOfSignOnly) && !server.TakesAny(field) => (
                DecisionState.Unknown,
                $"asks in a form for no negative {field}; whether the server, or who it hands it to, refuses one was not followed"
            ),
            false when !server.NamesExactly(field) => (
                DecisionState.Unknown,
                $"sets a bound to {field} in a form; the server takes it under another name, and which one was not followed"
            ),
            false when server.BoundedLike(field) is { Length: > 0 } other => (
                DecisionState.Unknown,
                $"sets a bound to {field} in a form, and the server sets one to {other}; whether they are the same was not followed"
            ),
            false when isShared => (
                DecisionState.Unknown,
                $"sets a bound to {field} in code that pages share, and whether the server uses it too was not followed"
            ),
            false => (DecisionState.Believed, $"sets a bound to {field} in a form, and neither the server nor the table sets any"),
        };
        return new(places[0].At, DecisionKind.Bound, field)
        {
            State = state,
            Because = because,
            Also = [.. places.Skip(1).Select(one => one.At)],
        };
    }

    static ClientDecision OfPlan(string word, ImmutableArray<Code> places, ServerText server)
    {
        var name = ClientCode.NameOf(places[0]);
        var asks = server.AsksFor(word);
        return new(places[0].At, DecisionKind.Limit, word)
        {
            State =
                asks ? DecisionState.Unknown
                : server.Names(word) ? DecisionState.Believed
                : DecisionState.Unknown,
            Because =
                asks ? $"asks for {word} in {name}; the server asks for it as well, and whether it does before each action was not followed"
                : server.Names(word) ? $"asks for {word} in {name}, and no condition of the server and no policy asks for it"
                : $"asks for {word} in {name}, and where the server keeps it was not found",
            Also = [.. places.Skip(1).Select(one => one.At)],
        };
    }

    /// <summary>Whether an input bounds its number by nothing but its sign, as most inputs for numbers do.</summary>
    static bool IsOfSignOnly(Code place) =>
        place.Kind is CodeKind.Element && !place.Property("max").Exists && OfSign().IsMatch(place.Property("min")[Part.Value].Text);

    /// <summary>Whether an input chooses what is shown, and sends nothing that is kept.</summary>
    static bool IsOfSearch(Code element) =>
        Searching().IsMatch(element.File.Path[(element.File.Path.LastIndexOf('/') + 1)..])
        || Searching().IsMatch(element.Property("value")[Part.Value].Text);

    /// <summary>The field of an input for numbers with a bound; empty for every other element.</summary>
    static string FieldOf(Code element)
    {
        if (IsOfSearch(element))
            return "";
        if (!Inputs().IsMatch(element.Name) || !element.Property("min").Exists && !element.Property("max").Exists)
            return "";
        if (element.Property("type") is { Exists: true } type && type[Part.Value].String is { } kind && kind is not "number")
            return "";
        foreach (var named in new[] { "name", "id" })
            if (element.Property(named)[Part.Value].String is { Length: > 0 } text)
                return Words.Snake(text);
        foreach (var call in element.Descendants(CodeKind.Call))
            if (call.Callee.Name is "register" && call.ArgumentAt(0).String is { Length: > 0 } registered)
                return Words.Snake(registered[(registered.LastIndexOf('.') + 1)..]);
        return element.Property("value")[Part.Value] is { Exists: true } value
            ? Words.Snake(value.Descendants().Prepend(value).FirstOrDefault(one => one.Kind is CodeKind.Name or CodeKind.Member).Name)
            : "";
    }

    static bool IsBoundOfSchema(string text) => SchemaBound().IsMatch(text);

    /// <summary>What a function asks of a plan or a licence before it lets people go on; empty for every other function.</summary>
    static string WordOf(Code function)
    {
        if (!Asking().IsMatch(Regions.NameOf(function)) || function.Body.Text is not { Length: > 10 and < 2500 } body)
            return "";
        foreach (var test in function.Descendants())
        {
            var text =
                test.Kind is CodeKind.Binary && test.Operator is ">=" or ">" or "<" or "<=" or "===" or "==" ? test.Text
                : test.Kind is CodeKind.Call && test.Callee.Name is "includes" or "has" ? test.Callee.Text
                : "";
            if (Plan().Match(text) is { Success: true } match)
                return Words.Snake(match.Value);
        }
        return "";
    }

    [GeneratedRegex("""^["'{\s]*(?:0|1|0?\.0*1)["'}\s]*$""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OfSign();

    [GeneratedRegex("filter|search", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Searching();

    [GeneratedRegex("[Ii]nput|NumberField|TextField", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Inputs();

    [GeneratedRegex(
        @"\bnumber\(.*\.(?:min|max|positive|nonnegative|gte|lte|gt|lt)\(",
        RegexOptions.CultureInvariant | RegexOptions.Singleline,
        10_000
    )]
    private static partial Regex SchemaBound();

    [GeneratedRegex(
        "(?:^|_)(?:price|amount|quantity|qty|seats?|discount|stock|capacity|guests|nights|tickets?|units|cost|fee|tax|total|credits|points|budget|percentage|rate)(?:$|_)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OfWorth();

    [GeneratedRegex(
        "^(?:has|can|check|is|use|get)?_?\\w*(?:Feature|Entitle|Limit|Quota|Plan|Licen[cs]e|Premium|Upgrade|Pro(?![a-z]))\\w*$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Asking();

    [GeneratedRegex(
        @"\b(?:features|planLimits?|PLAN_LIMITS|max_?(?:users|seats|projects|items|messages|uploads|members)|usage_?limit|entitlements?)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Plan();
}
