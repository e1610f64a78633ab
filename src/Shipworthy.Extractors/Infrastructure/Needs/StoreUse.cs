namespace Shipworthy.Extractors.Infrastructure.Needs;

/// <summary>A place in the code that opens a store: a database, a cache, a queue, a bucket.</summary>
/// <param name="At">The call.</param>
/// <param name="Kind">What is opened.</param>
/// <param name="Engine">Its product in lower case: <c>postgres</c>, <c>dynamodb</c>, <c>redis</c>, <c>s3</c>.</param>
/// <param name="Home">Whose it is, as far as the call shows it.</param>
sealed record StoreUse(Location At, InfraKind Kind, string Engine, StoreHome Home)
{
    /// <summary>What people call it.</summary>
    public string Name =>
        (Engine, Kind) switch
        {
            ("postgres", _) => "Postgres database",
            ("mysql", _) => "MySQL database",
            ("mssql", _) => "SQL Server database",
            ("mongo", _) => "MongoDB database",
            ("dynamodb", _) => "DynamoDB tables",
            ("cosmos", _) => "Cosmos DB",
            ("firebase", _) => "Firebase project",
            ("supabase", _) => "Supabase project",
            ("turso", _) => "Turso database",
            ("redis", _) => "Redis",
            ("s3", _) => "S3 bucket",
            ("gcs", _) => "Cloud Storage bucket",
            ("azureblob", _) => "Azure blob container",
            ("vercelblob", _) => "Vercel Blob store",
            ("sqs", _) => "SQS queue",
            ("sns", _) => "SNS topic",
            ("pubsub", _) => "Pub/Sub topic",
            ("rabbitmq", _) => "RabbitMQ",
            ("kafka", _) => "Kafka",
            ("servicebus", _) => "Service Bus",
            (_, InfraKind.Search) => $"search engine ({Engine})",
            (_, InfraKind.Queue) => "queue",
            _ => "database",
        };
}

/// <summary>Whose a store is.</summary>
enum StoreHome
{
    /// <summary>Whoever the connection string names.</summary>
    Anybody,

    /// <summary>A cloud, by its own client.</summary>
    Cloud,

    /// <summary>A managed service, by its own client.</summary>
    Managed,
}
