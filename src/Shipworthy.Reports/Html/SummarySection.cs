namespace Shipworthy.Reports.Html;

/// <summary>The verdict and its number, the checklist as a picture, and the facts about the scan.</summary>
static class SummarySection
{
    const int columns = 8;

    public static Markup Of(Report report, Headline headline) =>
        Markup.Of(
            $"""
            <section class="hero" aria-labelledby="h1"><div>
            <h1 id="h1">{headline.App}<br/><span>{headline.Says}</span></h1>
            <p class="score"><b>{report.Count(VerdictKind.Pass)}</b><span>of {report.Applicable} proved<small>{NotApplying(
                report
            )}</small></span></p>
            <p class="lead">{headline.Lead}</p></div>
            {Matrix(report)}
            {Key(report)}</section>
            {Facts(report, headline)}

            """
        );

    static string NotApplying(Report report) =>
        report.Count(VerdictKind.NotApplicable) switch
        {
            _ when report.IsPartial => $"{report.Checks.Length} of the {Report.ChecklistLength} checks were asked",
            0 => $"all {report.Checks.Length} checks apply",
            1 => $"1 of the {report.Checks.Length} checks does not apply",
            var count => $"{count} of the {report.Checks.Length} checks do not apply",
        };

    static Markup Matrix(Report report) =>
        Markup.Of(
            $"""
            <table class="matrix"><caption class="vh">The checks: areas in rows, each tile one check</caption><thead><tr><th scope="col"><span class="vh">Area</span></th>{Markup.Each(
                Enumerable.Range(1, columns),
                number => Markup.Of($"""<th scope="col">{number}</th>""")
            )}<th scope="col">proved</th></tr></thead><tbody>
            {Markup.Each(Pieces.ByArea(report), Row)}</tbody></table>
            """
        );

    static Markup Row((Area Area, ImmutableArray<CheckResult> Results) row) =>
        Markup.Of(
            $"""
            <tr><th scope="row"><a href="#area-{row.Area.Number}"><b>{row.Area.Number}</b>{row.Area.Name}</a></th>{Markup.Each(
                Enumerable.Range(1, columns),
                position => Tile(row.Results.FirstOrDefault(result => result.Check.Position == position))
            )}<td>{Pieces.Tally(row.Results)}</td></tr>

            """
        );

    static Markup Tile(CheckResult? result)
    {
        if (result is null)
            return new("""<td class="void"></td>""");
        var name = $"{result.Check.Id} {result.Check.Sentence}: {Pieces.Said(result.Verdict)}";
        return Markup.Of(
            $"""<td><a class="t" href="#{result.Check.Id}" aria-label="{name}" title="{name}">{Symbols.Of(result.Verdict)}</a></td>"""
        );
    }

    static Markup Key(Report report)
    {
        var fails = report.Count(VerdictKind.Fail);
        var absent = report.Count(VerdictKind.NotApplicable);
        var unproven = report.Count(VerdictKind.Unproven);
        var glyph = Symbols.Of(report.Blockers > 0 ? Severity.Blocker : Severity.Major);
        Markup[] lines =
        [
            Line("pass", Symbols.Proved, report.Count(VerdictKind.Pass), "Proved", new("evidence for everything in scope")),
            Line("fail", glyph, fails, fails == 1 ? "Fails" : "Fail", fails == 0 ? new("nothing") : BySeverity(report)),
            Markup.If(
                unproven > 0,
                () => Line("unproven", Symbols.Unproven, unproven, "Unproven", new("a probe, a drill or a person can tell"))
            ),
            Markup.If(
                absent > 0,
                () =>
                    Line("na", Symbols.NotApplicable, absent, absent == 1 ? "Does not apply" : "Do not apply", new("each with its reason"))
            ),
        ];
        return Markup.Of($"""<div class="key">{Markup.All(lines)}</div>""");
    }

    static Markup BySeverity(Report report) =>
        Markup.Each(
            Enum.GetValues<Severity>()
                .Reverse()
                .Select(severity => (Severity: severity, Count: report.Checks.Count(result => result.Verdict.Severity == severity)))
                .Where(item => item.Count > 0),
            item => Markup.Of($"{Symbols.Of(item.Severity)}{item.Count} {Name(item.Severity, item.Count)} ")
        );

    static string Name(Severity severity, int count) =>
        severity switch
        {
            Severity.Blocker => Words.Noun(count, "blocker"),
            Severity.Major => "major",
            Severity.Minor => "minor",
        };

    static Markup Line(string filter, Markup glyph, int count, string word, Markup remark) =>
        Markup.Of($"""<a href="#checks" data-show="{filter}">{glyph}<b>{count}</b><span class="w">{word}</span><i>{remark}</i></a>""");

    static Markup Facts(Report report, Headline headline)
    {
        var target = report.Target;
        var history = target.Commit is null ? "no history" : $"{Words.Figured(target.Commits, "commit")} of history";
        var notSeen = report
            .NotLookedAt.Select(sentence => Words.FirstSentence(sentence))
            .Where(words => words.Length < 40)
            .Select(Lower)
            .Take(3)
            .ToList();
        return Markup.Of(
            $"""
            <dl class="facts"><div><dt>Commit</dt><dd>{headline.Commit}<br/>{(
                target.CommittedOn is { } day ? Words.Day(day) : ""
            )}</dd></div><div><dt>Read</dt><dd>{Words.Figured(target.Files, "file")}, {Words.Figured(
                target.Lines,
                "line"
            )}<br/>{history}</dd></div><div><dt>Scanned</dt><dd>{(
                report.ScannedOn is { } on ? Words.Day(on) : ""
            )}<br/>Shipworthy {report.Version}, {Words.Time(
                report.Durations.TotalMs
            )}</dd></div><div><dt>Not looked at</dt><dd>{string.Join(", ", notSeen)}{(notSeen.Count > 0 ? ", " : "")}<a href="#coverage">{(
                notSeen.Count > 0 ? "and more" : "see below"
            )}</a></dd></div></dl>
            """
        );
    }

    static string Lower(string words) => words.StartsWith("The ", StringComparison.Ordinal) ? words[4..] : words;
}
