using System.Text.Encodings.Web;
using System.Text.Json;

namespace Shipworthy.Reports.Json;

/// <summary>
/// The failing and the unproven findings as SARIF 2.1.0 (OASIS), for code scanning views. A waived finding is there with its suppression; a place
/// outside the files of the working tree is told in the message, since the format wants files.
/// </summary>
public static class SarifReport
{
    static readonly JsonWriterOptions options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the log as UTF-8, with a line feed at the end.</summary>
    public static void Write(Report report, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            Tool(json, report);
            Results(json, report);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    }

    static void Tool(Utf8JsonWriter json, Report report)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Shipworthy");
        json.WriteString("version", report.Version);
        json.WriteStartArray("rules");
        var rules = report.Checks.SelectMany(result => result.Verdict.Findings).Select(finding => finding.Rule).OfType<Rule>();
        foreach (var rule in rules.DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal))
            Rule(
                json,
                (rule.Id, Words.OneLine(rule.Title), Words.OneLine(rule.Consequence), Words.OneLine(rule.Fix)),
                report.Checks.First(result => rule.Id.StartsWith(result.Check.Id, StringComparison.Ordinal)).Check,
                Level(rule.Severity)
            );
        foreach (var check in report.Checks.Where(HasOpen).Select(result => result.Check))
            Rule(json, (check.Id, check.Sentence, Words.OneLine(check.Why), Words.OneLine(check.SettledBy)), check, "none");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static bool HasOpen(CheckResult result) => result.Verdict.Findings.Any(finding => finding.Outcome is Outcome.Unproven);

    static void Rule(Utf8JsonWriter json, (string Id, string Title, string Consequence, string Fix) says, Check check, string level)
    {
        json.WriteStartObject();
        json.WriteString("id", says.Id);
        json.WriteString("name", check.GetType().Name);
        Text(json, "shortDescription", says.Title);
        Text(json, "fullDescription", says.Consequence);
        Text(json, "help", $"{says.Consequence} {says.Fix}");
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", level);
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteStartArray("tags");
        json.WriteStringValue(check.Area.Name);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Results(Utf8JsonWriter json, Report report)
    {
        json.WriteStartArray("results");
        foreach (var (check, verdict) in report.Checks)
        foreach (var finding in verdict.Findings.Where(finding => finding.Outcome is Outcome.Fail or Outcome.Unproven))
            Result(json, check, finding);
        json.WriteEndArray();
    }

    static void Result(Utf8JsonWriter json, Check check, Finding finding)
    {
        var isFile = IsFile(finding.At);
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule?.Id ?? check.Id);
        json.WriteString("kind", finding.Outcome is Outcome.Fail ? "fail" : "open");
        json.WriteString("level", finding.Severity is { } severity ? Level(severity) : "none");
        Text(json, "message", isFile ? finding.Says : $"{finding.At}: {finding.Says}");
        json.WriteStartArray("locations");
        if (isFile)
            Place(json, finding.At);
        json.WriteEndArray();
        Others(json, finding);
        json.WriteStartObject("partialFingerprints");
        json.WriteString("shipworthy/v1", finding.Fingerprint(check.Id));
        json.WriteEndObject();
        if (finding.Waiver is { } waiver)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("status", "accepted");
            json.WriteString("justification", $"{waiver.By} until {waiver.Until:yyyy-MM-dd}: {waiver.Reason}");
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    /// <summary>The further places of a finding: the way that a value takes to it as a code flow, others as related locations.</summary>
    static void Others(Utf8JsonWriter json, Finding finding)
    {
        var others = finding.Related.Where(IsFile).ToList();
        if (others.Count == 0)
            return;
        if (finding.IsLedTo && IsFile(finding.At))
        {
            json.WriteStartArray("codeFlows");
            json.WriteStartObject();
            json.WriteStartArray("threadFlows");
            json.WriteStartObject();
            json.WriteStartArray("locations");
            foreach (var step in others.Append(finding.At))
            {
                json.WriteStartObject();
                json.WritePropertyName("location");
                Place(json, step);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            return;
        }
        json.WriteStartArray("relatedLocations");
        foreach (var (place, i) in others.Select((place, i) => (place, i)))
            Place(json, place, id: i + 1);
        json.WriteEndArray();
    }

    static bool IsFile(Location place) => place is { Path.Length: > 0, Commit: null };

    static void Place(Utf8JsonWriter json, Location place, int id = 0)
    {
        json.WriteStartObject();
        if (id > 0)
            json.WriteNumber("id", id);
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', JsonReport.Forward(place.Path).Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", "%SRCROOT%");
        json.WriteEndObject();
        if (place.Line > 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", place.Line);
            if (place.Column > 0)
                json.WriteNumber("startColumn", place.Column);
            json.WriteNumber("endLine", place.EndLine);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text.Length > 0 ? text : "-");
        json.WriteEndObject();
    }

    static string Level(Severity severity) =>
        severity switch
        {
            Severity.Blocker => "error",
            Severity.Major => "warning",
            Severity.Minor => "note",
        };
}
