using System.Text.Json;

namespace Shipworthy.Reports.Json;

static class StatementJson
{
    public static void WriteAll(Utf8JsonWriter json, string name, ImmutableArray<Attestation> statements)
    {
        json.WriteStartArray(name);
        foreach (var statement in statements)
        {
            json.WriteStartObject();
            json.WriteString("check", statement.Check);
            json.WriteString("by", statement.By);
            if (statement.ConfirmedBy is not null)
                json.WriteString("confirmedBy", statement.ConfirmedBy);
            json.WriteString("statement", statement.Statement);
            json.WriteString("evidence", statement.Evidence);
            if (!statement.Scope.IsEmpty)
            {
                json.WriteStartArray("scope");
                foreach (var part in statement.Scope)
                    json.WriteStringValue(part);
                json.WriteEndArray();
            }
            JsonReport.Day(json, "on", statement.On);
            JsonReport.Day(json, "until", statement.Until);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
