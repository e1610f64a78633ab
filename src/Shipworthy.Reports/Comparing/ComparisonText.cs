using Shipworthy.Reports.Terminal;

namespace Shipworthy.Reports.Comparing;

/// <summary>A comparison in a terminal: what got worse with its new findings and their fixes, then what got better.</summary>
public static class ComparisonText
{
    const int checkEnd = 8;

    /// <summary>Writes it. Lines end with a line feed.</summary>
    public static void Write(Comparison comparison, TextWriter writer, TerminalOptions options)
    {
        var page = new Page(writer, options);
        page.Gap();
        page.Text(
            Page.Margin,
            new Run($"{new Headline(comparison.After).App}: from {comparison.NameBefore} to {comparison.NameAfter}", Tone.Bold)
        );
        page.Text(Page.Margin, ComparisonWords.Says(comparison));
        page.Text(Page.Margin, new Run(Words.Capital(ComparisonWords.Counts(comparison)), Tone.Dim));
        Section(page, "Worse", comparison.Worse);
        Section(page, "Better", comparison.Better);
        Section(page, "Otherwise", comparison.Otherwise);
        page.Gap();
    }

    static void Section(Page page, string heading, ImmutableArray<ChangedCheck> checks)
    {
        if (checks.IsEmpty)
            return;
        page.Heading(heading);
        foreach (var one in checks)
        {
            page.Row(
                [Page.Spaces(Page.Margin), page.Glyphs.Of(one.After), new($" {one.Check.Id}", Tone.Bold)],
                checkEnd,
                [one.Check.Sentence]
            );
            page.Text(checkEnd, ComparisonWords.Step(one));
            Findings(page, "new", one.New, withFix: true);
            Findings(page, "gone", one.Gone, withFix: false);
        }
    }

    static void Findings(Page page, string word, ImmutableArray<Finding> findings, bool withFix)
    {
        foreach (var finding in findings.Take(ComparisonWords.Told))
        {
            var waived = finding.Waiver is { } waiver ? $" (waived by {waiver.By})" : "";
            page.Row(
                [Page.Spaces(checkEnd), new(word.PadRight(6), Tone.Dim)],
                checkEnd + 6,
                [new(finding.At.ToString(), Tone.Bold, Whole: true), $"  {finding.Says}{waived}"]
            );
        }
        if (findings.Length > ComparisonWords.Told)
            page.Text(checkEnd + 6, new Run($"and {Words.Digits(findings.Length - ComparisonWords.Told)} more {word}", Tone.Dim));
        if (withFix)
            foreach (var rule in findings.Select(finding => finding.Rule).OfType<Rule>().DistinctBy(rule => rule.Id))
                page.Row([Page.Spaces(checkEnd), new("fix   ", Tone.Dim)], checkEnd + 6, [Words.Plain(Words.OneLine(rule.Fix))]);
    }
}
