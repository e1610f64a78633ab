namespace Shipworthy.Extractors.Infrastructure;

/// <summary>Tells by the name of a container's image what it runs: the stores that people start from a registry, or a program of their own.</summary>
static class InfraImages
{
    /// <summary>What a group of containers is: the first store among its images, else a program.</summary>
    public static InfraKind KindOf(IEnumerable<string> images) =>
        images.Select(Of).FirstOrDefault(kind => kind is not InfraKind.Runtime, InfraKind.Runtime);

    /// <summary>What a product that a platform offers is, by a name that may carry its plan: <c>heroku-postgresql:mini</c>, <c>pg</c>.</summary>
    public static InfraKind OfService(string name) =>
        Has(name, "redis", "valkey", "memcache") ? InfraKind.Cache
        : Has(name, "postgres", "pg", "mysql", "mongo", "database") ? InfraKind.Database
        : Has(name, "kafka", "rabbit", "amqp") ? InfraKind.Queue
        : Has(name, "search", "bonsai") ? InfraKind.Search
        : Has(name, "scheduler") ? InfraKind.Schedule
        : InfraKind.Other;

    static bool Has(string name, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>What an image runs.</summary>
    public static InfraKind Of(string image)
    {
        var name = image.Split('@')[0];
        name = name[(name.LastIndexOf('/') + 1)..].Split(':')[0].ToLowerInvariant();
        return name switch
        {
            "postgres"
            or "postgresql"
            or "postgis"
            or "pgvector"
            or "timescaledb"
            or "mysql"
            or "mariadb"
            or "mongo"
            or "mongodb"
            or "cockroach"
            or "mssql"
            or "cassandra"
            or "clickhouse"
            or "clickhouse-server"
            or "surrealdb"
            or "couchdb"
            or "neo4j"
            or "influxdb"
            or "timescaledb-ha"
            or "libsql-server"
            or "oracle-xe" => InfraKind.Database,
            "server" when image.Contains("mssql", StringComparison.OrdinalIgnoreCase) => InfraKind.Database,
            "redis" or "valkey" or "memcached" or "keydb" or "dragonfly" or "redis-stack" or "redis-stack-server" => InfraKind.Cache,
            "rabbitmq" or "kafka" or "nats" or "cp-kafka" or "redpanda" or "activemq" or "mosquitto" or "beanstalkd" => InfraKind.Queue,
            "minio" or "seaweedfs" or "garage" or "localstack" or "azurite" => InfraKind.Bucket,
            "elasticsearch" or "opensearch" or "meilisearch" or "typesense" or "qdrant" or "weaviate" or "milvus" or "chroma" or "solr" =>
                InfraKind.Search,
            "nginx"
            or "caddy"
            or "traefik"
            or "haproxy"
            or "prometheus"
            or "grafana"
            or "adminer"
            or "pgadmin4"
            or "mailhog"
            or "mailpit"
            or "postgres-exporter"
            or "jaeger"
            or "all-in-one"
            or "otel"
            or "loki"
            or "tempo"
            or "kibana"
            or "zipkin"
            or "alertmanager"
            or "node-exporter"
            or "cadvisor"
            or "opentelemetry-collector"
            or "opentelemetry-collector-contrib"
            or "cloudflared" => InfraKind.Other,
            _ => IsOwnDatabase(name) ? InfraKind.Database : InfraKind.Runtime,
        };
    }

    /// <summary>An image of the team's own that is built on a database, by the last word of its name: <c>custom-postgres</c>. What copies or waits for one says so first.</summary>
    static bool IsOwnDatabase(string name) =>
        name.Split('-', '_') is [.. var before, "postgres" or "postgresql" or "mysql" or "mariadb" or "mongo" or "mongodb"]
        && !before.Any(word =>
            Has(word, "backup", "wait", "init", "migrat", "seed", "dump", "restore", "check", "test", "sync", "export", "proxy")
        );
}
