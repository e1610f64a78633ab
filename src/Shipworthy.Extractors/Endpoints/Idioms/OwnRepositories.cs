using System.Collections.Frozen;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>
/// Repositories of TypeORM that an app makes its own, and that it asks by what they inherit: <c>class OrderRepository extends Repository&lt;Order&gt;</c>, with
/// <c>this.findOne(…)</c> inside and <c>this.orders.save(…)</c> outside.
/// </summary>
static class OwnRepositories
{
    const int MostBases = 4;
    const int MostCalls = 24;

    static readonly FrozenSet<string> Reads = new[]
    {
        "find",
        "findAndCount",
        "findAndCountBy",
        "findBy",
        "findByIds",
        "findDescendants",
        "findDescendantsTree",
        "findAncestors",
        "findAncestorsTree",
        "findOne",
        "findOneBy",
        "findOneById",
        "findOneByOrFail",
        "findOneOrFail",
        "findRoots",
        "findTrees",
        "count",
        "countBy",
        "exist",
        "exists",
        "existsBy",
        "sum",
        "average",
        "minimum",
        "maximum",
        "preload",
        "query",
        "createQueryBuilder",
        "getOne",
        "getOneOrFail",
        "getMany",
        "getManyAndCount",
        "getCount",
        "getExists",
        "getRawOne",
        "getRawMany",
        "getRawAndEntities",
    }.ToFrozenSet(StringComparer.Ordinal);

    static readonly FrozenSet<string> Writes = new[]
    {
        "save",
        "insert",
        "update",
        "updateAll",
        "upsert",
        "remove",
        "softRemove",
        "recover",
        "delete",
        "deleteAll",
        "softDelete",
        "restore",
        "increment",
        "decrement",
        "clear",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Methods that a class inherits and that touch no row.</summary>
    static readonly FrozenSet<string> Plain = new[] { "create", "merge", "hasId", "getId", "extend" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a method of TypeORM reads rows.</summary>
    public static bool Read(string method) => Reads.Contains(method);

    /// <summary>Whether a method of TypeORM changes rows.</summary>
    public static bool Write(string method) => Writes.Contains(method);

    /// <summary>The class whose inherited method a call runs; no node where it is none.</summary>
    public static Code AskedBy(CodeBase code, Code call)
    {
        if (
            call.Kind is not CodeKind.Call
            || call.Callee.Kind is not CodeKind.Member
            || call.File.Language is not (Language.TypeScript or Language.Tsx or Language.JavaScript)
            || !(Reads.Contains(call.Callee.Name) || Writes.Contains(call.Callee.Name) || Plain.Contains(call.Callee.Name))
            || !code.Imports("typeorm")
        )
            return default;
        var type = TypeOf(code, call.Receiver);
        return Entity(code, type, call.Receiver.Name is "super" ? "" : call.Callee.Name) is not null ? type : default;
    }

    /// <summary>Whether a call only adds to a statement that such a repository began: <c>this.createQueryBuilder("order").where(…)</c>.</summary>
    public static bool Continue(CodeBase code, Code call)
    {
        if (call.Kind is not CodeKind.Call || call.Receiver.Kind is not CodeKind.Call)
            return false;
        var at = call.Receiver;
        for (var steps = 0; steps < MostCalls && at.Receiver.Kind is CodeKind.Call; steps++)
            at = at.Receiver;
        return at.Callee.Name is "createQueryBuilder" && AskedBy(code, at).Exists;
    }

    /// <summary>The entity whose rows a repository of the app's own keeps; empty where it is none, or cannot be told.</summary>
    public static string EntityOf(CodeBase code, Code call) =>
        AskedBy(code, call) is { Exists: true } type ? Entity(code, type, "") ?? "" : "";

    static Code TypeOf(CodeBase code, Code receiver)
    {
        if (receiver is { Kind: CodeKind.Name, Name: "this" or "super" })
            return receiver.Enclosing(CodeKind.Class);
        if (receiver.Kind is not (CodeKind.Name or CodeKind.Member))
            return default;
        var declared = code.Definition(receiver);
        if (declared[Part.Type] is { Exists: true } named)
            return code.Definition(named);
        return declared[Part.Value] is { Kind: CodeKind.New } made ? code.Target(made) : default;
    }

    /// <summary>
    /// The entity of a class that is a repository, empty where it cannot be told; null where the class is none, or has the method of its own.
    /// </summary>
    static string? Entity(CodeBase code, Code type, string method)
    {
        var given = "";
        for (var steps = 0; steps < MostBases && type.Kind is CodeKind.Class; steps++)
        {
            if (method.Length > 0 && type.Property(method) is { Kind: CodeKind.Function })
                return null;
            var ancestor = type.All(Part.Base).FirstOrDefault();
            // What a class gives its base may be what the class was given itself.
            var argument = type.All(Part.Type).FirstOrDefault().Name;
            var own = type.All(Part.Generic).Select(one => one.Name).ToList();
            if (argument.Length == 0)
                argument = HandedToBase(type);
            else if (own.Contains(argument))
                argument = own[0] == argument ? given : "";
            given = argument.Length > 0 || own.Count > 0 ? argument : given;
            if (ancestor.Name is "Repository" or "TreeRepository" or "MongoRepository" && code.OriginOf(ancestor).Package is "typeorm")
                return given;
            type = code.Definition(ancestor);
        }
        return null;
    }

    /// <summary>The entity that a constructor hands on: <c>super(Order, dataSource.createEntityManager())</c>.</summary>
    static string HandedToBase(Code type) =>
        type.Children.FirstOrDefault(one => one is { Kind: CodeKind.Function, Operator: "constructor" })
            .Descendants(CodeKind.Call)
            .Where(one => one.Callee.Name is "super" && one.Callee.Kind is not CodeKind.Member)
            .Select(one => one.ArgumentAt(0))
            .Where(one => one is { Kind: CodeKind.Name, Name: [var letter, ..] } && char.IsUpper(letter))
            .Select(one => one.Name)
            .FirstOrDefault()
        ?? "";
}
