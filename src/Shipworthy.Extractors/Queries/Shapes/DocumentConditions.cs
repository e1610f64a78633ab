namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>
/// Reads conditions that are documents: <c>{ owner: id, state: { $in: states }, $or: [{ email }, { name }] }</c>, also where they are put together in several statements.
/// </summary>
/// <param name="code">The app.</param>
sealed class DocumentConditions(CodeBase code)
{
    const int Deepest = 6;

    /// <summary>What always holds, and what holds beside it in some cases.</summary>
    /// <param name="given">The document, or what holds it.</param>
    /// <param name="query">The query that it is handed to.</param>
    public (Condition Always, ImmutableArray<(Condition, Location)> Sometimes) Of(Code given, Code query)
    {
        if (given.Kind is CodeKind.Object)
            return With(given, query, Where(given, Deepest));
        var variable = code.Definition(given);
        var function = query.Enclosing(CodeKind.Function);
        if (given.Kind is not CodeKind.Name || variable.Kind is not CodeKind.Variable || !function.Contains(variable))
            return (code.ObjectOf(given) is { Exists: true } made ? Where(made, Deepest) : Condition.Opaque, []);
        var always =
            variable[Part.Value] is { Kind: CodeKind.Object } begun ? Where(begun, Deepest)
            : variable[Part.Value].Exists ? Condition.Opaque
            : Condition.True;
        var sometimes = ImmutableArray.CreateBuilder<(Condition, Location)>();
        foreach (var change in function.Descendants(CodeKind.Assignment))
        {
            if (change.Start > query.Start)
                break;
            if (AskedBy(change, variable) is not { } asks)
                continue;
            if (IsConditional(change, query, function))
                sometimes.Add((asks, change.At));
            else
                always = always.And(asks);
        }
        return (always, sometimes.ToImmutable());
    }

    /// <summary>Adds what is put into the lists that a document names before the query is run: <c>const parts = []; parts.push({ owner }); { $and: parts }</c>.</summary>
    (Condition, ImmutableArray<(Condition, Location)>) With(Code document, Code query, Condition always)
    {
        if (
            document.Property("$and")[Part.Value] is not { Kind: CodeKind.Name } list
            || code.Definition(list) is not { Kind: CodeKind.Variable } kept
        )
            return (always, []);
        var function = query.Enclosing(CodeKind.Function);
        var sometimes = ImmutableArray.CreateBuilder<(Condition, Location)>();
        foreach (var push in function.Descendants(CodeKind.Call))
            if (
                push.Callee is { Kind: CodeKind.Member, Name: "push" }
                && code.Definition(push.Receiver) == kept
                && push.Start < query.Start
            )
                foreach (var one in push.Arguments)
                {
                    var asks = code.ObjectOf(one) is { Exists: true } part ? Where(part, Deepest) : Condition.Opaque;
                    if (IsConditional(push, query, function))
                        sometimes.Add((asks, push.At));
                    else
                        always = always.And(asks);
                }
        return (always, sometimes.ToImmutable());
    }

    /// <summary>What an assignment adds to the document of a variable; null where it adds nothing to it.</summary>
    Condition? AskedBy(Code change, Code variable)
    {
        var target = change[Part.Target];
        if (target.Kind is CodeKind.Name)
            return code.Definition(target) != variable ? null
                : change[Part.Value] is { Kind: CodeKind.Object } whole ? Where(whole, Deepest)
                : Condition.Opaque;
        if (
            target.Kind is not (CodeKind.Member or CodeKind.Index)
            || target.Receiver.Kind is not CodeKind.Name
            || code.Definition(target.Receiver) != variable
        )
            return null;
        var name = target.Kind is CodeKind.Member ? target.Name : target[Part.Key].String ?? "";
        return name.Length == 0 ? Condition.Opaque : Entry(name, change[Part.Value], Deepest);
    }

