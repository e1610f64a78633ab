namespace Shipworthy.Model;

/// <summary>
/// Observed beats read, and read beats said: of several findings about the same thing, those of the highest rank stand and the others become notes.
/// A failing code path stands against every observation (<see cref="Rule.HoldsAgainstObservation"/>).
/// </summary>
static class Precedence
{
    public static ImmutableArray<Finding> Apply(ImmutableArray<Finding> findings)
    {
        var highest = findings
            .Where(finding => finding.Outcome is not Outcome.Note)
            .GroupBy(finding => finding.Identity, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Max(finding => finding.Proof.Rank), StringComparer.Ordinal);
        return [.. findings.Select(finding => Stands(finding, highest) ? finding : Outranked(finding))];
    }

    static bool Stands(Finding finding, Dictionary<string, int> highest) =>
        finding.Outcome is Outcome.Note
        || finding.Proof.Rank == highest[finding.Identity]
        || finding is { Outcome: Outcome.Fail, Rule.HoldsAgainstObservation: true };

    static Finding Outranked(Finding finding) =>
        finding with
        {
            Outcome = Outcome.Note,
            Severity = null,
            Rule = null,
            Says = $"{finding.Says}; a stronger source says otherwise",
        };
}
