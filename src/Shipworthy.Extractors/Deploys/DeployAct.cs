using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Deploys;

/// <summary>For which environment a deploy is.</summary>
enum ForStage
{
    /// <summary>A person chooses when it starts, and production is among the choices.</summary>
    Chosen,

    /// <summary>Production.</summary>
    Production,

    /// <summary>Staging, a preview, a developer's.</summary>
    Trial,
}

/// <summary>One deploy: a command or action of a pipeline, or something that a person types.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Means">What deploys.</param>
sealed record DeployAct(Location At, DeployMeans Means)
{
    /// <summary>The pipeline, job and step; null for what a person types.</summary>
    public StepOfPipeline? Run { get; init; }

    /// <summary>For which environment.</summary>
    public ForStage Stage { get; init; } = ForStage.Production;

    /// <summary>When it runs.</summary>
    public When When { get; init; } = When.Always;

    /// <summary>The folders that it brings out, as far as it names them: where it runs, its settings file, the Dockerfile.</summary>
    public ImmutableArray<string> Folders { get; init; } = [];

    /// <summary>Words around it that may name the part: of the command, the step, the job, the file, the heading.</summary>
    public string Words { get; init; } = "";

    /// <summary>The whole command; empty for an action.</summary>
    public string Line { get; init; } = "";

    /// <summary>Why it can never bring anything out, with the place; null when it can.</summary>
    public (Location At, string Says)? Broken { get; init; }

    /// <summary>Whether what is wrong with it keeps it from ever starting, so that it is only left over where another way works.</summary>
    public bool NeverStarts { get; init; }

    /// <summary>Why it is not known whether it starts by itself, as a clause; null when it is.</summary>
    public string? Unsure { get; init; }

    /// <summary>Whether a script holds it, and not a document.</summary>
    public bool InScript { get; init; }

    /// <summary>Why its failure does not stop the pipeline; null when it does.</summary>
    public Swallowing? Swallowing { get; init; }
}
