using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deploys;

/// <summary>
/// Follows the commands of workflows that listen to other branches by name. Pipelines are read for requests and for the default branch, so nothing is followed in
/// them; a deploy of staging is often one.
/// </summary>
static class BranchPipelines
{
    /// <summary>What is known, with these workflows followed.</summary>
    public static App Followed(App known, SourceTree tree)
    {
        if (!known.Pipelines.Any(IsForBranches))
            return known;
        var follower = new Follower(tree);
        var facts = new FactSet();
        foreach (var pipeline in known.Pipelines)
            facts.Add(IsForBranches(pipeline) ? Followed(pipeline, tree, follower) : pipeline);
        foreach (var spot in known.Pipelines.BlindSpots)
            facts.AddBlindSpot(typeof(Pipeline), spot);
        foreach (
            var fact in (IEnumerable<Fact>)
                [.. known.Deployables, .. known.ContainerUses, .. known.ContainerFiles, .. known.Documents, .. known.History]
        )
            facts.Add(fact);
        foreach (var spot in known.Deployables.BlindSpots)
            facts.AddBlindSpot(typeof(Deployable), spot);
        return new(facts);
    }

    static bool IsForBranches(Pipeline pipeline) =>
        pipeline is { System: PipelineSystem.GitHubActions, StartsOn: Occasions.None }
        && pipeline.Triggers.Any(trigger => trigger.Event is "push" && !trigger.Branches.Only.IsEmpty);

    static Pipeline Followed(Pipeline pipeline, SourceTree tree, Follower follower) =>
        pipeline with
        {
            Jobs =
            [
                .. pipeline.Jobs.Select(job =>
                    job with
                    {
                        Steps =
                        [
                            .. job.Steps.Select(step =>
                                step.Commands.IsEmpty && step.Run.Length > 0
                                    ? step with
                                    {
                                        Commands = Commands(step, tree, follower),
                                    }
                                    : step
                            ),
                        ],
                    }
                ),
            ],
        };

    static ImmutableArray<PipelineCommand> Commands(PipelineStep step, SourceTree tree, Follower follower)
    {
        var first = FirstLine(step, tree);
        return follower.Follow(new(step.Run, ShellOptions.Strict, "", line => Location.At(step.At.Path, first + line - 1)));
    }

    /// <summary>The line of the file that holds the first line of what the step runs.</summary>
    static int FirstLine(PipelineStep step, SourceTree tree)
    {
        var wanted = step.Run.TrimStart().Split('\n')[0].Trim();
        var lines = tree.Find(step.At.Path)?.Text.Split('\n') ?? [];
        for (var at = Math.Max(0, step.At.Line - 1); at < lines.Length; at++)
            if (lines[at].Contains(wanted, StringComparison.Ordinal))
                return at + 1;
        return Math.Max(1, step.At.Line);
    }
}
