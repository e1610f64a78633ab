namespace Shipworthy.Model;

/// <summary>Steps that run in order on one machine, with the conditions under which they do.</summary>
/// <param name="At">Where the job is written.</param>
/// <param name="Id">Its name in the file.</param>
public sealed record PipelineJob(Location At, string Id)
{
    /// <summary>Ids of jobs that must succeed first.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>Its own condition as written; empty without one.</summary>
    public string If { get; init; } = "";

    /// <summary>The environment that it deploys to, as written; empty without one.</summary>
    public string Environment { get; init; } = "";

    /// <summary>Whether it runs on a machine of the team and not on one that the product lends for the run; null when that is not known.</summary>
    public bool? OnOwnMachine { get; init; }

    /// <summary>When it runs, the conditions of the jobs that it needs included.</summary>
    public When When { get; init; } = When.Always;

    /// <summary>Why its failure does not stop the pipeline; null when it does.</summary>
    public Swallowing? Swallowing { get; init; }

    /// <summary>Which changed files it listens to beyond its pipeline's filter.</summary>
    public NamePatterns Paths { get; init; } = NamePatterns.Any;

    /// <summary>A pipeline in another repository that it calls: <c>acme/ci/.github/workflows/test.yml@v1</c>; null without one.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>The inputs that it hands to the pipeline in another repository.</summary>
    public ImmutableDictionary<string, string> With { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What the token of its run may do, by subject (<c>contents</c>: <c>write</c>; <c>*</c> for all); null where the file leaves it to a setting.</summary>
    public ImmutableDictionary<string, string>? Permissions { get; init; }

    /// <summary>Where it hands every secret to the pipeline that it calls; null where it does not.</summary>
    public Location? Inherits { get; init; }

    /// <summary>The secrets that it hands by name to a pipeline in another repository.</summary>
    public ImmutableArray<SecretUse> HandsOver { get; init; } = [];

    /// <summary>Its steps in order.</summary>
    public ImmutableArray<PipelineStep> Steps { get; init; } = [];
}

/// <summary>One step of a job.</summary>
/// <param name="At">Where the step is written.</param>
/// <param name="Name">Its name, or the beginning of what it runs.</param>
public sealed record PipelineStep(Location At, string Name)
{
    /// <summary>The action, orb command, task, plugin or image that it uses, with its version as written; empty for a plain command.</summary>
    public string Uses { get; init; } = "";

    /// <summary>The inputs that it hands to what it uses.</summary>
    public ImmutableDictionary<string, string> With { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What it runs, as written; empty without.</summary>
    public string Run { get; init; } = "";

    /// <summary>The places of the lines of <see cref="Run"/>, in their order; empty where they are not known.</summary>
    public ImmutableArray<Location> RunLines { get; init; } = [];

    /// <summary>The secrets of the forge that it is given, those of its job and pipeline included.</summary>
    public ImmutableArray<SecretUse> Secrets { get; init; } = [];

    /// <summary>The steps of the action of this repository that it uses, what it hands to them put in; empty for every other step.</summary>
    public ImmutableArray<PipelineStep> Inner { get; init; } = [];

    /// <summary>Variables that are set for it, those of its job and pipeline included.</summary>
    public ImmutableDictionary<string, string> Env { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Its own condition as written; empty without one.</summary>
    public string If { get; init; } = "";

    /// <summary>When it runs, its job's conditions included.</summary>
    public When When { get; init; } = When.Always;

    /// <summary>Why its failure does not stop the pipeline; null when it does.</summary>
    public Swallowing? Swallowing { get; init; }

    /// <summary>Which changed files it listens to beyond its job's filter.</summary>
    public NamePatterns Paths { get; init; } = NamePatterns.Any;

    /// <summary>What it finally runs, followed through package scripts, tasks and shell scripts.</summary>
    public ImmutableArray<PipelineCommand> Commands { get; init; } = [];

    /// <summary>The place of a line of <see cref="Run"/>, from 1.</summary>
    public Location PlaceOf(int line) => RunLines.IsEmpty ? At : RunLines[Math.Clamp(line - 1, 0, RunLines.Length - 1)];
}

/// <summary>A secret that a step is given.</summary>
/// <param name="At">Where the file says so.</param>
/// <param name="Name">The name of the secret; <c>*</c> for all of them at once.</param>
/// <param name="Scope">What it is given to.</param>
/// <param name="As">The variable or input that holds it; empty where it is pasted into the text of a command.</param>
public sealed record SecretUse(Location At, string Name, SecretScope Scope, string As)
{
    /// <summary>The member that is taken out of it, so that nothing masks what is taken: <c>fromJSON(secrets.KEYS).api</c>; empty without.</summary>
    public string Member { get; init; } = "";
}

/// <summary>What a secret is given to.</summary>
public enum SecretScope
{
    Step,
    Job,
    Pipeline,
}

/// <summary>One program that a step finally starts.</summary>
/// <param name="At">Where the step says so.</param>
/// <param name="Words">Program and arguments, quotes removed and variables replaced as far as they are known.</param>
/// <param name="Directory">The folder that it runs in, below the root of the app; empty for the root; null when it is not known.</param>
public sealed record PipelineCommand(Location At, ImmutableArray<string> Words, string? Directory)
{
    /// <summary>Why its failure does not stop the pipeline, whether the script, the step or the job is the reason; null when it does.</summary>
    public Swallowing? Swallowing { get; init; }

    /// <summary>The scripts and tasks through which it is reached, the outermost first: <c>package.json:12</c>.</summary>
    public ImmutableArray<Location> Through { get; init; } = [];

    /// <summary>Why what it runs could not be followed, as a clause: "calls a script that is not in the repository"; null when it was.</summary>
    public string? Unseen { get; init; }

    /// <summary>Program and arguments as one line.</summary>
    public string Line => string.Join(' ', Words);
}

/// <summary>Why a failure does not stop a pipeline (rubric D4).</summary>
/// <param name="At">What lets it pass.</param>
/// <param name="Says">How, as a clause about the step: "ends in || true".</param>
/// <param name="On">On which occasions.</param>
public sealed record Swallowing(Location At, string Says, Occasions On = Occasions.All);

/// <summary>When something runs: surely, perhaps (its condition could not be decided), and otherwise never.</summary>
public readonly record struct When(Occasions Surely, Occasions Perhaps)
{
    /// <summary>On every occasion.</summary>
    public static When Always { get; } = new(Occasions.All, Occasions.None);

    /// <summary>On no occasion.</summary>
    public static When Never { get; } = new(Occasions.None, Occasions.None);

    /// <summary>Whether it surely runs on the occasion.</summary>
    public bool On(Occasions occasion) => (Surely & occasion) != Occasions.None;

    /// <summary>Whether it may run on the occasion.</summary>
    public bool MayBeOn(Occasions occasion) => ((Surely | Perhaps) & occasion) != Occasions.None;

    /// <summary>Both must hold.</summary>
    public When And(When other) =>
        new(Surely & other.Surely, (Surely | Perhaps) & (other.Surely | other.Perhaps) & ~(Surely & other.Surely));
}
