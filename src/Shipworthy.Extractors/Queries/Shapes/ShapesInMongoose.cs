using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>Reads queries of Mongoose: <c>Order.find({ owner, status: { $in: open } })</c>, <c>this.orders.findById(id)</c>.</summary>
/// <param name="code">The app.</param>
/// <param name="schema">The tables.</param>
sealed class ShapesInMongoose(CodeBase code, IndexedSchema schema)
{
    const int Deepest = 5;

    /// <summary>The call of a chain that asks a model, and the model; no node where none does: <c>Order.find(…).sort(…).limit(5)</c>.</summary>
    public (Code Call, string Model) AskedBy(Code access)
    {
        for (var (at, steps) = (access, 0); at.Exists && steps < 20; steps++)
        {
            if (
                at.Kind is CodeKind.Call
                && at.Callee.Kind is CodeKind.Member
                && IsKnown(at.Callee.Name)
                && ModelOf(at.Receiver) is { Length: > 0 } model
            )
                return (at, model);
            at =
                at.Kind is CodeKind.Call ? at.Receiver
                : at.Kind is CodeKind.Await ? at[Part.Value]
                : default;
        }
        return default;
    }

    /// <summary>What a call asks of a model.</summary>
    public QueryShape Of(Code call, string model)
    {
        var name = call.Callee.Name;
        var shape = new QueryShape(model) { IsWrite = IsChange(name), IsInsert = name is "create" or "insertMany" };
        if (shape.IsInsert || name is "bulkWrite")
            return shape with { IsInsert = true };
        if (name.StartsWith("findById", StringComparison.Ordinal))
            return shape with { Filter = Condition.Of("_id", PredicateOp.Equal), Limit = 1 };
        var limit = name.StartsWith("findOne", StringComparison.Ordinal) || name is "exists" or "updateOne" or "deleteOne" ? 1 : (int?)null;
        if (name is "aggregate")
            return code.Definition(call.ArgumentAt(0)) is { Kind: CodeKind.Parameter }
                ? shape with
                {
                    NotRead = "is put together elsewhere",
                }
                : shape with
                {
                    Filter = First(call.ArgumentAt(0)),
                };
        var given = name is "distinct" ? call.ArgumentAt(1) : call.ArgumentAt(0);
        if (!given.Exists)
            return IsBuilt(call) ? shape with { NotRead = "is put together by a query builder" } : shape;
        var sometimes = new List<(Condition, Location)>();
        return shape with { Filter = Of(given, Deepest, sometimes), Sometimes = [.. sometimes], Limit = limit };
    }

    static bool IsKnown(string name) =>
        name
            is "find"
                or "findOne"
                or "findById"
                or "findByIdAndUpdate"
                or "findByIdAndDelete"
                or "findByIdAndRemove"
                or "findOneAndUpdate"
                or "findOneAndDelete"
                or "findOneAndReplace"
                or "findOneAndRemove"
                or "countDocuments"
                or "exists"
                or "distinct"
                or "updateOne"
                or "updateMany"
                or "replaceOne"
                or "deleteOne"
                or "deleteMany"
                or "aggregate"
                or "create"
                or "insertMany"
                or "bulkWrite";

    static bool IsChange(string name) =>
        name is "updateOne" or "updateMany" or "replaceOne" or "deleteOne" or "deleteMany" or "create" or "insertMany" or "bulkWrite"
        || name.Contains("And", StringComparison.Ordinal);

    /// <summary>The model that an expression stands for; empty where it stands for none.</summary>
    string ModelOf(Code holder)
    {
        if (holder is { Kind: CodeKind.Call, Callee.Name: "model" })
            return holder.ArgumentAt(0).String is { } named && schema.Of(named) is { IsOfDocuments: true } ? named : "";
        if (holder.Kind is not (CodeKind.Name or CodeKind.Member))
            return "";
        var declared = code.Definition(holder);
        if (declared.All(Part.Decorator).FirstOrDefault(one => one.Name is "InjectModel") is { Exists: true } mark)
        {
            var argument = mark.Arguments.FirstOrDefault();
            var injected =
                argument.String ?? (argument is { Kind: CodeKind.Member, Name: "name" } ? argument.Receiver.Name : argument.Name);
            return injected.Length > 0 && schema.Of(injected) is { IsOfDocuments: true } ? injected : "";
        }
        if (
            declared
                .Descendants(CodeKind.Call)
                .Prepend(declared)
                .FirstOrDefault(one => one is { Kind: CodeKind.Call, Callee.Name: "model" })
                is { Exists: true } made
            && made.ArgumentAt(0).String is { Length: > 0 } name
            && declared.Text.Length < 400
        )
            return schema.Of(name) is { IsOfDocuments: true } ? name : "";
        return holder is { Kind: CodeKind.Name, Name: [>= 'A' and <= 'Z', ..] } && schema.Of(holder.Name) is { IsOfDocuments: true }
            ? holder.Name
            : "";
    }

