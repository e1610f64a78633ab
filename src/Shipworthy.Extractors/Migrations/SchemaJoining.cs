using Shipworthy.Extractors.Migrations.Applying;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Migrations;

/// <summary>Finds what changes which schema, and where it runs.</summary>
sealed class SchemaJoining
{
    static readonly HashSet<MigrationTool> OfSql =
    [
        MigrationTool.Unknown,
        MigrationTool.OwnRunner,
        MigrationTool.GolangMigrate,
        MigrationTool.Goose,
        MigrationTool.Dbmate,
        MigrationTool.Atlas,
        MigrationTool.Postgrator,
        MigrationTool.Flyway,
        MigrationTool.CloudflareD1,
        MigrationTool.NodePgMigrate,
        MigrationTool.Ley,
    ];

    readonly ImmutableArray<FoundSet> sets;
    readonly List<Effect> effects = [];

    /// <summary>What builds do of which nothing tells who runs them.</summary>
    readonly List<Effect> perhaps = [];
    string? perhapsInTask;

    /// <summary>An effect on schemas, with where it runs.</summary>
    sealed record Effect(MigrationTool Tool, SchemaApply Apply, StepReach Reach, string? Directory, CodeApply? By);

    public SchemaJoining(
        Sources sources,
        App known,
        ImmutableArray<FoundSet> sets,
        IReadOnlyList<CodeApply> inCode,
        IReadOnlyList<Started> started
    )
    {
        this.sets = sets;
        InCode = inCode;
        var reading = new CommandReading(sources.Tree, sources.Code, inCode);
        foreach (var apply in inCode.Where(apply => apply.RunsAtStart))
            effects.Add(
                new(
                    apply.Tool,
                    new(apply.At, ApplyPlace.Code, apply.Act, apply.Says)
                    {
                        Swallowed = apply.Swallowed,
                        StopsUnknown = apply.StopsUnknown,
                    },
                    StepReach.Production,
                    Paths.FolderOf(apply.Path),
                    apply
                )
            );
        foreach (var one in started)
            if (reading.Of(one.Command) is { } effect)
            {
                var apply = new SchemaApply(one.At, one.Place, effect.Act, effect.Says)
                {
                    Swallowed = one.Command.Swallowing?.Says ?? effect.By?.Swallowed,
                    TestsEnvironment = one.TestsEnvironment,
                };
                if (one.IsOfUnknownHost)
                    perhaps.Add(new(effect.Tool, apply, StepReach.Production, one.Command.Directory, effect.By));
                else
                    Add(effect, apply, StepReach.Production, one.Command.Directory);
            }
        foreach (var step in StepOfPipeline.All(known))
        {
            foreach (var command in step.Step.Commands)
                if (reading.Of(command) is { } effect)
                    Add(effect, Of(step, command, effect), PipelineApplies.Of(step), command.Directory);
            foreach (var task in TaskOfEcs.In(step))
                Add(step, task, reading);
        }
        // What people are told to type is how the schema changes where nothing else changes it.
        if (!effects.Exists(effect => effect.Reach is StepReach.Production && effect.Apply.Act is ApplyAct.Migrate))
            foreach (var (tool, apply) in PushesInDocuments.In(sources.Tree, known))
                effects.Add(new(tool, apply, StepReach.Production, null, null));
    }

    /// <summary>A task in the cloud counts when the job asks how it ended: starting one succeeds whatever becomes of it.</summary>
    void Add(StepOfPipeline step, TaskOfEcs task, CommandReading reading)
    {
        var reach = PipelineApplies.Of(step);
        if (task.Command is { } command && reading.Of(command) is { } effect)
            if (task.IsAwaited)
                Add(effect, Of(step, command, effect), reach, null);
            else
                perhapsInTask ??=
                    reach is StepReach.Production
                        ? $"may be applied by the task that {task.At} starts, which nothing here waits for"
                        : null;
        else if (reach is StepReach.Production && task.Command?.Line.Contains("migrat", StringComparison.OrdinalIgnoreCase) is not false)
            perhapsInTask ??= $"may be applied by the task that {task.At} starts, whose command was not followed";
    }

    /// <summary>What code does, whether or not anything starts it.</summary>
    public IReadOnlyList<CodeApply> InCode { get; }

    /// <summary>The effects on the schema of a set that reach a kind of database.</summary>
    public ImmutableArray<SchemaApply> On(FoundSet set, StepReach reach) =>
        [.. effects.Where(effect => effect.Reach == reach && Concerns(effect, set)).Select(effect => effect.Apply).Distinct()];

    /// <summary>
    /// That a build migrates of which nothing tells who runs it, or perhaps a task of ECS, as a clause about the migrations; null when none does.
    /// </summary>
    public string? Perhaps(FoundSet set) =>
        perhaps.Find(one => one.Apply.Act is ApplyAct.Migrate && Concerns(one, set)) is { Apply: var apply }
            ? $"may be applied by the build in {apply.At}, and no file here tells which host runs it: {apply.Says}"
            : perhapsInTask;

    /// <summary>The effects that a tool has in production, whatever the set.</summary>
    public ImmutableArray<SchemaApply> By(MigrationTool tool) =>
        [.. effects.Where(effect => effect.Reach is StepReach.Production && effect.Tool == tool).Select(effect => effect.Apply).Distinct()];

    void Add(CommandEffect effect, SchemaApply apply, StepReach reach, string? directory) =>
        effects.Add(new(effect.Tool, apply, reach, directory, effect.By));

    static SchemaApply Of(StepOfPipeline step, PipelineCommand command, CommandEffect effect) =>
        new(command.At, step.Pipeline.System is PipelineSystem.HostBuild ? ApplyPlace.Build : ApplyPlace.Pipeline, effect.Act, effect.Says)
        {
            Swallowed = command.Swallowing?.Says ?? effect.By?.Swallowed,
            TestsEnvironment = BuildConditions.AreIn(step.Step.Run),
            IsByHand = PipelineApplies.IsByHand(step),
        };

    bool Concerns(Effect effect, FoundSet set)
    {
        if (!Fits(effect, set))
            return false;
        var fitting = sets.Where(other => Fits(effect, other)).ToList();
        if (fitting.Count < 2)
            return true;
        var near = fitting.Where(other => IsNear(effect, other)).ToList();
        return near.Count == 0 || near.Contains(set);
    }

    static bool Fits(Effect effect, FoundSet set) =>
        effect.Tool == set.Tool
        || (set.Tool is MigrationTool.Drizzle or MigrationTool.Prisma && effect.Tool is MigrationTool.CloudflareD1)
        || (set.Tool is MigrationTool.Alembic && effect.Tool is MigrationTool.SqlAlchemy)
        || (OfSql.Contains(set.Tool) && effect.Tool is MigrationTool.OwnRunner or MigrationTool.Unknown)
        || (set.Tool is MigrationTool.Unknown && OfSql.Contains(effect.Tool));

    /// <summary>Whether a command or code lies in the part of the app that the set belongs to, or names its folder.</summary>
    static bool IsNear(Effect effect, FoundSet set) =>
        effect.Apply.Says.Contains(set.Folder, StringComparison.Ordinal)
        || (effect.Directory is { Length: > 0 } directory && (Paths.IsIn(directory, set.Folder) || Paths.IsIn(TopOf(set), directory)));

    /// <summary>The part of the app that a set belongs to: what stands before its usual place.</summary>
    static string TopOf(FoundSet set)
    {
        var parts = set.Folder.Split('/');
        return string.Join('/', parts.Take(parts is ["apps" or "packages" or "services" or "src", _, ..] ? 2 : 1));
    }
}
