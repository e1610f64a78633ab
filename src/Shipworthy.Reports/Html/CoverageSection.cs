namespace Shipworthy.Reports.Html;

/// <summary>What was not looked at, and what was. Always there: a verdict is worth as much as what was looked at.</summary>
static class CoverageSection
{
    const int leftOutShown = 60;

    public static Markup Of(Report report) =>
        Markup.Of(
            $"""
            <section class="sec" id="coverage"><header><h2>What we could not see</h2><p>A verdict is worth as much as what was looked at. Nothing here counted as a pass.</p></header><div>
            {Markup.If(!report.NotLookedAt.IsEmpty, () => Group("Not looked at", Markup.Each(report.NotLookedAt, NotLookedAt)))}{Group(
                "Looked at",
                LookedAt(report)
            )}{Markup.If(!report.Skipped.IsEmpty, () => Group("Left out", LeftOut(report)))}</div></section>

            """
        );

    static Markup Group(string heading, Markup rows) =>
        Markup.Of($"""<div class="group"><h3 class="sub">{heading}</h3><table class="cov"><tbody>{rows}</tbody></table></div>""");

    /// <summary>A sentence of two words and their explanation: "The database. It was not opened."</summary>
    static Markup NotLookedAt(string sentence)
    {
        var subject = Words.FirstSentence(sentence);
        return subject.Length == sentence.TrimEnd('.').Length || subject.Length > 48
            ? Markup.Of($"""<tr><td colspan="2">{Words.Sentence(sentence)}</td></tr>""")
            : Markup.Of($"""<tr><th scope="row">{subject}</th><td>{Words.Sentence(sentence[(subject.Length + 1)..])}</td></tr>""");
    }

    static Markup LookedAt(Report report)
    {
        var target = report.Target;
        return Markup.Of(
            $"""
            <tr><th scope="row">Files</th><td>{target.Files}, with {Words.Figured(target.Lines, "line")}; {(
                report.Skipped.IsEmpty ? "nothing left out" : $"{Words.Figured(report.Skipped.Length, "place")} left out, listed below"
            )}</td></tr><tr><th scope="row">History</th><td>{(
                target.Commit is null ? "none here" : Words.Figured(target.Commits, "commit")
            )}</td></tr>
            """
        );
    }

    static Markup LeftOut(Report report) =>
        Markup.Of(
            $"""{Markup.Each(report.Skipped.Take(leftOutShown), skip => Markup.Of($"""<tr><th scope="row" class="place">{skip.Path}</th><td>{skip.Reason}</td></tr>"""))}{Markup.If(report.Skipped.Length > leftOutShown, () => Markup.Of($"""<tr><td colspan="2">and {Words.Figured(report.Skipped.Length - leftOutShown, "more place")}</td></tr>"""))}"""
        );
}
