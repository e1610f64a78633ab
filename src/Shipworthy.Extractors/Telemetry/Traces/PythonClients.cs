namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>The clients through which Python services call stores and other programs, by what their code imports.</summary>
static class PythonClients
{
    const string Database = "the database";
    const string Others = "other programs";

    static readonly Dictionary<string, (string Key, string Name, string What)> Modules = new(StringComparer.Ordinal)
    {
        ["sqlalchemy"] = ("sqlalchemy", "SQLAlchemy", Database),
        ["sqlmodel"] = ("sqlalchemy", "SQLAlchemy", Database),
        ["flask_sqlalchemy"] = ("sqlalchemy", "SQLAlchemy", Database),
        ["asyncpg"] = ("asyncpg", "asyncpg", Database),
        ["psycopg2"] = ("psycopg", "psycopg", Database),
        ["psycopg"] = ("psycopg", "psycopg", Database),
        ["pymongo"] = ("pymongo", "PyMongo", Database),
        ["motor"] = ("pymongo", "PyMongo", Database),
        ["beanie"] = ("pymongo", "PyMongo", Database),
        ["pymysql"] = ("pymysql", "PyMySQL", Database),
        ["redis"] = ("redis", "redis", "the cache"),
        ["celery"] = ("celery", "Celery", "the queue"),
        ["pika"] = ("pika", "pika", "the queue"),
        ["boto3"] = ("boto", "boto3", Others),
        ["requests"] = ("requests", "requests", Others),
        ["httpx"] = ("httpx", "httpx", Others),
        ["openai"] = ("httpx", "httpx", Others),
        ["anthropic"] = ("httpx", "httpx", Others),
        ["aiohttp"] = ("aiohttp", "aiohttp", Others),
        ["stripe"] = ("requests", "requests", Others),
        ["grpc"] = ("grpc", "gRPC", Others),
    };

    /// <summary>The clients that some files use, each at its first place. The object mapper of Django speaks through a driver that its settings name.</summary>
    public static IEnumerable<UsedClient> In(ImmutableArray<CodeFile> files)
    {
        var found = new Dictionary<string, UsedClient>(StringComparer.Ordinal);
        foreach (
            var file in files.Where(file =>
                !file.Path.Contains("alembic/", StringComparison.Ordinal) && !file.Path.Contains("migrations/", StringComparison.Ordinal)
            )
        )
        foreach (var import in file.Root.Descendants(CodeKind.Import))
        {
            var module = import.Name.Split('.')[0];
            if (module is "django" && import.Name.StartsWith("django.db", StringComparison.Ordinal))
                found.TryAdd("django", new("django", "Django's object mapper", Database, import.At));
            else if (
                Modules.TryGetValue(module, out var client)
                && !import.Enclosing(CodeKind.Branch)[Part.Condition].Text.Contains("TYPE_CHECKING", StringComparison.Ordinal)
            )
                found.TryAdd(client.Key, new(client.Key, client.Name, client.What, import.At));
        }
        // An object mapper speaks through a driver; the mapper is what instrumentation listens to.
        if (found.ContainsKey("sqlalchemy") || found.ContainsKey("django"))
            foreach (var driver in new[] { "asyncpg", "psycopg", "pymysql" })
                found.Remove(driver);
        return found.Values;
    }
}
