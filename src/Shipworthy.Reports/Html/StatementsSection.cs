namespace Shipworthy.Reports.Html;

/// <summary>What people have said: statements that count, statements that have lapsed, and failures that somebody accepted.</summary>
static class StatementsSection
{
    public static Markup Of(Report report, Headline headline)
    {
        var rows = Markup.All([
            Markup.Each(
                report.Attestations.GroupBy(one => (one.Statement, one.By, one.Until)),
                group => Statement(report, group, lapsed: false)
            ),
            Markup.Each(report.Lapsed.GroupBy(one => (one.Statement, one.By, one.Until)), group => Statement(report, group, lapsed: true)),
            Markup.Each(headline.Waived.GroupBy(item => item.Waiver with { Fingerprint = "" }), group => Waiver(report, [.. group])),
        ]);
        return Markup.Of(
            $"""
            <section class="sec" id="said"><header><h2>What people have said</h2><p>A statement can settle what no file shows, until its date. It never turns a failure into a pass.</p></header><div>{(
                rows.Text.Length == 0 ? new("""<p class="sub plain">Nobody has stated or waived anything.</p>""") : Table(rows)
            )}</div></section>

            """
        );
    }

    static Markup Table(Markup rows) =>
        Markup.Of(
            $"""
            <table class="cov said"><thead><tr><th scope="col">Kind</th><th scope="col">What was said, and on what grounds</th><th scope="col">By</th><th scope="col">Until</th><th scope="col">Checks</th></tr></thead><tbody>{rows}</tbody></table>
            """
        );

    static Markup Statement(Report report, IEnumerable<Attestation> statements, bool lapsed)
    {
        List<Attestation> all = [.. statements];
        var one = all[0];
        var until = lapsed
            ? Markup.Of($"""<span class="lapsed">Lapsed</span><br/><span class="nb">{Words.Day(one.Until)}</span>""")
            : Markup.Of($"""<span class="nb">{Words.Day(one.Until)}</span>""");
        return Row(
            "Attested",
            Words.Sentence(one.Statement),
            one.Evidence.Length > 0 ? one.Evidence : "No evidence given",
            one.By,
            Words.Day(one.On),
            until,
            Pieces.References(report, all.Select(statement => statement.Check).Distinct(StringComparer.Ordinal))
        );
    }

    static Markup Waiver(Report report, List<(string Check, Finding Finding, Waiver Waiver)> waived)
    {
        var (_, finding, waiver) = waived[0];
        var what =
            waived.Count == 1 ? $"{finding.At} {finding.Says}" : $"{Words.Figured(waived.Count, "finding")}, the first at {finding.At}";
        return Row(
            "Waived",
            $"{what}. It still fails.",
            $"“{waiver.Reason}”",
            waiver.By,
            "",
            Markup.Of($"""<span class="nb">{Words.Day(waiver.Until)}</span>"""),
            Pieces.References(report, waived.Select(item => item.Check).Distinct(StringComparer.Ordinal))
        );
    }

    static Markup Row(string kind, string said, string grounds, string by, string on, Markup until, Markup checks) =>
        Markup.Of(
            $"""<tr><th scope="row">{kind}</th><td>{said}<br/><span class="soft">{grounds}</span></td><td>{by}{Markup.If(on.Length > 0, () => Markup.Of($"""<br/><span class="soft nb">{on}</span>"""))}</td><td>{until}</td><td><span class="refs">{checks}</span></td></tr>"""
        );
}
