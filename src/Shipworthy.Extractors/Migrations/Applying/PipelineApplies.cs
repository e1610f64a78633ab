using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>Where a step of a pipeline stands to production.</summary>
enum StepReach
{
    /// <summary>It reaches production.</summary>
    Production,

    /// <summary>It reaches a database that the job starts itself, or another one for tests.</summary>
    Test,

    /// <summary>It reaches a staging or a preview.</summary>
    Trial,
}

/// <summary>Tells steps that reach production from those that reach a database of the pipeline's own.</summary>
static partial class PipelineApplies
{
    const Occasions Deploying = Occasions.DefaultBranch | Occasions.Release | Occasions.AfterPipeline | Occasions.ByHand | Occasions.Deploy;

    /// <summary>What a command of a step reaches.</summary>
    public static StepReach Of(StepOfPipeline found)
    {
        var (pipeline, job, step) = (found.Pipeline, found.Job, found.Step);
        if (step.Env.Any(one => Database().IsMatch(one.Key) && OwnHost().IsMatch(one.Value)))
            return StepReach.Test;
        if (DeploySteps.IsForTrial(pipeline, job, step))
            return StepReach.Trial;
        if (step.When.MayBeOn(Occasions.ProposedChange))
            return StepReach.Test;
        var onOthers = step.When.MayBeOn(Occasions.OtherBranch);
        if (onOthers && IsOfEveryBranch(pipeline))
            return StepReach.Test;
        return step.When.MayBeOn(Deploying) || (onOthers && NamesProduction(pipeline)) ? StepReach.Production : StepReach.Test;
    }

    /// <summary>Whether only a person starts it, and nothing is deployed with it.</summary>
    public static bool IsByHand(StepOfPipeline found) =>
        !found.Step.When.MayBeOn(Deploying & ~Occasions.ByHand | Occasions.OtherBranch)
        && !found.Pipeline.Jobs.SelectMany(job => job.Steps).Any(step => step != found.Step && DeploySteps.MechanismOf(step) is not null);

    static bool IsOfEveryBranch(Pipeline pipeline) =>
        pipeline.Triggers.Any(trigger =>
            (trigger.Occasions & Occasions.OtherBranch) != Occasions.None
            && (trigger.Branches.IsAny || trigger.Branches.Only.Any(name => name is "*" or "**"))
        );

    static bool NamesProduction(Pipeline pipeline) =>
        pipeline.Triggers.SelectMany(trigger => trigger.Branches.Only).Any(name => ProductionName().IsMatch(name));

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex("DATABASE|DB_|POSTGRES|PG|MYSQL|CONNECTION|DIRECT_URL", Plain, 10_000)]
    private static partial Regex Database();

    [GeneratedRegex(
        @"localhost|127\.0\.0\.1|host\.docker\.internal|@(?:postgres\w*|db|mysql|mariadb|database)[:/]|^file:|^sqlite|\.db$",
        Plain,
        10_000
    )]
    private static partial Regex OwnHost();

    [GeneratedRegex(@"(?<![a-z])(?:prod|production|live|release|deploy)(?![a-z])", Plain, 10_000)]
    private static partial Regex ProductionName();
}
