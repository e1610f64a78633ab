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
        int[] orders =
        [
            sign * x.Outcome.CompareTo(y.Outcome),
            sign * Nullable.Compare(x.Severity, y.Severity),
            string.CompareOrdinal(x.At.Path, y.At.Path),
            x.At.Line.CompareTo(y.At.Line),
            x.At.Column.CompareTo(y.At.Column),
            string.CompareOrdinal(x.At.Commit, y.At.Commit),
            string.CompareOrdinal(x.Says, y.Says),
            string.CompareOrdinal(x.Identity, y.Identity),
            string.CompareOrdinal(x.Rule?.Id, y.Rule?.Id),
            x.Proof.CompareTo(y.Proof),
        ];
        return Array.Find(orders, order => order != 0);
    }
}
