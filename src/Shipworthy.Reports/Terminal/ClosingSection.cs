namespace Shipworthy.Reports.Terminal;

/// <summary>How much was read, the verdict in one line, and what to do next.</summary>
static class ClosingSection
{
    const int commandAt = 28;

    public static void Write(Page page, Report report, Headline headline)
    {
        var target = report.Target;
        var read = target.Commit is null
            ? $"{Words.Figured(target.Files, "file")} and {Words.Figured(target.Lines, "line")}"
            : $"{Words.Figured(target.Files, "file")}, {Words.Figured(target.Lines, "line")} and {Words.Figured(target.Commits, "commit")}";
        var contacted = headline.ContactedSomebody ? "" : " Nothing was run and nobody was contacted.";
        page.Text(Page.Margin, new Run($"{read} in {Words.Time(report.Durations.TotalMs)}.{contacted}", Tone.Dim));
        page.Gap();
        page.Text(Page.Margin, Verdict(report, headline));
        if (FirstToUnderstand(report) is { } check)
            Command(page, "To understand a check", Commands.Explain(check));
        Command(page, "To read, print and sign", Commands.Scan(report, "--format html=report.html"));
    }

    static Run[] Verdict(Report report, Headline headline)
    {
        var failing = report.Count(VerdictKind.Fail);
        var open = headline.Unproven.Length;
        if (report.Ready)
            return [new($"Ready: {Everything(report.Applicable)} proved.", Tone.AllProved), " Scan again with every change."];
        if (!report.Causes.IsEmpty && report.Causes.All(cause => cause.Waived))
            return [new("Not ready:", Tone.Blocks), " every failure is waived, and waived is not proved."];
        if (report.Blockers > 0)
            return
            [
                new(
                    $"Not ready: {Words.Figured(report.Blockers, "blocker")} from {Words.Figured(headline.BlockingCauses, "cause")}.",
                    Tone.Blocks
                ),
                " Begin with 1, then scan again.",
            ];
        if (failing > 0)
            return
            [
                new($"Not ready: {(failing == 1 ? "1 check fails" : $"{failing} checks fail")}, none with a blocker.", Tone.Fails),
                " Begin with 1, then scan again.",
            ];
        if (open > 0)
            return
            [
                new($"Nothing fails, {Words.Figured(open, "check")} {(open == 1 ? "is" : "are")} unproven.", Tone.Open),
                " Settle them, then scan again.",
            ];
        return [new(report.IsPartial && report.Applicable > 0 ? "Proved, as far as was asked." : "Nothing to prove.", Tone.Bold)];
    }

    static string Everything(int applicable) =>
        applicable == 1 ? "the one check that applies is" : $"all {applicable} checks that apply are";

    static Check? FirstToUnderstand(Report report) =>
        report.Causes.FirstOrDefault() is { } cause
            ? report.Checks.FirstOrDefault(result => result.Check.Id == cause.Checks[0])?.Check
            : report.Checks.FirstOrDefault(result => result.Verdict.Kind is VerdictKind.Unproven)?.Check;

    static void Command(Page page, string purpose, string command)
    {
        if (commandAt + page.WidthOf(command) <= page.Right)
        {
            page.Row([Page.Spaces(Page.Margin), purpose], commandAt, [command]);
            return;
        }
        page.Text(Page.Margin, purpose);
        page.Text(Page.Margin + 2, command);
    }
}
