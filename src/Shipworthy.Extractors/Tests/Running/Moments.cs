namespace Shipworthy.Extractors.Tests.Running;

/// <summary>Says in words when something runs that does not run before a merge.</summary>
static class Moments
{
    /// <summary>A clause about the step: "runs only after a push to the default branch".</summary>
    public static string Of(Pipeline pipeline, Occasions occasions) =>
        pipeline.System is PipelineSystem.HostBuild ? "runs only in the host's build, when the change is merged"
        : occasions.HasFlag(Occasions.DefaultBranch) ? "runs only when the change has reached the default branch"
        : occasions.HasFlag(Occasions.AfterPipeline) ? "runs only after another pipeline has ended"
        : occasions.HasFlag(Occasions.Release) ? "runs only for a release"
        : occasions.HasFlag(Occasions.Schedule) ? "runs only on a schedule"
        : occasions.HasFlag(Occasions.OtherBranch) ? "runs only on branches that are not the default one"
        : occasions.HasFlag(Occasions.Deploy) ? "runs only when the host deploys"
        : occasions.HasFlag(Occasions.ByHand) ? "runs only when somebody starts it by hand"
        : pipeline.Triggers.FirstOrDefault(trigger => !trigger.Branches.Only.IsEmpty) is { } other
            ? $"runs only on requests into {string.Join(", ", other.Branches.Only)}"
        : "runs only on events that no proposed change brings";
}
