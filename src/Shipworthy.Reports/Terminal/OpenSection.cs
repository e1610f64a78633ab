namespace Shipworthy.Reports.Terminal;

/// <summary>What is open: checks that nothing looked at can settle, each with what would.</summary>
static class OpenSection
{
    const int textAt = 8;

    public static void Write(Page page, Headline headline)
    {
        if (headline.Unproven.IsEmpty)
            return;
        page.Heading(
            headline.Unproven.Length == 1
                ? "Unproven: what settles this one"
                : $"Unproven: what settles these {Words.Number(headline.Unproven.Length)}"
        );
        var ways = headline.Unproven.Select(result => (result.Check, Way: Settling.Of(result.Check))).ToList();
        var commands = ways.Max(way => page.WidthOf(way.Way.Command));
        foreach (var (check, way) in ways)
            Write(page, check, way, commands);
    }

    static void Write(Page page, Check check, Settling way, int commands)
    {
        Run[] lead = [Page.Spaces(Page.Margin), page.Glyphs.Unproven, new($" {check.Id}", Tone.Bold)];
        var text = Words.Sentence(way.Does.Length > 0 ? way.Does : check.Sentence);
        var command = new Run(way.Command, Tone.Dim);
        if (textAt + 24 + commands + 2 <= page.Right)
            page.Row(lead, textAt, [text], command, commands);
        else
        {
            page.Row(lead, textAt, [text]);
            if (way.Command.Length > 0)
                page.Text(textAt, command);
        }
    }
}
