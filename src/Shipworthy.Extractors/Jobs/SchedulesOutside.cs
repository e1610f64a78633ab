using System.Text.Json;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Jobs;

/// <summary>Schedules that a platform or a database keeps, and routes that wait for one.</summary>
static partial class SchedulesOutside
{
    /// <summary>The pieces of an app.</summary>
    public static IEnumerable<BackgroundWork> In(Sources sources, WorkDoneReading done)
    {
        var answered = new HashSet<Code>();
        foreach (var file in sources.Tree.Files.Where(file => file.Name is "vercel.json"))
        foreach (Match match in VercelCron().Matches(file.Text))
        {
            var path = match.Groups["path"].Value;
            var plain = path.Split('?')[0];
            var route = sources.Routes.Routes.FirstOrDefault(one => one.Path == plain && one.Handler.Exists);
            if (route is not null)
                answered.Add(route.At);
            yield return Of(file.At(match.Index), path, "Vercel", route is null ? default : route.Handler, done);
        }
        foreach (
            var file in sources.Tree.Files.Where(file => file.Role is FileRole.Infra or FileRole.Prod or FileRole.Ci or FileRole.Migration)
        )
        foreach (var (form, means) in Forms(file))
        foreach (Match match in form.Matches(file.Text))
            if (!IsComment(file.Text, match.Index))
            {
                yield return Of(
                    file.At(match.Index),
                    match.Groups["name"].Value is { Length: > 0 } name ? name
                        : means is "pg_net" ? "a call over the network"
                        : file.Name,
                    means,
                    default,
                    done
                );
                if (means is not "pg_cron")
                    break;
            }
        // What waits for a schedule that no file shows is still work beside a request.
        foreach (var route in sources.Routes.Routes)
            if (
                (CronPath().IsMatch(route.Path) || NamedForCron().IsMatch(route.Path) && !IsStartedHere(sources, route))
                && route.Handler.Exists
                && sources.IsDeployed(route.At.File)
                && !answered.Any(one => one.File == route.At.File)
                && done.Of(route.Handler) is var does
                && (!does.IsNothing || Requests().IsMatch(route.Handler.Text))
            )
                yield return new(route.At.At, WorkKind.Schedule, $"{route.Method} {route.Path}")
                {
                    Means = "a schedule",
                    Does = does.Does,
                    Stake = does.IsNothing ? WorkStake.Unknown : does.Stake,
                    Keeping = WorkKeeping.Unknown,
                    Repeated = does.Repeated,
                    Because = "no file here shows which schedule calls it",
                };
    }

    /// <summary>Whether a migration or a setting of a host names a function: then what starts it is told there.</summary>
    static bool IsStartedHere(Sources sources, Route route) =>
        route.Path[(route.Path.LastIndexOf('/') + 1)..] is { Length: > 4 } name
        && sources.Tree.Files.Any(file =>
            file.Role is FileRole.Migration or FileRole.Infra or FileRole.Ci
            && file.Text.Contains(name, StringComparison.Ordinal)
            && (!file.Name.EndsWith(".sql", StringComparison.Ordinal) || PgCron().IsMatch(file.Text) || PgNet().IsMatch(file.Text))
        );

    static BackgroundWork Of(Location at, string name, string means, Code handler, WorkDoneReading reading)
    {
        var done = reading.Of(handler);
        return new(at, WorkKind.Schedule, name)
        {
            Means = means,
            Does = done.Does,
            Stake = handler.Exists && !done.IsNothing ? done.Stake : WorkStake.Unknown,
            Keeping = WorkKeeping.Schedule,
            AfterDeath = done.LooksForWaiting ? WorkAfterDeath.Again : WorkAfterDeath.Unknown,
            AfterFailure = WorkAfterFailure.Known,
            Repeated = done.Repeated,
            Tables = done.Tables,
            SweepsRows = done.LooksForWaiting,
            Runner = WorkRunner.Shown,
            Because = handler.Exists
                ? "whether the next run makes up for one that broke off was not shown"
                : "what it starts could not be followed",
            HandlerAt = handler.Exists ? handler.At : null,
        };
    }

