using System.Text.Encodings.Web;
using System.Text.Json;

namespace Shipworthy.Reports.Json;

/// <summary>
/// The report for machines, as <c>docs/report.schema.json</c> describes it. Members are only ever added, and everything but <c>durations</c> is the
/// same for the same input.
/// </summary>
public static class JsonReport
{
    /// <summary>The version of the format. It grows when a member changes its meaning or goes away.</summary>
    public const int SchemaVersion = 1;

    internal static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // The report is a file of its own and never part of a page, so that only what JSON itself reserves is escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the report as UTF-8, with a line feed at the end.</summary>
    public static void Write(Report report, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            Tool(json, report);
            TargetOf(json, report.Target);
            SummaryJson.Write(json, report);
            CauseJson.WriteAll(json, report.Causes);
            CheckJson.WriteAll(json, report.Checks);
            Skipped(json, report.Skipped);
            Strings(json, "notLookedAt", report.NotLookedAt);
            StatementJson.WriteAll(json, "attestations", report.Attestations);
            StatementJson.WriteAll(json, "lapsed", report.Lapsed);
            DurationsOf(json, report.Durations);
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    }

    static void Tool(Utf8JsonWriter json, Report report)
    {
        json.WriteStartObject("tool");
        json.WriteString("name", "shipworthy");
        json.WriteString("version", report.Version);
        json.WriteEndObject();
    }

    static void TargetOf(Utf8JsonWriter json, Target target)
    {
        json.WriteStartObject("target");
        json.WriteString("name", target.Name);
        json.WriteString("path", Forward(target.Path));
        json.WriteString("commit", target.Commit);
        json.WriteString("branch", target.Branch);
        Day(json, "committedOn", target.CommittedOn);
        json.WriteBoolean("dirty", target.Dirty);
        json.WriteNumber("files", target.Files);
        json.WriteNumber("lines", target.Lines);
        json.WriteNumber("commits", target.Commits);
        json.WriteEndObject();
    }

    static void Skipped(Utf8JsonWriter json, ImmutableArray<Skip> skipped)
    {
        json.WriteStartArray("skipped");
        foreach (var skip in skipped)
        {
            json.WriteStartObject();
            json.WriteString("path", Forward(skip.Path));
            json.WriteString("reason", skip.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void DurationsOf(Utf8JsonWriter json, Durations durations)
    {
        json.WriteStartObject("durations");
        json.WriteNumber("readMs", durations.ReadMs);
        json.WriteNumber("linkMs", durations.LinkMs);
        json.WriteNumber("judgeMs", durations.JudgeMs);
        json.WriteNumber("historyMs", durations.HistoryMs);
        json.WriteNumber("totalMs", durations.TotalMs);
        json.WriteEndObject();
    }

    internal static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    internal static void Day(Utf8JsonWriter json, string name, DateOnly? day) =>
        json.WriteString(name, day is { } one ? $"{one:yyyy-MM-dd}" : null);

    /// <summary>Paths have forward slashes on every system.</summary>
    internal static string Forward(string path) => path.Replace('\\', '/');
}
