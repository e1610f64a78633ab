using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Infrastructure.Needs;

/// <summary>Finds what the code opens, by the constructors of the usual libraries. A library that is only installed proves nothing (rubric D6).</summary>
static partial class StoreUses
{
    /// <summary>A way to open a store: the name that is called, the packages that it comes from (behind a dot the class), and what it opens. No engine: the dialect or driver decides.</summary>
    readonly record struct Idiom(string Name, string Packages, InfraKind Kind, string Engine, StoreHome Home = StoreHome.Anybody);

    static readonly ImmutableArray<Idiom> Script =
    [
        new("PrismaClient", "", InfraKind.Database, "prisma"),
        new("Pool", "pg @neondatabase/serverless @vercel/postgres", InfraKind.Database, "postgres"),
        new("Client", "pg @neondatabase/serverless", InfraKind.Database, "postgres"),
        new("default", "postgres", InfraKind.Database, "postgres"),
        new("postgres", "postgres", InfraKind.Database, "postgres"),
        new("neon", "@neondatabase/serverless", InfraKind.Database, "postgres"),
        new("createPool", "mysql2 mysql mariadb", InfraKind.Database, "mysql"),
        new("createConnection", "mysql2 mysql mariadb", InfraKind.Database, "mysql"),
        new("connect", "@planetscale/database", InfraKind.Database, "mysql"),
        new("connect", "mongoose", InfraKind.Database, "mongo"),
        new("MongoClient", "mongodb pymongo", InfraKind.Database, "mongo"),
        new("drizzle", "drizzle-orm", InfraKind.Database, "drizzle"),
        new("DataSource", "typeorm", InfraKind.Database, ""),
        new("createConnection", "typeorm", InfraKind.Database, ""),
        new("forRoot", "@nestjs/typeorm", InfraKind.Database, ""),
        new("forRootAsync", "@nestjs/typeorm", InfraKind.Database, ""),
        new("Sequelize", "sequelize", InfraKind.Database, ""),
        new("knex", "knex", InfraKind.Database, ""),
        new("createClient", "@libsql/client", InfraKind.Database, "turso", StoreHome.Managed),
        new("PrismaLibSQL", "@prisma/adapter-libsql", InfraKind.Database, "turso", StoreHome.Managed),
        new("PrismaLibSql", "@prisma/adapter-libsql", InfraKind.Database, "turso", StoreHome.Managed),
        new("createClient", "@supabase/supabase-js", InfraKind.Database, "supabase", StoreHome.Managed),
        new("createBrowserClient", "@supabase/ssr", InfraKind.Database, "supabase", StoreHome.Managed),
        new("createServerClient", "@supabase/ssr", InfraKind.Database, "supabase", StoreHome.Managed),
        new("getFirestore", "firebase firebase-admin", InfraKind.Database, "firebase", StoreHome.Managed),
        new("firestore", "firebase firebase-admin", InfraKind.Database, "firebase", StoreHome.Managed),
        new("getDatabase", "firebase firebase-admin", InfraKind.Database, "firebase", StoreHome.Managed),
        new("DynamoDBClient", "@aws-sdk/client-dynamodb", InfraKind.Database, "dynamodb", StoreHome.Cloud),
        new("DocumentClient", "aws-sdk", InfraKind.Database, "dynamodb", StoreHome.Cloud),
        new("CosmosClient", "@azure/cosmos", InfraKind.Database, "cosmos", StoreHome.Cloud),
        new("Redis", "ioredis @upstash/redis redis", InfraKind.Cache, "redis"),
        new("createClient", "redis @redis/client @vercel/kv", InfraKind.Cache, "redis"),
        new("fromEnv", "@upstash/redis", InfraKind.Cache, "redis"),
        new("S3Client", "@aws-sdk/client-s3", InfraKind.Bucket, "s3", StoreHome.Cloud),
        new("S3", "aws-sdk @aws-sdk/client-s3", InfraKind.Bucket, "s3", StoreHome.Cloud),
        new("put", "@vercel/blob", InfraKind.Bucket, "vercelblob", StoreHome.Managed),
        new("upload", "@vercel/blob", InfraKind.Bucket, "vercelblob", StoreHome.Managed),
        new("handleUpload", "@vercel/blob", InfraKind.Bucket, "vercelblob", StoreHome.Managed),
        new("Client", "minio", InfraKind.Bucket, "minio"),
        new("Storage", "@google-cloud/storage", InfraKind.Bucket, "gcs", StoreHome.Cloud),
        new("fromConnectionString", "@azure/storage-blob", InfraKind.Bucket, "azureblob", StoreHome.Cloud),
        new("BlobServiceClient", "@azure/storage-blob azure", InfraKind.Bucket, "azureblob", StoreHome.Cloud),
        new("SQSClient", "@aws-sdk/client-sqs", InfraKind.Queue, "sqs", StoreHome.Cloud),
        new("SNSClient", "@aws-sdk/client-sns", InfraKind.Queue, "sns", StoreHome.Cloud),
        new("PubSub", "@google-cloud/pubsub", InfraKind.Queue, "pubsub", StoreHome.Cloud),
        new("connect", "amqplib", InfraKind.Queue, "rabbitmq"),
        new("Kafka", "kafkajs", InfraKind.Queue, "kafka"),
        new("ServiceBusClient", "@azure/service-bus azure", InfraKind.Queue, "servicebus", StoreHome.Cloud),
        new("Client", "@elastic/elasticsearch @opensearch-project/opensearch", InfraKind.Search, "Elasticsearch"),
        new("MeiliSearch", "meilisearch", InfraKind.Search, "Meilisearch"),
        new("QdrantClient", "@qdrant/js-client-rest qdrant_client", InfraKind.Search, "Qdrant"),
    ];

