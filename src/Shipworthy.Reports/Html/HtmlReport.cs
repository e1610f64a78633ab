using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shipworthy.Reports.Html;

/// <summary>
/// The report as one file that needs nothing else: for the screen, for a phone and for paper. Its policy allows the one style and the one script that
/// it holds, by their hashes, and nothing from the network; so no text of the app can do anything even if it became markup.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes the page. Lines end with a line feed.</summary>
    /// <param name="paper">The size of its sheets, as CSS names it; left out, whoever prints it chooses.</param>
    public static void Write(Report report, TextWriter writer, string? paper = null)
    {
        var headline = new Headline(report);
        writer.Write(Head(report, headline, paper));
        writer.Write(Symbols.Definitions);
        writer.Write(Bar(report, headline));
        writer.Write(Masthead(report));
        writer.Write(SummarySection.Of(report, headline));
        writer.Write(TrendPicture.Of(report));
        writer.Write(PaperSections.FirstPage(report, headline));
        writer.Write(PaperSections.SignOff(report));
        writer.Write(GapsSection.Of(report, headline));
        writer.Write(OpenSections.Unproven(headline));
        writer.Write(ChecksSection.Of(report));
        writer.Write(CoverageSection.Of(report));
        writer.Write(StatementsSection.Of(report, headline));
        writer.Write(End(report, headline));
        writer.Write($"<script>{Assets.Script}</script>\n</body>\n</html>\n");
    }

    static string Head(Report report, Headline headline, string? paper)
    {
        var style = Assets.Style + PageMargins(report, headline) + Assets.Sheet(paper);
        var policy =
            $"default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(Assets.Script)}'; base-uri 'none'; form-action 'none'";
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy" content="{policy}"/>
            <meta name="referrer" content="no-referrer"/>
            <title>{Markup.Encode(headline.App)}: {headline.Proved}. Shipworthy</title>
            <style>{style}</style>
            </head>
            <body>

            """;
    }

    /// <summary>The running foot of the printed pages, in the margin boxes of CSS Paged Media.</summary>
    static string PageMargins(Report report, Headline headline)
    {
        var day = report.ScannedOn is { } on ? $", {Words.Day(on)}" : "";
        var foot = CssString($"Shipworthy {report.Version}   {headline.App} at {headline.Commit}{day}");
        const string font = "font: 400 7.5pt 'Helvetica Neue', Arial, sans-serif; color: #55595f";
        return $$"""

            @page { margin: 15mm 16mm 17mm;
              @bottom-left { content: "{{foot}}"; {{font}} }
              @bottom-right { content: counter(page) " / " counter(pages); {{font}} } }

            """;
    }

    /// <summary>Text inside a CSS string: whatever is no letter, digit or space is escaped (with the space that ends an escape), so that it can end neither the string nor the element.</summary>
    static string CssString(string text)
    {
        var css = new StringBuilder();
        foreach (var rune in SafeText.Of(text, unicode: true).EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune) || rune.Value == ' ')
                css.Append(rune.ToString());
            else
                css.Append(CultureInfo.InvariantCulture, $"\\{rune.Value:x} ");
        return css.ToString();
    }

    static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    static Markup Bar(Report report, Headline headline)
    {
        (string Section, string Name, bool Exists)[] sections =
        [
            ("gaps", "Worst gaps", !report.Causes.IsEmpty),
            ("unproven", "Unproven", !headline.Unproven.IsEmpty),
            ("checks", AllChecks(report), true),
            ("coverage", "Not seen", true),
            ("said", "Statements", true),
        ];
        return Markup.Of(
            $"""
            <a class="skip" href="#checks">Skip to the checks</a>
            <header class="bar"><div class="wrap"><a class="brand" href="#top">{Symbols.Mark}Shipworthy</a>
            <nav aria-label="Sections">{Markup.Each(
                sections.Where(section => section.Exists),
                section => Markup.Of($"""<a href="#{section.Section}">{section.Name}</a>""")
            )}</nav>
            <div class="tools" data-js="" hidden=""><button type="button" class="btn" id="theme">Dark</button><button type="button" class="btn" id="print">Print</button></div></div></header>

            """
        );
    }

    internal static string AllChecks(Report report) =>
        report.IsPartial ? $"The {Words.Counted(report.Checks.Length, "check")} asked for" : $"All {report.Checks.Length} checks";

    static Markup Masthead(Report report) =>
        Markup.Of(
            $"""
            <main class="wrap" id="top">
            <p class="masthead paper-only" aria-hidden="true">{Symbols.Mark}Shipworthy<span>{(
                report.ScannedOn is { } day ? Words.Day(day) : ""
            )}</span></p>

            """
        );

    static Markup End(Report report, Headline headline) =>
        Markup.Of(
            $"""
            <footer class="end"><p>Shipworthy {report.Version} on {headline.App} at {headline.Commit}.</p><p>Again: <code>{Commands.Scan(
                report
            )}</code></p><p>For machines: <code>{Commands.Scan(report, "--format json")}</code></p></footer>
            </main>

            """
        );
}
