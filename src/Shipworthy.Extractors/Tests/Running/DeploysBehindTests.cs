using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Tests.Running;

/// <summary>Production deploys that run by themselves, and what a red test does to them.</summary>
sealed class DeploysBehindTests(RunsOfSuites runs)
{
    const Occasions ByItself = Occasions.DefaultBranch | Occasions.Release | Occasions.AfterPipeline;

    /// <summary>The deploys of all pipelines, one a job.</summary>
    public IEnumerable<ProductionDeploy> In(App known) =>
        from pipeline in known.Pipelines
        from job in pipeline.Jobs
        from step in job.Steps
        where step.When.On(ByItself) && !DeploySteps.IsForTrial(pipeline, job, step)
        let mechanism = DeploySteps.MechanismOf(step)
        where mechanism is not null
        group (step, mechanism) by (pipeline, job) into deploys
        select Of(known, deploys.Key.pipeline, deploys.Key.job, deploys.First().step, deploys.First().mechanism);

    ProductionDeploy Of(App known, Pipeline pipeline, PipelineJob job, PipelineStep step, string mechanism)
    {
        var before = Before(pipeline, job)
            .SelectMany(id => runs.In(pipeline, id))
            .Where(run => run.Found.Job.Id != job.Id || Precedes(run.Found.Step, step, job))
            .ToList();
        var earlier = pipeline
            .Triggers.SelectMany(trigger => trigger.Pipelines)
            .SelectMany(name => known.Pipelines.Where(other => other.Name == name))
            .SelectMany(other => other.Jobs.SelectMany(one => runs.In(other, one.Id)));
        var all = before.Concat(earlier).Where(run => run.Found.Step.When.MayBeOn(ByItself | Occasions.ProposedChange)).ToList();
        var stopping = all.Exists(run =>
            run.Found.Command.Swallowing is not { } swallowing || (swallowing.On & ByItself) == Occasions.None
        );
        var swallowed = all.FirstOrDefault(run => run.Found.Command.Swallowing is not null).Found;
        var gate =
            stopping ? TestGate.Stops
            : swallowed is not null ? TestGate.Swallowed
            : TestGate.None;
        return new(gate is TestGate.Swallowed ? swallowed!.Command.At : step.At, mechanism) { Job = job.Id, Gate = gate };
    }

    static bool Precedes(PipelineStep test, PipelineStep deploy, PipelineJob job) => job.Steps.IndexOf(test) < job.Steps.IndexOf(deploy);

    /// <summary>The job and all jobs that it waits for.</summary>
    static HashSet<string> Before(Pipeline pipeline, PipelineJob job)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { job.Id };
        var open = new Queue<string>(job.Needs);
        while (open.TryDequeue(out var id))
            if (found.Add(id))
                foreach (
                    var inner in pipeline.Jobs.Where(other => other.Id == id || other.Id.StartsWith($"{id} / ", StringComparison.Ordinal))
                )
                {
                    found.Add(inner.Id);
                    foreach (var need in inner.Needs)
                        open.Enqueue(need);
                }
        return found;
    }
}