    static readonly ImmutableArray<Idiom> Python =
    [
        new("create_engine", "sqlalchemy sqlmodel", InfraKind.Database, ""),
        new("create_async_engine", "sqlalchemy", InfraKind.Database, ""),
        new("connect", "asyncpg psycopg2 psycopg", InfraKind.Database, "postgres"),
        new("create_pool", "asyncpg", InfraKind.Database, "postgres"),
        new("ConnectionPool", "psycopg_pool", InfraKind.Database, "postgres"),
        new("connect", "pymysql MySQLdb aiomysql", InfraKind.Database, "mysql"),
        new("AsyncIOMotorClient", "motor", InfraKind.Database, "mongo"),
        new("MongoClient", "pymongo", InfraKind.Database, "mongo"),
        new("config", "dj_database_url", InfraKind.Database, ""),
        new("create_client", "supabase", InfraKind.Database, "supabase", StoreHome.Managed),
        new("client", "firebase_admin google", InfraKind.Database, "firebase", StoreHome.Managed),
        new("from_url", "redis", InfraKind.Cache, "redis"),
        new("Redis", "redis", InfraKind.Cache, "redis"),
        new("StrictRedis", "redis", InfraKind.Cache, "redis"),
        new("QdrantClient", "qdrant_client", InfraKind.Search, "Qdrant"),
        new("BlobServiceClient", "azure", InfraKind.Bucket, "azureblob", StoreHome.Cloud),
        new("Minio", "minio", InfraKind.Bucket, "minio"),
        new("URLParameters", "pika", InfraKind.Queue, "rabbitmq"),
        new("ConnectionParameters", "pika", InfraKind.Queue, "rabbitmq"),
        new("connect", "aio_pika", InfraKind.Queue, "rabbitmq"),
        new("connect_robust", "aio_pika", InfraKind.Queue, "rabbitmq"),
        new("RabbitmqBroker", "dramatiq", InfraKind.Queue, "rabbitmq"),
        new("RedisBroker", "dramatiq", InfraKind.Cache, "redis"),
        new("KafkaProducer", "kafka", InfraKind.Queue, "kafka"),
        new("KafkaConsumer", "kafka", InfraKind.Queue, "kafka"),
        new("AIOKafkaProducer", "aiokafka", InfraKind.Queue, "kafka"),
        new("AIOKafkaConsumer", "aiokafka", InfraKind.Queue, "kafka"),
    ];

