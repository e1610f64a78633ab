namespace Shipworthy.Reports.Html;

/// <summary>What a closed line says of a check beside its sentence.</summary>
static class CheckLine
{
    /// <summary>The one thing to know of the verdict, as a sentence.</summary>
    public static string Says(CheckResult result)
    {
        var verdict = result.Verdict;
        return verdict.Kind switch
        {
            VerdictKind.Fail => verdict.Findings[0].Rule is { } rule ? Words.OneLine(rule.Consequence) : Words.Sentence(verdict.Because),
            VerdictKind.Pass when verdict.SettledBy is not null => Words.Sentence(verdict.Because),
            VerdictKind.Pass => Words.Sentence(result.Check.ProvedWhen),
            VerdictKind.Unproven => Words.Sentence(FirstOf(verdict, Outcome.Unproven) ?? verdict.Because),
            VerdictKind.NotApplicable => Words.Sentence(verdict.Because),
        };
    }

    /// <summary>"3 of 42", where something was counted.</summary>
    public static string Count(Verdict verdict) =>
        verdict.Total > 0 ? $"{Words.Digits(verdict.Passed)} of {Words.Digits(verdict.Total)}" : "";

    static string? FirstOf(Verdict verdict, Outcome outcome) =>
        verdict.Findings.FirstOrDefault(finding => finding.Outcome == outcome)?.Says;
}
