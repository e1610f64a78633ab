namespace Shipworthy.Reports.Html;

/// <summary>One check: a line, and behind it the evidence, the fix and what would change the verdict.</summary>
static class CheckDetails
{
    public static Markup Of(CheckResult result, Report report, IReadOnlyList<(int Number, Cause Cause)> causes)
    {
        var (check, verdict) = (result.Check, result.Verdict);
        var severity = verdict.Severity is { } worst ? Names.Of(worst) : "";
        return Markup.Of(
            $"""
            <details class="check{Many(verdict)}" id="{check.Id}" data-v="{Pieces.Filter(verdict)}" data-s="{severity}"><summary>{Symbols.Of(
                verdict
            )}<span class="id">{check.Id}</span><span><span class="ttl">{check.Sentence}</span>{Line(
                result
            )}</span><span class="kn">{CheckLine.Count(verdict)}</span>{Word(
                verdict,
                severity
            )}<span class="chev" aria-hidden="true"></span></summary><div class="body"><dl>
            {Body(check, verdict, report, causes)}{Term(
                "Link",
                Markup.Of($"""<a href="#{check.Id}">#{check.Id}</a><span class="soft"> or <code>{Commands.Explain(check)}</code></span>"""),
                screenOnly: true
            )}</dl></div></details>

            """
        );
    }

    /// <summary>On paper a check is kept on one page, unless it has so many findings that the page would stay empty.</summary>
    static string Many(Verdict verdict) => verdict.Total > 5 ? " many" : "";

    static Markup Line(CheckResult result)
    {
        var says = CheckLine.Says(result);
        return Markup.If(says.Length > 0, () => Markup.Of($"""<span class="con">{Markup.Inline(says)}</span>"""));
    }

    static Markup Word(Verdict verdict, string severity)
    {
        var (style, word, remark) = verdict.Kind switch
        {
            VerdictKind.Pass => ("pass", "Proved", verdict.SettledBy is null ? "" : "stated"),
            VerdictKind.Fail => ("fail", "Fails", verdict.Findings.All(IsWaivedOrNoFail) ? $"{severity}, waived" : severity),
            VerdictKind.Unproven => ("unproven", "Unproven", ""),
            VerdictKind.NotApplicable => ("na", "N/A", ""),
        };
        return Markup.Of(
            $"""<span class="vd {style}">{word}{Markup.If(remark.Length > 0, () => Markup.Of($"<small>{remark}</small>"))}</span>"""
        );
    }

    static bool IsWaivedOrNoFail(Finding finding) => finding.Outcome is not Outcome.Fail || finding.Waiver is not null;

    static Markup Body(Check check, Verdict verdict, Report report, IReadOnlyList<(int Number, Cause Cause)> causes)
    {
        var failing = verdict.Kind is VerdictKind.Fail;
        return Markup.All([
            Findings("Found", check, verdict, Outcome.Fail, report),
            Findings(failing ? "Open" : "Unproven", check, verdict, Outcome.Unproven, report),
            verdict.Kind is VerdictKind.NotApplicable ? Term("Reason", Markup.Inline(Words.Sentence(verdict.Because))) : Markup.None,
            Findings(failing ? "Holds" : "Evidence", check, verdict, Outcome.Pass, report),
            Statement(verdict),
            verdict.Kind is VerdictKind.Fail or VerdictKind.Unproven ? Term("Why", Markup.Inline(check.Why)) : Markup.None,
            Fixes(check, verdict),
            failing ? Term("Proved by", Markup.Inline(Words.Sentence(check.ProvedWhen))) : Markup.None,
            verdict.Kind is VerdictKind.Unproven ? Term("Settled by", Markup.Inline(check.SettledBy)) : Markup.None,
            Findings("Not counted", check, verdict, Outcome.Note, report),
            Closes(causes),
        ]);
    }

    static Markup Findings(string term, Check check, Verdict verdict, Outcome outcome, Report report)
    {
        var findings = verdict.Findings.Where(finding => finding.Outcome == outcome).ToList();
        return findings.Count == 0
            ? Markup.None
            : Term(term, outcome is Outcome.Note ? FindingList.Notes(findings) : FindingList.Of(check, findings, report));
    }

    static Markup Statement(Verdict verdict) =>
        verdict.SettledBy is not { } statement
            ? Markup.None
            : Term(
                "Stated",
                Markup.Of(
                    $"{statement.Statement}<br/><span class=\"soft\">{statement.By}, {Words.Day(statement.On)}, until {Words.Day(statement.Until)}. {statement.Evidence}</span>"
                )
            );

    /// <summary>The fixes of the rules that fired, and the stacks' own behind one more click.</summary>
    static Markup Fixes(Check check, Verdict verdict)
    {
        if (verdict.Kind is not VerdictKind.Fail)
            return Markup.None;
        var fixes = verdict
            .Findings.Select(finding => finding.Rule)
            .OfType<Rule>()
            .Select(rule => Words.OneLine(rule.Fix))
            .Distinct(StringComparer.Ordinal)
            .Take(4)
            .ToList();
        var fix = FixText.Of(check);
        return Term(
            "Fix",
            Markup.Of(
                $"{Markup.Each(fixes, one => Markup.Of($"<p>{Markup.Inline(one)}</p>"))}{Markup.If(fix.Stacks.Length > 0, () => Stacks("What to type", fix))}"
            )
        );
    }

    static Markup How(Check check)
    {
        var fix = FixText.Of(check);
        return Term(
            "Fix",
            Markup.Of($"<p>{Markup.Inline(fix.Lead)}</p>{Markup.If(fix.Stacks.Length > 0, () => Stacks("What to type", fix))}")
        );
    }

    static Markup Stacks(string title, FixText fix) =>
        Markup.Of(
            $"""<details class="more"><summary>{title}</summary><dl class="stacks">{Markup.Each(fix.Stacks, stack => Markup.Of($"<dt>{stack.Name}</dt><dd>{Markup.Inline(stack.Fix)}</dd>"))}</dl></details>"""
        );

    static Markup Closes(IReadOnlyList<(int Number, Cause Cause)> causes) =>
        causes.Count == 0
            ? Markup.None
            : Term(
                causes.Count == 1 ? "Cause" : "Causes",
                Markup.Of(
                    $"""<ul class="left">{Markup.Each(causes, item => Markup.Of($"""<li><a href="#cause-{item.Number}">{item.Number} {item.Cause.Rule.Title}</a></li>"""))}</ul>"""
                )
            );

    static Markup Term(string term, Markup matter, bool screenOnly = false)
    {
        var style = screenOnly ? new Markup(" class=\"screen-only\"") : Markup.None;
        return Markup.Of($"<dt{style}>{term}</dt><dd{style}>{matter}</dd>\n");
    }
}
