using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Limits;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>Reads and changes of the app's data, as far as a limit of calls needs to know: that something is read or written, and by what.</summary>
sealed partial class DataAccess : IActIdiom
{
    static readonly HashSet<string> Packages = new(StringComparer.Ordinal)
    {
        "@prisma/client",
        "pg",
        "mysql2",
        "mysql",
        "mongoose",
        "mongodb",
        "knex",
        "kysely",
        "drizzle-orm",
        "typeorm",
        "sequelize",
        "better-sqlite3",
        "sqlite3",
        "postgres",
        "@neondatabase/serverless",
        "@supabase/supabase-js",
        "@supabase/ssr",
        "@supabase/auth-helpers-nextjs",
        "firebase-admin",
        "@planetscale/database",
        "@libsql/client",
        "sqlalchemy",
        "sqlmodel",
        "psycopg2",
        "pymysql",
        "MySQLdb",
        "psycopg",
        "asyncpg",
        "pymongo",
        "motor",
        "tortoise",
        "peewee",
        "flask_sqlalchemy",
        "supabase",
        "aiosqlite",
        "Microsoft.EntityFrameworkCore",
        "Dapper",
        "MongoDB",
    };

    static readonly HashSet<string> Reads = new(StringComparer.Ordinal)
    {
        "findMany",
        "findUnique",
        "findFirst",
        "findUniqueOrThrow",
        "findFirstOrThrow",
        "count",
        "aggregate",
        "groupBy",
        "find",
        "findOne",
        "findById",
        "select",
        "query",
        "get",
        "all",
        "from",
        "execute",
        "scalars",
        "scalar",
        "fetch",
        "fetchrow",
        "fetchval",
        "fetchall",
        "fetchone",
        "first",
        "filter",
        "findAll",
        "findByPk",
        "ToListAsync",
        "FirstOrDefaultAsync",
        "SingleOrDefaultAsync",
        "FindAsync",
        "AnyAsync",
        "CountAsync",
        "QueryAsync",
        "exec",
        "find_one",
        "$queryRaw",
        "$queryRawUnsafe",
        "rpc",
    };

    static readonly HashSet<string> Writes = new(StringComparer.Ordinal)
    {
        "create",
        "createMany",
        "update",
        "updateMany",
        "upsert",
        "delete",
        "deleteMany",
        "insert",
        "insertOne",
        "insertMany",
        "updateOne",
        "deleteOne",
        "save",
        "add",
        "commit",
        "insert_one",
        "update_one",
        "SaveChangesAsync",
        "SaveChanges",
        "ExecuteAsync",
        "$executeRaw",
        "$executeRawUnsafe",
        "findByIdAndUpdate",
        "findOneAndUpdate",
        "bulkCreate",
        "destroy",
        "replaceOne",
        "run",
        "set",
        "remove",
        "softDelete",
        "softRemove",
        "del",
    };

    /// <summary>Whether a package reads and changes data, whatever is called of it.</summary>
    public static bool IsOfDatabase(string package) => Packages.Contains(package);

    /// <inheritdoc/>
    public Act? Of(Site site) =>
        !site.IsCalled || LimitsThatAreAsked.AreInDatabase(site) ? null
        : SessionRows.AreSought(site) ? site.Act(ActKind.AsksWho, "a session or key in the database")
        : !site.Origin.Exists ? OfClient(site, ByOwn(site) ?? HandedClients.By(site) ?? SavedDocuments.By(site))
        : !Packages.Contains(site.Origin.Package) ? null
        : LooksUpCaller(site) ? site.Act(ActKind.AsksWho, "a session or key in the database")
        : OfClient(site, site.Origin.Package);

    /// <summary>What a call asks that goes to a repository of the app's own; null where it goes to none.</summary>
    static string? ByOwn(Site site) =>
        OwnRepositories.AskedBy(site.Sources.Code, site.Node).Exists || OwnRepositories.Continue(site.Sources.Code, site.Node)
            ? "typeorm"
            : null;

    static Act? OfClient(Site site, string? client) =>
        client is null || IsOfList(site) ? null
        : Statements.Change(site.Sources.Code, site.Node) ? site.Does(EffectKind.WritesData, client)
        : Writes.Contains(site.Name) || (client is "typeorm" && OwnRepositories.Write(site.Name))
            ? ModelsWithPasswords.MakesAccount(
                site,
                site.Does(EffectKind.WritesData, client) with
                {
                    IsUnderPolicies = ClientsOfCallers.Make(site.Sources.Code, site.Node),
                }
            )
        : Reads.Contains(site.Name) || site.Node.Operator is "tag" || (client is "typeorm" && OwnRepositories.Read(site.Name))
            ? site.Does(EffectKind.ReadsData, client)
        : null;

    /// <summary>Whether a list is asked by a function for each of its elements, as no database is: <c>rows.find((row) =&gt; row.id === id)</c>.</summary>
    static bool IsOfList(Site site) =>
        site.Name is "find" or "filter" or "some" or "every"
        && site.Node.File.Language is Language.JavaScript or Language.TypeScript
        && site.Node.ArgumentAt(0) is { Kind: CodeKind.Function } asks
        && asks.All(Part.Parameter).FirstOrDefault().Name is not ("err" or "error" or "qb" or "query");

    /// <summary>Whether a query finds the row of a session or of a key for calls by the value that was sent.</summary>
    static bool LooksUpCaller(Site site) =>
        site.Name is "where" or "findUnique" or "findFirst" or "findOne" or "findUniqueOrThrow" or "filter" or "filter_by"
        && site.Node.Arguments.Any(argument => Session().IsMatch(SessionRows.Sought(argument)));

    [GeneratedRegex(
        @"\b(?:session_?token|session_?id|hashed_?key|key_?hash|api_?key(?:_?hash)?|access_?token(?:_?hash)?)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Session();
}