    static readonly ImmutableArray<Idiom> CSharp =
    [
        new("UseNpgsql", "", InfraKind.Database, "postgres"),
        new("AddNpgsqlDbContext", "", InfraKind.Database, "postgres"),
        new("AddNpgsqlDataSource", "", InfraKind.Database, "postgres"),
        new("NpgsqlConnection", "", InfraKind.Database, "postgres"),
        new("UseSqlServer", "", InfraKind.Database, "mssql"),
        new("AddSqlServerDbContext", "", InfraKind.Database, "mssql"),
        new("SqlConnection", "", InfraKind.Database, "mssql"),
        new("UseMySql", "", InfraKind.Database, "mysql"),
        new("UseMySQL", "", InfraKind.Database, "mysql"),
        new("UseCosmos", "", InfraKind.Database, "cosmos", StoreHome.Cloud),
        new("CosmosClient", "", InfraKind.Database, "cosmos", StoreHome.Cloud),
        new("MongoClient", "", InfraKind.Database, "mongo"),
        new("AddStackExchangeRedisCache", "", InfraKind.Cache, "redis"),
        new("Connect", ".ConnectionMultiplexer", InfraKind.Cache, "redis"),
        new("ConnectAsync", ".ConnectionMultiplexer", InfraKind.Cache, "redis"),
        new("AddRedisClient", "", InfraKind.Cache, "redis"),
        new("AddRedisDistributedCache", "", InfraKind.Cache, "redis"),
        new("AddStackExchangeRedis", "", InfraKind.Cache, "redis"),
        new("MinioClient", "", InfraKind.Bucket, "minio"),
        new("AmazonS3Client", "", InfraKind.Bucket, "s3", StoreHome.Cloud),
        new("BlobServiceClient", "", InfraKind.Bucket, "azureblob", StoreHome.Cloud),
        new("BlobContainerClient", "", InfraKind.Bucket, "azureblob", StoreHome.Cloud),
        new("AddAzureBlobClient", "", InfraKind.Bucket, "azureblob", StoreHome.Cloud),
        new("UsingRabbitMq", "", InfraKind.Queue, "rabbitmq"),
        new("AddRabbitMQClient", "", InfraKind.Queue, "rabbitmq"),
        new("AddRabbitMqEventBus", "", InfraKind.Queue, "rabbitmq"),
        new("ServiceBusClient", "", InfraKind.Queue, "servicebus", StoreHome.Cloud),
    ];

    /// <summary>What the app's code opens in production, each product once: at the first place by path that an entry of the app leads to.</summary>
    public static ImmutableArray<StoreUse> In(Sources sources, Facts<Dependency> dependencies)
    {
        var engines = new EngineNames(sources, dependencies);
        var found = new List<StoreUse>();
        foreach (var (idioms, languages) in Tables)
        foreach (var named in idioms.GroupBy(idiom => idiom.Name))
        foreach (var call in sources.Code.Calls(named.Key).Where(call => languages.Contains(call.File.Language)))
        foreach (var idiom in named)
            if (
                Comes(sources.Code, call, idiom)
                && sources.IsDeployed(call.File)
                && !DesignTime().IsMatch(call.File.Path)
                && sources.RunsInProduction(call)
                && !StoresOfOthers.Opens(sources.Code, call)
                && Of(engines, call, idiom) is { } use
            )
                found.Add(use);
        found.AddRange(OfTypeOrm(sources, engines));
        found.AddRange(engines.OfDjango());
        found.AddRange(AwsInPython(sources));
        found.AddRange(BrokersOfCelery.In(sources));
        return
        [
            .. found
                .OrderBy(use =>
                    sources.Code.Files.FirstOrDefault(file => file.Path == use.At.Path) is { } file && sources.Code.IsReachable(file)
                        ? 0
                        : 1
                )
                .ThenBy(use => found.Exists(other => IsAlike(use, other)) && IsLeftAlone(sources, use.At.Path) ? 1 : 0)
                .ThenBy(use => use.At.Path, StringComparer.Ordinal)
                .ThenBy(use => use.At.Line)
                .DistinctBy(use => (use.Kind, use.Engine)),
        ];
    }

    static bool IsAlike(StoreUse use, StoreUse other) =>
        other.Kind == use.Kind && other.Engine == use.Engine && other.At.Path != use.At.Path;

    /// <summary>
    /// Whether a module of Python is imported by no other: where another one opens the same store, that is the one which the app works with. Settings are named, not
    /// imported.
    /// </summary>
    static bool IsLeftAlone(Sources sources, string path) =>
        path.EndsWith(".py", StringComparison.Ordinal)
        && !path.Contains("settings", StringComparison.OrdinalIgnoreCase)
        && !sources
            .Code.All(CodeKind.Import)
            .Any(import =>
                import.File.Language is Language.Python
                && import.File.Path != path
                && sources.Code.Module(import.File, import.Name)?.Path == path
            );

