using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>
/// Tells what an alarm or a dashboard of a cloud is about, by the namespaces of its metrics: the processor of a database says nothing about the service beside it.
/// </summary>
static partial class CloudSubjects
{
    /// <summary>What runs code, by the types of resources, with the namespaces that tell of it and of what stands in front of it.</summary>
    static readonly ImmutableArray<(string Types, ImmutableArray<string> Namespaces)> Services =
    [
        ("ecs", ["ECS", "ApplicationELB", "NetworkELB", "ELB", "ApiGateway"]),
        ("lambda", ["Lambda", "ApiGateway", "ApplicationELB", "CloudFront"]),
        ("serverless", ["Lambda", "ApiGateway", "ApplicationELB", "CloudFront"]),
        ("apprunner", ["AppRunner"]),
        ("beanstalk", ["ElasticBeanstalk", "EC2", "ApplicationELB", "NetworkELB", "ELB", "AutoScaling"]),
        ("instance", ["EC2", "ApplicationELB", "NetworkELB", "ELB", "AutoScaling"]),
        ("autoscaling", ["EC2", "ApplicationELB", "NetworkELB", "ELB", "AutoScaling"]),
        ("eks", ["EKS", "EC2", "ApplicationELB", "NetworkELB", "ELB"]),
        ("lightsail", ["Lightsail"]),
    ];

    /// <summary>Whether all metrics that a text names are of something else than what runs the app's code.</summary>
    /// <param name="text">The settings of an alarm or a dashboard.</param>
    /// <param name="runtimes">The types of the resources that run the code.</param>
    public static bool AreOthers(string text, string runtimes)
    {
        var named = Namespaces().Matches(text).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        if (named.Count == 0)
            return OtherGoogle().IsMatch(text) && !RunningGoogle().IsMatch(text);
        var own = Services
            .Where(one => runtimes.Contains(one.Types, StringComparison.OrdinalIgnoreCase))
            .SelectMany(one => one.Namespaces)
            .ToHashSet(StringComparer.Ordinal);
        return own.Count > 0 ? !named.Overlaps(own) : named.IsSubsetOf(Stores);
    }

    /// <summary>Whether a text names the connections of a database or the length of a queue, which tell how full the services are that use them.</summary>
    public static bool TellsOfPools(string text) => Pools().IsMatch(text);

    static readonly HashSet<string> Stores = new(StringComparer.Ordinal)
    {
        "RDS",
        "DocDB",
        "DynamoDB",
        "ElastiCache",
        "S3",
        "SQS",
        "SNS",
        "SES",
        "ES",
        "Billing",
        "Backup",
        "Events",
        "Logs",
    };

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\bAWS/(?<name>\w+)", Plain, 10_000)]
    private static partial Regex Namespaces();

    [GeneratedRegex(@"cloudsql|redis\.googleapis|storage\.googleapis|pubsub\.googleapis", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex OtherGoogle();

    [GeneratedRegex(
        @"run\.googleapis|cloud_run|cloudfunctions|appengine|loadbalancing|compute\.googleapis|kubernetes\.io",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex RunningGoogle();

    [GeneratedRegex("DatabaseConnections|ApproximateNumberOfMessages|num_undelivered_messages|num_backends", Plain, 10_000)]
    private static partial Regex Pools();
}
