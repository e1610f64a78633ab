using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>Reads what a statement of data access asks, by whatever words it is written in.</summary>
/// <param name="code">The app.</param>
/// <param name="schema">The tables.</param>
sealed class QueryShapes(CodeBase code, IndexedSchema schema)
{
    readonly ShapesInPrisma prisma = new(code, schema);
    readonly ShapesInDrizzle drizzle = new(code, schema);
    readonly ShapesInTypeOrm typeOrm = new(code);
    readonly ShapesInSqlAlchemy alchemy = new(code, schema);
    readonly ShapesInDjango django = new(schema);
    readonly ShapesInMongoose mongoose = new(code, schema);
    readonly ShapesInLinq linq = new(code);

    /// <summary>What the access asks, with what tells its statement from others; null where it asks nothing, or only ends a unit of work.</summary>
    public (Code Key, QueryShape Shape)? Of(Code access)
    {
        if (access.Kind is not CodeKind.Call)
            return null;
        if (SqlOf(access) is { } sql && ShapesInSql.Of(sql) is { } stated)
            return (access, stated);
        if (ShapesInPrisma.Is(access))
            return (access, prisma.Of(access));
        if (typeOrm.EntityOf(access) is { Length: > 0 } entity)
            return typeOrm.Of(access, entity) is { } asked ? (access, asked) : null;
        if (mongoose.AskedBy(access) is { Call.Exists: true } documents)
            return (documents.Call, mongoose.Of(documents.Call, documents.Model));
        var chain = Chain.Of(code, access);
        // db.prepare("select …").all(id)
        foreach (var (call, _) in chain.Calls)
            if (call.Callee.Name is "prepare" or "raw" && SqlOf(call) is { } prepared && ShapesInSql.Of(prepared) is { } kept)
                return (chain.Key, kept);
        return access.File.Language switch
        {
            Language.Python when ShapesInDjango.ModelOf(chain) is { Length: > 0 } model => (chain.Key, django.Of(chain, model)),
            Language.Python when alchemy.ModelOf(chain) is { Length: > 0 } model => (chain.Key, alchemy.Of(chain, model)),
            Language.CSharp when linq.SetOf(chain) is { Length: > 0 } set => (chain.Key, linq.Of(chain, set)),
            Language.Python or Language.CSharp => null,
            _ when ShapesInBuilders.TableOf(chain) is { Length: > 0 } table => (chain.Key, ShapesInBuilders.Of(chain, table)),
            _ when drizzle.TableOf(chain) is { Length: > 0 } table => (chain.Key, drizzle.Of(chain, table)),
            _ => null,
        };
    }

    /// <summary>The statement of SQL that a call is handed; null where it is none.</summary>
    string? SqlOf(Code call)
    {
        var first = call.Operator is "tag" ? call.ArgumentAt(0) : call.Arguments.FirstOrDefault();
        if (first.Kind is CodeKind.Call && first.Callee.Name is "text" or "sql" or "raw")
            first = first.Arguments.FirstOrDefault();
        if (first.Kind is CodeKind.Name && code.Definition(first)[Part.Value] is { Kind: CodeKind.Literal or CodeKind.Template } kept)
            first = kept;
        var text =
            first.Kind is CodeKind.Template
                ? string.Concat(
                    first.All(Part.Element).Select(one => one.Kind is CodeKind.Literal && one.String is { } piece ? piece : " $1 ")
                )
                : first.String;
        return text is not null && text.TrimStart() is { Length: > 6 } statement && IsStatement(statement) ? statement : null;
    }

    /// <summary>Whether a text begins like a statement.</summary>
    public static bool IsStatement(string text) =>
        text.StartsWith("select ", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("select\n", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("update ", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("delete from", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("insert into", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("with ", StringComparison.OrdinalIgnoreCase);
}
