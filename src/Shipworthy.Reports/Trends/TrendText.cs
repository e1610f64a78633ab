using System.Globalization;
using Shipworthy.Reports.Terminal;

namespace Shipworthy.Reports.Trends;

/// <summary>The kept scans of an app in a terminal: a line each with its counts and a bar, and what the last one changed.</summary>
public static class TrendText
{
    const int shown = 20;
    const int changesAt = 10;
    const string columns = "            commit   proved  fail  unproven";

    /// <summary>Writes it. Lines end with a line feed.</summary>
    /// <param name="app">The name of the app.</param>
    /// <param name="scans">The scans, the oldest first; at least one.</param>
    public static void Write(string app, ImmutableArray<PastScan> scans, TextWriter writer, TerminalOptions options)
    {
        var page = new Page(writer, options);
        page.Gap();
        page.Text(Page.Margin, new Run(app, Tone.Bold), new($": {Words.Counted(scans.Length, "scan")} kept, {Span(scans)}"));
        page.Gap();
        if (scans.Length > shown)
            page.Text(Page.Margin, new Run($"{Words.Figured(scans.Length - shown, "earlier one")} not shown", Tone.Dim));
        page.Line(Page.Spaces(Page.Margin), new(columns, Tone.Dim));
        foreach (var scan in scans[Math.Max(0, scans.Length - shown)..])
            page.Line(Row(page, scan));
        page.Gap();
        if (scans.Length > 1)
            Last(page, scans[^2], scans[^1]);
        page.Gap();
    }

    static string Span(ImmutableArray<PastScan> scans) =>
        scans[0].On == scans[^1].On ? Words.Day(scans[0].On) : $"{Words.Day(scans[0].On)} to {Words.Day(scans[^1].On)}";

    static Run[] Row(Page page, PastScan scan)
    {
        var day = scan.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var commit = scan.Commit is { } full ? Words.Short(full) : "no git";
        return
        [
            Page.Spaces(Page.Margin),
            new($"{day}  {commit, -7}  ", Tone.Dim),
            new($"{scan.Count(VerdictKind.Pass), 2} of {scan.Applicable, -2}", Tone.Bold),
            new($"  {scan.Count(VerdictKind.Fail), 3}  {scan.Count(VerdictKind.Unproven), 8}   "),
            .. Bar(page, scan),
        ];
    }

    /// <summary>A mark for each two checks, rounded up: what is proved, what fails, what is open.</summary>
    static IEnumerable<Run> Bar(Page page, PastScan scan)
    {
        if (!page.IsWide)
            return [];
        return new[]
        {
            (page.Glyphs.Proved, scan.Count(VerdictKind.Pass)),
            (page.Glyphs.Blocker, scan.Blockers.Count),
            (page.Glyphs.Fails, scan.Count(VerdictKind.Fail) - scan.Blockers.Count),
            (page.Glyphs.Unproven, scan.Count(VerdictKind.Unproven)),
        }.Select(part => part.Item1 with { Text = string.Concat(Enumerable.Repeat(part.Item1.Text, (part.Item2 + 1) / 2)) });
    }

    static void Last(Page page, PastScan before, PastScan after)
    {
        var changes = TrendWords.Changes(before, after);
        page.Row(
            [Page.Spaces(Page.Margin), new("Last", Tone.Dim)],
            changesAt,
            [changes.Length == 0 ? "Every verdict is the one of the scan before." : Words.Sentence(changes)]
        );
        if (before.Version != after.Version)
            page.Row(
                [Page.Spaces(Page.Margin), new("Note", Tone.Dim)],
                changesAt,
                [$"Version {after.Version} scanned this time and {before.Version} before; a verdict can change by that alone."]
            );
    }
}
