using System.Text.Json;

namespace Shipworthy.Reports.Json;

static class CheckJson
{
    public static void WriteAll(Utf8JsonWriter json, ImmutableArray<CheckResult> results)
    {
        json.WriteStartArray("checks");
        foreach (var result in results)
            Write(json, result.Check, result.Verdict);
        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, Check check, Verdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("id", check.Id);
        json.WriteString("area", check.Area.Name);
        json.WriteString("sentence", check.Sentence);
        json.WriteString("verdict", Names.Of(verdict.Kind));
        json.WriteString("because", verdict.Because);
        json.WriteString("severity", verdict.Severity is { } severity ? Names.Of(severity) : null);
        json.WriteStartObject("scope");
        json.WriteNumber("total", verdict.Total);
        json.WriteNumber("passed", verdict.Passed);
        json.WriteEndObject();
        json.WriteString("proof", Names.Of(verdict.Proof));
        json.WriteString("settledBy", Words.OneLine(check.SettledBy));
        json.WriteString("fix", check.Fix);
        Findings(json, "findings", check, verdict.Findings);
        json.WriteEndObject();
    }

    /// <summary>Findings of a check, under a name.</summary>
    public static void Findings(Utf8JsonWriter json, string name, Check check, ImmutableArray<Finding> findings)
    {
        json.WriteStartArray(name);
        foreach (var finding in findings)
            Write(json, check, finding);
        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, Check check, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("outcome", Names.Of(finding.Outcome));
        json.WriteString("severity", finding.Severity is { } severity ? Names.Of(severity) : null);
        json.WriteString("rule", finding.Rule?.Id);
        json.WriteString("message", finding.Says);
        json.WritePropertyName("location");
        Write(json, finding.At);
        json.WriteStartArray("related");
        foreach (var place in finding.Related)
            Write(json, place);
        json.WriteEndArray();
        json.WriteNumber("items", finding.Items);
        json.WriteString("proof", Names.Of(finding.Proof));
        json.WriteString("fingerprint", finding.Fingerprint(check.Id));
        json.WriteString("waivedBy", finding.Waiver?.By);
        if (finding.Waiver is { } waiver)
        {
            json.WriteString("waivedBecause", waiver.Reason);
            JsonReport.Day(json, "waivedUntil", waiver.Until);
        }
        json.WriteEndObject();
    }

    /// <summary>A place; null for the whole app. What the place does not have is null.</summary>
    static void Write(Utf8JsonWriter json, Location place)
    {
        if (place == Location.WholeApp)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("path", place.Path.Length > 0 ? JsonReport.Forward(place.Path) : null);
        Number(json, "line", place.Line);
        Number(json, "column", place.Column);
        Number(json, "endLine", place.EndLine);
        json.WriteString("commit", place.Commit);
        if (place.Outside is not null)
            json.WriteString("outside", place.Outside);
        json.WriteEndObject();
    }

    static void Number(Utf8JsonWriter json, string name, int value)
    {
        if (value > 0)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
