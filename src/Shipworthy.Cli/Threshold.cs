using Shipworthy.Model;

namespace Shipworthy.Cli;

/// <summary>The lowest result that makes the exit code 1.</summary>
enum Threshold
{
    Never,
    Blocker,
    Major,
    Minor,
    Unproven,
}

/// <summary>Reads and applies thresholds.</summary>
static class Thresholds
{
    /// <summary>Names as they are typed.</summary>
    public static ImmutableArray<string> Names { get; } = ["blocker", "major", "minor", "unproven", "never"];

    /// <summary>The threshold of a name; null when there is none.</summary>
    public static Threshold? Named(string name) =>
        name switch
        {
            "never" => Threshold.Never,
            "blocker" => Threshold.Blocker,
            "major" => Threshold.Major,
            "minor" => Threshold.Minor,
            "unproven" => Threshold.Unproven,
            _ => null,
        };

    /// <summary>Whether a result reaches the threshold. Waived findings, and those that the baseline holds, do not count.</summary>
    public static bool Reached(Threshold threshold, CheckResult result, IReadOnlySet<string> baseline) =>
        threshold switch
        {
            Threshold.Never => false,
            Threshold.Blocker => Fails(result, Severity.Blocker, baseline),
            Threshold.Major => Fails(result, Severity.Major, baseline),
            Threshold.Minor => Fails(result, Severity.Minor, baseline),
            Threshold.Unproven => Fails(result, Severity.Minor, baseline) || result.Verdict.Kind is VerdictKind.Unproven,
        };

    static bool Fails(CheckResult result, Severity least, IReadOnlySet<string> baseline) =>
        result.Verdict.Findings.Any(finding =>
            finding.Severity >= least && finding.Waiver is null && !baseline.Contains(finding.Fingerprint(result.Check.Id))
        );
}
