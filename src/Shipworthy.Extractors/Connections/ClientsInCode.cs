using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Connections;

/// <summary>A client that code makes, before it is known in how many copies its part runs.</summary>
/// <param name="Call">The call.</param>
/// <param name="Client">What it is.</param>
/// <param name="Engine">The product that it leads to; empty when it could not be told.</param>
readonly record struct FoundClient(Code Call, DatabaseClient Client, string Engine);

/// <summary>Finds the places in code that open connections to a database server. Files and stores that are asked over HTTP alone are none.</summary>
sealed partial class ClientsInCode(Sources sources, App known)
{
    readonly Infrastructure.Needs.EngineNames engines = new(sources, known.Dependencies);
    readonly ClientLives lives = new(sources);

    /// <summary>Files that only tools of developers run: seeds, migrations, factories for design time.</summary>
    public static bool IsTool(string path) => Tool().IsMatch(path);

    /// <summary>All clients of production, and the files of databases that need none.</summary>
    public (ImmutableArray<FoundClient> Clients, ImmutableArray<Code> Files) All()
    {
        var files = ImmutableArray.CreateBuilder<Code>();
        var found = new List<FoundClient>();
        foreach (var (idioms, languages) in ClientIdioms.All)
        foreach (var named in idioms.GroupBy(idiom => idiom.Name, StringComparer.Ordinal))
        foreach (var call in sources.Code.Calls(named.Key))
            if (
                languages.Contains(call.File.Language)
                && Counts(call)
                && named.FirstOrDefault(idiom => idiom.Fits(sources.Code, call)) is { Name: { } } fitting
            )
                Take(call, fitting);
        foreach (var call in sources.Code.Calls("drizzle"))
            if (Counts(call) && OfDrizzle(call) is { } idiom)
                Take(call, idiom);
        return ([.. Numbered(WithoutDoubles(Loaded(found)))], files.ToImmutable());

        void Take(Code call, ClientIdiom idiom)
        {
            var engine = idiom.Engine is "mssql" or "oracle" or "supabase" or "postgres" or "mysql"
                ? idiom.Engine
                : engines.Of(call, idiom.Engine);
            if (engine is "sqlite" or "turso" || IsInFile(call))
                files.Add(call);
            else
                found.Add(new(call, Of(call, idiom), engine));
        }
    }

    /// <summary>Of several clients those that a program loads. One alone is never left out: what loads it is then not known.</summary>
    List<FoundClient> Loaded(List<FoundClient> found)
    {
        if (found.Count < 2 || !found.Exists(one => one.Call.File.Language is Language.Python))
            return found;
        var modules = new LoadedModules(sources);
        return found.Where(one => modules.Has(one.Call.File)).ToList() is { Count: > 0 } loaded ? loaded : found;
    }

    bool Counts(Code call) =>
        sources.IsDeployed(call.File) && !IsTool(call.File.Path) && sources.Code.IsReachable(call.File) && sources.RunsInProduction(call);

    /// <summary>Whether it opens a database in a file or a worker's own database, by an adapter.</summary>
    static bool IsInFile(Code call) => call.Text.Length < 4_000 && FileAdapter().IsMatch(call.Text);

    /// <summary>Drizzle opens connections by itself where it is given an address instead of a client.</summary>
    ClientIdiom? OfDrizzle(Code call)
    {
        var origin = sources.Code.OriginOf(call.Callee);
        if (origin.Package is not "drizzle-orm")
            return null;
        var (engine, pooling) = origin.Module[(origin.Module.LastIndexOf('/') + 1)..] switch
        {
            "node-postgres" or "postgres-js" => ("postgres", ClientPooling.Pool),
            "mysql2" => ("mysql", ClientPooling.Pool),
            "neon-http" or "neon-serverless" or "vercel-postgres" => ("postgres", ClientPooling.Service),
            "planetscale-serverless" => ("mysql", ClientPooling.Service),
            _ => ("", ClientPooling.Unknown),
        };
        return engine.Length > 0 && IsAddress(call.ArgumentAt(0)) ? new("drizzle", "drizzle-orm", "Drizzle", engine, pooling) : null;
    }

    bool IsAddress(Code given) =>
        given.Kind is CodeKind.Object
            ? given.Property("connection").Exists
            : sources.Code.ValueOf(given) is Value.Text or Value.FromEnvironment or Value.Joined;

    DatabaseClient Of(Code call, ClientIdiom idiom)
    {
        var life = idiom.IsShared ? new Life(ClientLife.Process, "that the process keeps", default) : lives.Of(call);
        if (life.Kind is ClientLife.Call && IsTold(call))
            life = new(
                ClientLife.Unknown,
                "to an address that it is told when it is called, which is perhaps not the app's own",
                life.CalledAt
            );
        var (pooling, because) = PoolingOf(call, idiom);
        return new(call.At, idiom.Library)
        {
            Life = pooling is ClientPooling.Service ? ClientLife.Process : life.Kind,
            LifeBecause = life.Because,
            Pooling = pooling,
            PoolingBecause = because,
            IsByItself = !idiom.IsShared && !IsSharedByGlobal(call),
            Most = MostOf(call),
            PreparesStatements = Prepares(call, idiom),
            CalledAt = life.CalledAt.Exists ? life.CalledAt.At : null,
        };
    }

    /// <summary>Whether the address comes from a parameter or from something that the function read, and not from settings.</summary>
    bool IsTold(Code call)
    {
        var function = call.Enclosing(CodeKind.Function);
        foreach (
            var name in call
                .Arguments.SelectMany(one => one.Descendants(CodeKind.Name).Prepend(one))
                .Where(one => one.Kind is CodeKind.Name)
        )
            if (
                sources.Code.Definition(name) is { Exists: true } declared
                && function.Contains(declared)
                && (declared.Kind is CodeKind.Parameter || declared.Kind is CodeKind.Variable && !FromSettings().IsMatch(declared.Text))
                && sources.Code.ValueOf(name) is Value.Unknown
            )
                return true;
        return false;
    }

