namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>The stores of record: what would be gone for good if it were lost.</summary>
    public Facts<DataStore> DataStores => Of<DataStore>();

    /// <summary>What makes backups worth less than they look.</summary>
    public Facts<BackupFlaw> BackupFlaws => Of<BackupFlaw>();
}

/// <summary>A store of record: a database, or a store of people's files. Caches, queues and what can be built again are none.</summary>
/// <param name="At">Where it is declared or set up; where the code opens it when nothing declares it.</param>
/// <param name="Name">What people call it, with its article.</param>
public sealed record DataStore(Location At, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"data-store:{At.Path}:{Name}";

    /// <summary>Whether it spreads reads over machines by itself, so that a replica would take over nothing.</summary>
    public bool SpreadsReads { get; init; }

    /// <summary>Who backs it up, as far as it shows.</summary>
    public required BackupState Backup { get; init; }

    /// <summary>What shows it, as a clause about the place.</summary>
    public required string Because { get; init; }
}

/// <summary>How a store is backed up.</summary>
public enum BackupState
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>Its provider decides by the plan, or by switches that the repository does not show.</summary>
    ByPlan,

    /// <summary>By itself, as the repository declares it.</summary>
    Automatic,

    /// <summary>By itself, and nothing older than a few days is kept.</summary>
    Short,

    /// <summary>Backups are switched off, or not part of its plan.</summary>
    SwitchedOff,

    /// <summary>It is run by the team itself, and nothing here backs it up.</summary>
    Absent,
}

/// <summary>Something that makes backups worth less than they look.</summary>
/// <param name="At">The line.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Because">How, as a clause about the place.</param>
public sealed record BackupFlaw(Location At, BackupFlawKind Kind, string Because) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"backup-flaw:{Kind}:{At.Path}:{Because}";
}

/// <summary>Kinds of what makes backups worth less.</summary>
public enum BackupFlawKind
{
    Unknown,

    /// <summary>The copy lies where the original lies.</summary>
    SamePlace,

    /// <summary>A backup that fails looks like one that worked.</summary>
    Silent,

    /// <summary>Nothing starts it, or it keeps nothing.</summary>
    Idle,

    /// <summary>Data of the database lie in git.</summary>
    InGit,

    /// <summary>There is a way to restore, and nothing ever takes it.</summary>
    NeverRestored,

    /// <summary>The database can be deleted with everything in it by one command.</summary>
    EasilyDeleted,
}
