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
            ("postgres", _) => "a Postgres database",
            ("mysql", _) => "a MySQL database",
            ("mssql", _) => "a SQL Server database",
            ("mongo", _) => "a MongoDB database",
            ("dynamodb", _) => "a table of DynamoDB",
            ("cosmos", _) => "Cosmos DB",
            ("firebase", _) => "a Firebase project",
            ("supabase", _) => "a Supabase project",
            ("turso", _) => "a Turso database",
            ("redis", _) => "Redis",
            ("s3", _) => "an S3 bucket",
            ("minio", _) => "a MinIO bucket",
            ("gcs", _) => "a Cloud Storage bucket",
            ("azureblob", _) => "an Azure blob container",
            ("vercelblob", _) => "a Vercel Blob store",
            ("sqs", _) => "an SQS queue",
            ("sns", _) => "an SNS topic",
            ("pubsub", _) => "a Pub/Sub topic",
            ("rabbitmq", _) => "RabbitMQ",
            ("kafka", _) => "Kafka",
            ("servicebus", _) => "Service Bus",
            (_, InfraKind.Search) => Engine,
            (_, InfraKind.Queue) => "a queue",
            _ => "a database",
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
