namespace Shipworthy.Reports.Comparing;

/// <summary>Which way a check moved.</summary>
public enum Change
{
    /// <summary>A worse verdict, or a failing finding that was not there before.</summary>
    Worse,

    /// <summary>A better verdict, or failing findings that are gone, and nothing new.</summary>
    Better,

    /// <summary>From proved to not applicable, or back.</summary>
    Otherwise,
}

/// <summary>A check whose verdict or whose failing findings differ between two scans.</summary>
/// <param name="New">Failing findings that are only there after the change, the worst first. Waived ones are among them.</param>
/// <param name="Gone">Failing findings that were only there before it, the worst first.</param>
public sealed record ChangedCheck(
    Check Check,
    Verdict Before,
    Verdict After,
    Change Change,
    ImmutableArray<Finding> New,
    ImmutableArray<Finding> Gone
)
{
    /// <summary>Compares two verdicts of a check; null when nothing differs that matters.</summary>
    internal static ChangedCheck? Of(Check check, Verdict before, Verdict after)
    {
        var fresh = Only(check, after, before);
        var gone = Only(check, before, after);
        var step = Rank(after) - Rank(before);
        Change? change =
            step < 0 || fresh.Length > 0 ? Change.Worse
            : step > 0 || gone.Length > 0 ? Change.Better
            : before.Kind != after.Kind ? Change.Otherwise
            : null;
        return change is { } one ? new(check, before, after, one, fresh, gone) : null;
    }

    /// <summary>Failing findings of the one verdict that the other has not, by fingerprint.</summary>
    static ImmutableArray<Finding> Only(Check check, Verdict one, Verdict other)
    {
        var known = Failing(other).Select(finding => finding.Fingerprint(check.Id)).ToHashSet(StringComparer.Ordinal);
        return [.. Failing(one).Where(finding => !known.Contains(finding.Fingerprint(check.Id)))];
    }

    static IEnumerable<Finding> Failing(Verdict verdict) => verdict.Findings.Where(finding => finding.Outcome is Outcome.Fail);

    /// <summary>How good a verdict is. "Does not apply" is neither better nor worse than proved.</summary>
    static int Rank(Verdict verdict) =>
        verdict.Kind switch
        {
            VerdictKind.Fail => verdict.Severity switch
            {
                Severity.Blocker => 0,
                Severity.Major => 1,
                Severity.Minor or null => 2,
            },
            VerdictKind.Unproven => 3,
            VerdictKind.Pass or VerdictKind.NotApplicable => 4,
        };
}
