namespace Shipworthy.Model;

/// <summary>What a scan of the whole checklist said, in short: a point of the trend. It holds no text of the app.</summary>
/// <param name="On">The day of the scan.</param>
/// <param name="Commit">The newest commit, in full; null without git.</param>
/// <param name="Version">The version of Shipworthy that scanned.</param>
/// <param name="Verdicts">The verdict on each check, by its id.</param>
/// <param name="Blockers">Ids of the checks that fail with a blocker.</param>
public sealed record PastScan(
    DateOnly On,
    string? Commit,
    string Version,
    ImmutableSortedDictionary<string, VerdictKind> Verdicts,
    ImmutableSortedSet<string> Blockers
)
{
    /// <summary>How many checks had the verdict.</summary>
    public int Count(VerdictKind kind) => Verdicts.Values.Count(verdict => verdict == kind);

    /// <summary>How many checks applied.</summary>
    public int Applicable => Verdicts.Count - Count(VerdictKind.NotApplicable);

    /// <summary>Whether another scan found the same at the same commit.</summary>
    public bool SaysTheSameAs(PastScan other) =>
        Commit == other.Commit && Version == other.Version && Verdicts.SequenceEqual(other.Verdicts) && Blockers.SetEquals(other.Blockers);

    /// <summary>A report in short; null when only some checks were asked for, or no day is known.</summary>
    public static PastScan? Of(Report report) =>
        report.IsPartial || report.ScannedOn is not { } on
            ? null
            : new(
                on,
                report.Target.Commit,
                report.Version,
                report.Checks.ToImmutableSortedDictionary(result => result.Check.Id, result => result.Verdict.Kind, StringComparer.Ordinal),
                [.. report.Checks.Where(result => result.Verdict.Severity is Severity.Blocker).Select(result => result.Check.Id)]
            );
}
