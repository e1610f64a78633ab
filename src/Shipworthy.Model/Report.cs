namespace Shipworthy.Model;

/// <summary>One check with its verdict.</summary>
public sealed record CheckResult(Check Check, Verdict Verdict);

/// <summary>
/// Everything that a report can show, as one value: writers turn it into text and compute nothing about the app.
/// </summary>
public sealed record Report
{
    /// <summary>How many checks the checklist holds.</summary>
    public const int ChecklistLength = 58;

    /// <summary>Version of Shipworthy that made it.</summary>
    public required string Version { get; init; }

    /// <summary>What was examined.</summary>
    public required Target Target { get; init; }

    /// <summary>All checks that were asked for, in the order of the checklist.</summary>
    public required ImmutableArray<CheckResult> Checks { get; init; }

    /// <summary>The failing findings by cause, the worst first.</summary>
    public required ImmutableArray<Cause> Causes { get; init; }

    /// <summary>What was left out, and by which rule.</summary>
    public required ImmutableArray<Skip> Skipped { get; init; }

    /// <summary>What this scan did not look at, each a sentence: the running app, the database.</summary>
    public required ImmutableArray<string> NotLookedAt { get; init; }

    /// <summary>Statements that count today.</summary>
    public ImmutableArray<Attestation> Attestations { get; init; } = [];

    /// <summary>Statements that have lapsed and count as nothing.</summary>
    public ImmutableArray<Attestation> Lapsed { get; init; } = [];

    /// <summary>How long it took.</summary>
    public required Durations Durations { get; init; }

    /// <summary>The day of the scan, by which statements and waivers lapse; null when the report was made without a clock.</summary>
    public DateOnly? ScannedOn { get; init; }

    /// <summary>Earlier scans of this app, the oldest first; empty unless they are kept.</summary>
    public ImmutableArray<PastScan> Earlier { get; init; } = [];

    /// <summary>Whether only some of the checks were asked for. Such a report never says that the app is ready.</summary>
    public bool IsPartial => Checks.Length < ChecklistLength;

    /// <summary>How many checks fail with a blocker.</summary>
    public int Blockers => Checks.Count(result => result.Verdict.Severity is Severity.Blocker);

    /// <summary>How many checks have the given verdict.</summary>
    public int Count(VerdictKind kind) => Checks.Count(result => result.Verdict.Kind == kind);

    /// <summary>How many checks apply to this app: all but those that do not.</summary>
    public int Applicable => Checks.Length - Count(VerdictKind.NotApplicable);

    /// <summary>Whether the whole checklist was asked for, and every check that applies is proved.</summary>
    public bool Ready => !IsPartial && Applicable > 0 && Count(VerdictKind.Pass) == Applicable;
}
