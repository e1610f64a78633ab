namespace Shipworthy.Reports.Html;

/// <summary>All checks, closed, under their areas; with filters and a search where scripts run.</summary>
static class ChecksSection
{
    public static Markup Of(Report report)
    {
        var causes = report.Causes.Select((cause, i) => (Number: i + 1, cause)).ToList();
        return Markup.Of(
            $"""
            <section class="sec" id="checks"><header><h2>{HtmlReport.AllChecks(
                report
            )}</h2><p class="screen-only">Open a line for its evidence and its fix.</p>{Filters(report)}</header>
            <div id="list">
            {Markup.Each(
                Pieces.ByArea(report),
                area =>
                    Area(
                        area,
                        result => CheckDetails.Of(result, report, [.. causes.Where(item => item.cause.Checks.Contains(result.Check.Id))])
                    )
            )}<p class="none" id="none" hidden="">No check matches. <button type="button" class="btn" id="none-clear">Show all</button></p></div></section>

            """
        );
    }

    static Markup Area((Area Area, ImmutableArray<CheckResult> Results) area, Func<CheckResult, Markup> check) =>
        Markup.Of(
            $"""
            <section class="area" id="area-{area.Area.Number}" aria-labelledby="h-{area.Area.Number}"><header><h3 id="h-{area.Area.Number}"><b>{area.Area.Number}</b>{area.Area.Name}</h3><p class="tally">{Pieces.Tally(
                area.Results
            )} proved</p><p>{area.Area.Promise}</p></header>
            {Markup.Each(area.Results, check)}</section>

            """
        );

    static Markup Filters(Report report)
    {
        (string Filter, Markup Glyph, string Word)[] verdicts =
        [
            ("fail", Symbols.Of(report.Blockers > 0 ? Severity.Blocker : Severity.Major), "Fails"),
            ("unproven", Symbols.Unproven, "Unproven"),
            ("pass", Symbols.Proved, "Proved"),
            ("na", Symbols.NotApplicable, "Does not apply"),
        ];
        var severities = Enum.GetValues<Severity>()
            .Reverse()
            .Where(severity => report.Checks.Any(result => result.Verdict.Severity == severity))
            .ToList();
        return Markup.Of(
            $"""
            <div class="tune" data-js="" hidden="" role="search"><div><label class="vh" for="q">Search the checks</label><input id="q" type="search" placeholder="Search: file, word, number" autocomplete="off" spellcheck="false"/></div><fieldset><legend>Verdict</legend><div class="chips">{Markup.Each(
                verdicts.Select(item => (item, Count: report.Checks.Count(result => Pieces.Filter(result.Verdict) == item.Filter))).Where(item => item.Count > 0),
                item => Chip("data-v", item.item.Filter, item.item.Glyph, item.item.Word, item.Count)
            )}</div></fieldset>{Markup.If(
                severities.Count > 1,
                () =>
                    Markup.Of(
                        $"""
                        <fieldset><legend>Severity</legend><div class="chips">{Markup.Each(
                            severities,
                            severity =>
                                Chip(
                                    "data-s",
                                    Names.Of(severity),
                                    Symbols.Of(severity),
                                    Words.Capital(Names.Of(severity)),
                                    report.Checks.Count(result => result.Verdict.Severity == severity)
                                )
                        )}</div></fieldset>
                        """
                    )
            )}<div class="told"><span id="told" role="status">{HtmlReport.AllChecks(report)}</span><span><button type="button" id="clear" hidden="">Clear</button> <button type="button" id="all">Open all</button></span></div></div>
            """
        );
    }

    static Markup Chip(string attribute, string value, Markup glyph, string word, int count) =>
        Markup.Of(
            $"""<button type="button" class="chip" {attribute}="{value}" aria-pressed="false">{glyph}{word}<span>{count}</span></button>"""
        );
}
