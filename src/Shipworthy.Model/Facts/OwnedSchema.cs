namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>The schemas of databases that the app owns, each with how it changes.</summary>
    public Facts<OwnedSchema> OwnedSchemas => Of<OwnedSchema>();
}

/// <summary>A schema of a database that the app owns: its files of changes, and what applies them in production (rubric 5.4).</summary>
/// <param name="At">Where it is written down: its newest migration, or what shows that there is a schema.</param>
/// <param name="Tool">What applies its migrations.</param>
/// <param name="Folder">The folder of its migrations, or the one that holds what shows it; empty for the root.</param>
public sealed record OwnedSchema(Location At, MigrationTool Tool, string Folder) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"schema:{Tool}:{Folder}";

    /// <summary>Its migrations in the order in which they are applied; none when it has no files.</summary>
    public ImmutableArray<MigrationFile> Files { get; init; } = [];

    /// <summary>What shows that there is a schema, as a clause about the place: "makes tables"; for one with files, where they lie.</summary>
    public required string Because { get; init; }

    /// <summary>What changes it in production by files, the soundest first.</summary>
    public ImmutableArray<SchemaApply> Applies { get; init; } = [];

    /// <summary>What changes it in production without files.</summary>
    public ImmutableArray<SchemaApply> Guesses { get; init; } = [];

    /// <summary>Where its migrations run without reaching production: in tests of a pipeline, on a staging.</summary>
    public ImmutableArray<SchemaApply> Rehearsals { get; init; } = [];

    /// <summary>Where its migrations would be applied and are not: what starts the app, or deploys it; null when nothing here does.</summary>
    public Location? NotAppliedAt { get; init; }

    /// <summary>Why its migrations may be applied where we cannot see it, as a clause about it; null without a sign.</summary>
    public string? PerhapsElsewhere { get; init; }

    /// <summary>What is wrong with its files.</summary>
    public ImmutableArray<MigrationFlaw> Flaws { get; init; } = [];

    /// <summary>Why a schema without files leaves open who makes its tables, as a clause; null when it is known.</summary>
    public string? NotSeen { get; init; }
}

/// <summary>A file that changes a schema.</summary>
/// <param name="At">The file.</param>
/// <param name="Version">What the tool orders it by and keeps in its list: a number, a timestamp, a revision.</param>
public sealed record MigrationFile(Location At, string Version)
{
    /// <summary>The day on which it reached the default branch; null when the history does not tell.</summary>
    public DateOnly? AddedOn { get; init; }
}

/// <summary>Something that changes a schema.</summary>
/// <param name="At">The line that does.</param>
/// <param name="Place">Where it runs.</param>
/// <param name="Act">What it does.</param>
/// <param name="Says">What runs, as people type it: <c>prisma migrate deploy</c>.</param>
public sealed record SchemaApply(Location At, ApplyPlace Place, ApplyAct Act, string Says) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"apply:{At.Path}:{Place}:{Says}";

    /// <summary>Why its failure stops nothing, as a clause about the place; null when it does.</summary>
    public string? Swallowed { get; init; }

    /// <summary>Whether it is not known if its failure stops the start.</summary>
    public bool StopsUnknown { get; init; }

    /// <summary>Of a build: whether it tells production from previews before it goes on.</summary>
    public bool TestsEnvironment { get; init; }

    /// <summary>Whether only a person starts it.</summary>
    public bool IsByHand { get; init; }
}

/// <summary>Places in which a schema is changed.</summary>
public enum ApplyPlace
{
    Unknown,

    /// <summary>A step of a pipeline.</summary>
    Pipeline,

    /// <summary>A hook that the host runs before new code starts.</summary>
    Release,

    /// <summary>The command by which a container or process starts.</summary>
    Start,

    /// <summary>Code that runs when the app starts.</summary>
    Code,

    /// <summary>The build command of a host.</summary>
    Build,
}

/// <summary>Ways to change a schema.</summary>
public enum ApplyAct
{
    Unknown,

    /// <summary>Applies the files that are not applied yet.</summary>
    Migrate,

    /// <summary>Makes the database look like the models, by guess.</summary>
    Push,

    /// <summary>Makes what is missing altogether, and changes nothing that is there.</summary>
    Create,

    /// <summary>Adds what the models have and the tables lack, and never takes anything away.</summary>
    AddMissing,

    /// <summary>Throws the tables away and makes them anew.</summary>
    Reset,
}

/// <summary>What is wrong with the files of a schema.</summary>
/// <param name="At">Where.</param>
/// <param name="Kind">What.</param>
/// <param name="Says">As a clause about the place.</param>
public sealed record MigrationFlaw(Location At, FlawKind Kind, string Says) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"flaw:{Kind}:{At.Path}:{Says}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => [.. Others];

    /// <summary>Other places that belong to it.</summary>
    public ImmutableArray<Location> Others { get; init; } = [];
}

/// <summary>Kinds of flaws.</summary>
public enum FlawKind
{
    Unknown,

    /// <summary>A migration was changed after it had been applied, or two share a version, or one was slipped in before others.</summary>
    Rewritten,

    /// <summary>A script mends the tool's list of what was applied.</summary>
    Repaired,

    /// <summary>The models name what no migration makes.</summary>
    Disagreeing,
}