    static bool IsConditional(Code node, Code query, Code function)
    {
        for (var at = node.Parent; at.Exists && at != function; at = at.Parent)
            if (at.Kind is CodeKind.Branch or CodeKind.Conditional or CodeKind.Case or CodeKind.Loop && !at.Contains(query))
                return true;
        return false;
    }

    Condition Where(Code document, int steps)
    {
        if (steps <= 0)
            return Condition.Opaque;
        var all = Condition.True;
        foreach (var entry in document.All(Part.Element))
            if (entry.Kind is CodeKind.Spread)
                all = all.And(Spread(entry[Part.Value], steps));
            else if (entry.Name.Length == 0 || entry[Part.Key].Exists && entry[Part.Key].String is null)
                all = all.And(Condition.Opaque);
            else
                all = all.And(Entry(entry.Name, entry[Part.Value].Exists ? entry[Part.Value] : entry, steps));
        return all;
    }

    Condition Spread(Code value, int steps) =>
        value.Kind is CodeKind.Conditional || value is { Kind: CodeKind.Binary, Operator: "&&" } ? Condition.True
        : code.ObjectOf(value) is { Exists: true } made ? Where(made, steps - 1)
        : Condition.Opaque;

    Condition Entry(string name, Code value, int steps) =>
        name switch
        {
            "$and" => value.Kind is CodeKind.Array ? Parts(value, steps).Aggregate(Condition.True, (sum, one) => sum.And(one))
            : IsList(value) ? Condition.True
            : Condition.Opaque,
            "$or" => value.Kind is CodeKind.Array && Parts(value, steps).ToList() is [var first, .. var rest]
                ? rest.Aggregate(first, (sum, one) => sum.Or(one))
                : Condition.Opaque,
            "$nor" or "$comment" => Condition.True,
            ['$', ..] => Condition.Opaque,
            _ => Column(name, value),
        };

    /// <summary>Whether a name holds a list that is filled by statements, which are read there.</summary>
    bool IsList(Code value) => value.Kind is CodeKind.Name && code.Definition(value)[Part.Value].Kind is CodeKind.Array;

    IEnumerable<Condition> Parts(Code list, int steps) =>
        list.All(Part.Element)
            .Select(one =>
                one.Kind is CodeKind.Spread ? Condition.Opaque
                : code.ObjectOf(one) is { Exists: true } made ? Where(made, steps - 1)
                : Condition.Opaque
            );

    static bool IsPattern(Code value) =>
        value.Kind is CodeKind.Literal && value.Operator is "regex"
        || value is { Kind: CodeKind.New or CodeKind.Call, Callee.Name: "RegExp" };

    Condition Column(string name, Code value)
    {
        if (
            IsPattern(value)
            || value.Kind is CodeKind.Name && code.Definition(value) is { Kind: CodeKind.Variable } kept && IsPattern(kept[Part.Value])
        )
            return Condition.Of(name, PredicateOp.Contains);
        if (value.Kind is not CodeKind.Object)
            return value.Operator is "undefined" || value.Name is "undefined"
                ? Condition.True
                : Condition.Of(name, value.Operator is "null" ? PredicateOp.Null : PredicateOp.Equal, Comparisons.IsConstant(value));
        var ops = value.All(Part.Element).Select(one => one.Name).ToList();
        var op =
            ops.Exists(one => one is "$regex") ? PredicateOp.Contains
            : ops.Exists(one => one is "$in" or "$eq" or "$all" or "$elemMatch") ? PredicateOp.Equal
            : ops.Exists(one => one is "$gt" or "$gte" or "$lt" or "$lte") ? PredicateOp.Range
            : ops.Exists(one => one is "$exists" or "$type" or "$size") ? PredicateOp.Null
            : ops.Exists(one => one is "$ne" or "$nin" or "$not") ? PredicateOp.NotEqual
            : (PredicateOp?)null;
        return op is { } known ? Condition.Of(name, known, value.Property("$in")[Part.Value].Kind is CodeKind.Array) : Condition.Opaque;
    }
}
