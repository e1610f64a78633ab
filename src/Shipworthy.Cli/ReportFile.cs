namespace Shipworthy.Cli;

/// <summary>The formats in which a report can be written.</summary>
enum ReportFormat
{
    Terminal,
    Json,
    Html,
    Sarif,
    Markdown,
    JUnit,
    Csv,
    Pdf,
}

/// <summary>One report to write: its format, and the file, or null for standard output.</summary>
sealed record ReportFile(ReportFormat Format, string? File)
{
    /// <summary>The names of the formats.</summary>
    public static ImmutableArray<string> Names { get; } = ["terminal", "json", "html", "sarif", "markdown", "junit", "csv", "pdf"];

    /// <summary>Reads what was asked for; a terminal report to standard output when nothing was.</summary>
    public static (ImmutableArray<ReportFile> Reports, Problem? Problem) Read(ImmutableArray<string> formats, string? output)
    {
        var reports = ImmutableArray.CreateBuilder<ReportFile>();
        foreach (var one in formats.SelectMany(given => given.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            var parts = one.Split('=', 2);
            ReportFormat? format = parts[0] switch
            {
                "terminal" => ReportFormat.Terminal,
                "json" => ReportFormat.Json,
                "html" => ReportFormat.Html,
                "sarif" => ReportFormat.Sarif,
                "markdown" => ReportFormat.Markdown,
                "junit" => ReportFormat.JUnit,
                "csv" => ReportFormat.Csv,
                "pdf" => ReportFormat.Pdf,
                _ => null,
            };
            if (format is null)
                return ([], Unknown(parts[0]));
            reports.Add(new(format.Value, parts.Length == 2 && parts[1].Length > 0 ? parts[1] : null));
        }
        if (reports.Count == 0)
            reports.Add(new(ReportFormat.Terminal, null));
        var open = reports.Where(report => report.File is null).ToList();
        if (output is null && open.Exists(report => report.Format is ReportFormat.Pdf))
            return ([], new("a PDF goes to a file, and none is named.", "Try:    --format pdf=report.pdf"));
        if (output is not null && open.Count != 1)
            return (
                [],
                new(
                    $"--output names one file, and {open.Count} formats ask for one.",
                    "Try:    --format json=report.json --format html=report.html"
                )
            );
        if (open.Count > 1)
            return (
                [],
                new("two formats would both write to standard output.", "Try:    --format json=report.json --format html=report.html")
            );
        return ([.. reports.Select(report => report.File is null && output is not null ? report with { File = output } : report)], null);
    }

    static Problem Unknown(string name) =>
        new(
            $"there is no format {name}.",
            [
                .. Nearest.To(name, Names) is { } nearest ? new[] { $"Did you mean {nearest}?" } : [],
                $"Known formats: {string.Join(", ", Names)}",
            ]
        );
}
