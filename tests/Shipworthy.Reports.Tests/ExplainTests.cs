using System.Xml.Linq;
using Shipworthy.Checks;
using Shipworthy.Reports.Explain;
using Shipworthy.Reports.Terminal;
using Shipworthy.Reports.Tests.Samples;

namespace Shipworthy.Reports.Tests;

public sealed class ExplainTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(80)]
    [InlineData(50)]
    public void A_check_with_its_last_result(int columns) =>
        Text(CorsSample.Check, Some.Of([CorsSample.Check]), new(columns)).ShouldBeAsExpected($"explain-{columns}.txt");

    [Fact]
    public void A_check_without_a_last_result() =>
        Text(CorsSample.Check, null, new(Unicode: false)).ShouldBeAsExpected("explain-ascii.txt");

    [Fact]
    public void A_check_that_fails_in_many_places() =>
        Text(Workshop.Checks()[2], Some.Report(), new()).ShouldBeAsExpected("explain-fails.txt");

    [Fact]
    public void Every_check_can_be_explained_at_every_width()
    {
        foreach (var columns in new[] { 100, 80, 60, 40 })
            Checklist
                .Checks.SelectMany(check =>
                    Text(check, null, new(columns))
                        .Split('\n')
                        .Where(line => DisplayWidth.Of(line) > columns)
                        .Select(line => $"{check.Id}: {line}")
                )
                .ShouldBeEmpty();
    }

    [Fact]
    public void The_page_of_a_check() => CheckPage.Markdown(CorsSample.Check).ShouldBeAsExpected("check-page.md");

    [Fact]
    public void Every_page_has_the_name_of_its_check_and_a_table_of_four_columns()
    {
        foreach (var check in Checklist.Checks)
        {
            CheckPage.FileName(check).ShouldBe($"docs/checks/{check.Id}-{check.GetType().Name}.md");
            var rows = CheckPage.Markdown(check).Split('\n').Where(line => line.StartsWith('|')).ToList();
            rows.Count.ShouldBeGreaterThan(3, check.Id);
            rows.ShouldAllBe(row => row.Replace("\\|", "").Count(letter => letter == '|') == 5, check.Id);
        }
    }

    [Fact]
    public void The_blank_checklist() => Checklisted(new(80)).ShouldBeAsExpected("checklist-80.txt");

    [Fact]
    public void The_blank_checklist_to_print()
    {
        var writer = new StringWriter();
        ChecklistPage.Write(Workshop.Checks(), writer);
        var page = writer.ToString();
        page.ShouldBeAsExpected("checklist.html");
        var document = XElement.Parse(page["<!doctype html>".Length..]);
        document.Descendants("td").Count(cell => (string?)cell.Attribute("class") == "s").ShouldBe(58);
    }

    static string Checklisted(TerminalOptions options)
    {
        var writer = new StringWriter();
        ChecklistText.Write(Workshop.Checks(), writer, options);
        return writer.ToString();
    }

    static string Text(Check check, Report? last, TerminalOptions options)
    {
        var writer = new StringWriter();
        ExplainText.Write(check, last, writer, options);
        return writer.ToString();
    }
}
