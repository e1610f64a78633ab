using System.Diagnostics;
using Shipworthy.Cli.Comparing;
using Shipworthy.Cli.Printing;
using Shipworthy.Cli.Records;
using Shipworthy.Cli.Trends;
using Shipworthy.Model;
using Shipworthy.Reports.Html;
using Shipworthy.Reports.Json;
using Shipworthy.Reports.Markdown;
using Shipworthy.Reports.Tables;
using Shipworthy.Reports.Terminal;

namespace Shipworthy.Cli;

/// <summary>Carries out <c>shipworthy scan</c>: judges the app, writes the reports, and says by the exit code how it stands.</summary>
static class ScanRun
{
    public static ExitCode Run(ScanRequest request, Surroundings surroundings)
    {
        var (plan, problem) = ScanPlan.Make(request, surroundings);
        if (plan is null)
        {
            problem!.Write(surroundings.Errors);
            return ExitCode.Usage;
        }
        var progress = new Progress(surroundings.Errors, surroundings.ErrorsAreTerminal && !request.Quiet);
        var known = plan.Baseline;
        if (request.Since is { } since)
        {
            var (before, missing) = JudgedRevision.Of(since, withOtherRefs: true, plan, request, surroundings, progress);
            if (before is null)
            {
                missing!.Write(surroundings.Errors);
                return ExitCode.Usage;
            }
            known = before.App.Report.Checks.SelectMany(Fingerprints).Concat(known).ToHashSet(StringComparer.Ordinal);
        }
        var judged = JudgedApp.Of(plan, request, surroundings, progress.Report);
        progress.Done();
        if (!request.Quiet && judged.Scan is { } scan)
            Warnings.Write(scan, request, surroundings.Errors);
        if (!request.Quiet)
            RecordWarnings.Write(plan.Settings, judged.Report.Checks, surroundings.Today, surroundings.Errors);
        var report = WithTrend(judged.Report, plan, request, surroundings);
        if (!Written(plan.Reports, report, request, surroundings) || judged.TellWhatBroke(surroundings.Errors))
            return ExitCode.Incomplete;
        return judged.Report.Checks.Any(result => Thresholds.Reached(plan.Threshold, result, known)) ? ExitCode.Findings : ExitCode.Fine;
    }

    /// <summary>The report with the earlier scans of the app; keeps this one where that is asked for.</summary>
    static Report WithTrend(Report report, ScanPlan plan, ScanRequest request, Surroundings surroundings)
    {
        var history = ScanHistory.Of(plan.Path, plan.Settings.KeepsInside, surroundings.Variable);
        var (earlier, problem) = history.Read();
        if (request.Keep)
            problem = PastScan.Of(report) is { } scan
                ? history.Keep(scan) ?? problem
                : new("the scan was not kept: only scans of all 58 checks make a trend.", "Try:    leave --only out");
        if (!request.Quiet)
            problem?.Write(surroundings.Errors);
        return report with { Earlier = earlier };
    }

    static IEnumerable<string> Fingerprints(CheckResult result) =>
        result.Verdict.Findings.Select(finding => finding.Fingerprint(result.Check.Id));

    static bool Written(ImmutableArray<ReportFile> files, Report report, ScanRequest request, Surroundings surroundings) =>
        // One that cannot be written keeps none of the others from being written.
        files.Count(file => !Written(file, report, request, surroundings)) == 0;

    static bool Written(ReportFile file, Report report, ScanRequest request, Surroundings surroundings)
    {
        if (file.Format is ReportFormat.Pdf)
            return PdfFile.Write(file.File!, (page, paper) => HtmlReport.Write(report, page, paper), surroundings);
        if (file.File is { } name)
            return FileInPlace.Write(
                Path.GetFullPath(name, surroundings.Folder),
                name,
                surroundings.Errors,
                (stream, writer) => Write(file.Format, report, writer, () => stream, new(100, Unicode: true, Colours: false))
            );
        var colours = request.Colours && surroundings.OutIsTerminal && string.IsNullOrEmpty(surroundings.Variable("NO_COLOR"));
        try
        {
            Write(file.Format, report, surroundings.Out, surroundings.OutStream, new(surroundings.Columns, surroundings.Unicode, colours));
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            FileInPlace.Unwritten("standard output", error).Write(surroundings.Errors);
            return false;
        }
    }

    static void Write(ReportFormat format, Report report, TextWriter text, Func<Stream> stream, TerminalOptions options)
    {
        switch (format)
        {
            case ReportFormat.Terminal:
                TerminalReport.Write(report, text, options);
                break;
            case ReportFormat.Json:
                JsonReport.Write(report, stream());
                break;
            case ReportFormat.Html:
                HtmlReport.Write(report, text);
                break;
            case ReportFormat.Sarif:
                SarifReport.Write(report, stream());
                break;
            case ReportFormat.Markdown:
                MarkdownReport.Write(report, text);
                break;
            case ReportFormat.JUnit:
                JUnitReport.Write(report, stream());
                break;
            case ReportFormat.Csv:
                CsvReport.Write(report, text);
                break;
            case ReportFormat.Pdf:
                throw new UnreachableException();
        }
    }
}
