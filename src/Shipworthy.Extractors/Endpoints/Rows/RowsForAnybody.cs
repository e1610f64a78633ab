using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <summary>
/// Lists of people that an endpoint hands over with all their columns, while it asks nobody who is calling. A list that is narrowed to some rows by a word of its own, or to some
/// columns, may be meant for everybody.
/// </summary>
sealed partial class RowsForAnybody(Sources sources, Steps.PathReader reader, RowsOfEndpoints handlers)
{
    const int MostSteps = 12;

    readonly CodeBase code = sources.Code;

    /// <summary>The list that an endpoint hands over; null where there is none.</summary>
    public EndpointRows? Of(Route route, Endpoint endpoint)
    {
        if (
            endpoint.Caller is not Caller.Anonymous
            || route.IsPlatformSurface
            || !route.Fields.IsEmpty
            || ForEverybody().IsMatch(route.Path)
            || !endpoint.Effects.Any(effect => effect is { Kind: EffectKind.ReadsData, IsBefore: false })
        )
            return null;
        if (!route.Handler.Exists)
            return OfGeneric(route);
        foreach (var (handler, _) in handlers.FunctionsOf(route.Handler, 4))
        {
            if (Shapes(handler))
                continue;
            foreach (var call in handler.Descendants(CodeKind.Call).Where(IsRead))
            {
                var statement = AccessParts.Whole(call, IsRead);
                if (
                    IsListOfAll(statement)
                    && AccessParts.ModelOf(statement) is { Length: > 0 } model
                    && IsOfPeople(model)
                    && IsAnswered(statement, handler, MostSteps)
                )
                    return new(RowReach.Handed, call.At, $"every row and column of {model}");
            }
        }
        return null;
    }

    bool IsRead(Code call) => reader.Idiom(call) is { Kind: ActKind.Does, Effect: EffectKind.ReadsData, IsUnderPolicies: false };

    /// <summary>Whether a handler says what its answer is made of: <c>response_model=list[PersonOut]</c>.</summary>
    static bool Shapes(Code handler) =>
        handler.File.Language is Language.Python
        && (
            handler[Part.Type].Exists
            || handler.All(Part.Decorator).Any(one => one.Text.Contains("response_model", StringComparison.Ordinal))
        );

    /// <summary>Whether a statement reads all rows with all columns.</summary>
    static bool IsListOfAll(Code statement)
    {
        var calls = statement.Descendants(CodeKind.Call).Prepend(statement).Where(one => one.Kind is CodeKind.Call).ToList();
        return calls.Exists(one => Lists().IsMatch(one.Callee.Name))
            && !calls.Exists(one => Narrows().IsMatch(one.Callee.Name) || one.Callee.Name is "select" or "Select" && HasChoice(one))
            && !calls.Exists(IsChosen)
            && !statement.Descendants(CodeKind.Property).Any(one => Narrowing().IsMatch(one.Name));
    }

    /// <summary>Whether rows are chosen by what they hold: <c>Person.find({ isTrainer: true })</c>.</summary>
    static bool IsChosen(Code list) =>
        list.Callee.Name is "find"
        && list.ArgumentAt(0) is { Exists: true } first
        && (
            first.Kind is not CodeKind.Object
            || first.Children.Any(one => one.Name is not ("relations" or "order" or "cache" or "withDeleted"))
        );

    /// <summary>Whether a call of <c>select</c> names columns, and not the model or nothing.</summary>
    static bool HasChoice(Code select) => select.ArgumentAt(0) is { Exists: true, Kind: not CodeKind.Name };

    static bool IsOfPeople(string model) =>
        (Words.IsAccounts(model) && !model.Contains("profile", StringComparison.Ordinal)) || People().IsMatch(model);

    /// <summary>Whether a value as a whole is the answer, or a part of it.</summary>
    bool IsAnswered(Code value, Code function, int steps)
    {
        for (var at = value; steps > 0 && at.Parent.Exists; at = at.Parent, steps--)
        {
            var parent = at.Parent;
            switch (parent.Kind)
            {
                case CodeKind.Return:
                    return parent.Enclosing(CodeKind.Function) == function;
                case CodeKind.Function:
                    return parent == function && at.Part is Part.Body;
                case CodeKind.Await or CodeKind.Argument or CodeKind.Property or CodeKind.Object or CodeKind.Array or CodeKind.Spread:
                    continue;
                case CodeKind.Conditional when at.Part is not Part.Condition:
                    continue;
                case CodeKind.Binary when parent.Operator is "??" or "||":
                    continue;
                case CodeKind.Call or CodeKind.New when at.Part is Part.Argument:
                    if (!Answers().IsMatch(parent.Callee.Name))
                        return false;
                    return true;
                case CodeKind.Variable when parent.Name.Length > 0:
                    var left = steps - 1;
                    return function
                        .Descendants(CodeKind.Name)
                        .Any(one =>
                            one.Name == parent.Name
                            && one.Part is not Part.Receiver
                            && !parent.Contains(one)
                            && code.Definition(one) == parent
                            && IsAnswered(one, function, left)
                        );
                default:
                    return false;
            }
        }
        return false;
    }

    [GeneratedRegex("^(?:findMany|findAll|find|all|ToListAsync|ToList|from)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Lists();

    [GeneratedRegex(
        "^(?:where|Where|filter|filter_by|values|values_list|only|defer|project|pick|omit|map|lean_select|eq|match|limit|take|Take|count|aggregate|exclude)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Narrows();

    [GeneratedRegex("^(?:where|select|attributes|columns|omit|projection|fields)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Narrowing();

    [GeneratedRegex("^(?:customer|patient|client|lead|subscriber|applicant|invoice|payment)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex People();

    [GeneratedRegex("^(?:json|send|Ok|Json|jsonify|JSONResponse|JsonResponse|Response|success|ok)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Answers();

    [GeneratedRegex(
        "public|author|leader_?board|directory|ranking|scoreboard",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex ForEverybody();
}
