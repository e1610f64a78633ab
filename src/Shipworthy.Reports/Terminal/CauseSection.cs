namespace Shipworthy.Reports.Terminal;

/// <summary>The gaps by cause: the worst in full, grouped by who can make use of them; the others in a line each.</summary>
static class CauseSection
{
    /// <summary>How many are told in full before a report gets too long to read.</summary>
    const int inFull = 8;

    /// <summary>How many lesser ones are listed.</summary>
    const int lesser = 15;
    const int numberEnd = 6;
    const int labelEnd = 14;

    public static void Write(Page page, Report report, Headline headline)
    {
        if (report.Causes.IsEmpty)
            return;
        var number = 0;
        foreach (var group in headline.Worst.GroupBy(cause => cause.Rule.Who))
        {
            page.Heading(Headline.WhatCouldHappen(group.Key));
            var wasLine = true;
            foreach (var (i, cause) in group.Index())
            {
                number++;
                var isLine = number > inFull;
                if (i > 0 && !(isLine && wasLine))
                    page.Gap();
                wasLine = isLine;
                if (isLine)
                    OneLine(page, number, cause);
                else
                    InFull(page, number, cause);
            }
        }
        if (headline.Lesser.IsEmpty)
            return;
        page.Heading(headline.ThenThese);
        foreach (var cause in headline.Lesser.Take(lesser))
            OneLine(page, ++number, cause);
        if (headline.Lesser.Length > lesser)
            page.Text(numberEnd, new Run($"and {headline.Lesser.Length - lesser} more, in the HTML report", Tone.Dim));
    }

    static void InFull(Page page, int number, Cause cause)
    {
        page.Row([new($"{number, 4}", Tone.Dim)], numberEnd, [new(cause.Rule.Title, Tone.Bold)]);
        page.Text(numberEnd, cause.Rule.Consequence);
        var others = cause.Places.Length - 1;
        Labelled(page, "At", new(cause.Places[0].ToString(), Whole: true), others > 0 ? $" and {Words.Digits(others)} more" : "");
        Labelled(page, "Fix", Words.Plain(cause.Rule.Fix));
        if (cause.Waived)
            Labelled(page, "Waived", Waived(cause));
        Labelled(page, "Closes", [.. Page.Apart(cause.Checks)]);
    }

    static string Waived(Cause cause)
    {
        var waivers = cause.Findings.Select(item => item.Finding.Waiver!).ToList();
        var people = waivers.Select(waiver => waiver.By).Distinct(StringComparer.Ordinal).ToList();
        return $"by {Words.ListOf(people, 3)} until {Words.Day(waivers.Min(waiver => waiver.Until))}; it still fails";
    }

    static void Labelled(Page page, string label, params ReadOnlySpan<Run> text) =>
        page.Row([Page.Spaces(numberEnd), new(label.PadRight(labelEnd - numberEnd), Tone.Dim)], labelEnd, text);

    static void OneLine(Page page, int number, Cause cause)
    {
        var checks = string.Join("  ", cause.Checks);
        var title = cause.Rule.Title + (cause.Waived ? " (waived)" : "");
        var lead = new Run($"{number, 4}");
        if (numberEnd + page.WidthOf(title) + 2 + checks.Length <= page.Right)
            page.Row([lead], numberEnd, [title], checks, checks.Length);
        else
        {
            page.Row([lead], numberEnd, [title]);
            Checks(page, cause.Checks);
        }
    }

    /// <summary>The checks on lines of their own, at the right.</summary>
    static void Checks(Page page, ImmutableArray<string> checks)
    {
        var perLine = Math.Max((page.Right - numberEnd + 2) / 5, 1);
        foreach (var chunk in checks.Chunk(perLine))
        {
            var text = string.Join("  ", chunk);
            page.Line(Page.Spaces(page.Right - text.Length), text);
        }
    }
}
