using System.Globalization;
using Shipworthy.Reports.Trends;

namespace Shipworthy.Reports.Html;

/// <summary>
/// How many checks were proved, failed and open in earlier scans: three lines that end in their numbers and words, so that no colour is needed to tell
/// them apart. Nothing without an earlier scan.
/// </summary>
static class TrendPicture
{
    const int shown = 60;
    const double width = 600;
    const double height = 96;
    const double margin = 6;

    /// <summary>The least distance between two labels.</summary>
    const double labelHeight = 15;

    static readonly ImmutableArray<(VerdictKind Kind, string Class, string Word)> lines =
    [
        (VerdictKind.Pass, "tp", "proved"),
        (VerdictKind.Fail, "tf", "fail"),
        (VerdictKind.Unproven, "tu", "unproven"),
    ];

    public static Markup Of(Report report)
    {
        if (PastScan.Of(report) is not { } now || report.Earlier.IsEmpty)
            return Markup.None;
        var earlier = report.Earlier[^1].SaysTheSameAs(now) ? report.Earlier[..^1] : report.Earlier;
        if (earlier.IsEmpty)
            return Markup.None;
        ImmutableArray<PastScan> scans = [.. earlier.TakeLast(shown - 1), now];
        return Markup.Of(
            $"""
            <figure class="trend screen-only"><figcaption><h2>Over time</h2><p>{Caption(scans)}</p></figcaption>
            <svg viewBox="0 0 {Number(width + 100)} {Number(height + 2 * margin)}" role="img" aria-label="{Spoken(scans)}">{Markup.Each(
                lines,
                line => Line(scans, line.Kind, line.Class)
            )}{Labels(now)}</svg></figure>

            """
        );
    }

    static string Caption(ImmutableArray<PastScan> scans)
    {
        var changes = TrendWords.Changes(scans[^2], scans[^1]);
        var since = $"Since {Words.Day(scans[^2].On)}: {(changes.Length == 0 ? "no verdict changed" : changes)}.";
        return scans[^2].Version == scans[^1].Version ? since : $"{since} That scan was made by version {scans[^2].Version}.";
    }

    static string Spoken(ImmutableArray<PastScan> scans) =>
        $"{Words.Figured(scans.Length, "scan")} since {Words.Day(scans[0].On)}: "
        + string.Join(", ", lines.Select(line => $"{line.Word} from {scans[0].Count(line.Kind)} to {scans[^1].Count(line.Kind)}"));

    static Markup Line(ImmutableArray<PastScan> scans, VerdictKind kind, string name)
    {
        var points = string.Join(' ', scans.Select((scan, i) => $"{Number(X(scans, i))},{Number(Y(scan.Count(kind)))}"));
        return Markup.Of(
            $"""<polyline class="{name}" points="{points}"/><circle class="{name}" cx="{Number(X(scans, scans.Length - 1))}" cy="{Number(Y(scans[^1].Count(kind)))}" r="3"/>"""
        );
    }

    /// <summary>The words at the ends of the lines, moved apart where two lines end close to each other.</summary>
    static Markup Labels(PastScan now)
    {
        var next = double.MaxValue;
        List<(string Text, double Y)> labels = [];
        foreach (var (kind, _, word) in lines.OrderBy(line => now.Count(line.Kind)))
        {
            next = Math.Min(Y(now.Count(kind)), next - labelHeight);
            labels.Add(($"{now.Count(kind)} {word}", next));
        }
        var above = Math.Max(0, labelHeight / 2 - labels.Min(label => label.Y));
        return Markup.Each(
            labels,
            label => Markup.Of($"""<text x="{Number(width + 12)}" y="{Number(label.Y + above + 4)}">{label.Text}</text>""")
        );
    }

    /// <summary>By the day of the scan; one after the other where all are of one day.</summary>
    static double X(ImmutableArray<PastScan> scans, int i)
    {
        var days = scans[^1].On.DayNumber - scans[0].On.DayNumber;
        var share = days > 0 ? (double)(scans[i].On.DayNumber - scans[0].On.DayNumber) / days : (double)i / (scans.Length - 1);
        return margin + Math.Clamp(share, 0, 1) * (width - 2 * margin);
    }

    static double Y(int count) => margin + height * (1 - (double)count / Report.ChecklistLength);

    static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
