namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Pipelines: what runs by itself when something happens to the repository.</summary>
    public Facts<Pipeline> Pipelines => Of<Pipeline>();
}

/// <summary>
/// One pipeline: a workflow, or the one pipeline that a system's file describes. Its commands are followed through scripts and tasks, so a step is what
/// it finally runs.
/// </summary>
public sealed record Pipeline(Location At, PipelineSystem System, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"pipeline:{At.Path}:{Name}";

    /// <summary>What starts it.</summary>
    public ImmutableArray<Trigger> Triggers { get; init; } = [];

    /// <summary>Its jobs in the order of the file; jobs of called workflows follow the job that calls them.</summary>
    public ImmutableArray<PipelineJob> Jobs { get; init; } = [];

    /// <summary>Occasions on which it starts at all, before any job's own condition.</summary>
    public Occasions StartsOn => Triggers.Aggregate(Occasions.None, (all, trigger) => all | trigger.Occasions);
}

/// <summary>The product that runs a pipeline.</summary>
public enum PipelineSystem
{
    Unknown,
    GitHubActions,
    GitLab,
    CircleCi,
    AzurePipelines,
    Bitbucket,
    Jenkins,
    Buildkite,
    Drone,
    Woodpecker,
    Travis,
    CodeBuild,
    CloudBuild,

    /// <summary>The build command of a host, which runs when the host deploys.</summary>
    HostBuild,
}

/// <summary>Situations in which a pipeline, job or step runs.</summary>
[Flags]
public enum Occasions
{
    None = 0,

    /// <summary>A pull or merge request into the default branch, or its place in a merge queue.</summary>
    ProposedChange = 1,

    /// <summary>A commit arrived on the default branch.</summary>
    DefaultBranch = 2,

    /// <summary>A commit arrived on another branch.</summary>
    OtherBranch = 4,

    /// <summary>A tag or a release.</summary>
    Release = 8,

    /// <summary>A clock.</summary>
    Schedule = 16,

    /// <summary>A person starts it.</summary>
    ByHand = 32,

    /// <summary>Another pipeline ended.</summary>
    AfterPipeline = 64,

    /// <summary>A host builds a commit that it deploys.</summary>
    Deploy = 128,

    /// <summary>Something else: an issue, a comment, an outside event.</summary>
    Other = 256,

    All = ProposedChange | DefaultBranch | OtherBranch | Release | Schedule | ByHand | AfterPipeline | Deploy | Other,
}

/// <summary>One thing that starts a pipeline.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Event">The system's own word: <c>pull_request</c>, <c>push</c>, <c>merge_request_event</c>.</param>
/// <param name="Occasions">The situations that it stands for, its branch filters applied.</param>
public sealed record Trigger(Location At, string Event, Occasions Occasions)
{
    /// <summary>Which branches it listens to; for a request, the branch that the request is for.</summary>
    public NamePatterns Branches { get; init; } = NamePatterns.Any;

    /// <summary>Which tags it listens to.</summary>
    public NamePatterns Tags { get; init; } = NamePatterns.Any;

    /// <summary>Which changed files it listens to.</summary>
    public NamePatterns Paths { get; init; } = NamePatterns.Any;

    /// <summary>Kinds of the event, as the system names them; empty for its usual ones.</summary>
    public ImmutableArray<string> Types { get; init; } = [];

    /// <summary>The lines of a clock, in the five fields of cron; empty for every other trigger, and where the file does not give them.</summary>
    public ImmutableArray<string> Crons { get; init; } = [];

    /// <summary>NamePatterns of the pipelines whose end it listens to.</summary>
    public ImmutableArray<string> Pipelines { get; init; } = [];
}

/// <summary>A filter of names by patterns, as written: <c>Only</c> none means all; <c>Except</c> wins over it.</summary>
public sealed record NamePatterns(ImmutableArray<string> Only, ImmutableArray<string> Except)
{
    /// <summary>Lets everything through.</summary>
    public static NamePatterns Any { get; } = new([], []);

    /// <summary>Whether it lets everything through.</summary>
    public bool IsAny => Only.IsEmpty && Except.IsEmpty;
}
