namespace Shipworthy.Extractors.Pipelines;

/// <summary>How often the clock starts a pipeline.</summary>
static class Schedules
{
    /// <summary>The longest time between two starts in days; null when its file does not say.</summary>
    public static int? LongestGap(Pipeline pipeline) =>
        Clocks(pipeline).SelectMany(trigger => trigger.Crons).Select(Cron.LongestGap).OfType<int>().Cast<int?>().DefaultIfEmpty(null).Min();

    /// <summary>Where the clock is set; null without one.</summary>
    public static Location? At(Pipeline pipeline) => Clocks(pipeline).Select(trigger => trigger.At).FirstOrDefault();

    /// <summary>Whether the product keeps its clocks outside the repository, so that a file without one says nothing.</summary>
    public static bool LieElsewhere(PipelineSystem system) =>
        system switch
        {
            PipelineSystem.GitLab
            or PipelineSystem.Bitbucket
            or PipelineSystem.CircleCi
            or PipelineSystem.AzurePipelines
            or PipelineSystem.Jenkins
            or PipelineSystem.Buildkite
            or PipelineSystem.Drone
            or PipelineSystem.Woodpecker
            or PipelineSystem.Travis
            or PipelineSystem.CodeBuild
            or PipelineSystem.CloudBuild
            or PipelineSystem.Unknown => true,
            PipelineSystem.GitHubActions or PipelineSystem.HostBuild => false,
        };

    static IEnumerable<Trigger> Clocks(Pipeline pipeline) =>
        pipeline.Triggers.Where(trigger => (trigger.Occasions & Occasions.Schedule) != Occasions.None);
}
