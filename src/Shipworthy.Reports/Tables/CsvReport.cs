using System.Globalization;

namespace Shipworthy.Reports.Tables;

/// <summary>Every finding as a row, for spreadsheets (RFC 4180, with a header).</summary>
public static class CsvReport
{
    /// <summary>Writes the table. A check without a finding has one row of its own, so that every check is there.</summary>
    public static void Write(Report report, TextWriter writer)
    {
        Row(
            writer,
            "check",
            "sentence",
            "verdict",
            "outcome",
            "severity",
            "rule",
            "path",
            "line",
            "message",
            "fingerprint",
            "waived_by",
            "waived_until"
        );
        foreach (var (check, verdict) in report.Checks)
        {
            if (verdict.Findings.IsEmpty)
                Row(writer, check.Id, check.Sentence, Names.Of(verdict.Kind), "", "", "", "", "", verdict.Because, "", "", "");
            foreach (var finding in verdict.Findings)
                Row(
                    writer,
                    check.Id,
                    check.Sentence,
                    Names.Of(verdict.Kind),
                    Names.Of(finding.Outcome),
                    finding.Severity is { } severity ? Names.Of(severity) : "",
                    finding.Rule?.Id ?? "",
                    finding.At.Path.Length > 0 ? finding.At.Path.Replace('\\', '/') : finding.At.ToString(),
                    finding.At.Line > 0 ? finding.At.Line.ToString(CultureInfo.InvariantCulture) : "",
                    finding.Says,
                    finding.Fingerprint(check.Id),
                    finding.Waiver?.By ?? "",
                    finding.Waiver is { } waiver ? $"{waiver.Until:yyyy-MM-dd}" : ""
                );
        }
    }

    static void Row(TextWriter writer, params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                writer.Write(',');
            writer.Write(Cell(cells[i]));
        }
        writer.Write("\r\n");
    }

    /// <summary>
    /// A spreadsheet runs what begins like a formula, and file names come from whoever wrote the app: such a cell begins with an apostrophe.
    /// </summary>
    static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
