namespace Shipworthy.Reports.Comparing;

/// <summary>How a comparison is said in sentences; the same in every format.</summary>
static class ComparisonWords
{
    /// <summary>How many findings of a check are told one by one.</summary>
    public const int Told = 10;

    /// <summary>"This change makes one check worse and two better."</summary>
    public static string Says(Comparison comparison)
    {
        var (worse, better) = (comparison.Worse.Length, comparison.Better.Length);
        return (worse, better) switch
        {
            (0, 0) => "This change makes no check better or worse.",
            (0, _) => $"This change makes {Words.Counted(better, "check")} better and none worse.",
            (_, 0) => $"This change makes {Words.Counted(worse, "check")} worse.",
            _ => $"This change makes {Words.Counted(worse, "check")} worse and {Words.Number(better)} better.",
        };
    }

    /// <summary>"two new findings, one gone; 30 of 51 proved, 29 before"</summary>
    public static string Counts(Comparison comparison)
    {
        var findings = $"{Words.Counted(comparison.New, "new finding")}, {Words.Number(comparison.Gone)} gone";
        var (before, after) = (new Headline(comparison.Before).Proved, new Headline(comparison.After).Proved);
        return $"{findings}; {after}{(before == after ? ", as before" : $", {before.Replace(" proved", "", StringComparison.Ordinal)} before")}";
    }

    /// <summary>"proved 17 of 17, now fails with a blocker (16 of 17)"</summary>
    public static string Step(ChangedCheck one)
    {
        var (before, after) = (Of(one.Before), Of(one.After));
        return before == after ? $"still {after}" : $"was {before}, now {after}";
    }

    static string Of(Verdict verdict) =>
        verdict.Kind switch
        {
            VerdictKind.Pass => $"proved ({verdict.Because})",
            VerdictKind.Fail =>
                $"failing{(verdict.Severity is { } severity ? $" with a {Names.Of(severity)}" : "")} ({verdict.Passed} of {verdict.Total} proved)",
            VerdictKind.Unproven => "unproven",
            VerdictKind.NotApplicable => "not applicable",
        };
}
