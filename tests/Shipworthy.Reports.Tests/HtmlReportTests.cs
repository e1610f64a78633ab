using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using Shipworthy.Reports.Html;
using Shipworthy.Reports.Tests.Samples;

namespace Shipworthy.Reports.Tests;

public sealed partial class HtmlReportTests
{
    [Fact]
    public void The_workshop() => Text(Some.Report()).ShouldBeAsExpected("report.html");

    [Fact]
    public void Everything_proved() => Body(Some.Ready()).ShouldBeAsExpected("ready.body.html");

    [Fact]
    public void A_path_named_like_markup_is_text()
    {
        var page = Parse(Some.Hostile("<img src=x onerror=alert(1)>"));
        page.Descendants("img").ShouldBeEmpty();
        page.Value.ShouldContain("<img src=x onerror=alert(1)>");
    }

    [Fact]
    public void No_text_of_the_app_breaks_the_page() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["<>&\"'=/ \u001b\u0000\ud800\u202e\ufffea`*"], 0, 40])
            .Sample(
                text => Parse(Some.Hostile(text)).Descendants().Select(element => element.Name.LocalName).ShouldBeSubsetOf(names),
                iter: 200
            );

    [Fact]
    public void The_policy_names_the_one_style_and_the_one_script_and_nothing_is_inline()
    {
        var page = Text(Some.Hostile("a'\"}</style><script>alert(1)</script>"));
        var policy = Policy().Match(page).Groups[1].Value;
        policy.ShouldContain($"style-src '{Hash(Style().Match(page).Groups[1].Value)}'");
        policy.ShouldContain($"script-src '{Hash(Script().Match(page).Groups[1].Value)}'");
        Style().Count(page).ShouldBe(1);
        Script().Count(page).ShouldBe(1);
        Parse(Some.Report())
            .Descendants()
            .Attributes()
            .Select(attribute => attribute.Name.LocalName)
            .ShouldAllBe(name => name != "style" && !name.StartsWith("on"));
    }

    [Fact]
    public void Every_id_is_there_once_and_every_link_leads_somewhere()
    {
        foreach (var report in new[] { Some.Report(), Some.Ready(), Some.Unseen() })
        {
            var page = Parse(report);
            var ids = page.Descendants().Attributes("id").Select(attribute => attribute.Value).ToList();
            ids.ShouldBeUnique();
            page.Descendants("a").Attributes("href").Select(attribute => attribute.Value[1..]).Distinct().ShouldBeSubsetOf(ids);
        }
    }

    [Fact]
    public void Earlier_scans_are_a_picture()
    {
        var now = PastScan.Of(Some.Report())!;
        var first = now with
        {
            On = now.On.AddDays(-40),
            Commit = null,
            Verdicts = now.Verdicts.SetItem("1.7", VerdictKind.Unproven).SetItem("2.1", VerdictKind.Pass),
        };
        var page = Parse(Some.Report() with { Earlier = [first, first with { On = now.On.AddDays(-3) }] });
        var picture = page.Descendants("figure").Single();
        picture.Descendants("polyline").Select(line => line.Attribute("points")!.Value.Split(' ').Length).ShouldBe([3, 3, 3]);
        picture.Element("svg")!.Attribute("aria-label")!.Value.ShouldStartWith("3 scans since ");
        Parse(Some.Report() with { Earlier = [now] }).Descendants("figure").ShouldBeEmpty();
    }

    [Fact]
    public void Five_thousand_findings_stay_under_two_megabytes_and_name_the_command_for_all()
    {
        var page = Text(Some.Large(5_000));
        page.Length.ShouldBeLessThan(2_000_000);
        page.ShouldContain("This page holds the first 200 of 5,000.");
        page.ShouldContain("shipworthy scan . --only 1.3 --format csv");
    }

    static readonly string[] names = [.. Parse(Some.Report()).Descendants().Select(element => element.Name.LocalName).Distinct()];

    static string Hash(string text) =>
        $"sha256-{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))}";

    static string Text(Report report)
    {
        var writer = new StringWriter();
        HtmlReport.Write(report, writer);
        return writer.ToString();
    }

    /// <summary>The page without style and script, which are files of their own.</summary>
    static string Body(Report report)
    {
        var page = Text(report);
        return Script().Replace(page[page.IndexOf("<main", StringComparison.Ordinal)..], "<script></script>");
    }

    static XElement Parse(Report report)
    {
        var page = Style().Replace(Script().Replace(Text(report), "<script/>"), "<style/>");
        return XElement.Parse(page["<!doctype html>".Length..], LoadOptions.PreserveWhitespace);
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Style();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Script();

    [GeneratedRegex("Content-Security-Policy\" content=\"(.*?)\"", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Policy();
}
