using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>Reads queries of Drizzle: <c>db.select().from(orders).where(and(eq(orders.ownerId, id), …))</c>, <c>db.query.orders.findMany({ where: … })</c>.</summary>
/// <param name="code">The app.</param>
/// <param name="schema">The tables.</param>
sealed class ShapesInDrizzle(CodeBase code, IndexedSchema schema)
{
    /// <summary>The table that a chain names; empty where it is none of Drizzle's.</summary>
    public string TableOf(Chain chain)
    {
        foreach (var (call, _) in chain.Calls)
        {
            if (
                call.Callee.Name is "from" or "update" or "delete" or "insert"
                && call.ArgumentAt(0) is { Kind: CodeKind.Name or CodeKind.Member } table
                && (schema.Of(table.Name) is not null || call.File.Text.Contains("drizzle-orm", StringComparison.Ordinal))
            )
                return table.Name;
            if (
                call.Callee.Name is "findMany" or "findFirst"
                && call.Receiver.Kind is CodeKind.Member
                && call.Receiver.Receiver.Name is "query"
            )
                return call.Receiver.Name;
        }
        return "";
    }

    /// <summary>What a chain asks of a table.</summary>
    public QueryShape Of(Chain chain, string table)
    {
        var always = Condition.True;
        var sometimes = ImmutableArray.CreateBuilder<(Condition, Location)>();
        foreach (var (call, isConditional) in chain.Calls)
        {
            var asked =
                call.Callee.Name is "where" ? call.ArgumentAt(0)
                : call.Callee.Name is "findMany" or "findFirst"
                    ? code.ObjectOf(call.ArgumentAt(0)).Property("where") is { Exists: true } entry
                            ? entry[Part.Value].Exists ? entry[Part.Value]
                                : entry
                        : default
                : default;
            if (!asked.Exists)
                continue;
            var condition = Of(asked, 6);
            if (isConditional)
                sometimes.Add((condition, call.At));
            else
                always = always.And(condition);
        }
        var isInsert = chain.Has("insert");
        return new(table)
        {
            Filter = isInsert ? Condition.True : always,
            Sometimes = sometimes.ToImmutable(),
            IsInsert = isInsert,
            IsWrite = isInsert || chain.Has("update", "delete"),
            Limit =
                chain.Has("findFirst") ? 1
                : int.TryParse(chain.Call("limit").ArgumentAt(0).String, out var limit) ? limit
                : null,
        };
    }

    Condition Of(Code asked, int steps)
    {
        if (steps <= 0 || !asked.Exists)
            return Condition.Opaque;
        switch (asked.Kind)
        {
            case CodeKind.Function:
                return Of(
                    asked.Body.Kind is CodeKind.Block ? asked.Body.Descendants(CodeKind.Return).FirstOrDefault()[Part.Value] : asked.Body,
                    steps - 1
                );
            case CodeKind.Name when asked.Name is "undefined":
                return Condition.True;
            case CodeKind.Name or CodeKind.Member:
                return code.Definition(asked)[Part.Value] is { Exists: true } value ? Of(value, steps - 1) : Condition.Opaque;
            case CodeKind.Conditional:
                return Of(asked[Part.Then], steps - 1);
            case CodeKind.Call:
                break;
            default:
                return Condition.Opaque;
        }
        var name = asked.Callee.Name;
        var arguments = asked.Arguments.ToList();
        if (name is "and")
            return arguments.Aggregate(
                Condition.True,
                (all, one) => one.Kind is CodeKind.Spread ? all.And(Condition.Opaque) : all.And(Of(one, steps - 1))
            );
        if (name is "or" && arguments is [var first, ..])
            return arguments.Skip(1).Aggregate(Of(first, steps - 1), (all, one) => all.Or(Of(one, steps - 1)));
        if (arguments is not [{ Kind: CodeKind.Member } column, ..] || column.Receiver.Kind is not (CodeKind.Name or CodeKind.Member))
            return name is "exists" or "not" ? Condition.True : Condition.Opaque;
        PredicateOp? op = name switch
        {
            "eq" or "inArray" => PredicateOp.Equal,
            "gt" or "gte" or "lt" or "lte" or "between" => PredicateOp.Range,
            "isNull" or "isNotNull" => PredicateOp.Null,
            "ne" or "notInArray" => PredicateOp.NotEqual,
            "like" => arguments.Count > 1 && IsOpen(arguments[1]) ? PredicateOp.Contains : PredicateOp.StartsWith,
            "ilike" => arguments.Count > 1 && IsOpen(arguments[1]) ? PredicateOp.Contains : PredicateOp.Wrapped,
            _ => null,
        };
        return op is { } known
            ? Condition.Of(
                column.Name,
                known,
                arguments.Count > 1 && arguments[1].Kind is CodeKind.Literal,
                schema.Of(column.Receiver.Name) is null ? "" : column.Receiver.Name
            )
            : Condition.Opaque;
    }

    static bool IsOpen(Code pattern) => pattern.Text.TrimStart('"', '\'', '`').StartsWith('%');
}
