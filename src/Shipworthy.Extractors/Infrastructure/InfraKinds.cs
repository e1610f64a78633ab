using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Infrastructure;

/// <summary>What kind of thing a resource is, by its type in the words of its tool. Types by the references of the providers.</summary>
static partial class InfraKinds
{
    /// <summary>The kind of a type: <c>aws_s3_bucket</c>, <c>AWS::S3::Bucket</c>, <c>Microsoft.Storage/storageAccounts</c>, <c>module:terraform-aws-modules/s3-bucket/aws</c>.</summary>
    public static InfraKind Of(string type) =>
        Runtimes().IsMatch(type) ? InfraKind.Runtime
        : Databases().IsMatch(type) ? InfraKind.Database
        : Caches().IsMatch(type) ? InfraKind.Cache
        : Queues().IsMatch(type) ? InfraKind.Queue
        : Buckets().IsMatch(type) ? InfraKind.Bucket
        : Schedules().IsMatch(type) ? InfraKind.Schedule
        : Searches().IsMatch(type) ? InfraKind.Search
        : Machines().IsMatch(type) ? InfraKind.Machine
        : Accesses().IsMatch(type) ? InfraKind.Access
        : Secrets().IsMatch(type) ? InfraKind.Secret
        : InfraKind.Other;

    /// <summary>Whose a type is.</summary>
    public static string ProviderOf(string type)
    {
        if (type.StartsWith("module:", StringComparison.Ordinal))
            return type.Contains("aws", StringComparison.OrdinalIgnoreCase) ? "aws"
                : type.Contains("google", StringComparison.OrdinalIgnoreCase) ? "google"
                : type.Contains("azure", StringComparison.OrdinalIgnoreCase) || type.StartsWith("module:Azure", StringComparison.Ordinal)
                    ? "azure"
                : "";
        if (type.StartsWith("AWS::", StringComparison.Ordinal) || type.StartsWith("aws-cdk-lib", StringComparison.Ordinal))
            return "aws";
        if (type.StartsWith("Microsoft.", StringComparison.OrdinalIgnoreCase))
            return "azure";
        var end = type.AsSpan().IndexOfAny("_:/");
        var first = end > 0 ? type[..end] : "";
        return first switch
        {
            "azurerm" or "azuread" or "azapi" => "azure",
            "google-beta" or "gcp" => "google",
            "helm" or "kubectl" => "kubernetes",
            "mongodbatlas" => "mongodb",
            _ => first,
        };
    }

