using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>Reads queries of Prisma: <c>prisma.order.findMany({ where: { ownerId }, include: { lines: true } })</c>.</summary>
/// <param name="code">The app.</param>
/// <param name="schema">The tables.</param>
sealed class ShapesInPrisma(CodeBase code, IndexedSchema schema)
{
    static readonly HashSet<string> Verbs = new(StringComparer.Ordinal)
    {
        "findMany",
        "findUnique",
        "findUniqueOrThrow",
        "findFirst",
        "findFirstOrThrow",
        "count",
        "aggregate",
        "groupBy",
        "create",
        "createMany",
        "createManyAndReturn",
        "update",
        "updateMany",
        "upsert",
        "delete",
        "deleteMany",
    };

    /// <summary>Whether a call is one of Prisma's, by its words.</summary>
    public static bool Is(Code call) =>
        call.Callee.Kind is CodeKind.Member
        && Verbs.Contains(call.Callee.Name)
        && call.Receiver is { Kind: CodeKind.Member } model
        && model.Receiver is { Exists: true } client
        && client.Name is not "query"
        && NameOf(client) is var name
        && (
            name.Contains("prisma", StringComparison.OrdinalIgnoreCase)
            || name is "db" or "tx" or "trx" or "client" or "database" or "transaction"
        );

    static string NameOf(Code client) => client.Kind is CodeKind.Call ? client.Callee.Name : client.Name;

    /// <summary>What a call asks.</summary>
    public QueryShape Of(Code call)
    {
        var model = call.Receiver.Name;
        var verb = call.Callee.Name;
        var shape = new QueryShape(model)
        {
            IsInsert = verb.StartsWith("create", StringComparison.Ordinal),
            IsWrite =
                verb is "update" or "updateMany" or "upsert" or "delete" or "deleteMany"
                || verb.StartsWith("create", StringComparison.Ordinal),
            IsByKey = verb is "findUnique" or "findUniqueOrThrow",
        };
        var options = code.ObjectOf(call.ArgumentAt(0));
        if (!options.Exists)
            return call.Arguments.Any() && !shape.IsInsert ? shape with { NotRead = "is handed its conditions from elsewhere" } : shape;
        var loads = ImmutableArray.CreateBuilder<(string, string, Location)>();
        Loaded(options, model, call, loads, 4);
        return shape with
        {
            Filter = shape.IsInsert ? Condition.True : Where(code.Entry(options, "where"), model, 6),
            Loads = loads.ToImmutable(),
            Limit = int.TryParse(code.Entry(options, "take").String, out var limit) ? limit : null,
        };
    }

    Condition Where(Code where, string model, int steps)
    {
        if (!where.Exists)
            return Condition.True;
        var given = code.ObjectOf(where);
        if (!given.Exists || steps <= 0)
            return Condition.Opaque;
        var table = schema.Of(model);
        var all = Condition.True;
        foreach (var entry in given.All(Part.Element))
        {
            if (entry.Kind is CodeKind.Spread)
            {
                all = all.And(Spread(entry[Part.Value], model, steps));
                continue;
            }
            var value = entry[Part.Value].Exists ? entry[Part.Value] : entry;
            if (entry[Part.Key].Exists && entry.Name.Length == 0)
                all = all.And(Condition.Opaque);
            else if (entry.Name is "AND")
                all = Parts(value).Aggregate(all, (sum, one) => sum.And(Where(one, model, steps - 1)));
            else if (entry.Name is "OR" && Parts(value) is { Count: > 0 } parts)
                all = all.And(
                    parts.Skip(1).Aggregate(Where(parts[0], model, steps - 1), (sum, one) => sum.Or(Where(one, model, steps - 1)))
                );
            else if (entry.Name is "NOT" or "OR")
                continue;
            else if (table?.Relations.TryGetValue(entry.Name, out var relation) is true)
                all = all.And(Related(table, relation, value, steps));
            // A unique set of columns is named by all of them: workspaceId_email: { workspaceId, email }
            else if (
                value.Kind is CodeKind.Object
                && (entry.Name.Contains('_', StringComparison.Ordinal) || IsKey(table, entry.Name))
                && !IsOperators(value)
            )
                all = all.And(Where(value, model, steps - 1));
            else
                all = all.And(Entry(entry.Name, value));
        }
        return all;
    }

