using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Alerts;

/// <summary>What a rule watches, by the names of metrics and the words of its expression.</summary>
static partial class AlertSubjects
{
    /// <summary>The subject of a rule; the surest words are asked first.</summary>
    /// <param name="text">Name, metric, namespace and expression, one after the other.</param>
    public static AlertSubject Of(string text) =>
        Aside().IsMatch(text) ? AlertSubject.Aside
        : Errors().IsMatch(text) ? AlertSubject.Errors
        : Down().IsMatch(text) ? AlertSubject.Down
        : Database().IsMatch(text) ? AlertSubject.Database
        : Jobs().IsMatch(text) ? AlertSubject.Jobs
        : Slowness().IsMatch(text) ? AlertSubject.Slowness
        : Machine().IsMatch(text) ? AlertSubject.Machine
        : AlertSubject.Unknown;

    /// <summary>Whether one occurrence is the news, so that waiting would only lose time: a dead man's switch, an expiring certificate, a backup that is missing.</summary>
    public static bool IsRightAtOnce(string text) => AtOnce().IsMatch(text);

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"EstimatedCharges|billing|budget|\bcosts?\b|unauthorized|root_?account|root_?usage|console_?(?:login|sign)|iam_?polic|cloudtrail|guardduty|security_?group_?change|nacl|route_?table|gateway_?change|vpc_?change|kms_?|Watchdog|InfoInhibitor|DeadMans",
        Plain,
        10_000
    )]
    private static partial Regex Aside();

    [GeneratedRegex(
        @"5xx|4xx|\b50[0-4]\b|5\.\.|5\[|error|exception|fail(?:ed|ure)?_?(?:rate|ratio|requests)|request_?fail|fault|apdex|burn_?rate|slo\b|success_?rate|unsuccessful",
        Plain,
        10_000
    )]
    private static partial Regex Errors();

    [GeneratedRegex(
        @"\bup\s*(?:\{[^}]*\})?\s*(?:==|<|!=)|\bup\b\s*==|probe_success|absent\(|UnHealthyHost|HealthyHost|HealthCheck|health_?check|StatusCheck|uptime|instance_?down|\bdown\b|unavailable|unreachable|target_?(?:down|missing)|availability|heartbeat|RunningTaskCount|running_?tasks|no_?(?:traffic|requests)|synthetic|canary|SuccessPercent|is_?alive|offline|deadmans?|CrashLoop|NotReady|replicas",
        Plain,
        10_000
    )]
    private static partial Regex Down();

    [GeneratedRegex(
        @"AWS/RDS|AWS/DocDB|AWS/DynamoDB|\brds\b|database|\bdb\b|_db_|postgres|pg_|mysql|mongo|aurora|FreeStorageSpace|DatabaseConnections|ReplicaLag|DiskQueueDepth|cloudsql|sqlserver|Microsoft\.Sql|Microsoft\.DBfor",
        Plain,
        10_000
    )]
    private static partial Regex Database();

    [GeneratedRegex(
        @"queue|\bsqs\b|AWS/SQS|dlq|dead_?letter|ApproximateNumberOfMessages|ApproximateAge|\bjobs?\b|worker|celery|sidekiq|cron|backup|payment|checkout|stripe|webhook|lag\b|consumer|Throttles|DeadLetter",
        Plain,
        10_000
    )]
    private static partial Regex Jobs();

    [GeneratedRegex(@"latency|duration|response_?time|TargetResponseTime|p9\d|slow|histogram_quantile|iterator_?age", Plain, 10_000)]
    private static partial Regex Slowness();

    [GeneratedRegex(
        @"cpu|memory|\bmem\b|disk|storage|filesystem|\bload\d*\b|utili[sz]ation|swap|inode|oom|restart|network|burst|credit|saturation|evictions|file_?descriptor",
        Plain,
        10_000
    )]
    private static partial Regex Machine();

    [GeneratedRegex(
        @"absent|Watchdog|DeadMans|vector\(1\)|cert|ssl|tls|expir|DaysToExpiry|backup|snapshot|dlq|dead_?letter|DeadLetter|FreeStorageSpace|BurstBalance|EstimatedCharges|predict_linear|heartbeat",
        Plain,
        10_000
    )]
    private static partial Regex AtOnce();
}
