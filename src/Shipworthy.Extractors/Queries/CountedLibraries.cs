using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries;

/// <summary>Counts the calls by which an app asks its data stores with values beside the query, and the texts that never change, library by library.</summary>
sealed partial class CountedLibraries(Sources sources)
{
    readonly CodeBase code = sources.Code;
    readonly Dictionary<string, DataLibrary> found = new(StringComparer.Ordinal);

    /// <summary>The libraries.</summary>
    public IReadOnlyCollection<DataLibrary> All => found.Values;

    /// <summary>What shows that the app asks a data store, where none of its queries was found; null when nothing does.</summary>
    public BlindSpot? Unseen
    {
        get
        {
            var loads = code.All(CodeKind.Import)
                .Where(import => !import.Is(Modifiers.TypeOnly))
                .Select(import => (At: import, Package: import.Name))
                .Concat(code.Calls("require").Select(call => (At: call, Package: call.ArgumentAt(0).String ?? "")));
            foreach (var (at, package) in loads)
                if (
                    sources.IsDeployed(at.File)
                    && DataLibraries.NameOf(package) is { } library
                    && package is not ("django" or "firebase" or "firebase-admin" or "bun")
                )
                    return new(at.At, $"loads {library}, and none of its queries was found");
            return null;
        }
    }

    /// <summary>Takes a text that is the same each time.</summary>
    public void TakeText(QuerySite site)
    {
        var library = Known(site.Library, site.Call);
        found[site.Library] = library with { ConstantTexts = library.ConstantTexts + 1 };
    }

    /// <summary>Takes a library without counting anything.</summary>
    public void Take(QuerySite site) => found.TryAdd(site.Library, Known(site.Library, site.Call));

    /// <summary>Takes all calls that hand values over.</summary>
    public void TakeCalls()
    {
        var hasContext = code.All(CodeKind.Class)
            .Any(one => one.All(Part.Base).Any(ancestor => ancestor.Name.EndsWith("DbContext", StringComparison.Ordinal)));
        foreach (var call in code.All(CodeKind.Call))
        {
            if (call.Callee is not { Kind: CodeKind.Member } callee || !Verb().IsMatch(callee.Name) || !sources.IsDeployed(call.File))
                continue;
            if (LibraryOf(call, hasContext) is { } name && !TakesText(name))
            {
                var library = Known(name, call);
                found[name] = library with { Calls = library.Calls + 1 };
            }
        }
    }

    string? LibraryOf(Code call, bool hasContext)
    {
        if (call.File.Language is Language.CSharp)
            return hasContext && OfFramework().IsMatch(call.Callee.Name) ? "Entity Framework Core"
                : code.OriginOf(call.Callee).Package is "MongoDB.Driver" ? "MongoDB"
                : null;
        var text = call.Callee.Text;
        if (call.File.Language is Language.Python && text.Contains(".objects.", StringComparison.Ordinal) && code.Imports("django"))
            return "Django";
        if (DataLibraries.NameOf(code.OriginOf(call.Callee).Package) is { } library)
            return library;
        return text.Contains("prisma", StringComparison.OrdinalIgnoreCase) ? "Prisma"
            : text.StartsWith("supabase", StringComparison.OrdinalIgnoreCase) && call.Callee.Name is "from" or "rpc" or "select"
                ? "Supabase"
            : null;
    }

    /// <summary>Whether a library is given statements as text, so that its calls are looked at one by one.</summary>
    static bool TakesText(string library) =>
        library
            is "pg"
                or "pg-promise"
                or "postgres.js"
                or "mysql"
                or "mysql2"
                or "mariadb"
                or "mssql"
                or "oracledb"
                or "better-sqlite3"
                or "sqlite3"
                or "sqlite"
                or "Bun"
                or "libSQL"
                or "Neon"
                or "Vercel Postgres"
                or "PlanetScale"
                or "Slonik"
                or "Neo4j"
                or "psycopg2"
                or "psycopg"
                or "asyncpg"
                or "aiopg"
                or "PyMySQL"
                or "mysqlclient"
                or "mysql-connector"
                or "aiomysql"
                or "aiosqlite"
                or "pyodbc"
                or "DuckDB"
                or "databases"
                or "Dapper";

    DataLibrary Known(string name, Code call) => found.TryGetValue(name, out var before) ? before : new DataLibrary(call.At, name);

    [GeneratedRegex(
        @"^(?:find\w*|create\w*|update\w*|upsert|delete\w*|count\w*|aggregate|groupBy|insert\w*|select\w*|save|remove|from|rpc|where|values|get|all|first|filter\w*|exclude|add|execute|exec|scalars?|query|collection|doc|getDocs?|setDoc|addDoc|set|to_list|bulk\w+|destroy|insert_one|\w+Async|SaveChanges|ToList|FirstOrDefault|send)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Verb();

    [GeneratedRegex(
        "^(?:SaveChanges(?:Async)?|ToListAsync|ToArrayAsync|First(?:OrDefault)?Async|Single(?:OrDefault)?Async|AnyAsync|CountAsync|LongCountAsync|SumAsync|FindAsync|ExecuteUpdateAsync|ExecuteDeleteAsync|AddAsync|ToDictionaryAsync)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OfFramework();
}
