namespace Shipworthy.Reports.Html;

/// <summary>
/// The findings of one outcome. Those that say the same of the same file are one entry with all its lines. Beyond five entries they are counted by
/// file, the worst five are written out and the others are plain lines behind one more click; beyond two hundred findings the page names the command
/// that lists them all.
/// </summary>
static class FindingList
{
    const int writtenOut = 5;
    const int held = 200;
    const int notes = 5;
    const int filesNamed = 8;
    const int linesNamed = 12;

    public static Markup Of(Check check, IReadOnlyList<Finding> findings, Report report)
    {
        var entries = findings
            .Take(held)
            .GroupBy(finding =>
                (
                    finding.At.Path,
                    finding.At.Commit,
                    finding.At.Outside,
                    finding.Says,
                    finding.Rule?.Id,
                    finding.Severity,
                    finding.Waiver?.Reason
                )
            )
            .Select(group => group.ToList())
            .ToList();
        return Markup.Of(
            $"""
            {Markup.If(entries.Count > writtenOut, () => Markup.Of($"""<p class="byfile">{ByFile(findings)}</p>"""))}<ul class="finds">{Markup.Each(entries.Take(writtenOut), Entry)}</ul>{Markup.If(
                entries.Count > writtenOut,
                () => Rest(entries.Skip(writtenOut).SelectMany(entry => entry).ToList())
            )}{Markup.If(
                findings.Count > held,
                () => Markup.Of($"""<p class="soft">This page holds the first {held} of {findings.Count}. All of them: <code>{Commands.Scan(report, $"--only {check.Id} --format csv")}</code></p>""")
            )}
            """
        );
    }

    /// <summary>Near misses with their reasons.</summary>
    public static Markup Notes(IReadOnlyList<Finding> findings) =>
        Markup.Of(
            $"""<ul class="left">{Markup.Each(findings.Take(notes), Plain)}{Markup.If(findings.Count > notes, () => Markup.Of($"<li>and {findings.Count - notes} more</li>"))}</ul>"""
        );

    static Markup Entry(List<Finding> entry)
    {
        var finding = entry[0];
        return Markup.Of(
            $"""
            <li>{Pieces.Place(finding.At)}{Lines(entry)}{Meta(finding)}<span class="msg">{finding.Says}</span>{Related(finding)}{Waiver(
                finding
            )}</li>
            """
        );
    }

    /// <summary>The further lines of the same file: ", 31, 53 and 12 more".</summary>
    static Markup Lines(List<Finding> entry)
    {
        List<string> lines =
        [
            .. entry.Skip(1).Select(finding => finding.At.Line).Where(line => line > 0).Distinct().Select(line => $"{line}"),
        ];
        if (lines.Count == 0)
            return Markup.None;
        var named = string.Join(", ", lines.Take(linesNamed));
        return Markup.Of(
            $"""<span class="place lines">, {named}{(lines.Count > linesNamed ? $" and {Words.Digits(lines.Count - linesNamed)} more" : "")}</span>"""
        );
    }

    static Markup Meta(Finding finding) =>
        finding is { Rule: { } rule, Severity: { } severity }
            ? Markup.Of($"""<span class="meta">{Names.Of(severity)}, rule {rule.Id}</span>""")
            : Markup.None;

    static Markup Related(Finding finding)
    {
        if (finding.Related.IsEmpty)
            return Markup.None;
        var (lead, between) = finding.IsLedTo ? ("from ", ", then ") : ("with ", ", ");
        var places = finding
            .Related.Take(writtenOut)
            .SelectMany((place, i) => i == 0 ? [Pieces.Place(place)] : new[] { new Markup(between), Pieces.Place(place) });
        var others = finding.Related.Length - writtenOut;
        return Markup.Of($"""<span class="more">{lead}{Markup.All(places)}{(others > 0 ? $" and {others} more" : "")}</span>""");
    }

    static Markup Waiver(Finding finding) =>
        finding.Waiver is not { } waiver
            ? Markup.None
            : Markup.Of(
                $"""<span class="waived">Waived by {waiver.By} until {Words.Day(waiver.Until)}: “{waiver.Reason}” It still counts as failing.</span>"""
            );

    static Markup Rest(List<Finding> findings) =>
        Markup.Of(
            $"""<details class="more"><summary>{findings.Count} more</summary><ul class="left">{Markup.Each(findings, Plain)}</ul></details>"""
        );

    static Markup Plain(Finding finding) =>
        Markup.Of($"<li>{Pieces.Place(finding.At)} {finding.Says}{(finding.Waiver is null ? "" : " (waived)")}</li>");

    /// <summary>"tickets.py 13, parts.py 8".</summary>
    static string ByFile(IReadOnlyList<Finding> findings)
    {
        var files = findings
            .GroupBy(finding => finding.At.Path.Length > 0 ? finding.At.Path : finding.At.ToString(), StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ToList();
        var named = files.Take(filesNamed).Select(group => $"{group.Key} {Words.Digits(group.Count())}");
        return string.Join(", ", named) + (files.Count > filesNamed ? $", and {Words.Figured(files.Count - filesNamed, "more file")}" : "");
    }
}