    static IEnumerable<(Regex Form, string Means)> Forms(SourceFile file)
    {
        if (file.Name.EndsWith(".sql", StringComparison.Ordinal) && file.Path.Contains("migrations/", StringComparison.Ordinal))
        {
            yield return (PgCron(), "pg_cron");
            yield return (PgNet(), "pg_net");
        }
        else if (file.Name.StartsWith("wrangler.", StringComparison.Ordinal))
            yield return (Wrangler(), "Cloudflare");
        else if (file.Name is "netlify.toml")
            yield return (Netlify(), "Netlify");
        else if (file.Name is "render.yaml")
            yield return (Render(), "Render");
        else if (file.Name.EndsWith(".yaml", StringComparison.Ordinal) || file.Name.EndsWith(".yml", StringComparison.Ordinal))
        {
            yield return (CronJob(), "Kubernetes");
            if (
                file.Name.StartsWith("serverless.", StringComparison.Ordinal)
                || file.Name.StartsWith("template.", StringComparison.Ordinal)
                || file.Text.Contains("AWS::Serverless", StringComparison.Ordinal)
            )
                yield return (Serverless(), "AWS");
            if (file.Name is "cron.yaml")
                yield return (CronYaml(), "App Engine");
            if (file.Path.StartsWith(".github/workflows/", StringComparison.Ordinal) && Calls().IsMatch(file.Text))
                yield return (Workflow(), "GitHub Actions");
        }
        else if (file.Name.EndsWith(".tf", StringComparison.Ordinal))
            yield return (Terraform(), "Terraform");
    }

    static bool IsComment(string text, int index)
    {
        var line = text.AsSpan(0, index);
        line = line[(line.LastIndexOf('\n') + 1)..].TrimStart();
        return line.StartsWith("--") || line.StartsWith("#") || line.StartsWith("//");
    }

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"\{[^{}]*""path""\s*:\s*""(?<path>[^""]+)""[^{}]*""schedule""[^{}]*\}|\{[^{}]*""schedule""[^{}]*""path""\s*:\s*""(?<path>[^""]+)""[^{}]*\}",
        Plain,
        10_000
    )]
    private static partial Regex VercelCron();

    [GeneratedRegex(@"cron\.schedule\s*\(\s*'(?<name>[^']+)'", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex PgCron();

    [GeneratedRegex(@"(?:net\.http_post|supabase_functions\.http_request)\s*\(", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex PgNet();

    [GeneratedRegex(@"\bcrons""?\s*[=:]\s*\[\s*[""']", Plain, 10_000)]
    private static partial Regex Wrangler();

    [GeneratedRegex(@"^\s*schedule\s*=", Plain | RegexOptions.Multiline, 10_000)]
    private static partial Regex Netlify();

    [GeneratedRegex(@"type:\s*cron\b", Plain, 10_000)]
    private static partial Regex Render();

    [GeneratedRegex(@"^kind:\s*CronJob\b", Plain | RegexOptions.Multiline, 10_000)]
    private static partial Regex CronJob();

    [GeneratedRegex(
        @"(?:\bschedule:|Type:\s*['""]?(?:Schedule|SQS|SNS|S3|DynamoDB|Kinesis|EventBridgeRule|CloudWatchEvent)\b|\brate\(|\bcron\(|-\s+(?:sqs|stream|sns|s3|eventBridge):)",
        Plain,
        10_000
    )]
    private static partial Regex Serverless();

    [GeneratedRegex(@"^\s*-?\s*schedule:", Plain | RegexOptions.Multiline, 10_000)]
    private static partial Regex CronYaml();

    [GeneratedRegex(@"^\s+- cron:", Plain | RegexOptions.Multiline, 10_000)]
    private static partial Regex Workflow();

    [GeneratedRegex(@"curl[^\n]*https?://[^\n]*(?:/api/|/cron|/jobs?/|functions/v1)", Plain, 10_000)]
    private static partial Regex Calls();

    [GeneratedRegex(
        @"schedule_expression\s*=|resource\s+""(?:google_cloud_scheduler_job|aws_lambda_event_source_mapping)""",
        Plain,
        10_000
    )]
    private static partial Regex Terraform();

    [GeneratedRegex(@"(?:^|/)(?:crons?|scheduled|cron-?jobs?|jobs/run)(?:/|$)", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex CronPath();

    [GeneratedRegex(@"(?:^|[/-])cron-|-cron(?:/|$)", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex NamedForCron();

    /// <summary>Requests that may do anything: what a function asks of others by hand is not read here.</summary>
    [GeneratedRegex(@"\bfetch\s*\(", Plain, 10_000)]
    private static partial Regex Requests();
}
