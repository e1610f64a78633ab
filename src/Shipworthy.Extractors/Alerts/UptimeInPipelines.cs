using System.Globalization;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Alerts;

/// <summary>
/// Pipelines that a clock starts and that ask production whether it works. Those that keep a sleeping host awake, or start jobs of the app, ask nothing; tests against
/// a server that the pipeline starts itself are tests.
/// </summary>
sealed partial class UptimeInPipelines(SourceTree tree, App known)
{
    const int MostScripts = 200;
    readonly ProbeScripts probes = new(tree);
    const double Day = 1440;

    /// <summary>The checks.</summary>
    public IEnumerable<UptimeCheck> All()
    {
        foreach (var pipeline in known.Pipelines.Where(one => (one.StartsOn & Occasions.Schedule) != Occasions.None))
            if (Of(pipeline) is { } check)
                yield return check;
    }

    UptimeCheck? Of(Pipeline pipeline)
    {
        var steps = pipeline
            .Jobs.SelectMany(job => job.Steps)
            .Where(step => step.When.MayBeOn(Occasions.Schedule))
            .SelectMany(Flat)
            .ToList();
        var title = $"{pipeline.Name} {pipeline.At.Path}";
        var texts = string.Join(
            '\n',
            steps.Select(step => $"{step.Run} {string.Join(' ', step.Env.Values)} {string.Join(' ', step.With.Values)}")
        );
        var browser = steps.SelectMany(step => step.Commands).FirstOrDefault(command => Runner().IsMatch(command.Line));
        var asks = steps.Find(step => Asks().IsMatch(step.Run));
        var probe = browser is null ? probes.In(steps) : null;
        if (
            KeepsAwake().IsMatch(title)
            || browser is null && !Monitors().IsMatch(title) && !(probe is { } named && Monitors().IsMatch(named.File.Path))
        )
            return null;
        if (probe is { } script && !StartsItself().IsMatch(texts))
            return Of(pipeline, script, texts);
        if (browser is null && asks is null)
            return Unfollowed(pipeline, title, steps);
        var target = browser is null ? TargetOf(texts) : TargetOf(steps, browser, texts);
        // A test that names no address, or one of the machine that it runs on, runs against what the pipeline itself has started.
        if (browser is not null && target is not CheckTarget.Production && (!Monitors().IsMatch(title) || StartsItself().IsMatch(texts)))
            return null;
        var scripts = browser is null ? "" : ScriptsOf(browser);
        return new(browser?.At ?? asks!.At, NameOf(pipeline.System), pipeline.Name)
        {
            Asks = browser is null
                ? (
                    OwnAddress().Match(ForeignAddress().Replace(asks!.Run, "")) is { Success: true } address
                        ? address.Value
                        : "an address that is set elsewhere"
                )
                : $"the steps that `{browser.Line}` runs",
            Depth = browser is null ? RequestDepth(texts) : UptimeScript.DepthOf(scripts),
            LooksAtResult =
                browser is null ? Looks().IsMatch(texts)
                : scripts.Length > 0 ? UptimeScript.LooksAtResult(scripts)
                : null,
            Minutes = Schedules.LieElsewhere(pipeline.System) ? null : MinutesOf(pipeline),
            Notifies = Schedules.LieElsewhere(pipeline.System) ? null : Tells(pipeline),
            Target = target,
            IsPipeline = true,
        };
    }

    /// <summary>A check that a script of the repository makes.</summary>
    static UptimeCheck Of(Pipeline pipeline, Probe probe, string texts) =>
        new(probe.Command.At, NameOf(pipeline.System), pipeline.Name)
        {
            Asks = $"the steps of {probe.File.Path}",
            Depth = ProbeScripts.DepthOf(probe),
            LooksAtResult = UptimeScript.LooksAtResult(probe.File.Text) ? true : null,
            Minutes = Schedules.LieElsewhere(pipeline.System) ? null : MinutesOf(pipeline),
            Notifies = Schedules.LieElsewhere(pipeline.System) ? null : Tells(pipeline) || ProbeScripts.Tells(probe),
            // An address in the script is what it takes when none is set.
            Target = TargetOf(texts) is CheckTarget.Production ? CheckTarget.Production : CheckTarget.Unknown,
            IsPipeline = true,
        };

