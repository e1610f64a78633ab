using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>Reads queries of Mongoose: <c>Order.find({ owner: req.user.id }).sort({ placedAt: -1 })</c>, <c>this.orders.findOne({ number })</c>.</summary>
/// <param name="code">The app.</param>
/// <param name="schema">The tables.</param>
sealed class ShapesInMongoose(CodeBase code, IndexedSchema schema)
{
    static readonly HashSet<string> Verbs = new(StringComparer.Ordinal)
    {
        "find",
        "findOne",
        "findById",
        "findByIdAndUpdate",
        "findByIdAndDelete",
        "findByIdAndRemove",
        "findOneAndUpdate",
        "findOneAndDelete",
        "findOneAndRemove",
        "findOneAndReplace",
        "countDocuments",
        "count",
        "exists",
        "distinct",
        "updateOne",
        "updateMany",
        "replaceOne",
        "deleteOne",
        "deleteMany",
        "aggregate",
        "create",
        "insertMany",
    };

    readonly DocumentConditions conditions = new(code);

    /// <summary>Whether a call asks a collection whose schema is known.</summary>
    public bool Is(Code call) => schema.HasDocuments && ModelOf(call).Length > 0;

    /// <summary>The model that a call asks; empty where it asks none that is known.</summary>
    public string ModelOf(Code call)
    {
        if (
            call.Callee.Kind is not CodeKind.Member
            || !Verbs.Contains(call.Callee.Name)
            || call.File.Language is Language.CSharp or Language.Python
            // A list is asked by a function.
            || call.ArgumentAt(0).Kind is CodeKind.Function
        )
            return "";
        var name = NameOf(call.Receiver);
        return name.Length > 0 && schema.Of(name) is { IsDocuments: true } ? name : "";
    }

    string NameOf(Code holder)
    {
        if (holder is { Kind: CodeKind.Call } made)
            return made.Callee.Name is "model" ? made.ArgumentAt(0).String ?? "" : "";
        if (holder.Kind is not (CodeKind.Name or CodeKind.Member))
            return "";
        var definition = code.Definition(holder);
        // const Receipts = require("./models/Receipt")
        if (
            definition.Exists
            && definition.File != holder.File
            && code.Calls("model").Where(one => one.File == definition.File && one.ArgumentAt(0).String is not null).Take(2).ToList()
                is [var only]
        )
            return only.ArgumentAt(0).String!;
        if (definition[Part.Value] is { Kind: CodeKind.Call, Callee.Name: "model" } given && given.ArgumentAt(0).String is { } named)
            return named;
        // constructor(@InjectModel(Order.name) private readonly orders: Model<OrderDocument>)
        if (definition.All(Part.Decorator).FirstOrDefault(one => one.Name is "InjectModel") is { Exists: true } mark)
            return mark.ArgumentAt(0).String ?? mark.ArgumentAt(0)[Part.Receiver].Name;
        if (definition[Part.Type] is { Name: "Model" } type && type.All(Part.Type).FirstOrDefault() is { Exists: true } of)
            return of.Name.EndsWith("Document", StringComparison.Ordinal) ? of.Name[..^"Document".Length] : of.Name;
        return holder is { Kind: CodeKind.Name, Name: [>= 'A' and <= 'Z', ..] } ? holder.Name : "";
    }

    /// <summary>What a call asks of a model.</summary>
    public QueryShape Of(Code call, string model)
    {
        var verb = call.Callee.Name;
        var shape = new QueryShape(model)
        {
            IsInsert = verb is "create" or "insertMany",
            IsWrite =
                verb is "create" or "insertMany"
                || verb.Contains("And", StringComparison.Ordinal)
                || verb.StartsWith("update", StringComparison.Ordinal)
                || verb.StartsWith("replace", StringComparison.Ordinal)
                || verb.StartsWith("delete", StringComparison.Ordinal),
            Limit = LimitOf(call),
        };
        if (shape.IsInsert)
            return shape;
        if (verb.StartsWith("findById", StringComparison.Ordinal))
            return shape with { Filter = Condition.Of("_id", PredicateOp.Equal) };
        if (verb is "aggregate")
            return shape with { Filter = FirstStage(call) };
        var given = call.ArgumentAt(verb is "distinct" ? 1 : 0);
        if (!given.Exists)
            return shape;
        var (always, sometimes) = conditions.Of(given, call);
        return shape with { Filter = always, Sometimes = sometimes };
    }

    Condition FirstStage(Code call) =>
        code.Definition(call.ArgumentAt(0))[Part.Value] is { Kind: CodeKind.Array } kept ? StageOf(kept)
        : call.ArgumentAt(0) is { Kind: CodeKind.Array } stages ? StageOf(stages)
        : Condition.Opaque;

    Condition StageOf(Code stages) =>
        stages.All(Part.Element).FirstOrDefault() is { Kind: CodeKind.Object } first
        && first.Property("$match")[Part.Value] is { Exists: true } match
            ? conditions.Of(match, stages).Always
            : Condition.True;

    /// <summary>How many rows a query gives at most: <c>Order.find(…).sort(…).limit(20)</c>.</summary>
    static int? LimitOf(Code call)
    {
        // One document may hold a list as long as any table.
        var at = call;
        for (var steps = 0; steps < 12; steps++)
        {
            if (
                at.Parent is not { Kind: CodeKind.Member } member
                || member.Parent is not { Kind: CodeKind.Call } next
                || next.Callee != member
            )
                return null;
            if (member.Name is "limit")
                return int.TryParse(next.ArgumentAt(0).String ?? next.ArgumentAt(0).Text, out var limit) ? limit : null;
            at = next;
        }
        return null;
    }
}
