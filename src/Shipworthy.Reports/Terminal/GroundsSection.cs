namespace Shipworthy.Reports.Terminal;

/// <summary>What the report does not stand on, and what it takes people's word for.</summary>
static class GroundsSection
{
    const int labelEnd = 13;
    const int examples = 4;
    const int reasons = 6;

    public static void Write(Page page, Report report, Headline headline)
    {
        NotLookedAt(page, report);
        Said(page, report, headline);
    }

    static void NotLookedAt(Page page, Report report)
    {
        if (report.NotLookedAt.IsEmpty && report.Skipped.IsEmpty)
            return;
        page.Heading("Not looked at");
        foreach (var sentence in report.NotLookedAt)
            page.Text(Page.Margin, Words.Sentence(sentence));
        var groups = report.Skipped.GroupBy(skip => skip.Reason, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ToList();
        foreach (var group in groups.Take(reasons))
        {
            List<string> paths = [.. group.Select(skip => skip.Path)];
            List<Run> text = [$"Left out, {group.Key}:"];
            foreach (var (i, path) in paths.Take(examples).Index())
                text.AddRange([" ", new(path, Whole: true), i + 1 < Math.Min(paths.Count, examples) ? "," : ""]);
            text.Add(paths.Count > examples ? $" and {Words.Digits(paths.Count - examples)} more." : ".");
            page.Text(Page.Margin, [.. text]);
        }
        if (groups.Count > reasons)
            page.Text(Page.Margin, $"Left out for other reasons: {Words.Digits(groups.Skip(reasons).Sum(group => group.Count()))} more.");
    }

    static void Said(Page page, Report report, Headline headline)
    {
        if (report.Attestations.IsEmpty && report.Lapsed.IsEmpty && headline.Waived.IsEmpty)
            return;
        page.Heading("What people have said");
        foreach (var statement in report.Attestations.GroupBy(one => (one.Statement, one.By, one.Until)))
            Labelled(
                page,
                "Attested",
                $"{Checks(statement)} {Words.OneLine(statement.Key.Statement)}, by {statement.Key.By}, until {Words.Day(statement.Key.Until)}"
            );
        foreach (var statement in report.Lapsed.GroupBy(one => (one.Statement, one.By, one.Until)))
            Labelled(
                page,
                "Lapsed",
                $"{Checks(statement)} {Words.OneLine(statement.Key.Statement)}, by {statement.Key.By}, ended {Words.Day(statement.Key.Until)}: counts as nothing"
            );
        foreach (var person in headline.Waived.GroupBy(item => item.Waiver.By, StringComparer.Ordinal))
        {
            List<string> waived =
            [
                .. person.Select(item => $"{item.Check} until {Words.Day(item.Waiver.Until)}").Distinct(StringComparer.Ordinal),
            ];
            var still = waived.Count switch
            {
                1 => "it still fails",
                2 => "both still fail",
                _ => "all still fail",
            };
            Labelled(page, "Waived", $"{Words.ListOf(waived, 6)}, by {person.Key}: {still}");
        }
    }

    static string Checks(IEnumerable<Attestation> statements) => string.Join(", ", statements.Select(one => one.Check));

    static void Labelled(Page page, string label, string text) =>
        page.Row([Page.Spaces(Page.Margin), label.PadRight(labelEnd - Page.Margin)], labelEnd, [text]);
}
