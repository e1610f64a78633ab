namespace Shipworthy.Reports.Html;

/// <summary>What only paper has: the causes on the first page, and the table to sign.</summary>
static class PaperSections
{
    const int causesShown = 8;
    const int checksShown = 4;

    public static Markup FirstPage(Report report, Headline headline) =>
        Markup.Of($"{Causes(report, headline)}{CannotTell(report, headline)}");

    static Markup Causes(Report report, Headline headline)
    {
        if (report.Causes.IsEmpty)
            return Markup.None;
        var worst = headline.Worst;
        var heading =
            report.Blockers > 0
                ? $"The {Words.Counted(worst.Length, "cause")} behind the {Words.Counted(report.Blockers, "blocker")}, worst first"
                : $"The {Words.Counted(worst.Length, "cause")} to mend first";
        return Markup.Of(
            $"""
            <section class="first paper-only"><h2>{heading}</h2><ol>{Markup.Each(
                worst.Take(causesShown).Select((cause, i) => (cause, i + 1)),
                item => Cause(report, item.Item2, item.cause)
            )}</ol>{Markup.If(worst.Length > causesShown, () => Markup.Of($"<p>and {worst.Length - causesShown} more</p>"))}</section>

            """
        );
    }

    static Markup Cause(Report report, int number, Cause cause) =>
        Markup.Of(
            $"""<li><span class="n">{number}</span><b>{cause.Rule.Title}</b>{Pieces.Place(cause.Places[0], brief: true)}<span class="refs">{Pieces.References(report, cause.Checks.Take(checksShown))}{(cause.Checks.Length > checksShown ? " …" : "")}</span></li>"""
        );

    static Markup CannotTell(Report report, Headline headline)
    {
        List<string> lines = [];
        if (!headline.Unproven.IsEmpty)
            lines.Add(
                $"{Words.Capital(Words.Counted(headline.Unproven.Length, "check"))} {(headline.Unproven.Length == 1 ? "waits" : "wait")} for a person or an experiment: {Ids(headline.Unproven)}."
            );
        var notSeen = report
            .NotLookedAt.Select(Words.FirstSentence)
            .Where(words => words.Length < 48)
            .Select(words => words.StartsWith("The ", StringComparison.Ordinal) ? "t" + words[1..] : words)
            .ToList();
        if (notSeen.Count > 0)
            lines.Add($"Not looked at: {string.Join(", ", notSeen)}.");
        if (!headline.Waived.IsEmpty)
            lines.Add(
                $"Waived, and still failing: {string.Join(", ", headline.Waived.Select(item => $"{item.Check} until {Words.Day(item.Waiver.Until)}").Distinct(StringComparer.Ordinal).Take(8))}."
            );
        return Markup.If(
            lines.Count > 0,
            () =>
                Markup.Of(
                    $"""<section class="first paper-only"><h2>What this page cannot tell</h2>{Markup.Each(lines, line => Markup.Of($"<p>{line}</p>"))}</section>"""
                )
        );
    }

    static string Ids(ImmutableArray<CheckResult> results) => string.Join(", ", results.Select(result => result.Check.Id));

    /// <summary>Every sentence with its verdict, and room for an owner, a date and a signature.</summary>
    public static Markup SignOff(Report report) =>
        Markup.Of(
            $"""
            <section class="sign paper-only" aria-hidden="true"><h2>Sign-off</h2><p>The sentences of the checklist. Whoever signs a line answers for it. A fail needs an owner and a date; an unproven check needs the person who can show it.</p><table><thead><tr><th class="v">Verdict</th><th class="i"></th><th>Check</th><th class="o">Owner</th><th class="d">Due</th><th class="s">Signature</th></tr></thead>
            {Markup.Each(
                Pieces.ByArea(report),
                Area
            )}</table><div class="whole"><p>For the platform: name, date</p><p>For the business: name, date</p><p>Next scan on</p></div></section>

            """
        );

    static Markup Area((Area Area, ImmutableArray<CheckResult> Results) area) =>
        Markup.Of(
            $"""
            <tbody><tr class="ar"><td colspan="6">{area.Area.Number}  {area.Area.Name}<span>{Pieces.Tally(
                area.Results
            )} proved</span></td></tr>{Markup.Each(area.Results, Row)}</tbody>

            """
        );

    static Markup Row(CheckResult result) =>
        Markup.Of(
            $"""<tr><td class="v">{Symbols.Of(result.Verdict)}{Word(result.Verdict)}</td><td class="i">{result.Check.Id}</td><td>{result.Check.Sentence}</td><td class="o"></td><td class="d"></td><td class="s"></td></tr>"""
        );

    static string Word(Verdict verdict) =>
        verdict.Kind switch
        {
            VerdictKind.Pass => "Proved",
            VerdictKind.Fail => Words.Capital(Names.Of(verdict.Severity ?? Severity.Minor)),
            VerdictKind.Unproven => "Unproven",
            VerdictKind.NotApplicable => "N/A",
        };
}