    static bool IsKey(IndexedTable? table, string name) => table is not null && !table.Columns.ContainsKey(table.ColumnOf(name));

    static bool IsOperators(Code value) =>
        value
            .All(Part.Element)
            .All(one =>
                one.Name
                    is "equals"
                        or "in"
                        or "not"
                        or "lt"
                        or "lte"
                        or "gt"
                        or "gte"
                        or "contains"
                        or "startsWith"
                        or "endsWith"
                        or "mode"
                        or "notIn"
                        or "has"
                        or "hasSome"
                        or "search"
            );

    Condition Spread(Code value, string model, int steps) =>
        value.Kind switch
        {
            // ...(status && { status }), ...(x ? { x } : {})
            CodeKind.Binary when value.Operator is "&&" => Condition.True,
            CodeKind.Conditional => Condition.True,
            _ => code.ObjectOf(value) is { Exists: true } made ? Where(made, model, steps - 1) : Condition.Opaque,
        };

    List<Code> Parts(Code value) =>
        value.Kind is CodeKind.Array ? [.. value.All(Part.Element)]
        : value.Kind is CodeKind.Object ? [value]
        : code.Definition(value)[Part.Value] is { Kind: CodeKind.Array } made ? [.. made.All(Part.Element)]
        : [];

    /// <summary>Rows that are chosen by a relation: what the other table is asked counts there.</summary>
    Condition Related(IndexedTable table, TableRelation relation, Code value, int steps)
    {
        var inner = code.ObjectOf(value);
        if (!inner.Exists)
            return Condition.Opaque;
        foreach (var word in new[] { "some", "every", "is" })
            if (inner.Property(word)[Part.Value] is { Exists: true } asked)
                inner = asked;
        if (inner.Property("none").Exists || inner.Property("isNot").Exists)
            return Condition.True;
        _ = table;
        var asks = Where(inner, relation.Model, steps - 1);
        return asks with
        {
            Arms =
            [
                .. asks.Arms.Select(arm =>
                    arm.Select(one => one.Model.Length > 0 ? one : one with { Model = relation.Model }).ToImmutableArray()
                ),
            ],
        };
    }

    static Condition Entry(string name, Code value)
    {
        if (value.Kind is not CodeKind.Object)
            return value.Name is "undefined"
                ? Condition.True
                : Condition.Of(name, value.Text is "null" ? PredicateOp.Null : PredicateOp.Equal, Comparisons.IsConstant(value));
        var ignoresCase = value.Property("mode")[Part.Value].String is "insensitive";
        var ops = value.All(Part.Element).Select(one => one.Name).ToList();
        var op =
            ops.Contains("contains") || ops.Contains("endsWith") ? PredicateOp.Contains
            : ops.Contains("startsWith")
                ? ignoresCase ? PredicateOp.Wrapped
                    : PredicateOp.StartsWith
            : ops.Contains("equals") || ops.Contains("in")
                ? ignoresCase ? PredicateOp.Wrapped
                    : PredicateOp.Equal
            : ops.Exists(one => one is "lt" or "lte" or "gt" or "gte") ? PredicateOp.Range
            : ops.Contains("not") || ops.Contains("notIn") ? PredicateOp.NotEqual
            : ops.Exists(one => one is "has" or "hasSome" or "hasEvery" or "path" or "search") ? PredicateOp.Wrapped
            : (PredicateOp?)null;
        return op is { } known ? Condition.Of(name, known, value.Property("in")[Part.Value].Kind is CodeKind.Array) : Condition.Opaque;
    }

    /// <summary>Lists of related rows that a query fetches with its own, each by the foreign key over there.</summary>
    void Loaded(Code options, string model, Code call, ImmutableArray<(string, string, Location)>.Builder loads, int steps)
    {
        if (steps <= 0 || schema.Of(model) is not { } table)
            return;
        foreach (var word in new[] { "include", "select" })
        foreach (var entry in code.ObjectOf(code.Entry(options, word)).All(Part.Element))
            if (
                entry.Kind is CodeKind.Property
                && table.Relations.TryGetValue(entry.Name, out var relation)
                && entry[Part.Value].Text is not "false"
            )
            {
                if (relation.IsMany)
                    loads.Add((model, entry.Name, call.At));
                if (entry[Part.Value].Kind is CodeKind.Object)
                    Loaded(entry[Part.Value], relation.Model, call, loads, steps - 1);
            }
    }
}