    const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"^(?:aws_(?:ecs_service|ecs_task_definition|lambda_function|apprunner_service|amplify_app|elastic_beanstalk_environment|batch_job_definition|lightsail_container_service)|google_(?:cloud_run(?:_v2)?_(?:service|job|worker_pool)|cloudfunctions2?_function|app_engine_(?:standard|flexible)_app_version|firebase_app_hosting_backend)|azurerm_(?:container_app(?:_job)?|container_group|(?:linux|windows)_(?:web_app|function_app)|app_service|function_app|static_web_app|spring_cloud_app)|digitalocean_app|kubernetes_(?:deployment|stateful_set|daemonset|cron_job|job|pod)(?:_v1)?|helm_release|vercel_project|netlify_site|cloudflare_(?:workers?_script|pages_project)|heroku_(?:app|formation)|render_(?:web_service|private_service|background_worker|cron_job|static_site)|railway_service|fly_(?:app|machine)|scaleway_(?:container|function)|docker_container|nomad_job|koyeb_(?:app|service)|AWS::(?:ECS::(?:Service|TaskDefinition)|Lambda::Function|Serverless::Function|Serverless::StateMachine|AppRunner::Service|Amplify::App|ElasticBeanstalk::Environment|Batch::JobDefinition)|Microsoft\.(?:Web/(?:sites|staticSites)|App/(?:containerApps|jobs)|ContainerInstance/containerGroups)|module:.*(?:ecs/aws|lambda/aws|app-runner|cloud-run|kubernetes-engine//.*workload).*)$",
        Options,
        10_000
    )]
    private static partial Regex Runtimes();

    [GeneratedRegex(
        @"^(?:aws_(?:db_instance|rds_cluster(?:_instance)?|dynamodb_table|docdb_cluster|neptune_cluster|dsql_cluster|keyspaces_table|redshift_cluster|timestreamwrite_database)|google_(?:sql_database(?:_instance)?|firestore_database|spanner_(?:instance|database)|alloydb_(?:cluster|instance)|bigtable_instance|bigquery_dataset)|azurerm_(?:postgresql_(?:flexible_)?server|mysql_(?:flexible_)?server|mssql_(?:server|database|managed_instance)|cosmosdb_(?:account|sql_database|mongo_database|postgresql_cluster)|mariadb_server)|neon_project|supabase_project|mongodbatlas_\w*cluster|planetscale_database|turso_database|digitalocean_database_cluster|scaleway_rdb_instance|cockroach_cluster|render_postgres|aiven_(?:pg|mysql)|cloudflare_d1_database|AWS::(?:RDS::DB(?:Instance|Cluster)|DynamoDB::(?:GlobalTable|Table)|Serverless::SimpleTable|DocDB::DBCluster|Neptune::DBCluster|DSQL::Cluster)|Microsoft\.(?:DBforPostgreSQL/(?:flexibleServers|servers)|DBforMySQL/(?:flexibleServers|servers)|Sql/servers(?:/databases)?|DocumentDB/(?:databaseAccounts|mongoClusters).*)|module:.*(?:/rds(?:-aurora)?/aws|dynamodb-table|sql-db|postgresql).*)$",
        Options,
        10_000
    )]
    private static partial Regex Databases();

    [GeneratedRegex(
        @"^(?:aws_(?:elasticache_\w+|memorydb_cluster|dax_cluster)|google_(?:redis_(?:instance|cluster)|memcache_instance|memorystore_instance)|azurerm_(?:redis_(?:enterprise_)?cache|redis_enterprise_cluster|managed_redis)|upstash_redis_database|render_(?:redis|keyvalue)|rediscloud_\w*(?:database|subscription)|aiven_(?:redis|valkey)|scaleway_redis_cluster|cloudflare_workers_kv_namespace|AWS::(?:ElastiCache::(?:CacheCluster|ReplicationGroup|ServerlessCache)|MemoryDB::Cluster)|Microsoft\.Cache/(?:redis|redisEnterprise)|module:.*(?:elasticache|memorystore).*)$",
        Options,
        10_000
    )]
    private static partial Regex Caches();

    [GeneratedRegex(
        @"^(?:aws_(?:sqs_queue|sns_topic|mq_broker|msk_(?:serverless_)?cluster|kinesis_stream|cloudwatch_event_bus)|google_(?:pubsub_(?:topic|subscription)|cloud_tasks_queue|managed_kafka_cluster)|azurerm_(?:servicebus_\w+|storage_queue|eventhub(?:_namespace)?|eventgrid_topic)|upstash_(?:kafka|qstash)_\w+|cloudamqp_instance|confluent_kafka_\w+|cloudflare_queue|AWS::(?:SQS::Queue|SNS::Topic|AmazonMQ::Broker|MSK::(?:Serverless)?Cluster|Kinesis::Stream|Events::EventBus)|Microsoft\.(?:ServiceBus/namespaces.*|EventHub/namespaces.*|EventGrid/topics)|module:.*/(?:sqs|sns|pubsub)/.*)$",
        Options,
        10_000
    )]
    private static partial Regex Queues();

    [GeneratedRegex(
        @"^(?:aws_(?:s3_bucket|s3_directory_bucket|efs_file_system|lightsail_bucket)|google_storage_bucket|azurerm_storage_(?:account|container|share)|cloudflare_r2_bucket|digitalocean_spaces_bucket|minio_s3_bucket|scaleway_object_bucket|linode_object_storage_bucket|supabase_bucket|hcloud_\w*bucket|AWS::(?:S3::Bucket|EFS::FileSystem)|Microsoft\.Storage/storageAccounts(?:/blobServices/containers)?|module:.*(?:s3-bucket|cloud-storage|storage-account).*)$",
        Options,
        10_000
    )]
    private static partial Regex Buckets();

    [GeneratedRegex(
        @"^(?:aws_(?:cloudwatch_event_rule|scheduler_schedule)|google_cloud_scheduler_job|azurerm_(?:logic_app_trigger_recurrence|automation_schedule)|kubernetes_cron_job(?:_v1)?|render_cron_job|AWS::(?:Events::Rule|Scheduler::Schedule))$",
        Options,
        10_000
    )]
    private static partial Regex Schedules();

    [GeneratedRegex(
        @"^(?:aws_(?:opensearch(?:serverless)?_\w+|elasticsearch_domain|kendra_index)|azurerm_search_service|pinecone_index|qdrant\w*_cluster|ec_deployment|elasticstack_\w+|algolia_index|AWS::(?:OpenSearch(?:Service|Serverless)::\w+|Elasticsearch::Domain)|Microsoft\.Search/searchServices)$",
        Options,
        10_000
    )]
    private static partial Regex Searches();

    [GeneratedRegex(
        @"^(?:aws_(?:instance|launch_template|autoscaling_group|ecs_cluster|eks_cluster|lightsail_instance|spot_instance_request)|google_(?:compute_instance(?:_template)?|container_cluster)|azurerm_(?:(?:linux|windows)_virtual_machine(?:_scale_set)?|kubernetes_cluster|container_app_environment|service_plan|app_service_plan)|digitalocean_(?:droplet|kubernetes_cluster)|hcloud_server|linode_instance|vultr_instance|scaleway_instance_server|proxmox_\w+|libvirt_domain|openstack_compute_instance_v2|oci_core_instance|AWS::(?:EC2::Instance|ECS::Cluster|EKS::Cluster|AutoScaling::AutoScalingGroup)|Microsoft\.(?:Compute/virtualMachines|ContainerService/managedClusters|App/managedEnvironments|Web/serverfarms)|module:.*(?:ec2-instance|/eks/aws|kubernetes-engine).*)$",
        Options,
        10_000
    )]
    private static partial Regex Machines();

    [GeneratedRegex(
        @"^(?:aws_(?:iam_\w+|lambda_permission|sqs_queue_policy|sns_topic_policy|kms_key(?:_policy)?|ecr_repository_policy|secretsmanager_secret_policy|s3_bucket_policy)|google_\w*_iam_(?:member|binding|policy)|google_(?:service_account\w*|project_iam_\w+|iam_\w+)|azurerm_(?:role_assignment|role_definition|user_assigned_identity|key_vault_access_policy)|kubernetes_(?:cluster_)?role(?:_binding)?(?:_v1)?|kubernetes_service_account(?:_v1)?|AWS::(?:IAM::\w+|Lambda::Permission|SQS::QueuePolicy|SNS::TopicPolicy|KMS::Key|S3::BucketPolicy|SecretsManager::ResourcePolicy)|Microsoft\.(?:Authorization/\w+|ManagedIdentity/userAssignedIdentities)|ClusterRole|ClusterRoleBinding|Role|RoleBinding|ServiceAccount|module:.*/iam[^/]*/.*)$",
        Options,
        10_000
    )]
    private static partial Regex Accesses();

    [GeneratedRegex(
        @"^(?:aws_(?:secretsmanager_secret(?:_version)?|ssm_parameter)|google_secret_manager_\w+|azurerm_key_vault(?:_secret|_key)?|kubernetes_secret(?:_v1)?|doppler_\w+|vault_\w+|AWS::(?:SecretsManager::Secret|SSM::Parameter)|Microsoft\.KeyVault/vaults.*|Secret|ExternalSecret|SealedSecret)$",
        Options,
        10_000
    )]
    private static partial Regex Secrets();
}
