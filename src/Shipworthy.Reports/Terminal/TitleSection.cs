namespace Shipworthy.Reports.Terminal;

/// <summary>The app, what is said of it, and the counts.</summary>
static class TitleSection
{
    public static void Write(Page page, Report report, Headline headline)
    {
        var title = new Run($"{headline.App} {headline.Says}", Tone.Bold);
        var commit = new Run(page.IsWide ? headline.CommitAndDay : headline.Commit, Tone.Dim);
        var fits = Page.Margin + page.WidthOf(title.Text) + 2 + page.WidthOf(commit.Text) <= page.Right;
        if (fits)
            page.Row([Page.Spaces(Page.Margin)], Page.Margin, [title], commit, page.WidthOf(commit.Text));
        else
        {
            page.Text(Page.Margin, title);
            page.Text(Page.Margin, commit);
        }
        Counts(page, report, headline);
    }

    static void Counts(Page page, Report report, Headline headline)
    {
        var (fail, unproven, absent) = (
            report.Count(VerdictKind.Fail),
            report.Count(VerdictKind.Unproven),
            report.Count(VerdictKind.NotApplicable)
        );
        List<Run> counts =
        [
            new(
                headline.Proved,
                report.Ready ? Tone.AllProved
                    : report.Count(VerdictKind.Pass) > 0 ? Tone.AllProved
                    : Tone.Bold
            ),
        ];
        if (fail > 0)
            counts.Add(new($"{fail} fail", Tone.Blocks));
        if (unproven > 0)
            counts.Add(new($"{unproven} unproven", Tone.Open));
        if (absent > 0)
            counts.Add(new(absent == 1 ? "1 does not apply" : $"{absent} do not apply", Tone.Dim));
        if (report.IsPartial)
            counts.Add(new($"{report.Checks.Length} of {Report.ChecklistLength} asked", Tone.Dim));
        Spread(page, counts);
    }

    /// <summary>As far apart as the line allows; on several lines where it allows nothing.</summary>
    static void Spread(Page page, List<Run> counts)
    {
        var width = counts.Sum(count => page.WidthOf(count.Text));
        var gap = counts.Count < 2 ? 0 : Math.Min((page.Right - Page.Margin - width) / (counts.Count - 1), 5);
        if (gap >= 2)
            page.Line([Page.Spaces(Page.Margin), .. counts.SelectMany((count, i) => i == 0 ? [count] : new[] { Page.Spaces(gap), count })]);
        else
            foreach (var count in counts)
                page.Text(Page.Margin, count);
    }
}
