namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>A place in code that changes a schema.</summary>
/// <param name="At">The place.</param>
/// <param name="Path">Its file.</param>
/// <param name="Tool">The tool that it calls.</param>
/// <param name="Act">What it does.</param>
/// <param name="Says">What it calls: <c>Database.Migrate()</c>.</param>
sealed record CodeApply(Location At, string Path, MigrationTool Tool, ApplyAct Act, string Says)
{
    /// <summary>Whether it runs when the app starts in production; otherwise a command has to start its file.</summary>
    public bool RunsAtStart { get; init; }

    /// <summary>The word of the command line that makes it run; null when none is needed.</summary>
    public string? Argument { get; init; }

    /// <summary>Why its failure stops nothing, as a clause; null when it does.</summary>
    public string? Swallowed { get; init; }

    /// <summary>Whether it is not known if its failure stops anything.</summary>
    public bool StopsUnknown { get; init; }

    /// <summary>Whether production never comes to it.</summary>
    public bool IsOutsideProduction { get; init; }
}
