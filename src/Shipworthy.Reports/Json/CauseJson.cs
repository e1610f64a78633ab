using System.Text.Json;

namespace Shipworthy.Reports.Json;

static class CauseJson
{
    public static void WriteAll(Utf8JsonWriter json, ImmutableArray<Cause> causes)
    {
        json.WriteStartArray("causes");
        foreach (var cause in causes)
            Write(json, cause);
        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, Cause cause)
    {
        json.WriteStartObject();
        json.WriteString("title", cause.Rule.Title);
        json.WriteString("who", Names.Of(cause.Rule.Who));
        json.WriteString("severity", Names.Of(cause.Severity));
        json.WriteString("consequence", Words.OneLine(cause.Rule.Consequence));
        json.WriteString("fix", Words.OneLine(cause.Rule.Fix));
        json.WriteString("rule", cause.Rule.Id);
        json.WriteBoolean("waived", cause.Waived);
        JsonReport.Strings(json, "checks", cause.Checks);
        JsonReport.Strings(
            json,
            "findings",
            cause.Findings.Select(item => item.Finding.Fingerprint(item.Check)).Distinct(StringComparer.Ordinal)
        );
        json.WriteEndObject();
    }
}
