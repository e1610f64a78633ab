using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Pipelines.Scans;

/// <summary>What a scan is worth by itself, whatever it reaches (rubric 1.5, "effective scan"): it runs often enough, and somebody hears of a hit.</summary>
static partial class ScanWorth
{
    const Occasions OftenEnough = Occasions.ProposedChange | Occasions.DefaultBranch | Occasions.AfterPipeline | Occasions.Deploy;

    /// <summary>The longest time between two scans by the clock, in days.</summary>
    const int LongestGap = 7;

    /// <summary>Its standing, with a clause about what is scanned, or about the step where that is mute.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="what">What it looks at, in words: "the image".</param>
    public static Scanning Of(ScanRun scan, string what)
    {
        var often = Often(scan.Run);
        if (often is Occasions.None)
            return scan.Run.Step.When.MayBeOn(Occasions.Release)
                ? new(ScanStanding.Unknown, scan.At, $"is scanned by {scan.Tool} at releases only")
                : new(ScanStanding.None, scan.At, $"{scan.Tool} scans it only when somebody starts it, or less than once a week");
        var swallowed = scan.Swallowing is { } swallowing && (often & ~swallowing.On) is Occasions.None;
        return scan.Voice switch
        {
            Voice.Stops when !swallowed => new(ScanStanding.Effective, scan.At, $"is scanned by {scan.Tool}, and a hit stops the job"),
            Voice.Tells => new(ScanStanding.Effective, scan.At, $"is scanned by {scan.Tool}, which reports what it finds"),
            Voice.Stops or Voice.Silent when IsHeard(scan.Run.Step, scan.Run.Job) => new(
                ScanStanding.Effective,
                scan.At,
                $"is scanned by {scan.Tool}, whose result is reported"
            ),
            Voice.Stops => new(ScanStanding.Mute, scan.At, $"scans {what} with {scan.Tool}, and {scan.Swallowing!.Says}"),
            Voice.Silent => new(ScanStanding.Mute, scan.At, $"scans {what} with {scan.Tool}, and goes on whatever it finds"),
            Voice.Unknown => new(
                ScanStanding.Unknown,
                scan.At,
                $"is scanned by {scan.Tool}, whose settings in another file decide what a hit does"
            ),
        };
    }

    /// <summary>The occasions on which it runs that come often enough.</summary>
    public static Occasions Often(StepOfPipeline run)
    {
        var when = run.Step.When;
        var weekly = when.On(Occasions.Schedule) && Schedules.LongestGap(run.Pipeline) is null or <= LongestGap;
        return (when.Surely | when.Perhaps) & run.Pipeline.StartsOn & OftenEnough | (weekly ? Occasions.Schedule : Occasions.None);
    }

    /// <summary>Whether a later step of the job brings the result to people: the forge's alerts, a message, an issue.</summary>
    static bool IsHeard(PipelineStep scan, PipelineJob job) =>
        job
            .Steps.SkipWhile(step => !ReferenceEquals(step, scan))
            .Skip(1)
            .Where(step => !WaitsForFailure(step))
            .Any(step =>
                Uploads().IsMatch(step.Uses) && WritesSarif(scan)
                || Reports().IsMatch(step.Uses)
                || step.Commands.Any(command => Tells().IsMatch(command.Line))
            );

    /// <summary>A job does not fail through a scan that goes on.</summary>
    static bool WaitsForFailure(PipelineStep step) =>
        step.If.Contains("failure()", StringComparison.Ordinal)
        && !step.If.Contains("outcome", StringComparison.Ordinal)
        && !step.If.Contains("success()", StringComparison.Ordinal);

    /// <summary>An upload to the forge takes SARIF only, so a scan that writes none is not what is uploaded.</summary>
    static bool WritesSarif(PipelineStep scan) =>
        scan.Uses.StartsWith("anchore/scan-action", StringComparison.Ordinal)
        || scan.With.Any(input =>
            input.Key.Contains("sarif", StringComparison.OrdinalIgnoreCase)
            || input.Value.Contains("sarif", StringComparison.OrdinalIgnoreCase)
        )
        || scan.Run.Contains("sarif", StringComparison.OrdinalIgnoreCase)
        || scan.Commands.Any(command => command.Line.Contains("sarif", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^github/codeql-action/upload-sarif", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Uploads();

    [GeneratedRegex(
        @"^(?:slackapi/slack-github-action|8398a7/action-slack|rtCamp/action-slack-notify|Ilshidur/action-discord|sarisia/actions-status-discord|peter-evans/create-issue-from-file|JasonEtco/create-an-issue|dawidd6/action-send-mail|marocchino/sticky-pull-request-comment|peter-evans/create-or-update-comment|thollander/actions-comment-pull-request)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Reports();

    [GeneratedRegex(@"^gh (?:issue create|pr comment)\b|code-scanning/sarifs|hooks\.slack\.com", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Tells();
}