    /// <summary>A pipeline that calls itself a check of the running app, by means that were not followed.</summary>
    static UptimeCheck? Unfollowed(Pipeline pipeline, string title, List<PipelineStep> steps) =>
        SurelyMonitors().IsMatch(title)
        && steps.LastOrDefault(one => one.Run.Length > 0 && SurelyMonitors().IsMatch($"{one.Name} {one.Run}")) is { } step
            ? new(step.At, NameOf(pipeline.System), pipeline.Name)
            {
                Asks = $"the steps of `{step.Run.Split('\n')[0].Trim()}`",
                Minutes = Schedules.LieElsewhere(pipeline.System) ? null : MinutesOf(pipeline),
                Notifies = Schedules.LieElsewhere(pipeline.System) || Tells(pipeline) ? null : false,
                IsPipeline = true,
            }
            : null;

    static CheckDepth RequestDepth(string texts) => UptimeScript.DepthOfAddress(texts);

    static IEnumerable<PipelineStep> Flat(PipelineStep step) => step.Inner.SelectMany(Flat).Prepend(step);

    static CheckTarget TargetOf(string texts) =>
        UptimeScript.TargetOf(ForeignAddress().Replace(texts, "")) is not CheckTarget.Unknown and var target ? target
        : ProductionName().IsMatch(texts) ? CheckTarget.Production
        : CheckTarget.Unknown;

    /// <summary>
    /// Where a browser test looks: by variables that are named after an address, and by its own arguments. Other addresses in the pipeline are of tools.
    /// </summary>
    static CheckTarget TargetOf(List<PipelineStep> steps, PipelineCommand command, string texts) =>
        StartsItself().IsMatch(texts)
            ? CheckTarget.Unknown
            : TargetOf(
                string.Join(
                    '\n',
                    steps
                        .SelectMany(step => step.Env)
                        .Where(one => AddressName().IsMatch(one.Key))
                        .Select(one => one.Value)
                        .Append(command.Line)
                )
            );

    /// <summary>The texts of the tests that a command runs: those that its arguments name, or all browser tests.</summary>
    string ScriptsOf(PipelineCommand command)
    {
        var named = command
            .Words.Where(word =>
                word.Contains('/', StringComparison.Ordinal)
                || word.EndsWith(".js", StringComparison.Ordinal)
                || word.EndsWith(".ts", StringComparison.Ordinal)
            )
            .Select(word => word.TrimStart('.', '/'))
            .ToList();
        var files = tree.Files.Where(file => Script().IsMatch(file.Path) && BrowserTest().IsMatch(file.Text)).ToList();
        var chosen = files.FindAll(file => named.Exists(name => name.Length > 0 && file.Path.Contains(name, StringComparison.Ordinal)));
        // A choice by tag or by configuration was not followed.
        return chosen.Count == 0 && command.Words.Any(word => word is "-g" || word.StartsWith("--", StringComparison.Ordinal))
            ? ""
            : string.Join('\n', (chosen.Count > 0 ? chosen : files).Take(MostScripts).Select(file => file.Text));
    }

    /// <summary>Whether a step that runs after a failure tells somebody.</summary>
    static bool Tells(Pipeline pipeline) =>
        pipeline
            .Jobs.SelectMany(job =>
                job.Steps.Select(step => $"{job.If} {step.If} {step.Uses} {step.Run} {step.Name} {string.Join(' ', step.With.Values)}")
            )
            .Any(text => AfterFailure().IsMatch(text) && Notice().IsMatch(text))
        || pipeline
            .Jobs.SelectMany(job => job.Steps)
            .Any(step => Notice().IsMatch($"{step.Uses} {step.Run}") && Caught().IsMatch(step.Run));

    static double? MinutesOf(Pipeline pipeline) =>
        pipeline
            .Triggers.SelectMany(trigger => trigger.Crons)
            .Select(LongestGap)
            .OfType<double>()
            .Cast<double?>()
            .DefaultIfEmpty(null)
            .Min();

