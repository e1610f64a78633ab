namespace Shipworthy.Extractors.Backups;

/// <summary>Something that copies the data of a store.</summary>
/// <param name="At">The line that does.</param>
/// <param name="Engine">The engine that it is for; <c>any</c> where it is for several.</param>
/// <param name="Starts">Who starts it.</param>
/// <param name="Says">What it does and when, as a clause about the store: "is dumped by a pipeline every night".</param>
sealed record BackupJob(Location At, string Engine, StartedBy Starts, string Says)
{
    /// <summary>Whether the copy leaves the machine; null when that is not shown.</summary>
    public bool? Leaves { get; init; }

    /// <summary>Why its failure is not noticed, as a clause about the line; null when it is, or when that is not known.</summary>
    public string? Silent { get; init; }
}

/// <summary>Who starts a backup.</summary>
enum StartedBy
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>A clock, or a program that runs all the time.</summary>
    Clock,

    /// <summary>Each deploy.</summary>
    Deploy,

    /// <summary>A person alone.</summary>
    Person,

    /// <summary>Nothing here.</summary>
    Nobody,
}

/// <summary>Something that brings a copy back.</summary>
/// <param name="At">The line that does.</param>
/// <param name="Starts">Who starts it.</param>
/// <param name="Says">What it does, as a clause about the copy: "restored by a pipeline every week".</param>
sealed record RestoreJob(Location At, StartedBy Starts, string Says);
