using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CsCheck;
using Shipworthy.Reports.Json;
using Shipworthy.Reports.Markdown;
using Shipworthy.Reports.Tables;
using Shipworthy.Reports.Tests.Samples;

namespace Shipworthy.Reports.Tests;

public sealed class OtherFormatsTests
{
    [Fact]
    public void Csv() => Text(CsvReport.Write, Some.Report()).ReplaceLineEndings("\n").ShouldBeAsExpected("report.csv");

    [Fact]
    public void A_path_that_begins_like_a_formula_is_text() => Text(CsvReport.Write, Some.Hostile("=cmd()")).ShouldNotContain(",=cmd()");

    [Fact]
    public void JUnit()
    {
        var text = Bytes(JUnitReport.Write, Some.Report());
        text.ShouldBeAsExpected("report.junit.xml");
        var suites = XElement.Parse(text);
        suites.Descendants("testcase").Count().ShouldBe(58);
        suites.Descendants("failure").Count().ShouldBe(34);
        suites.Descendants("skipped").Count().ShouldBe(19);
    }

    [Fact]
    public void Sarif()
    {
        var text = Bytes(SarifReport.Write, Some.Report());
        text.ShouldBeAsExpected("report.sarif");
        using var document = JsonDocument.Parse(text);
        var run = document.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool")
            .GetProperty("driver")
            .GetProperty("rules")
            .EnumerateArray()
            .Select(rule => rule.GetProperty("id").GetString())
            .ToList();
        rules.ShouldBeUnique();
        run.GetProperty("results").EnumerateArray().ShouldAllBe(result => rules.Contains(result.GetProperty("ruleId").GetString()));
    }

    [Theory]
    [InlineData(true, "codeFlows", "relatedLocations")]
    [InlineData(false, "relatedLocations", "codeFlows")]
    public void Places_that_lead_to_a_finding_are_a_code_flow_and_others_are_related(bool leads, string there, string absent)
    {
        var thing = Some.Fails(Gaps.NoLimit, "api/a.py:9", null, "api/b.py:2", "api/a.py:7") with { Leads = leads };
        var check = new SampleCheck("1.3", "Rate limits on every authenticated endpoint") { Answer = Some.Judged(thing) };
        using var document = JsonDocument.Parse(Bytes(SarifReport.Write, Some.Of([check])));
        var result = document.RootElement.GetProperty("runs")[0].GetProperty("results")[0];
        result.TryGetProperty(absent, out _).ShouldBeFalse();
        var steps = leads ? result.GetProperty(there)[0].GetProperty("threadFlows")[0].GetProperty("locations") : result.GetProperty(there);
        steps
            .EnumerateArray()
            .Select(step => leads ? step.GetProperty("location") : step)
            .Select(step => step.GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32())
            .ShouldBe(leads ? [2, 7, 9] : [2, 7]);
    }

    [Fact]
    public void Markdown() => Text(MarkdownReport.Write, Some.Report()).ShouldBeAsExpected("report.md");

    [Fact]
    public void No_text_of_the_app_breaks_them() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["<>&\"'`|*[]() \u001b\u0000\ud800\n"], 0, 30])
            .Sample(
                text =>
                {
                    XElement.Parse(Bytes(JUnitReport.Write, Some.Hostile(text)));
                    using var sarif = JsonDocument.Parse(Bytes(SarifReport.Write, Some.Hostile(text)));
                    var markdown = Text(MarkdownReport.Write, Some.Hostile(text));
                    markdown.ShouldAllBe(letter => letter == '\n' || !char.IsControl(letter));
                },
                iter: 100
            );

    [Fact]
    public void Markup_in_a_name_is_text_in_markdown() =>
        Text(MarkdownReport.Write, Some.Hostile("<img src=x> [a](b)")).ShouldContain(@"\<img src=x\> \[a\](b)");

    static string Text(Action<Report, TextWriter> write, Report report)
    {
        var writer = new StringWriter();
        write(report, writer);
        return writer.ToString();
    }

    static string Bytes(Action<Report, Stream> write, Report report)
    {
        using var stream = new MemoryStream();
        write(report, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
