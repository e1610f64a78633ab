using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries;

/// <summary>Statements and parts of statements that libraries of Node, Deno and Bun are given as text.</summary>
sealed partial class StatementsInNodeLibraries : IQueryFinder
{
    /// <summary>Calls that are given a whole statement.</summary>
    static readonly string[] Statements =
    [
        "query",
        "execute",
        "exec",
        "run",
        "all",
        "get",
        "each",
        "prepare",
        "batch",
        "raw",
        "unsafe",
        "iterate",
        "queryObject",
        "queryArray",
        "$queryRawUnsafe",
        "$executeRawUnsafe",
        "queryStream",
        "executeSql",
        "sql",
        "neon",
        "any",
        "many",
        "one",
        "oneOrNone",
        "manyOrNone",
        "none",
    ];

    /// <summary>Calls that take what they are given as SQL whatever it begins with.</summary>
    static readonly string[] Fragments =
    [
        "whereRaw",
        "orWhereRaw",
        "andWhereRaw",
        "havingRaw",
        "orderByRaw",
        "groupByRaw",
        "joinRaw",
        "fromRaw",
        "selectRaw",
        "updateRaw",
        "literal",
        "raw",
        "unsafe",
        "$queryRawUnsafe",
        "$executeRawUnsafe",
    ];

    /// <summary>Calls of the query builder of TypeORM and MikroORM that take conditions as text.</summary>
    static readonly string[] Conditions =
    [
        "where",
        "andWhere",
        "orWhere",
        "having",
        "andHaving",
        "orHaving",
        "orderBy",
        "addOrderBy",
        "groupBy",
        "addGroupBy",
        "select",
        "addSelect",
        "leftJoinAndSelect",
        "innerJoinAndSelect",
        "leftJoin",
        "innerJoin",
    ];

    /// <inheritdoc/>
    public IEnumerable<QuerySite> Find(Sources sources)
    {
        var code = sources.Code;
        foreach (var call in code.Calls(Tags.Concat(Statements).Concat(Fragments).Concat(Conditions).Distinct(StringComparer.Ordinal)))
            if (call.File.Language is Language.JavaScript or Language.TypeScript or Language.Tsx && Of(code, call) is { } site)
                yield return site;
    }

    static readonly string[] Tags = ["$queryRaw", "$executeRaw"];

    static QuerySite? Of(CodeBase code, Code call)
    {
        var name = call.Callee.Name;
        var text = TextOf(call);
        if (!text.Exists)
            return null;
        if (call.Operator is "tag")
            return IsBoundTag(code, call) && !code.Target(call).Exists
                ? new(call, text, LibraryOf(code, call) ?? "SQL", QueryGrammar.Sql) { IsBound = true }
                : null;
        if (name is "$queryRaw" or "$executeRaw")
            return text.Kind is CodeKind.Call or CodeKind.Name || !SqlText.MayBe(code, text)
                ? null
                : new(call, text, "Prisma", QueryGrammar.Sql);
        var library = LibraryOf(code, call);
        if (IsFragment(code, call, library))
            return new(call, text, library ?? FragmentLibrary(name), QueryGrammar.Sql);
        if (Conditions.Contains(name, StringComparer.Ordinal))
            return
                IsOfBuilder(code, call, library)
                && text.Kind is not (CodeKind.Function or CodeKind.Object or CodeKind.Array or CodeKind.New)
                ? new(call, text, "TypeORM", QueryGrammar.Sql)
                : null;
        if (!Statements.Contains(name, StringComparer.Ordinal) || IsOtherQuery(text))
            return null;
        if (SqlText.Is(code, text) && (library is not null || call.Callee.Kind is CodeKind.Member || name is "sql" or "query" or "execute"))
            return new(call, text, library ?? "SQL", QueryGrammar.Sql);
        return
            (library is not null && TakesText(library) || Client().IsMatch(call.Callee.Text))
            && name is "query" or "execute" or "exec" or "prepare" or "run" or "all" or "get" or "each" or "raw" or "unsafe"
            && !code.Target(call).Exists
            && (SqlText.MayBe(code, text) || (library is not null && name is "query" && MayHold(code, text)))
            ? new(call, text, library ?? "SQL", QueryGrammar.Sql)
            : null;
    }

