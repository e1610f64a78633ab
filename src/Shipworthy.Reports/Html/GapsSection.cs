namespace Shipworthy.Reports.Html;

/// <summary>The gaps by cause: the worst in full, grouped by who can make use of them; the others as a table.</summary>
static class GapsSection
{
    const int placesShown = 6;

    public static Markup Of(Report report, Headline headline)
    {
        if (report.Causes.IsEmpty)
            return Markup.None;
        var numbers = report.Causes.Select((cause, i) => (Number: i + 1, Cause: cause)).ToList();
        var worst = numbers.Take(headline.Worst.Length).GroupBy(item => item.Cause.Rule.Who);
        var lesser = numbers.Skip(headline.Worst.Length).ToList();
        return Markup.Of(
            $"""
            <section class="sec" id="gaps"><header><h2>The worst gaps</h2><p>{Introduction(report)}</p></header><div>
            {Markup.Each(
                worst,
                group =>
                    Markup.Of(
                        $"""
                        <div class="group"><h3 class="sub">{Headline.WhatCouldHappen(group.Key)}</h3>
                        {Markup.Each(group, item => Gap(report, item.Number, item.Cause))}</div>

                        """
                    )
            )}{Markup.If(lesser.Count > 0, () => Lesser(report, headline.ThenThese, lesser))}</div></section>

            """
        );
    }

    static string Introduction(Report report)
    {
        var (fails, causes) = (report.Count(VerdictKind.Fail), report.Causes.Length);
        return $"{Words.Figured(fails, "check")} {(fails == 1 ? "fails" : "fail")}, for {Words.Figured(causes, "reason")}. "
            + (
                causes == 1
                    ? "The check closes when it is mended."
                    : "These are the reasons, worst first. A check closes when every reason that names it is mended."
            );
    }

    static Markup Gap(Report report, int number, Cause cause) =>
        Markup.Of(
            $"""
            <article class="gap" id="cause-{number}"><p class="n">{number}</p><div><h4>{cause.Rule.Title}</h4>{Markup.If(
                cause.Waived,
                () => Markup.Of($"""<p class="waived">Waived by {cause.Findings[0].Finding.Waiver!.By}. It still fails.</p>""")
            )}<p class="say">{Markup.Inline(cause.Rule.Consequence)}</p><p class="fix"><span class="lab">Fix</span>{Markup.Inline(
                cause.Rule.Fix
            )}</p><p class="refs"><span class="lab">Closes</span>{Pieces.References(
                report,
                cause.Checks
            )}</p></div><div class="ev">{Evidence(cause)}</div></article>

            """
        );

    static Markup Evidence(Cause cause)
    {
        var places = cause.Places;
        var first = cause.Findings.First(item => item.Finding.At == places[0]).Finding;
        var others = places.Skip(1).Take(placesShown - 1);
        return Markup.Of(
            $"""
            {Pieces.Place(places[0])}<p class="msg">{first.Says}</p>{Markup.If(
                places.Length > 1,
                () =>
                    Markup.Of(
                        $"""<div class="also soft">{Markup.Each(others, place => Pieces.Place(place))}{More(places.Length - placesShown)}</div>"""
                    )
            )}
            """
        );
    }

    static Markup More(int count) => Markup.If(count > 0, () => Markup.Of($"""<span>and {Words.Figured(count, "more place")}</span>"""));

    static Markup Lesser(Report report, string heading, List<(int Number, Cause Cause)> causes) =>
        Markup.Of(
            $"""
            <div class="group"><h3 class="sub">{heading}</h3><table class="later"><tbody>
            {Markup.Each(
                causes,
                item =>
                    Markup.Of(
                        $"""
                        <tr id="cause-{item.Number}"><td class="n">{item.Number}</td><th scope="row">{item.Cause.Rule.Title}{(item.Cause.Waived ? " (waived)" : "")}</th><td>{Markup.Inline(item.Cause.Rule.Fix)}</td><td><p class="refs">{Pieces.References(report, item.Cause.Checks)}</p></td></tr>

                        """
                    )
            )}</tbody></table></div>
            """
        );
}
