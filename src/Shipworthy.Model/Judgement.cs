namespace Shipworthy.Model;

/// <summary>
/// Findings on their way to a verdict. It only becomes one through an explicit answer for the empty scope, so a check that forgets the question
/// does not compile. There is no <c>OrPass</c>: nothing passes because nothing was found.
/// </summary>
public sealed class Judgement
{
    readonly ImmutableArray<Finding> findings;

    internal Judgement(ImmutableArray<Finding> findings) => this.findings = findings;

    /// <summary>
    /// Joins failing findings that one change at one place would mend, such as all endpoints behind one limiter that does not count: those with the same
    /// key become one, which speaks for all of them. The verdict and its "k of n" stay the same.
    /// </summary>
    /// <param name="key">What mends the finding; null for one that stands by itself.</param>
    /// <param name="join">Makes the finding that stands for those with the same key, in the order of their places.</param>
    public Judgement Joined(Func<Finding, string?> key, Func<ImmutableArray<Finding>, Finding> join)
    {
        var keyed = findings.ToLookup(finding => finding.Outcome is Outcome.Fail ? key(finding) : null, StringComparer.Ordinal);
        return new([
            .. keyed[null],
            .. keyed
                .Where(group => group.Key is not null)
                .Select(group => join([.. group.Order(FindingOrder.WorstFirst)]) with { Items = group.Sum(finding => finding.Items) }),
        ]);
    }

    bool NothingCounted => findings.All(finding => finding.Outcome is Outcome.Note);

    /// <summary>When nothing is in scope: the check does not apply, because its precondition is absent.</summary>
    public Verdict OrNotApplicable(string because) =>
        NothingCounted ? Verdict.Empty(VerdictKind.NotApplicable, because, findings) : Verdict.Of(findings);

    /// <summary>When nothing is in scope: it cannot be told from here.</summary>
    public Verdict OrUnproven(string because) =>
        NothingCounted ? Verdict.Empty(VerdictKind.Unproven, because, findings) : Verdict.Of(findings);

    /// <summary>When nothing is in scope: the app visibly needs the practice, a repository would show it, and it is absent.</summary>
    /// <param name="rule">The row of the rubric that names the absence.</param>
    /// <param name="because">The sentence for people; defaults to the rule's own.</param>
    /// <param name="at">Where a reader would look for it; defaults to the whole app.</param>
    public Verdict OrFail(Rule rule, string? because = null, Location? at = null)
    {
        if (!NothingCounted)
            return Verdict.Of(findings);
        var absence = new Finding(Outcome.Fail, at ?? Location.WholeApp, because ?? rule.Says)
        {
            Severity = rule.Severity,
            Rule = rule,
            Identity = $"absent:{rule.Id}",
            Roots = [$"absent:{rule.Id}"],
        };
        return Verdict.Empty(VerdictKind.Fail, because ?? rule.Says, [absence, .. findings]);
    }
}
