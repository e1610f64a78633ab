namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>The clients through which .NET services call stores and other programs, and the instrumentation that shows them.</summary>
static class DotNetClients
{
    const string Database = "the database";

    static readonly ImmutableArray<(string Call, string Key, string Name, string What)> Calls =
    [
        ("UseNpgsql", "ef-npgsql", "Npgsql", Database),
        ("AddNpgsqlDbContext", "ef-npgsql", "Npgsql", Database),
        ("AddNpgsqlDataSource", "npgsql", "Npgsql", Database),
        ("NpgsqlConnection", "npgsql", "Npgsql", Database),
        ("UseSqlServer", "ef-sql", "SqlClient", Database),
        ("AddSqlServerDbContext", "ef-sql", "SqlClient", Database),
        ("SqlConnection", "sql", "SqlClient", Database),
        ("UseMySql", "ef", "Entity Framework", Database),
        ("UseMySQL", "ef", "Entity Framework", Database),
        ("MongoClient", "mongo", "the driver of MongoDB", Database),
        ("AddStackExchangeRedisCache", "redis", "StackExchange.Redis", "the cache"),
        ("AddRedisClient", "redis", "StackExchange.Redis", "the cache"),
        ("AddMassTransit", "masstransit", "MassTransit", "the queue"),
        ("AddHttpClient", "http", "HttpClient", "other programs"),
        ("HttpClient", "http", "HttpClient", "other programs"),
    ];

    /// <summary>The clients that some files use in production, each at its first place.</summary>
    public static IEnumerable<UsedClient> In(Sources sources, ImmutableArray<CodeFile> files)
    {
        var own = files.ToHashSet();
        var found = new Dictionary<string, UsedClient>(StringComparer.Ordinal);
        foreach (var (name, key, client, what) in Calls)
        {
            if (found.Values.Any(other => other.Name == client))
                continue;
            var call = sources
                .Code.Calls(name)
                .Where(call =>
                    own.Contains(call.File)
                    && !call.File.Path.Contains("DesignTime", StringComparison.Ordinal)
                    && !call.File.Path.Contains("ContextFactory", StringComparison.Ordinal)
                    && sources.RunsInProduction(call)
                )
                .OrderBy(call => call.File.Path, StringComparer.Ordinal)
                .FirstOrDefault();
            if (call.Exists)
                found.TryAdd(key, new(key, client, what, call.At));
        }
        return found.Values;
    }

    /// <summary>
    /// What the instrumentation that a service adds where it starts shows. The components of Aspire (<c>AddNpgsqlDbContext</c>, <c>EnrichSqlServerDbContext</c>, …) add
    /// their own.
    /// </summary>
    public static Func<string, SpanCover> ByInstrumentation(StartCalls calls)
    {
        var names = calls.All.Select(one => one.Call.Callee.Name).ToHashSet(StringComparer.Ordinal);
        var sources = string.Concat(calls.Named("AddSource").Select(one => one.Call.Text));
        bool Source(string name) => sources.Contains(name, StringComparison.Ordinal) || sources.Contains("\"*\"", StringComparison.Ordinal);
        var ef = names.Contains("AddEntityFrameworkCoreInstrumentation") || Source("Microsoft.EntityFrameworkCore");
        var npgsql =
            names.Contains("AddNpgsql")
            || Source("Npgsql")
            || names.Contains("AddNpgsqlDbContext")
            || names.Contains("AddNpgsqlDataSource")
            || names.Contains("EnrichNpgsqlDbContext");
        var sql =
            names.Contains("AddSqlClientInstrumentation")
            || names.Contains("AddSqlServerDbContext")
            || names.Contains("AddSqlServerClient")
            || names.Contains("EnrichSqlServerDbContext");
        var all = names.Contains("UseGrafana");
        return client =>
            all
            || client switch
            {
                "ef-npgsql" => ef || npgsql,
                "npgsql" => npgsql,
                "ef-sql" => ef || sql,
                "sql" => sql,
                "ef" => ef,
                "mongo" => Source("MongoDB") || names.Contains("AddMongoDBClient"),
                "redis" => names.Contains("AddRedisInstrumentation")
                    || names.Contains("AddRedisClient")
                    || names.Contains("AddRedisDistributedCache")
                    || names.Contains("AddRedisOutputCache")
                    || Source("StackExchange.Redis"),
                "masstransit" => Source("MassTransit"),
                "http-in" => names.Contains("AddAspNetCoreInstrumentation")
                    || names.Contains("UseAzureMonitor")
                    || names.Contains("AddApplicationInsightsTelemetry"),
                "http" => names.Contains("AddHttpClientInstrumentation") || names.Contains("UseAzureMonitor"),
                _ => false,
            }
                ? SpanCover.Shown
                : SpanCover.Missing;
    }
}