    static readonly ImmutableArray<(ImmutableArray<Idiom> Idioms, ImmutableArray<Language> Languages)> Tables =
    [
        (Script, [Language.JavaScript, Language.TypeScript, Language.Tsx]),
        (Python, [Language.Python]),
        (CSharp, [Language.CSharp]),
    ];

    static bool Comes(CodeBase code, Code call, Idiom idiom)
    {
        if (idiom.Packages.Length == 0)
            return true;
        if (idiom.Packages.StartsWith('.'))
            return call.Receiver.Name == idiom.Packages[1..];
        var origin = code.OriginOf(call.Callee);
        return origin.Exists
            && idiom
                .Packages.Split(' ')
                .Any(package => origin.Package == package || origin.Package.StartsWith(package + "/", StringComparison.Ordinal));
    }

    static StoreUse? Of(EngineNames engines, Code call, Idiom idiom)
    {
        var engine = engines.Of(call, idiom.Engine);
        if (engine is "" or "sqlite")
            return null;
        // An endpoint of its own leads the client of Amazon S3 to another maker's store.
        var home =
            idiom.Engine is "s3" && call.Text.Contains("endpoint", StringComparison.OrdinalIgnoreCase) ? StoreHome.Managed : idiom.Home;
        return new(call.At, idiom.Kind, engine, home);
    }

    /// <summary>The data source of TypeORM under another name, and classes of the app that are one.</summary>
    static IEnumerable<StoreUse> OfTypeOrm(Sources sources, EngineNames engines)
    {
        if (!sources.Code.Imports("typeorm"))
            yield break;
        var opened = sources
            .Code.All(CodeKind.New)
            .Where(one => one.Callee.Name is not "DataSource" && IsDataSource(sources.Code, one.Callee))
            .Concat(
                sources
                    .Code.All(CodeKind.Class)
                    .Where(type => type.All(Part.Base).Any(ancestor => IsDataSource(sources.Code, ancestor)))
                    .Select(type =>
                        type.Descendants(CodeKind.Call).FirstOrDefault(call => call.Callee.Name is "super") is { Exists: true } call
                            ? call
                            : type
                    )
            );
        foreach (var one in opened)
            if (
                sources.IsDeployed(one.File)
                && !DesignTime().IsMatch(one.File.Path)
                && sources.RunsInProduction(one)
                && engines.Of(one, "") is { Length: > 0 } engine
                && engine is not "sqlite"
            )
                yield return new(one.At, InfraKind.Database, engine, StoreHome.Anybody);
    }

    static bool IsDataSource(CodeBase code, Code name) =>
        code.OriginOf(name) is { Package: "typeorm" } origin && origin.Name.StartsWith("DataSource", StringComparison.Ordinal)
        || name.Name.Length > 0
            && name.File.Root.Children.Where(import => import is { Kind: CodeKind.Import, Name: "typeorm" })
                .Any(import => import.Children.Any(one => one.ImportedName is "DataSource" && one.Name == name.Name));

    static IEnumerable<StoreUse> AwsInPython(Sources sources)
    {
        if (!sources.Code.Imports("boto3", "aioboto3"))
            yield break;
        foreach (var call in sources.Code.Calls("client", "resource"))
            if (
                call.File.Language is Language.Python
                && sources.Code.OriginOf(call.Callee).Package is "boto3" or "aioboto3"
                && sources.IsDeployed(call.File)
                && call.ArgumentAt(0).String is { } service
            )
                switch (service)
                {
                    case "s3":
                        var own = call.ArgumentNamed("endpoint_url").Exists;
                        yield return new(call.At, InfraKind.Bucket, "s3", own ? StoreHome.Managed : StoreHome.Cloud);
                        break;
                    case "dynamodb":
                        yield return new(call.At, InfraKind.Database, "dynamodb", StoreHome.Cloud);
                        break;
                    case "sqs" or "sns":
                        yield return new(call.At, InfraKind.Queue, service, StoreHome.Cloud);
                        break;
                }
    }

    /// <summary>Code that only tools of developers run: seeds, migrations, factories for design time.</summary>
    [GeneratedRegex(
        @"(?:^|/)(?:prisma/seed|seeds?/|migrations?/|alembic/|drizzle\.config|knexfile|scripts?/)|DesignTime|ContextFactory|(?:^|/)[\w-]*migrat\w*\.(?:[cm]?[jt]s|py)$|(?:^|/)seed\w*\.[jt]s$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex DesignTime();
}
