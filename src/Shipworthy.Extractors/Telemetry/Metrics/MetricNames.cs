using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>What a metric tells, by the kind, name and labels that a team gave it.</summary>
static partial class MetricNames
{
    /// <summary>The signals that a metric tells of the service that keeps it.</summary>
    public static IEnumerable<Signal> Tell(string kind, string name, string labels, bool isOfJobs)
    {
        var words = Words().Matches(name).Select(match => match.Value.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        var isDistribution = kind.Contains("istogram", StringComparison.Ordinal) || kind is "Summary";
        var isCount = kind.Contains("ounter", StringComparison.Ordinal) && !kind.Contains("UpDown", StringComparison.Ordinal);
        if (words.Overlaps(OfFullness) && !isDistribution && (kind.Contains("auge", StringComparison.Ordinal) || !isCount))
            yield return Signal.Saturation;
        if (words.Overlaps(OfOthers))
            yield break;
        var isOfRequests = words.Overlaps(OfRequests) || isOfJobs && words.Overlaps(OfJobs);
        if (!isOfRequests)
        {
            if (isCount && words.Overlaps(OfViews))
                yield return Signal.Traffic;
            yield break;
        }
        var fails = words.Overlaps(OfFailures);
        if (isDistribution && !words.Overlaps(OfSizes))
        {
            yield return Signal.Latency;
            yield return Signal.Traffic;
        }
        if (isCount && !fails)
            yield return Signal.Traffic;
        if ((isCount || isDistribution) && (fails || Outcome().IsMatch(labels)))
            yield return Signal.Errors;
    }

    static readonly HashSet<string> OfRequests = new(StringComparer.Ordinal)
    {
        "http",
        "https",
        "request",
        "requests",
        "req",
        "response",
        "responses",
        "rpc",
        "grpc",
        "route",
        "endpoint",
        "graphql",
    };

    static readonly HashSet<string> OfJobs = new(StringComparer.Ordinal)
    {
        "job",
        "jobs",
        "task",
        "tasks",
        "queue",
        "worker",
        "message",
        "messages",
    };

    static readonly HashSet<string> OfViews = new(StringComparer.Ordinal) { "page", "pages", "pageview", "pageviews", "visits" };

    /// <summary>Calls that a service makes tell of others.</summary>
    static readonly HashSet<string> OfOthers = new(StringComparer.Ordinal)
    {
        "client",
        "upstream",
        "outgoing",
        "outbound",
        "external",
        "db",
        "database",
        "query",
        "queries",
        "sql",
        "redis",
        "cache",
        "prisma",
        "llm",
        "ai",
        "openai",
        "token",
        "tokens",
    };

    static readonly HashSet<string> OfFailures = new(StringComparer.Ordinal)
    {
        "error",
        "errors",
        "failed",
        "failure",
        "failures",
        "exception",
        "exceptions",
    };

    static readonly HashSet<string> OfSizes = new(StringComparer.Ordinal) { "size", "bytes", "length" };

    static readonly HashSet<string> OfFullness = new(StringComparer.Ordinal)
    {
        "cpu",
        "memory",
        "heap",
        "rss",
        "eventloop",
        "lag",
        "pool",
        "connections",
        "depth",
        "waiting",
        "pending",
        "threads",
        "inflight",
        "utilization",
        "saturation",
        "load",
    };

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Words();

    [GeneratedRegex(@"status|code|outcome|success|result", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Outcome();
}