    /// <summary>The longest time between two starts of a line of cron in minutes; null for a line that could not be read.</summary>
    internal static double? LongestGap(string line)
    {
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var minute, var hour, var day, var month, var weekday])
            return null;
        if (Members(minute, 60) is not { } minutes || Members(hour, 24) is not { } hours)
            return null;
        var starts = hours.SelectMany(h => minutes.Select(m => h * 60.0 + m)).Order().ToList();
        var gap = starts.Zip(starts.Skip(1).Append(starts[0] + Day), (one, next) => next - one).Max();
        return (day, month, weekday) is ("*", "*", "*") ? gap : Math.Max(gap, 2 * Day);
    }

    static List<int>? Members(string field, int size)
    {
        var members = new SortedSet<int>();
        foreach (var part in field.Split(','))
        {
            var halves = part.Split('/');
            var step = halves.Length == 2 && int.TryParse(halves[1], CultureInfo.InvariantCulture, out var given) ? given : 1;
            var ends = halves[0] is "*" ? ["0", $"{size - 1}"] : halves[0].Split('-');
            if (
                step < 1
                || !int.TryParse(ends[0], CultureInfo.InvariantCulture, out var first)
                || !int.TryParse(ends[^1], CultureInfo.InvariantCulture, out var last)
            )
                return null;
            if (halves.Length == 2 && ends.Length == 1)
                last = size - 1;
            for (var member = first; member <= last && member < size; member += step)
                members.Add(member);
        }
        return members.Count > 0 ? [.. members] : null;
    }

    static string NameOf(PipelineSystem system) => system is PipelineSystem.GitHubActions ? "GitHub Actions" : $"{system}";

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"\bplaywright test\b|\bcypress run\b|\bk6 run\b|\bnewman run\b|\bcheckly test\b|\bartillery run\b|\bpuppeteer\b",
        Plain,
        10_000
    )]
    private static partial Regex Runner();

    [GeneratedRegex(@"\bcurl\b|\bwget\b|\bhttpie?\b|\bfetch\(|requests\.get", Plain, 10_000)]
    private static partial Regex Asks();

    [GeneratedRegex(@"uptime|health|monitor|synthetic|canary|heartbeat|is-?it-?up|availability|smoke", Plain, 10_000)]
    private static partial Regex Monitors();

    [GeneratedRegex(@"uptime|synthetic|is-?it-?up|availability", Plain, 10_000)]
    private static partial Regex SurelyMonitors();

    [GeneratedRegex(@"https?://[\w.-]+[^\s'""$|)]*", Plain, 10_000)]
    private static partial Regex OwnAddress();

    [GeneratedRegex(
        @"keep-?_?\s?alive|keep-?_?\s?awake|keep-?_?\s?warm|wake-?_?\s?up|warm-?_?up|prevent.{0,20}(?:sleep|paus|idle|spin)|anti-?_?(?:sleep|idle|pause)|stay-?_?awake|\bcron-?jobs?\b|dependenc|licen[cs]e|link-?check|security",
        Plain,
        10_000
    )]
    private static partial Regex KeepsAwake();

    [GeneratedRegex(
        @"https?://(?:[\w.-]*\.)?(?:github\.com|githubusercontent\.com|npmjs\.org|pypi\.org|slack\.com|discord\.com|pagerduty\.com|docker\.(?:com|io)|deno\.land|astral\.sh|codecov\.io|telegram\.org)[^\s'""]*",
        Plain,
        10_000
    )]
    private static partial Regex ForeignAddress();

    [GeneratedRegex(
        @"localhost|127\.0\.0\.1|0\.0\.0\.0|docker[ -]compose up|npm (?:run )?start|pnpm (?:run )?start|yarn start|start-server-and-test|wait-on",
        Plain,
        10_000
    )]
    private static partial Regex StartsItself();

    [GeneratedRegex(@"url|host|target|site|domain|address", Plain, 10_000)]
    private static partial Regex AddressName();

    [GeneratedRegex(@"\b(?:vars|secrets|env)\.\w*PROD\w*", Plain, 10_000)]
    private static partial Regex ProductionName();

    [GeneratedRegex(@"\.(?:spec|test|cy|e2e)\.[cm]?[jt]sx?$|(?:k6|smoke|synthetic|uptime|monitor)[^/]*\.[cm]?[jt]s$", Plain, 10_000)]
    private static partial Regex Script();

    [GeneratedRegex(@"@playwright/test|cypress|cy\.visit|from ['""]k6|puppeteer", Plain, 10_000)]
    private static partial Regex BrowserTest();

    [GeneratedRegex(@"failure\(\)|always\(\)|!success\(\)|\.outcome\s*==\s*'failure'|\.result\s*==\s*'failure'", Plain, 10_000)]
    private static partial Regex AfterFailure();

    [GeneratedRegex(
        @"slack|discord|teams|pagerduty|opsgenie|mail|telegram|twilio|webhook|hc-ping|betterstack|ntfy|pushover|issues\.create|gh issue create|create-an-issue|create-issue|notify",
        Plain,
        10_000
    )]
    private static partial Regex Notice();

    [GeneratedRegex(@"\|\||\bif\b|\belse\b|trap ", Plain, 10_000)]
    private static partial Regex Caught();

    [GeneratedRegex(@"\bgrep\b|\bjq\b|\[\[?\s.*(?:==|=~)|\.body|assert", Plain, 10_000)]
    private static partial Regex Looks();
}
