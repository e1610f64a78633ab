namespace Shipworthy.Model;

/// <summary>
/// Failing findings, of one check or of several, that one change mends. A check closes when all its causes are mended.
/// </summary>
/// <param name="Rule">The rule that names it: the worst of those that fired, and of these the first in the checklist.</param>
/// <param name="Findings">The findings with their checks, the worst first.</param>
public sealed record Cause(Rule Rule, ImmutableArray<(string Check, Finding Finding)> Findings)
{
    /// <summary>The worst severity among the findings.</summary>
    public Severity Severity => Findings.Max(item => item.Finding.Severity) ?? Rule.Severity;

    /// <summary>Ids of the checks that it keeps open, in the order of the checklist.</summary>
    public ImmutableArray<string> Checks =>
        [.. Findings.Select(item => item.Check).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Whether every finding of it is waived.</summary>
    public bool Waived => Findings.All(item => item.Finding.Waiver is not null);
}
