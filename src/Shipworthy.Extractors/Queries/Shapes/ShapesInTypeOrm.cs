using Shipworthy.Extractors.Endpoints.Idioms;

namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>Reads queries of repositories of TypeORM: <c>orders.find({ where: { ownerId } })</c>, <c>findOneBy({ id })</c>.</summary>
/// <param name="code">The app.</param>
sealed class ShapesInTypeOrm(CodeBase code)
{
    /// <summary>The entity of the repository that a call asks; empty where it is none.</summary>
    public string EntityOf(Code call)
    {
        if (call.Callee.Kind is not CodeKind.Member)
            return "";
        if (call.Receiver is { Kind: CodeKind.Call } made && made.Callee.Name is "getRepository" or "getCustomRepository")
            return made.ArgumentAt(0).Name;
        if (OwnRepositories.EntityOf(code, call) is { Length: > 0 } own)
            return own;
        if (call.Receiver.Kind is not (CodeKind.Name or CodeKind.Member))
            return "";
        var definition = code.Definition(call.Receiver);
        var type = definition[Part.Type];
        if (type.Name is "Repository" or "TreeRepository" or "MongoRepository")
            return type.All(Part.Type).FirstOrDefault() is { Exists: true } entity ? entity.Name : "";
        return definition[Part.Value] is { Kind: CodeKind.Call } given && given.Callee.Name is "getRepository"
            ? given.ArgumentAt(0).Name
            : "";
    }

    /// <summary>What a call asks of an entity; null where it asks nothing.</summary>
    public QueryShape? Of(Code call, string entity)
    {
        var options = code.ObjectOf(call.ArgumentAt(0));
        var shape = new QueryShape(entity);
        switch (call.Callee.Name)
        {
            case "find" or "findOne" or "findAndCount" or "count" or "findOneOrFail" or "exist" or "exists":
                var where = code.Entry(options, "where");
                return shape with
                {
                    Filter =
                        where.Exists ? Alternatives(where)
                        : call.Arguments.Any() && !options.Exists ? Condition.Opaque
                        : Condition.True,
                    Limit =
                        call.Callee.Name.StartsWith("findOne", StringComparison.Ordinal) ? 1
                        : int.TryParse(code.Entry(options, "take").String, out var limit) ? limit
                        : null,
                };
            case "findBy" or "findOneBy" or "findOneByOrFail" or "countBy" or "findAndCountBy" or "existsBy":
                return shape with
                {
                    Filter = Alternatives(call.ArgumentAt(0)),
                    Limit = call.Callee.Name.StartsWith("findOne", StringComparison.Ordinal) ? 1 : null,
                };
            case "update" or "delete" or "softDelete" or "restore" or "increment" or "decrement":
                return shape with { IsWrite = true, Filter = options.Exists ? Entries(options) : Condition.Of("id", PredicateOp.Equal) };
            case "save" or "remove" or "softRemove" or "upsert" or "insert":
                return shape with { IsWrite = true, IsInsert = call.Callee.Name is "save" or "insert" or "upsert" };
            case "preload" or "findByIds":
                return shape with { Filter = Condition.Of("id", PredicateOp.Equal) };
            case "createQueryBuilder":
                return shape with { NotRead = "is put together by a query builder" };
            default:
                return null;
        }
    }

    Condition Alternatives(Code where)
    {
        var arms = where.Kind is CodeKind.Array ? where.All(Part.Element).ToList() : [where];
        return arms.Count == 0
            ? Condition.True
            : arms.Skip(1).Aggregate(Entries(code.ObjectOf(arms[0])), (all, one) => all.Or(Entries(code.ObjectOf(one))));
    }

    static Condition Entries(Code given)
    {
        if (!given.Exists)
            return Condition.Opaque;
        var all = Condition.True;
        foreach (var entry in given.All(Part.Element))
        {
            var value = entry[Part.Value];
            all = all.And(
                entry.Kind is not CodeKind.Property ? Condition.Opaque
                : value.Kind is CodeKind.Object
                    ? value.Property("id").Exists ? Condition.Of(entry.Name, PredicateOp.Equal)
                        : Condition.Opaque
                : value.Kind is CodeKind.Call
                    ? Condition.Of(
                        entry.Name,
                        value.Callee.Name switch
                        {
                            "In" or "Equal" or "Any" => PredicateOp.Equal,
                            "IsNull" => PredicateOp.Null,
                            "Not" => PredicateOp.NotEqual,
                            "Like" or "ILike" => PredicateOp.Contains,
                            "LessThan" or "MoreThan" or "LessThanOrEqual" or "MoreThanOrEqual" or "Between" => PredicateOp.Range,
                            _ => PredicateOp.Equal,
                        }
                    )
                : Condition.Of(entry.Name, PredicateOp.Equal, value.Kind is CodeKind.Literal)
            );
        }
        return all;
    }
}
