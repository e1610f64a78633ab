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

    /// <summary>The places where it is seen, each once: the worst first, and of these the one that most findings name.</summary>
    public ImmutableArray<Location> Places =>
        [
            .. Findings
                .GroupBy(
                    item => (item.Finding.At.Path, item.Finding.At.Line, item.Finding.At.Commit, item.Finding.At.Outside),
                    item => item.Finding
                )
                .OrderByDescending(place => place.Max(finding => finding.Severity))
                .ThenByDescending(place => place.Count())
                .Select(place => place.First().At),
        ];

    /// <summary>Whether every finding of it is waived.</summary>
    public bool Waived => Findings.All(item => item.Finding.Waiver is not null);
}
