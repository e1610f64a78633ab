using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Infrastructure.Constructs;

/// <summary>What kind of thing a class of a construct library makes, by service and class.</summary>
static partial class ConstructKinds
{
    /// <summary>The kind of a class: <c>cdk:aws-s3.Bucket</c>, <c>pulumi:aws.s3.Bucket</c>, <c>sst.aws.Postgres</c>.</summary>
    public static InfraKind Of(string type) =>
        Databases().IsMatch(type) ? InfraKind.Database
        : Caches().IsMatch(type) ? InfraKind.Cache
        : Queues().IsMatch(type) ? InfraKind.Queue
        : Buckets().IsMatch(type) ? InfraKind.Bucket
        : Schedules().IsMatch(type) ? InfraKind.Schedule
        : Runtimes().IsMatch(type) ? InfraKind.Runtime
        : Machines().IsMatch(type) ? InfraKind.Machine
        : Accesses().IsMatch(type) ? InfraKind.Access
        : type.Contains("opensearch", StringComparison.OrdinalIgnoreCase) ? InfraKind.Search
        : type.Contains("secretsmanager.Secret", StringComparison.Ordinal) || type.EndsWith("sst.Secret", StringComparison.Ordinal)
            ? InfraKind.Secret
        : InfraKind.Other;

    const RegexOptions Options = RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"\.(?:DatabaseInstance|DatabaseCluster|ServerlessCluster|Table|TableV2|Postgres|Mysql|Aurora|Dynamo|Mongo|D1|Database|FirestoreDatabase|Cluster(?<=rds\.Cluster)|Instance(?<=rds\.Instance)|FlexibleServer|DatabaseAccount)$",
        Options,
        10_000
    )]
    private static partial Regex Databases();

    [GeneratedRegex(
        @"\.(?:CfnCacheCluster|CfnReplicationGroup|CfnServerlessCache|Redis|Valkey|ReplicationGroup|Kv|Instance(?<=redis\.Instance))$",
        Options,
        10_000
    )]
    private static partial Regex Caches();

    [GeneratedRegex(
        @"\.(?:Queue|Topic|SnsTopic|Bus|EventBus|KinesisStream|Stream|Subscription(?<=pubsub\.Subscription))$",
        Options,
        10_000
    )]
    private static partial Regex Queues();

    [GeneratedRegex(@"\.(?:Bucket|BucketV2|FileSystem|StorageAccount|BlobContainer|R2Bucket|SpacesBucket|Efs)$", Options, 10_000)]
    private static partial Regex Buckets();

    [GeneratedRegex(@"\.(?:Rule(?<=events\.Rule)|Schedule|Cron|CronV2|EventRule)$", Options, 10_000)]
    private static partial Regex Schedules();

    [GeneratedRegex(
        @"\.(?:Function|NodejsFunction|PythonFunction|DockerImageFunction|FargateService|Ec2Service|ApplicationLoadBalancedFargateService|QueueProcessingFargateService|ScheduledFargateTask|FargateTaskDefinition|Service|Nextjs|Remix|Astro|SvelteKit|Nuxt|StaticSite|Worker|App(?<=amplify\.App)|CallbackFunction|ContainerApp|WebApp|Deployment|StatefulSet|CronJob)$",
        Options,
        10_000
    )]
    private static partial Regex Runtimes();

    [GeneratedRegex(@"\.(?:Instance(?<=ec2\.Instance)|Cluster|AutoScalingGroup|Droplet)$", Options, 10_000)]
    private static partial Regex Machines();

    [GeneratedRegex(
        @"\.(?:Role|Policy|ManagedPolicy|PolicyStatement|PolicyDocument|User|Group|RolePolicy\w*|IAMMember|IAMBinding|RoleAssignment|ServiceAccount|Permission)$",
        Options,
        10_000
    )]
    private static partial Regex Accesses();
}