    (ClientPooling, string) PoolingOf(Code call, ClientIdiom idiom)
    {
        if (idiom.Library is "SQLAlchemy" && NoPool().Match(TextWithSettings(call)) is { Success: true } none)
            return (ClientPooling.Off, $"switches pooling off with {none.Value}");
        if (idiom.Library is "Prisma" && ServiceAdapter().IsMatch(call.File.Text))
            return (ClientPooling.Service, "");
        if (idiom.Library is "Npgsql" or "SqlClient" or "MySqlConnector" && SwitchedOff().Match(call.Text) is { Success: true } off)
            return (ClientPooling.Off, $"switches pooling off with {off.Value}");
        return (idiom.Pooling, "");
    }

    /// <summary>Whether what is made is kept where every module finds it, in production too: <c>globalThis.pool ??= new Pool()</c>.</summary>
    static bool IsSharedByGlobal(Code call)
    {
        for (var at = call.Parent; at.Exists && at.Kind is not CodeKind.Function; at = at.Parent)
            if (at.Kind is CodeKind.Assignment && at[Part.Target].Text.Contains("global", StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>The call, and the object of options that it is given by a name.</summary>
    string TextWithSettings(Code call)
    {
        var text = call.Text;
        foreach (var argument in call.Arguments)
            if (argument.Kind is CodeKind.Spread && sources.Code.ObjectOf(argument[Part.Value]) is { Exists: true } options)
                text += options.Text;
        return text;
    }

    int? MostOf(Code call)
    {
        foreach (var argument in call.Arguments)
        {
            var options = sources.Code.ObjectOf(argument);
            foreach (var name in new[] { "max", "connectionLimit", "maxPoolSize" })
                if (options.Exists && sources.Code.ValueOf(sources.Code.Entry(options, name)).AsNumber is { } number)
                    return (int)Math.Clamp(number, 0, 100_000);
        }
        foreach (var name in new[] { "pool_size", "max_size", "maxPoolSize", "maxconn" })
            if (sources.Code.ValueOf(call.ArgumentNamed(name)).AsNumber is { } number)
                return (int)Math.Clamp(number, 0, 100_000);
        return null;
    }

    static bool Prepares(Code call, ClientIdiom idiom) =>
        idiom.Library switch
        {
            "postgres.js" => !NotPrepared().IsMatch(call.Text),
            "asyncpg" => !call.Text.Contains("statement_cache_size=0", StringComparison.Ordinal),
            "SQLAlchemy" => call.Callee.Name is "create_async_engine"
                && !call.Text.Contains("statement_cache_size", StringComparison.Ordinal),
            _ => false,
        };

    /// <summary>A client of Prisma over a pool of the same file is that pool, unless it is made for each call.</summary>
    static IEnumerable<FoundClient> WithoutDoubles(List<FoundClient> found) =>
        found.Where(one =>
            one.Client is not { Library: "Prisma", Life: not ClientLife.Call }
            || !one.Call.Text.Contains("adapter", StringComparison.Ordinal)
            || !found.Exists(other => other.Call.File == one.Call.File && other.Client.Library is "pg" or "Neon")
        );

    static IEnumerable<FoundClient> Numbered(IEnumerable<FoundClient> found)
    {
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (
            var one in found
                .OrderBy(one => one.Call.File.Path, StringComparer.Ordinal)
                .ThenBy(one => one.Call.Start)
                .DistinctBy(one => one.Call)
        )
        {
            var time = times[one.Client.Identity] = times.GetValueOrDefault(one.Client.Identity) + 1;
            yield return time == 1 ? one : one with { Client = one.Client with { Suffix = $"#{time}" } };
        }
    }

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"(?:^|/)(?:prisma/seed|seeds?/|seeders?/|migrations?/|alembic/|drizzle\.config|knexfile|scripts?/|bin/|tools?/)|DesignTime|ContextFactory|(?:^|/)[\w-]*migrat\w*\.(?:[cm]?[jt]s|py)$|(?:^|/)seed[\w.-]*\.(?:[cm]?[jt]s|py)$|(?:^|/)management/commands/|(?:^|/)[\w-]*(?:script|setup-?db|init-?db|(?:db|database)[-_]?reset|reset[-_]?(?:db|database)|create-?admin)[\w-]*\.(?:[cm]?[jt]s|py)$",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Tool();

    [GeneratedRegex(@"env|config|settings|GetConnectionString|URL|URI", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex FromSettings();

    [GeneratedRegex(@"PrismaD1|PrismaLibSQL|PrismaLibSql|PrismaBetterSqlite3|PrismaBetterSQLite3|PrismaPGlite", Plain, 10_000)]
    private static partial Regex FileAdapter();

    [GeneratedRegex(@"withAccelerate\(|PrismaNeon(?:HTTP|Http)?\(|PrismaPlanetScale\(|@prisma/client/edge", Plain, 10_000)]
    private static partial Regex ServiceAdapter();

    [GeneratedRegex(@"\bNullPool\b|\bStaticPool\b", Plain, 10_000)]
    private static partial Regex NoPool();

    [GeneratedRegex(@"\bPooling\s*=\s*false\b", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex SwitchedOff();

    [GeneratedRegex(@"\bprepare\s*:\s*false\b", Plain, 10_000)]
    private static partial Regex NotPrepared();
}
