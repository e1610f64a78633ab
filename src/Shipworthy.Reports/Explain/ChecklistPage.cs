using System.Security.Cryptography;
using System.Text;
using Shipworthy.Reports.Html;

namespace Shipworthy.Reports.Explain;

/// <summary>The checklist, blank, as one page to print: a box, a sentence, and room for an owner, a date and a signature.</summary>
public static class ChecklistPage
{
    /// <summary>Writes the page. Lines end with a line feed.</summary>
    /// <param name="paper">The size of its sheets, as CSS names it; left out, whoever prints it chooses.</param>
    public static void Write(ImmutableArray<Check> checks, TextWriter writer, string? paper = null)
    {
        var style = Assets.ChecklistStyle + Assets.Sheet(paper);
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        writer.Write(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"/>
            <title>Production readiness checklist. Shipworthy</title>
            <style>{style}</style>
            </head>
            <body>

            """
        );
        writer.Write(
            Markup.Of(
                $"""
                <main>
                <h1>AI MVP Production Readiness Checklist</h1>
                <p>{checks.Length} checks across nine areas where AI-generated MVPs fail in production. Whoever signs a line answers for it. The checklist's own title says 54; it lists 58, and these are all of them.</p>
                <dl><dt>App</dt><dd></dd><dt>Version</dt><dd></dd><dt>Date</dt><dd></dd></dl>
                <table><thead><tr><th class="b"><span>Done</span></th><th class="i"><span>Number</span></th><th>Check</th><th class="o">Owner</th><th class="d">Date</th><th class="s">Signature</th></tr></thead>
                {Markup.Each(checks.GroupBy(check => check.Area), area => Area(area.Key, area))}</table>
                </main>
                </body>
                </html>

                """
            )
        );
    }

    static Markup Area(Area area, IEnumerable<Check> checks) =>
        Markup.Of(
            $"""
            <tbody><tr class="a"><th colspan="6" scope="colgroup"><b>{area.Number}</b>{area.Name}<i>{area.Promise}</i></th></tr>{Markup.Each(
                checks,
                check => Markup.Of($"""<tr><td class="b"><span></span></td><td class="i">{check.Id}</td><td>{check.Sentence}</td><td class="o"></td><td class="d"></td><td class="s"></td></tr>""")
            )}</tbody>

            """
        );
}
