namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>What each migration does to tables.</summary>
    public Facts<MigrationContent> MigrationContents => Of<MigrationContent>();

    /// <summary>Where migrations run before production, each with the data that they meet there.</summary>
    public Facts<MigrationRehearsal> MigrationRehearsals => Of<MigrationRehearsal>();
}

/// <summary>What a migration does to tables.</summary>
/// <param name="At">The file.</param>
public sealed record MigrationContent(Location At) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"migration:{At.Path}";

    /// <summary>The tables that it makes, without schema, in lower case.</summary>
    public ImmutableArray<string> Creates { get; init; } = [];

    /// <summary>The tables whose shape or rows it changes, without schema, in lower case; those that it makes may be among them.</summary>
    public ImmutableArray<string> Changes { get; init; } = [];

    /// <summary>What it does to tables that may take long, lock them, or fail on rows that are there, in the order of the file.</summary>
    public ImmutableArray<MigrationRisk> Risks { get; init; } = [];

    /// <summary>Why what it does could not be read, as a clause; null when it was.</summary>
    public string? NotRead { get; init; }
}

/// <summary>A step of a migration that may take long, lock a table, or fail on rows that are there.</summary>
/// <param name="At">The line.</param>
/// <param name="Table">The table, without schema, in lower case; empty when it is not named.</param>
/// <param name="Says">What it does, as a clause about the line.</param>
public sealed record MigrationRisk(Location At, string Table, string Says)
{
    /// <summary>Whether the app's own code speaks of the table.</summary>
    public bool IsUsed { get; init; }

    /// <summary>Whether all that is wrong with it is the time for which it locks; a small database in a file does not feel it.</summary>
    public bool IsAboutLocks { get; init; }
}

/// <summary>A place where migrations run before production.</summary>
/// <param name="At">The line that runs them.</param>
/// <param name="Data">What they meet there.</param>
/// <param name="Says">As a clause about the migrations: "are applied to a branch of production by rehearse.yml".</param>
public sealed record MigrationRehearsal(Location At, RehearsalData Data, string Says) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"rehearsal:{At.Path}:{Data}";

    /// <summary>Why it stops no release, as a clause about the place; null when it does.</summary>
    public string? StopsNothing { get; init; }
}

/// <summary>What migrations meet before production.</summary>
public enum RehearsalData
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>Nothing, or rows that the team made up.</summary>
    Empty,

    /// <summary>Data that came from production.</summary>
    Copy,
}
