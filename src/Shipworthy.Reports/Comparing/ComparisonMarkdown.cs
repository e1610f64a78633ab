using System.Text;
using static Shipworthy.Reports.Markdown.MarkdownText;

namespace Shipworthy.Reports.Comparing;

/// <summary>A comparison as a comment on a pull request: short, and what is new comes first.</summary>
public static class ComparisonMarkdown
{
    /// <summary>Writes it. Lines end with a line feed.</summary>
    public static void Write(Comparison comparison, TextWriter writer)
    {
        var page = new StringBuilder();
        page.Append($"### {ComparisonWords.Says(comparison)}\n\n");
        page.Append(
            $"{Words.Capital(ComparisonWords.Counts(comparison))}. From {Code(comparison.NameBefore)} to {Text(comparison.NameAfter)}.\n\n"
        );
        foreach (var one in comparison.Worse)
            Worse(page, one);
        if (!comparison.Better.IsEmpty)
            page.Append("**Better**\n\n");
        foreach (var one in comparison.Better)
            page.Append(
                $"- {one.Check.Id} {Text(one.Check.Sentence)}: {ComparisonWords.Step(one)}{(one.Gone.Length > 0 ? $", {Words.Counted(one.Gone.Length, "finding")} gone" : "")}\n"
            );
        if (!comparison.Better.IsEmpty)
            page.Append('\n');
        if (comparison.Worse.Length > 0)
            page.Append(
                $"To understand a check: `shipworthy explain {comparison.Worse[0].Check.Id}`. To hand it to a coding agent: `shipworthy prompt {comparison.Worse[0].Check.Id}`.\n"
            );
        writer.Write(page.ToString());
    }

    static void Worse(StringBuilder page, ChangedCheck one)
    {
        page.Append($"**{one.Check.Id} {Text(one.Check.Sentence)}**: {ComparisonWords.Step(one)}\n\n");
        foreach (var finding in one.New.Take(ComparisonWords.Told))
            page.Append(
                $"- {Code(finding.At.ToString())} {Text(finding.Says)}{(finding.Waiver is { } waiver ? $" (waived by {Text(waiver.By)})" : "")}\n"
            );
        if (one.New.Length > ComparisonWords.Told)
            page.Append($"- and {Words.Digits(one.New.Length - ComparisonWords.Told)} more\n");
        foreach (var rule in one.New.Select(finding => finding.Rule).OfType<Rule>().DistinctBy(rule => rule.Id))
            page.Append($"- *Fix:* {Words.OneLine(rule.Fix)}\n");
        page.Append('\n');
    }
}
