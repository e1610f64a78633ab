using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>Reads queries of SQLAlchemy and SQLModel: <c>select(Order).where(Order.owner_id == id)</c>, <c>db.query(Order).filter(…)</c>.</summary>
/// <param name="code">The app.</param>
/// <param name="schema">The tables.</param>
sealed class ShapesInSqlAlchemy(CodeBase code, IndexedSchema schema)
{
    static readonly string[] Sources = ["select", "query", "select_from", "update", "delete", "insert", "get", "exists"];

    /// <summary>The class that a chain asks for; empty where it names none.</summary>
    public string ModelOf(Chain chain)
    {
        // select(func.count()).select_from(Order) names it later.
        foreach (var (call, _) in chain.Calls)
        foreach (var argument in Array.IndexOf(Sources, call.Callee.Name) >= 0 ? call.Arguments : [])
        foreach (var node in argument.Descendants().Prepend(argument))
            if (node.Kind is CodeKind.Name && node.Name is [var first, ..] && char.IsUpper(first) && schema.Of(node.Name) is not null)
                return node.Name;
        foreach (var (call, _) in chain.Calls)
            if (
                call.Callee.Name is "select" or "query" or "select_from" or "update" or "delete"
                && call.ArgumentAt(0) is { Kind: CodeKind.Name, Name: [var letter, ..] } elsewhere
                && char.IsUpper(letter)
            )
                return elsewhere.Name;
        return "";
    }

    /// <summary>What a chain asks of a class.</summary>
    public QueryShape Of(Chain chain, string model)
    {
        var comparisons = new Comparisons(code, ColumnOf);
        var always = Condition.True;
        var sometimes = ImmutableArray.CreateBuilder<(Condition, Location)>();
        foreach (var (call, isConditional) in chain.Calls)
        {
            var asks = Asks(call, comparisons);
            if (asks is not { } condition)
                continue;
            if (isConditional)
                sometimes.Add((condition, call.At));
            else
                always = always.And(condition);
        }
        return new(model)
        {
            Filter = always,
            Sometimes = sometimes.ToImmutable(),
            IsInsert = chain.Calls.Any(one => one.Call.Callee is { Kind: CodeKind.Name, Name: "insert" }),
            IsWrite = chain.Has("update", "delete", "insert"),
            IsByKey = false,
            Limit =
                chain.Has("first", "one", "one_or_none", "scalar_one_or_none", "get") ? 1
                : int.TryParse(chain.Call("limit").ArgumentAt(0).String, out var limit) ? limit
                : null,
        };
    }

    Condition? Asks(Code call, Comparisons comparisons) =>
        call.Callee.Name switch
        {
            "where" or "filter" => call.Arguments.Aggregate(
                Condition.True,
                (all, one) =>
                    one.Kind is CodeKind.Unary && one.Operator is "*" or "..." || one.Kind is CodeKind.Spread
                        ? all.And(Condition.Opaque)
                        : all.And(comparisons.Of(one))
            ),
            "filter_by" => call.Arguments.Aggregate(
                Condition.True,
                (all, one) =>
                    one.Kind is CodeKind.Argument && one.Name.Length > 0
                        ? all.And(
                            Condition.Of(
                                one.Name,
                                one[Part.Value].Text is "None" ? PredicateOp.Null : PredicateOp.Equal,
                                Comparisons.IsConstant(one[Part.Value])
                            )
                        )
                        : all.And(Condition.Opaque)
            ),
            "get" when call.ArgumentAt(0).Kind is CodeKind.Name && call.ArgumentAt(1).Exists || call.Receiver.Callee.Name is "query" =>
                Condition.Of("id", PredicateOp.Equal),
            _ => null,
        };

    (string, string)? ColumnOf(Code node) =>
        node is { Kind: CodeKind.Member, Receiver: { Kind: CodeKind.Name, Name: [var first, ..] } holder } && char.IsUpper(first)
            ? schema.Of(holder.Name) is { } table
                ? table.Relations.ContainsKey(node.Name)
                    ? null
                    : (holder.Name, node.Name)
                : null
            : null;
}