    /// <summary>What a call is given as its text: the first argument, or the entry of an object that holds it.</summary>
    static Code TextOf(Code call)
    {
        var first = call.Operator is "tag" ? call.Arguments.FirstOrDefault() : call.ArgumentAt(0);
        if (first.Kind is not CodeKind.Object)
            return first;
        var entry = first.Property("text") is { Exists: true } text ? text : first.Property("sql");
        return entry[Part.Value].Exists ? entry[Part.Value] : entry;
    }

    static bool IsBoundTag(CodeBase code, Code call) =>
        call.Callee.Name is "$queryRaw" or "$executeRaw" or "sql" || Tagging().IsMatch(code.OriginOf(call.Callee).Package);

    static bool IsFragment(CodeBase code, Code call, string? library)
    {
        var name = call.Callee.Name;
        if (!Fragments.Contains(name, StringComparer.Ordinal))
            return false;
        if (name.EndsWith("Raw", StringComparison.Ordinal) || name.StartsWith('$'))
            return !code.Target(call).Exists;
        return name switch
        {
            "literal" => library is "Sequelize" || call.Receiver.Name.Equals("sequelize", StringComparison.OrdinalIgnoreCase),
            "raw" => call.Callee.Kind is CodeKind.Member
                && (
                    library is not (null or "Express") || call.Receiver.Name is "sql" or "Prisma" or "knex" or "db" or "trx" or "DB" or "tx"
                ),
            _ => call.Callee.Kind is CodeKind.Member && (library is not null || call.Receiver.Name is "sql" or "tx" or "db"),
        };
    }

    static string FragmentLibrary(string name) =>
        name.StartsWith('$') ? "Prisma"
        : name is "literal" ? "Sequelize"
        : "SQL";

    /// <summary>Whether a call belongs to a chain that makes a query of TypeORM.</summary>
    static bool IsOfBuilder(CodeBase code, Code call, string? library)
    {
        for (var (at, steps) = (call.Receiver, 0); at.Exists && steps < 40; steps++)
        {
            if (at.Kind is CodeKind.Call && at.Callee.Name is "createQueryBuilder")
                return true;
            at =
                at.Kind is CodeKind.Call
                    ? at.Callee.Kind is CodeKind.Member
                        ? at.Receiver
                        : default
                    : at.Kind is CodeKind.Name && code.Definition(at) is { Kind: CodeKind.Variable } variable
                        ? variable[Part.Value]
                        : at.Kind is CodeKind.Await
                            ? at[Part.Value]
                            : default;
        }
        return library is "TypeORM" && call.Receiver.Name is "qb" or "query" or "queryBuilder";
    }

    /// <summary>Queries of other kinds: a selector of the page, a document of GraphQL.</summary>
    static bool IsOtherQuery(Code text) =>
        text.Text.StartsWith("gql", StringComparison.Ordinal) || text.Text.Contains("__typename", StringComparison.Ordinal);

    static string? LibraryOf(CodeBase code, Code call)
    {
        var origin = code.OriginOf(call.Callee);
        if (!origin.Exists && call.Callee.Kind is CodeKind.Member)
            origin = code.OriginOf(call.Receiver);
        return origin.Exists ? DataLibraries.NameOf(origin.Package) : null;
    }

    /// <summary>Whether an expression may be a text, by what is known of it.</summary>
    static bool MayHold(CodeBase code, Code text) =>
        (text.Kind is CodeKind.Name && code.Definition(text) is { Kind: CodeKind.Variable } named ? named[Part.Value] : text).Kind
            is not (CodeKind.Object or CodeKind.Function or CodeKind.New or CodeKind.Array);

    /// <summary>Whether a library is given statements as text by its ordinary calls.</summary>
    static bool TakesText(string library) =>
        library is not ("Prisma" or "Drizzle" or "Mongoose" or "MongoDB" or "Supabase" or "Firestore" or "Kysely" or "DynamoDB" or "Redis");

    [GeneratedRegex(
        @"(?:^|\.)_?(?:db|database|pool|client|conn|connection|knex|sequelize|dataSource|queryRunner|entityManager|pg|mysql|sqlite|turso|d1|DB|trx)\.(?:query|execute|exec|prepare|run|all|get|each|raw|unsafe)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Client();

    [GeneratedRegex(
        "^(?:postgres|drizzle-orm|kysely|slonik|@vercel/postgres|@neondatabase/serverless|@prisma/client|@databases/\\w+|sql-template-strings|sql-template-tag|bun)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Tagging();
}
