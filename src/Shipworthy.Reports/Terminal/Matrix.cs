namespace Shipworthy.Reports.Terminal;

/// <summary>The checklist as a picture: a row an area, a column a position, a glyph a check, with the legend beside it.</summary>
static class Matrix
{
    const int columns = 8;
    const int nameEnd = 33;

    public static void Write(Page page, Report report)
    {
        var cell = page.IsWide ? 3 : 2;
        var rows = report.Checks.GroupBy(result => result.Check.Area).Select(area => (Area: area.Key, Results: area.ToList())).ToList();
        var legend = Legend(page, report);
        var tallyEnd = nameEnd + columns * cell + 1 + "2 of 8".Length;
        var legendAt = tallyEnd + (page.IsWide ? 6 : 3);
        var isBeside = legendAt + "X fails, a blocker".Length <= page.Right;
        var isStacked = tallyEnd > page.Right;
        if (!isStacked)
            page.Line(new Run(string.Concat(Page.Spaces(nameEnd).Text, Numbers(cell)), Tone.Dim));
        for (var i = 0; i < rows.Count; i++)
        {
            var (area, results) = rows[i];
            List<Run> cells = [.. Cells(page, results, cell)];
            var tally = Tally(results);
            if (isStacked)
            {
                page.Row([$"  {area.Number}  "], Page.Margin + 3, [area.Name]);
                page.Line([Page.Spaces(5), .. cells, Page.Spaces(1), tally]);
                continue;
            }
            var name = $"  {area.Number}  {area.Name}";
            List<Run> line = [name, Page.Spaces(nameEnd - name.Length), .. cells, Page.Spaces(1), tally];
            if (isBeside && i < legend.Count)
                line.AddRange([Page.Spaces(legendAt - tallyEnd + "2 of 8".Length - tally.Length), .. legend[i]]);
            page.Line([.. line]);
        }
        if (!isBeside)
        {
            page.Gap();
            foreach (var entry in legend)
                page.Text(Page.Margin, [.. entry]);
        }
    }

    static string Numbers(int cell) => string.Concat(Enumerable.Range(1, columns).Select(number => number.ToString().PadRight(cell)));

    static IEnumerable<Run> Cells(Page page, List<CheckResult> results, int cell)
    {
        for (var position = 1; position <= columns; position++)
        {
            if (results.Find(result => result.Check.Position == position) is { } result)
            {
                yield return page.Glyphs.Of(result.Verdict);
                yield return Page.Spaces(cell - 1);
            }
            else
                yield return Page.Spaces(cell);
        }
    }

    static string Tally(List<CheckResult> results)
    {
        var applicable = results.Count(result => result.Verdict.Kind is not VerdictKind.NotApplicable);
        return $"{results.Count(result => result.Verdict.Kind is VerdictKind.Pass)} of {applicable}";
    }

    /// <summary>What the glyphs mean; only of those that the picture holds.</summary>
    static List<Run[]> Legend(Page page, Report report)
    {
        var glyphs = page.Glyphs;
        List<(Run Glyph, string Means)> legend =
        [
            (glyphs.Proved, " proved"),
            (glyphs.Blocker, " fails, a blocker"),
            (glyphs.Fails, " fails"),
            (glyphs.Unproven, " unproven"),
            (glyphs.NotApplicable, " does not apply"),
        ];
        var shown = report.Checks.Select(result => glyphs.Of(result.Verdict)).ToHashSet();
        return
        [
            .. legend.Where(entry => shown.Contains(entry.Glyph)).Select(entry => new[] { entry.Glyph, new Run(entry.Means, Tone.Dim) }),
        ];
    }
}
