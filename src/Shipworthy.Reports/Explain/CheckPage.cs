using System.Text;

namespace Shipworthy.Reports.Explain;

/// <summary>The page of a check in the documentation, made from the words of the check itself.</summary>
public static class CheckPage
{
    /// <summary>Where the page lies in the repository: <c>docs/checks/1.7-CorsConfigured.md</c>.</summary>
    public static string FileName(Check check) => $"docs/checks/{check.Id}-{check.GetType().Name}.md";

    /// <summary>The page as Markdown, with a line feed at the end.</summary>
    public static string Markdown(Check check)
    {
        var page = new StringBuilder();
        page.Append($"# {check.Id} {Text(check.Sentence)}\n\n");
        page.Append($"{check.Area.Name}: *{check.Area.Promise}*\n\n");
        page.Append($"## Why it matters\n\n{Words.OneLine(check.Why)}\n\n");
        page.Append($"## How it is judged\n\n{Words.Sentence(Words.OneLine(check.Counts))}\n\n");
        Rubric(page, check);
        Consequences(page, check);
        page.Append($"## How to fix it\n\n{Unindented(check.Fix)}\n\n");
        page.Append($"## What settles an unproven verdict\n\n{Words.OneLine(check.SettledBy)}\n");
        return page.ToString();
    }

    static void Rubric(StringBuilder page, Check check)
    {
        page.Append("| verdict | when | who can use it | rule |\n|---|---|---|---|\n");
        Row(page, "proved", check.ProvedWhen);
        foreach (var rule in check.Rules.OrderByDescending(rule => rule.Severity))
            Row(page, $"fails, {Names.Of(rule.Severity)}", rule.Says, People(rule.Who), rule.Id);
        Row(page, "unproven", check.UnprovenWhen);
        if (check.NotApplicableWhen is { } absent)
            Row(page, "does not apply", absent);
        page.Append('\n');
    }

    static void Row(StringBuilder page, params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < 4; i++)
            page.Append($"| {(i < cells.Length ? Words.OneLine(cells[i]).Replace("|", "\\|", StringComparison.Ordinal) : "")} ");
        page.Append("|\n");
    }

    static void Consequences(StringBuilder page, Check check)
    {
        if (check.Rules.IsEmpty)
            return;
        page.Append("## What a failure means\n\n");
        foreach (var same in check.Rules.OrderByDescending(rule => rule.Severity).GroupBy(rule => (rule.Title, rule.Consequence, rule.Fix)))
        {
            var ids = string.Join(", ", same.Select(rule => rule.Id));
            page.Append(
                $"- **{Words.OneLine(same.Key.Title)}** ({ids}). {Words.OneLine(same.Key.Consequence)} *Fix:* {Words.OneLine(same.Key.Fix)}\n"
            );
        }
        page.Append('\n');
    }

    static string People(Who who) =>
        who switch
        {
            Who.Stranger => "a stranger",
            Who.Insider => "one of your own people",
            Who.BadLuck => "bad luck",
        };

    /// <summary>A star in a sentence of the checklist is a star.</summary>
    static string Text(string text) => text.Replace("*", "\\*", StringComparison.Ordinal);

    static string Unindented(string markdown) => string.Join('\n', markdown.Trim().Split('\n').Select(line => line.Trim()));
}
