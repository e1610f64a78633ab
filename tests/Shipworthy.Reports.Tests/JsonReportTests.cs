using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Json.Schema;
using Shipworthy.Reports.Json;
using Shipworthy.Reports.Tests.Samples;

namespace Shipworthy.Reports.Tests;

public sealed class JsonReportTests
{
    static readonly JsonSchema schema = JsonSchema.FromText(File.ReadAllText(SchemaPath()));

    [Fact]
    public void The_workshop() => Text(Some.Report()).ShouldBeAsExpected("report.json");

    [Fact]
    public void Reports_are_valid_by_the_published_schema()
    {
        ShouldBeValid(Some.Report());
        ShouldBeValid(Some.Unseen());
        ShouldBeValid(Some.Ready());
        ShouldBeValid(Some.Large(5_000));
    }

    [Fact]
    public void The_schema_refuses_what_no_report_holds()
    {
        var text = Text(Some.Report());
        IsValid(text.Replace("\"schemaVersion\": 1", "\"schemaVersion\": 2", StringComparison.Ordinal)).ShouldBeFalse();
        IsValid(text.Replace("\"verdict\": \"fail\"", "\"verdict\": \"failed\"", StringComparison.Ordinal)).ShouldBeFalse();
        IsValid(text.Replace("\"rule\": \"1.4-F1\"", "\"rule\": null", StringComparison.Ordinal)).ShouldBeFalse();
    }

    [Fact]
    public void Text_that_is_no_valid_utf_16_is_written_all_the_same() =>
        ShouldBeValid(Some.Hostile("a\ud800b\u001b[31m\u202e\n<img onerror=alert(1)>\"\\"));

    [Fact]
    public void Paths_have_forward_slashes_on_every_system() => Text(Some.Hostile("""a\b.js""")).ShouldContain("\"path\": \"a/b.js\"");

    static void ShouldBeValid(Report report)
    {
        using var document = JsonDocument.Parse(Text(report));
        var result = schema.Evaluate(document.RootElement, new() { OutputFormat = OutputFormat.List });
        var errors = (result.Details ?? [])
            .Where(detail => detail.Errors is not null)
            .Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}");
        result.IsValid.ShouldBeTrue(string.Join('\n', errors.Take(5)));
    }

    static bool IsValid(string json)
    {
        using var document = JsonDocument.Parse(json);
        return schema.Evaluate(document.RootElement).IsValid;
    }

    static string Text(Report report)
    {
        using var stream = new MemoryStream();
        JsonReport.Write(report, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    static string SchemaPath([CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "docs", "report.schema.json");
}
