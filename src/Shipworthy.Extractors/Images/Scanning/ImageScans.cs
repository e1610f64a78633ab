using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Building;

namespace Shipworthy.Extractors.Images.Scanning;

/// <summary>Finds the scans of images in pipelines, and says what each is worth (rubric 1.5, "effective scan").</summary>
static partial class ImageScans
{
    const Occasions OftenEnough = Occasions.ProposedChange | Occasions.DefaultBranch | Occasions.AfterPipeline | Occasions.Deploy;

    /// <summary>All scans.</summary>
    public static ImmutableArray<ImageScan> All(App known) => [.. StepOfPipeline.All(known).SelectMany(In).Concat(Templates(known))];

    static IEnumerable<ImageScan> In(StepOfPipeline run)
    {
        if (ScanActions.Of(run) is { } action)
            yield return action with
            {
                Swallowing = run.Step.Swallowing,
            };
        foreach (var command in run.Step.Commands)
            if (ScanCommands.Of(run, command) is { } scan)
                yield return scan with
                {
                    Swallowing = command.Swallowing,
                };
    }

    /// <summary>GitLab's own template shows what it finds in the request and in the vulnerability report; a step that is never run stands for it.</summary>
    static IEnumerable<ImageScan> Templates(App known) =>
        from pipeline in known.Pipelines
        from job in pipeline.Jobs
        where job.Elsewhere is { } elsewhere && Template().IsMatch(elsewhere)
        select new ImageScan(new(pipeline, job, new(job.At, job.Id)), job.At, "GitLab", TargetOf(pipeline), Voice.Tells);

    static string TargetOf(Pipeline pipeline) =>
        pipeline
            .Jobs.Where(job => job.Id is "container_scanning")
            .SelectMany(job => job.Steps)
            .Select(step => step.Env.GetValueOrDefault("CS_IMAGE", ""))
            .FirstOrDefault("");

    /// <summary>What a scan is worth by itself, whichever image it reaches.</summary>
    public static Model.Scanning Worth(ImageScan scan)
    {
        var (step, job) = (scan.Run.Step, scan.Run.Job);
        var weekly = step.When.On(Occasions.Schedule) && Schedules.LongestGap(scan.Run.Pipeline) is null or <= 7;
        if (!step.When.MayBeOn(OftenEnough) && !(step.When.On(Occasions.Schedule) && weekly))
            return step.When.MayBeOn(Occasions.Release)
                ? new(ScanStanding.Unknown, scan.At, $"is scanned by {scan.Tool} at releases only")
                : new(ScanStanding.None, scan.At, $"{scan.Tool} scans it only when somebody starts it, or less than once a week");
        return scan.Voice switch
        {
            Voice.Stops when scan.Swallowing is null => new(
                ScanStanding.Effective,
                scan.At,
                $"is scanned by {scan.Tool}, and a hit stops the job"
            ),
            Voice.Tells => new(ScanStanding.Effective, scan.At, $"is scanned by {scan.Tool}, which reports what it finds"),
            Voice.Stops or Voice.Silent when IsHeard(step, job) => new(
                ScanStanding.Effective,
                scan.At,
                $"is scanned by {scan.Tool}, whose result is reported"
            ),
            Voice.Stops => new(ScanStanding.Mute, scan.At, $"scans the image with {scan.Tool}, and {scan.Swallowing!.Says}"),
            Voice.Silent => new(ScanStanding.Mute, scan.At, $"scans the image with {scan.Tool}, and goes on whatever it finds"),
            Voice.Unknown => new(
                ScanStanding.Unknown,
                scan.At,
                $"is scanned by {scan.Tool}, whose settings in another file decide what a hit does"
            ),
        };
    }

    /// <summary>Whether a later step of the job brings the result to people: the forge's alerts, a message, an issue.</summary>
    static bool IsHeard(PipelineStep scan, PipelineJob job) =>
        job
            .Steps.SkipWhile(step => !ReferenceEquals(step, scan))
            .Skip(1)
            .Any(step => Reports().IsMatch(step.Uses) || step.Commands.Any(command => Tells().IsMatch(command.Line)));

    [GeneratedRegex(@"container-scanning", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Template();

    [GeneratedRegex(
        @"^(?:github/codeql-action/upload-sarif|slackapi/slack-github-action|8398a7/action-slack|rtCamp/action-slack-notify|Ilshidur/action-discord|sarisia/actions-status-discord|peter-evans/create-issue-from-file|JasonEtco/create-an-issue|dawidd6/action-send-mail|marocchino/sticky-pull-request-comment|peter-evans/create-or-update-comment|thollander/actions-comment-pull-request)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Reports();

    [GeneratedRegex(@"^gh (?:issue create|pr comment)\b|code-scanning/sarifs|hooks\.slack\.com", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tells();
}
