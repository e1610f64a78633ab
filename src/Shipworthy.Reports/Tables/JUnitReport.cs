using System.Globalization;
using System.Text;
using System.Xml;

namespace Shipworthy.Reports.Tables;

/// <summary>
/// The checks as test cases, for the test views of build servers: an area is a suite, a fail is a failure, and what is unproven or does not apply is
/// skipped with its reason. The dialect is that of Jenkins' xunit plugin.
/// </summary>
public static class JUnitReport
{
    const int findingsNamed = 50;

    static readonly XmlWriterSettings settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };

    /// <summary>Writes the document as UTF-8.</summary>
    public static void Write(Report report, Stream stream)
    {
        using var xml = XmlWriter.Create(stream, settings);
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "Shipworthy");
        Counts(xml, report.Checks);
        foreach (var area in report.Checks.GroupBy(result => result.Check.Area))
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", $"{area.Key.Number} {area.Key.Name}");
            Counts(xml, [.. area]);
            foreach (var result in area)
                Case(xml, result);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static void Counts(XmlWriter xml, ImmutableArray<CheckResult> results)
    {
        var failures = results.Count(result => result.Verdict.Kind is VerdictKind.Fail);
        var skipped = results.Count(result => result.Verdict.Kind is VerdictKind.Unproven or VerdictKind.NotApplicable);
        xml.WriteAttributeString("tests", Number(results.Length));
        xml.WriteAttributeString("failures", Number(failures));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", Number(skipped));
    }

    static void Case(XmlWriter xml, CheckResult result)
    {
        var (check, verdict) = result;
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", $"shipworthy.{check.Id}");
        xml.WriteAttributeString("name", $"{check.Id} {check.Sentence}");
        xml.WriteAttributeString("time", "0");
        if (verdict.Kind is VerdictKind.Fail)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", verdict.Severity is { } severity ? Names.Of(severity) : "fail");
            xml.WriteAttributeString("message", Clean(verdict.Because));
            xml.WriteString(Findings(verdict));
            xml.WriteEndElement();
        }
        else if (verdict.Kind is VerdictKind.Unproven or VerdictKind.NotApplicable)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString(
                "message",
                Clean($"{(verdict.Kind is VerdictKind.Unproven ? "unproven" : "does not apply")}: {verdict.Because}")
            );
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static string Findings(Verdict verdict)
    {
        var fails = verdict.Findings.Where(finding => finding.Outcome is Outcome.Fail).ToList();
        var lines = fails.Take(findingsNamed).Select(finding => Clean($"{finding.At}: {finding.Says} ({finding.Rule!.Id})"));
        var rest = fails.Count > findingsNamed ? $"\nand {Words.Digits(fails.Count - findingsNamed)} more" : "";
        return $"\n{string.Join('\n', lines)}{rest}\n";
    }

    /// <summary>XML 1.0 has no way to write control characters, so they are shown as what they are.</summary>
    static string Clean(string text) => SafeText.Of(text, unicode: true);

    static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