    /// <summary>Whether conditions are added to a query by further calls: <c>Order.find().where("owner").equals(id)</c>.</summary>
    static bool IsBuilt(Code call) =>
        Chain.Top(call).Descendants(CodeKind.Call).Prepend(Chain.Top(call)).Any(one => one.Callee.Name is "where" or "or" or "and" or "nor")
        || call.Enclosing(CodeKind.Variable) is { Exists: true, Name.Length: > 0 } kept
            && kept[Part.Value].Kind is CodeKind.Call
            && call.Enclosing(CodeKind.Function).Text.Contains($"{kept.Name}.where(", StringComparison.Ordinal);

    /// <summary>What the first step of an aggregation asks.</summary>
    Condition First(Code pipeline)
    {
        var steps = pipeline.Kind is CodeKind.Name ? code.Definition(pipeline)[Part.Value] : pipeline;
        var first = steps.All(Part.Element).FirstOrDefault();
        return steps.Kind is not CodeKind.Array || first.Kind is not CodeKind.Object ? Condition.Opaque
            : first.Property("$match")[Part.Value] is { Exists: true } match ? Of(match, Deepest, null)
            : Condition.True;
    }

    /// <summary>What conditions ask.</summary>
    /// <param name="given">The conditions.</param>
    /// <param name="steps">How far names are followed.</param>
    /// <param name="sometimes">Gathers what is added in some cases; null where that is not told apart.</param>
    Condition Of(Code given, int steps, List<(Condition, Location)>? sometimes)
    {
        if (steps <= 0)
            return Condition.Opaque;
        if (given.Kind is CodeKind.Object)
            return given.All(Part.Element).Aggregate(Condition.True, (all, entry) => all.And(OfEntry(entry, steps)));
        if (
            given.Kind is not CodeKind.Name
            || code.Definition(given) is not { Kind: CodeKind.Variable } kept
            || kept[Part.Value].Kind is not CodeKind.Object
        )
            return Condition.Opaque;
        var always = Of(kept[Part.Value], steps - 1, null);
        var function = given.Enclosing(CodeKind.Function);
        foreach (var change in function.Descendants(CodeKind.Assignment))
        {
            var target = change[Part.Target];
            if (change.Start < kept.End || change.Start > given.Start)
                continue;
            var added =
                target.Kind is CodeKind.Name && target.Name == given.Name ? Of(change[Part.Value], steps - 1, null)
                : target.Kind is CodeKind.Member or CodeKind.Index
                && target.Receiver is { Kind: CodeKind.Name } holder
                && holder.Name == given.Name
                    ? OfKey(target.Name, change[Part.Value], steps - 1)
                : Condition.True;
            if (added.Arms.All(arm => arm.IsEmpty) && !added.IsOpaque)
                continue;
            if (sometimes is null)
                return Condition.Opaque;
            sometimes.Add((added, change.At));
        }
        return always;
    }

    Condition OfEntry(Code entry, int steps) =>
        entry.Kind is CodeKind.Property && entry.Name.Length > 0 ? OfKey(entry.Name, entry[Part.Value], steps) : Condition.Opaque;

    Condition OfKey(string key, Code value, int steps)
    {
        switch (key)
        {
            case "":
                return Condition.Opaque;
            case "$or" or "$and":
                var parts = value.All(Part.Element).Select(one => Of(one, steps - 1, null)).ToList();
                return value.Kind is not CodeKind.Array || parts.Count == 0 ? Condition.Opaque
                    : key is "$or" ? parts.Aggregate((all, one) => all.Or(one))
                    : parts.Aggregate((all, one) => all.And(one));
            case ['$', ..]:
                return Condition.Opaque;
        }
        if (value.Kind is CodeKind.Object && value.All(Part.Element).Any(one => one.Name.StartsWith('$')))
            return value
                .All(Part.Element)
                .Select(one => OpOf(one.Name, one[Part.Value]))
                .OfType<PredicateOp>()
                .Aggregate(Condition.True, (all, op) => all.And(Condition.Of(key, op)));
        return Condition.Of(
            key,
            IsPattern(value)
                ? Begins(value)
                    ? PredicateOp.StartsWith
                    : PredicateOp.Contains
                : value is { Kind: CodeKind.Literal, Operator: "null" }
                    ? PredicateOp.Null
                    : PredicateOp.Equal,
            value.Kind is CodeKind.Literal
        );
    }

    static PredicateOp? OpOf(string word, Code value) =>
        word switch
        {
            "$eq" or "$in" or "$all" or "$elemMatch" => PredicateOp.Equal,
            "$ne" or "$nin" or "$not" => PredicateOp.NotEqual,
            "$gt" or "$gte" or "$lt" or "$lte" => PredicateOp.Range,
            "$exists" or "$size" or "$type" => PredicateOp.Null,
            "$regex" => Begins(value) ? PredicateOp.StartsWith : PredicateOp.Contains,
            _ => null,
        };

    static bool IsPattern(Code value) =>
        value is { Kind: CodeKind.Literal, Operator: "regex" }
        || value.Kind is CodeKind.New or CodeKind.Call && value.Callee.Name is "RegExp";

    static bool Begins(Code value) =>
        value.Text.TrimStart('/', '"', '\'', '`').StartsWith('^')
        || value.ArgumentAt(0).Text.TrimStart('/', '"', '\'', '`').StartsWith('^');
}
