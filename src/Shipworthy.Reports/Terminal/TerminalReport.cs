namespace Shipworthy.Reports.Terminal;

/// <summary>
/// The report for a terminal: verdict and number, the checklist as a picture, the worst gaps by cause, what is open and what settles it, what was not
/// looked at, what people have said, and what to do next. It tells causes and not all findings.
/// </summary>
public static class TerminalReport
{
    /// <summary>Writes the report. Lines end with a line feed.</summary>
    public static void Write(Report report, TextWriter writer, TerminalOptions options)
    {
        var page = new Page(writer, options);
        var headline = new Headline(report);
        page.Gap();
        TitleSection.Write(page, report, headline);
        page.Gap();
        Matrix.Write(page, report);
        CauseSection.Write(page, report, headline);
        OpenSection.Write(page, headline);
        GroundsSection.Write(page, report, headline);
        page.Gap();
        ClosingSection.Write(page, report, headline);
        page.Gap();
    }
}
