using Shipworthy.Reports.Terminal;

namespace Shipworthy.Reports.Explain;

/// <summary>
/// What a check asks and why, how it is judged, how to mend it and what settles it; with the result of the last scan, when there is one.
/// </summary>
public static class ExplainText
{
    const int idEnd = 7;

    /// <summary>Writes the explanation. Lines end with a line feed.</summary>
    /// <param name="last">The report of the last scan; null when there is none.</param>
    public static void Write(Check check, Report? last, TextWriter writer, TerminalOptions options)
    {
        var page = new Page(writer, options);
        page.Gap();
        Title(page, check);
        page.Heading("Why it matters");
        page.Text(Page.Margin, check.Why);
        if (last?.Checks.FirstOrDefault(result => result.Check.Id == check.Id) is { } result)
            LastScan.Write(page, last, result);
        RubricTable.Write(page, check);
        StackList.Write(page, FixText.Of(check));
        page.Heading("What settles an unproven verdict");
        page.Text(Page.Margin, Words.Sentence(Words.Plain(Words.OneLine(check.SettledBy))));
        page.Gap();
        page.Text(Page.Margin, new Run($"The whole page: {CheckPage.FileName(check)}", Tone.Dim));
        page.Gap();
    }

    static void Title(Page page, Check check)
    {
        Run[] lead = [Page.Spaces(Page.Margin), new(check.Id, Tone.Bold), Page.Spaces(2)];
        var sentence = new Run(check.Sentence, Tone.Bold);
        var area = new Run(check.Area.Name, Tone.Dim);
        if (idEnd + page.WidthOf(check.Sentence) + 2 + page.WidthOf(area.Text) <= page.Right)
            page.Row(lead, idEnd, [sentence], area, page.WidthOf(area.Text));
        else
        {
            page.Row(lead, idEnd, [sentence]);
            page.Text(idEnd, area);
        }
    }
}
