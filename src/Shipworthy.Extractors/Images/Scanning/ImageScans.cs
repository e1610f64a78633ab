using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Building;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Scans;

namespace Shipworthy.Extractors.Images.Scanning;

/// <summary>Finds the scans of images in pipelines.</summary>
static partial class ImageScans
{
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

    [GeneratedRegex(@"container-scanning", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Template();
}
