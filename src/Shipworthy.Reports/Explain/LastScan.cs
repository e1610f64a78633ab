using Shipworthy.Reports.Terminal;

namespace Shipworthy.Reports.Explain;

/// <summary>What the last scan said of one check.</summary>
static class LastScan
{
    const int shown = 10;
    const int notes = 5;
    const int indent = Page.Margin + 2;

    public static void Write(Page page, Report report, CheckResult result)
    {
        var verdict = result.Verdict;
        page.Heading($"In this app, at the last scan{When(report)}");
        page.Row([Page.Spaces(Page.Margin), page.Glyphs.Of(verdict), " "], indent, [Said(verdict)]);
        var findings = verdict.Findings.Where(finding => finding.Outcome is not Outcome.Note).ToList();
        foreach (var finding in findings.Take(shown))
            Write(page, finding);
        if (findings.Count > shown)
            page.Text(indent, new Run($"and {Words.Digits(findings.Count - shown)} more", Tone.Dim));
        var near = verdict.Findings.Where(finding => finding.Outcome is Outcome.Note).ToList();
        foreach (var finding in near.Take(notes))
            page.Text(indent, "Not counted: ", new Run(finding.At.ToString(), Whole: true), $", {finding.Says}");
        if (near.Count > notes)
            page.Text(indent, new Run($"and {Words.Digits(near.Count - notes)} more not counted", Tone.Dim));
    }

    static string When(Report report)
    {
        List<string> parts = [];
        if (report.ScannedOn is { } day)
            parts.Add(Words.Day(day));
        if (report.Target.Commit is { } commit)
            parts.Add(Words.Short(commit));
        return parts.Count == 0 ? "" : $" ({string.Join(", ", parts)})";
    }

    static string Said(Verdict verdict) =>
        verdict.Kind switch
        {
            VerdictKind.Pass => $"proved, {verdict.Because}",
            VerdictKind.Fail => verdict.Total > 0 ? $"fails, {verdict.Passed} of {verdict.Total} proved" : $"fails: {verdict.Because}",
            VerdictKind.Unproven => $"unproven: {verdict.Because}",
            VerdictKind.NotApplicable => $"does not apply: {verdict.Because}",
        };

    static void Write(Page page, Finding finding)
    {
        var tone = finding.Outcome switch
        {
            Outcome.Fail => finding.Severity is Severity.Blocker ? Tone.Blocks : Tone.Fails,
            Outcome.Unproven => Tone.Open,
            Outcome.Pass or Outcome.Note => Tone.Plain,
        };
        var waived = finding.Waiver is { } waiver ? $" (waived by {waiver.By} until {Words.Day(waiver.Until)}; it still fails)" : "";
        var word = finding.Outcome is Outcome.Unproven ? "unproven: " : "";
        page.Row([Page.Spaces(indent), new(finding.At.ToString(), tone), Page.Spaces(2)], indent + 2, [$"{word}{finding.Says}{waived}"]);
    }
}
