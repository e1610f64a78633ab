using System.Text.Json;
using Shipworthy.Reports.Json;

namespace Shipworthy.Reports.Comparing;

/// <summary>A comparison for machines.</summary>
public static class ComparisonJson
{
    /// <summary>The version of the format. It grows when a member changes its meaning or goes away.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Writes it as UTF-8, with a line feed at the end.</summary>
    public static void Write(Comparison comparison, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, JsonReport.Options))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("before", comparison.NameBefore);
            json.WriteString("after", comparison.NameAfter);
            json.WriteNumber("worse", comparison.Worse.Length);
            json.WriteNumber("better", comparison.Better.Length);
            json.WriteStartArray("checks");
            foreach (var one in comparison.Changed)
                Write(json, one);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    }

    static void Write(Utf8JsonWriter json, ChangedCheck one)
    {
        json.WriteStartObject();
        json.WriteString("id", one.Check.Id);
        json.WriteString("sentence", one.Check.Sentence);
        json.WriteString(
            "change",
            one.Change switch
            {
                Change.Worse => "worse",
                Change.Better => "better",
                Change.Otherwise => "otherwise",
            }
        );
        Verdict(json, "before", one.Before);
        Verdict(json, "after", one.After);
        CheckJson.Findings(json, "new", one.Check, one.New);
        CheckJson.Findings(json, "gone", one.Check, one.Gone);
        json.WriteEndObject();
    }

    static void Verdict(Utf8JsonWriter json, string name, Verdict verdict)
    {
        json.WriteStartObject(name);
        json.WriteString("verdict", Names.Of(verdict.Kind));
        json.WriteString("severity", verdict.Severity is { } severity ? Names.Of(severity) : null);
        json.WriteString("because", verdict.Because);
        json.WriteEndObject();
    }
}
