namespace Shipworthy.Model;

/// <summary>Total orders of findings, so that no report depends on the order in which facts were learnt.</summary>
public sealed class FindingOrder : IComparer<Finding>
{
    readonly int sign;

    FindingOrder(int sign) => this.sign = sign;

    /// <summary>Fails by severity, then unproven, passes and notes; then by place.</summary>
    public static FindingOrder WorstFirst { get; } = new(-1);

    /// <summary>Passes, then unproven, then fails from the mildest; then by place.</summary>
    public static FindingOrder BestFirst { get; } = new(1);

    /// <inheritdoc/>
    public int Compare(Finding? x, Finding? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var byOutcome = sign * x.Outcome.CompareTo(y.Outcome);
        if (byOutcome != 0)
            return byOutcome;
        var bySeverity = sign * Nullable.Compare(x.Severity, y.Severity);
        if (bySeverity != 0)
            return bySeverity;
        var byPath = string.CompareOrdinal(x.At.Path, y.At.Path);
        if (byPath != 0)
            return byPath;
        var byLine = x.At.Line.CompareTo(y.At.Line);
        if (byLine != 0)
            return byLine;
        var byCommit = string.CompareOrdinal(x.At.Commit, y.At.Commit);
        if (byCommit != 0)
            return byCommit;
        var byText = string.CompareOrdinal(x.Says, y.Says);
        return byText != 0 ? byText : string.CompareOrdinal(x.Identity, y.Identity);
    }
}
