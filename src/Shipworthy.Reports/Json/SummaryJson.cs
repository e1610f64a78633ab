using System.Text.Json;

namespace Shipworthy.Reports.Json;

static class SummaryJson
{
    public static void Write(Utf8JsonWriter json, Report report)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("checks", report.Checks.Length);
        json.WriteNumber("applicable", report.Applicable);
        json.WriteNumber("pass", report.Count(VerdictKind.Pass));
        json.WriteNumber("fail", report.Count(VerdictKind.Fail));
        json.WriteNumber("unproven", report.Count(VerdictKind.Unproven));
        json.WriteNumber("notApplicable", report.Count(VerdictKind.NotApplicable));
        json.WriteNumber("blockers", report.Blockers);
        json.WriteBoolean("ready", report.Ready);
        json.WriteEndObject();
    }
}
