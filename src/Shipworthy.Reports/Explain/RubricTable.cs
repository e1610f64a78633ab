using Shipworthy.Reports.Terminal;

namespace Shipworthy.Reports.Explain;

/// <summary>How a check is judged: when it is proved, each rule by which it fails, when it is open, and when it does not apply.</summary>
static class RubricTable
{
    const int textAt = 15;
    const int ruleWidth = 12;

    public static void Write(Page page, Check check)
    {
        var glyphs = page.Glyphs;
        page.Heading($"How it is judged: {check.Counts}");
        Row(page, glyphs.Proved, "proved", check.ProvedWhen);
        foreach (var severity in Enum.GetValues<Severity>().Reverse())
        {
            var label = Names.Of(severity);
            foreach (var (says, ids) in Rows(check, severity))
            {
                Row(page, label.Length > 0 ? glyphs.Of(severity) : Page.Spaces(1), label, says, ids);
                label = "";
            }
        }
        Row(page, glyphs.Unproven, "unproven", check.UnprovenWhen);
        if (check.NotApplicableWhen is { } absent)
            Row(page, glyphs.NotApplicable, "n/a", absent);
    }

    /// <summary>The rules of one severity; those that say the same are one row.</summary>
    static IEnumerable<(string Says, string Ids)> Rows(Check check, Severity severity) =>
        check
            .Rules.Where(rule => rule.Severity == severity)
            .GroupBy(rule => Words.OneLine(rule.Says), StringComparer.Ordinal)
            .Select(group => (group.Key, Ids([.. group.Select(rule => rule.Id[(rule.Id.IndexOf('-', StringComparison.Ordinal) + 1)..])])));

    static string Ids(List<string> ids) => $"{Words.Noun(ids.Count, "rule")} {string.Join(", ", ids)}";

    static void Row(Page page, Run glyph, string label, string text, string rule = "")
    {
        Run[] lead = [Page.Spaces(Page.Margin), glyph, $" {label}"];
        if (rule.Length > 0)
            page.Row(lead, textAt, [text], new(rule, Tone.Dim), Math.Max(ruleWidth, rule.Length));
        else
            page.Row(lead, textAt, [text]);
    }
}
