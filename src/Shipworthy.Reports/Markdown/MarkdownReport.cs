using System.Text;
using static Shipworthy.Reports.Markdown.MarkdownText;

namespace Shipworthy.Reports.Markdown;

/// <summary>The report for pull requests and wikis: the picture as a table, causes, and what is open. It tells causes and not all findings.</summary>
public static class MarkdownReport
{
    const int columns = 8;

    /// <summary>Writes the report. Lines end with a line feed.</summary>
    public static void Write(Report report, TextWriter writer)
    {
        var headline = new Headline(report);
        var page = new StringBuilder();
        page.Append($"# {Text(headline.App)} {headline.Says}\n\n");
        page.Append($"**{headline.Proved}**, {report.Count(VerdictKind.Fail)} fail, {report.Count(VerdictKind.Unproven)} unproven, ");
        page.Append($"{report.Count(VerdictKind.NotApplicable)} do not apply. {Text(headline.CommitAndDay)}.\n\n{headline.Lead}\n\n");
        Matrix(page, report);
        Gaps(page, report, headline);
        Open(page, headline);
        Grounds(page, report, headline);
        page.Append($"---\n\nAgain: {Code(Commands.Scan(report))}. To understand a check: `shipworthy explain 1.1`.\n");
        writer.Write(page.ToString());
    }

    static void Matrix(StringBuilder page, Report report)
    {
        page.Append(
            $"| | {string.Join(" | ", Enumerable.Range(1, columns))} | proved |\n|---|{string.Concat(Enumerable.Repeat(":-:|", columns))}---|\n"
        );
        foreach (var area in report.Checks.GroupBy(result => result.Check.Area))
        {
            var applying = area.Where(result => result.Verdict.Kind is not VerdictKind.NotApplicable).ToList();
            var cells = Enumerable
                .Range(1, columns)
                .Select(position =>
                    area.FirstOrDefault(result => result.Check.Position == position) is { } result ? Glyph(result.Verdict) : ""
                );
            page.Append(
                $"| {area.Key.Number} {area.Key.Name} | {string.Join(" | ", cells)} | {applying.Count(result => result.Verdict.Kind is VerdictKind.Pass)} of {applying.Count} |\n"
            );
        }
        page.Append("\n✓ proved, **X** fails with a blocker, x fails, ? unproven, · does not apply\n\n");
    }

    static string Glyph(Verdict verdict) =>
        verdict.Kind switch
        {
            VerdictKind.Pass => "✓",
            VerdictKind.Fail => verdict.Severity is Severity.Blocker ? "**X**" : "x",
            VerdictKind.Unproven => "?",
            VerdictKind.NotApplicable => "·",
        };

    static void Gaps(StringBuilder page, Report report, Headline headline)
    {
        if (report.Causes.IsEmpty)
            return;
        var number = 0;
        foreach (var group in headline.Worst.GroupBy(cause => cause.Rule.Who))
        {
            page.Append($"## {Headline.WhatCouldHappen(group.Key)}\n\n");
            foreach (var cause in group)
                Gap(page, ++number, cause);
        }
        if (headline.Lesser.IsEmpty)
            return;
        page.Append($"## {headline.ThenThese}\n\n");
        foreach (var cause in headline.Lesser)
            page.Append(
                $"{++number}. {Words.OneLine(cause.Rule.Title)}{(cause.Waived ? " (waived)" : "")}: {string.Join(", ", cause.Checks)}\n"
            );
        page.Append('\n');
    }

    static void Gap(StringBuilder page, int number, Cause cause)
    {
        var others = cause.Places.Length - 1;
        page.Append($"{number}. **{Words.OneLine(cause.Rule.Title)}**{(cause.Waived ? " (waived; it still fails)" : "")}\\\n");
        page.Append($"   {Words.OneLine(cause.Rule.Consequence)}\\\n");
        page.Append(
            $"   At {Code(cause.Places[0].ToString())}{(others > 0 ? $" and {Words.Digits(others)} more" : "")}. Closes {string.Join(", ", cause.Checks)}.\\\n"
        );
        page.Append($"   *Fix:* {Words.OneLine(cause.Rule.Fix)}\n\n");
    }

    static void Open(StringBuilder page, Headline headline)
    {
        if (headline.Unproven.IsEmpty)
            return;
        page.Append("## Unproven\n\n| check | what would settle it | then run |\n|---|---|---|\n");
        foreach (var (check, _) in headline.Unproven)
        {
            var settling = Settling.Of(check);
            page.Append(
                $"| {check.Id} {Text(check.Sentence)} | {Text(Words.Sentence(settling.Does))} | {(settling.Command.Length > 0 ? Code(settling.Command) : "")} |\n"
            );
        }
        page.Append('\n');
    }

    static void Grounds(StringBuilder page, Report report, Headline headline)
    {
        if (!report.NotLookedAt.IsEmpty)
            page.Append(
                $"## Not looked at\n\n{string.Concat(report.NotLookedAt.Select(sentence => $"- {Text(Words.Sentence(sentence))}\n"))}\n"
            );
        if (report.Attestations.IsEmpty && report.Lapsed.IsEmpty && headline.Waived.IsEmpty)
            return;
        page.Append("## What people have said\n\n");
        foreach (var one in report.Attestations)
            page.Append($"- {one.Check}: {Text(one.Statement)}, by {Text(one.By)}, until {Words.Day(one.Until)}\n");
        foreach (var one in report.Lapsed)
            page.Append($"- {one.Check}: lapsed on {Words.Day(one.Until)}: {Text(one.Statement)}, by {Text(one.By)}\n");
        foreach (var (check, finding, waiver) in headline.Waived)
            page.Append(
                $"- {check}: waived by {Text(waiver.By)} until {Words.Day(waiver.Until)}, and still failing: {Code(finding.At.ToString())}\n"
            );
        page.Append('\n');
    }
}
