using Shipworthy.Model;

namespace Shipworthy.Cli.Settings;

/// <summary>What <c>shipworthy.yaml</c> says; everything in it is optional.</summary>
sealed record AppSettings
{
    /// <summary>No settings.</summary>
    public static AppSettings None { get; } = new();

    /// <summary>Folders of the things that run by themselves, where the team names them.</summary>
    public ImmutableArray<string> Deployables { get; init; } = [];

    /// <summary>Addresses by environment: production, staging ...</summary>
    public ImmutableSortedDictionary<string, string> Environments { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Paths to leave out, each with a reason.</summary>
    public ImmutableArray<Skip> Exclude { get; init; } = [];

    /// <summary>The threshold of the exit code; null when it says none.</summary>
    public string? FailOn { get; init; }

    /// <summary>Whether kept scans lie in the app itself.</summary>
    public bool KeepsInside { get; init; }

    /// <summary>Statements of people.</summary>
    public ImmutableArray<Attestation> Attestations { get; init; } = [];

    /// <summary>Findings that people accept for a while.</summary>
    public ImmutableArray<Waiver> Waivers { get; init; } = [];
}
