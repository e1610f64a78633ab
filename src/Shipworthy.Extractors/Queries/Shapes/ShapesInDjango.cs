using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>Reads queries of Django: <c>Order.objects.filter(owner=user, title__icontains=term)</c>, <c>get_object_or_404(Order, pk=pk)</c>.</summary>
/// <param name="schema">The tables.</param>
sealed class ShapesInDjango(IndexedSchema schema)
{
    /// <summary>Columns that the query makes itself.</summary>
    readonly HashSet<string> annotated = new(StringComparer.Ordinal);

    static readonly HashSet<string> Lookups = new(StringComparer.Ordinal)
    {
        "exact",
        "iexact",
        "contains",
        "icontains",
        "in",
        "gt",
        "gte",
        "lt",
        "lte",
        "startswith",
        "istartswith",
        "endswith",
        "iendswith",
        "range",
        "isnull",
        "date",
        "year",
        "month",
        "day",
        "regex",
        "iregex",
        "search",
        "id",
        "pk",
    };

    /// <summary>The model of a chain; empty where it is none of Django's.</summary>
    public static string ModelOf(Chain chain) =>
        chain.Root is { Kind: CodeKind.Member } member && member.Name is "objects"
            ? member.Receiver is { Kind: CodeKind.Call } made
                ? made.Callee.Name
                : member.Receiver.Name
            : chain.Root is { Kind: CodeKind.Name }
            && chain.Calls is [var first, ..]
            && first.Call.Receiver is { Kind: CodeKind.Member, Name: "objects" } manager
                ? manager.Receiver.Name
                : chain.Root is { Kind: CodeKind.Call } call && call.Callee.Name is "get_object_or_404" or "get_list_or_404"
                    ? call.ArgumentAt(0).Kind is CodeKind.Name
                        ? call.ArgumentAt(0).Name
                        : ""
                    : "";

    /// <summary>What a chain asks of a model.</summary>
    public QueryShape Of(Chain chain, string model)
    {
        var always = Condition.True;
        var sometimes = ImmutableArray.CreateBuilder<(Condition, Location)>();
        foreach (var (call, isConditional) in chain.Calls)
        {
            if (
                call.Callee.Name
                is not ("filter" or "get" or "get_object_or_404" or "get_list_or_404" or "get_or_create" or "update_or_create")
            )
                continue;
            annotated.UnionWith(
                chain
                    .Calls.Where(one => one.Call.Callee.Name is "annotate" or "alias")
                    .SelectMany(one => one.Call.Arguments)
                    .Select(one => one.Name)
            );
            var condition = call
                .Arguments.Skip(
                    call.Callee.Name.StartsWith("get_o", StringComparison.Ordinal)
                    && call.Callee.Name.EndsWith("404", StringComparison.Ordinal)
                        ? 1
                        : 0
                )
                .Aggregate(Condition.True, (all, one) => all.And(Argument(one, model)));
            if (isConditional)
                sometimes.Add((condition, call.At));
            else
                always = always.And(condition);
        }
        var isInsert = chain.Has("create", "bulk_create", "get_or_create", "update_or_create");
        return new(model)
        {
            Filter = always,
            Sometimes = sometimes.ToImmutable(),
            IsInsert = chain.Has("create", "bulk_create"),
            IsWrite = isInsert || chain.Has("update", "delete", "bulk_update"),
            Limit = chain.Has("get", "first", "get_object_or_404", "get_or_create") ? 1 : null,
        };
    }

    Condition Argument(Code argument, string model) =>
        argument.Kind is CodeKind.Argument && argument.Name.Length > 0 ? Lookup(argument.Name, argument[Part.Value], model)
        : argument.Name is "defaults" ? Condition.True
        : Alternatives(argument, model);

    /// <summary><c>Q(title__icontains=term) | Q(owner=user)</c>.</summary>
    Condition Alternatives(Code node, string model) =>
        node switch
        {
            { Kind: CodeKind.Binary, Operator: "|" } => Alternatives(node[Part.Left], model).Or(Alternatives(node[Part.Right], model)),
            { Kind: CodeKind.Binary, Operator: "&" } => Alternatives(node[Part.Left], model).And(Alternatives(node[Part.Right], model)),
            { Kind: CodeKind.Unary } => Condition.True,
            { Kind: CodeKind.Call } when node.Callee.Name is "Q" => node.Arguments.Aggregate(
                Condition.True,
                (all, one) => all.And(Argument(one, model))
            ),
            _ => Condition.Opaque,
        };

    Condition Lookup(string name, Code value, string model)
    {
        if (name is "defaults")
            return Condition.True;
        var parts = name.Split("__");
        var table = schema.Of(model);
        var op = parts[^1] switch
        {
            "contains" or "icontains" or "endswith" or "iendswith" or "regex" or "iregex" or "search" => PredicateOp.Contains,
            "iexact" or "istartswith" or "date" or "year" or "month" or "day" => PredicateOp.Wrapped,
            "startswith" => PredicateOp.StartsWith,
            "gt" or "gte" or "lt" or "lte" or "range" => PredicateOp.Range,
            "isnull" => PredicateOp.Null,
            _ => value.Text is "None" ? PredicateOp.Null : PredicateOp.Equal,
        };
        var way = parts.Length > 1 && Lookups.Contains(parts[^1]) ? parts[..^1] : parts;
        // What is asked of a related row is served over there, and the way back by its foreign key, which is indexed.
        if (annotated.Contains(way[0]))
            return Condition.True;
        if (way.Length > 1)
            return table?.Relations.TryGetValue(way[0], out var relation) is true
                ? Condition.Of(way[^1], op, value.Kind is CodeKind.Literal, way.Length == 2 ? relation.Model : "?")
                : Condition.Opaque;
        // Rows of the other side of many are found through a table of pairs, which is indexed.
        if (annotated.Contains(way[0]) || table?.Relations.TryGetValue(way[0], out var many) is true && many.IsMany)
            return Condition.True;
        return Condition.Of(way[0], op, value.Kind is CodeKind.Literal);
    }
}
