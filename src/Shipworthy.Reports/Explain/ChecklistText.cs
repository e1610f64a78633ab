using Shipworthy.Reports.Terminal;

namespace Shipworthy.Reports.Explain;

/// <summary>The checklist, blank: a box and a sentence for each check, under the areas.</summary>
public static class ChecklistText
{
    const int sentenceAt = 12;

    /// <summary>Writes the list. Lines end with a line feed.</summary>
    public static void Write(ImmutableArray<Check> checks, TextWriter writer, TerminalOptions options)
    {
        var page = new Page(writer, options);
        page.Gap();
        page.Text(Page.Margin, new Run($"The AI MVP Production Readiness Checklist: {checks.Length} checks", Tone.Bold));
        page.Text(Page.Margin, new Run("Its title says 54 checks; it lists 58, and these are all of them.", Tone.Dim));
        foreach (var area in checks.GroupBy(check => check.Area))
        {
            page.Gap();
            page.Row([new($"  {area.Key.Number}", Tone.Bold), Page.Spaces(2)], Page.Margin + 3, [new(area.Key.Name, Tone.Bold)]);
            page.Text(Page.Margin + 3, new Run(area.Key.Promise, Tone.Dim));
            page.Gap();
            foreach (var check in area)
                page.Row([Page.Spaces(Page.Margin), "[ ]  ", check.Id, "  "], sentenceAt, [check.Sentence]);
        }
        page.Gap();
        page.Text(Page.Margin, new Run("Why a check matters, and how it is judged: shipworthy explain 1.1", Tone.Dim));
        page.Gap();
    }
}
