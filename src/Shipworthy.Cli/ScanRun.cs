using System.Collections.Concurrent;
using System.Diagnostics;
using Shipworthy.Checks;
using Shipworthy.Cli.Keeping;
using Shipworthy.Cli.Records;
using Shipworthy.Extractors;
using Shipworthy.Extractors.Dependencies.Advisories;
using Shipworthy.Extractors.Reading;
using Shipworthy.Model;
using Shipworthy.Reports.Html;
using Shipworthy.Reports.Json;
using Shipworthy.Reports.Markdown;
using Shipworthy.Reports.Tables;
using Shipworthy.Reports.Terminal;

namespace Shipworthy.Cli;

/// <summary>Carries out a scan: read, link, judge, report.</summary>
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
        var total = Stopwatch.StartNew();
        var progress = new Progress(surroundings.Errors, surroundings.ErrorsAreTerminal && !request.Quiet);
        var options = new ScanOptions
        {
            History = request.History,
            Cache = request.Cache ? ScanCache.PlaceOf(surroundings.Variable) : null,
            Jobs = plan.Jobs,
            Advisories = AdvisoryStore.PlaceOf(surroundings.Variable),
            Exclude = plan.Settings.Exclude,
            Progress = progress.Report,
        };
        var input = Scan.Read(plan.Path, options);
        var settings = plan.Settings;
        var kept = KeptScan.Find(input, plan.Checks);
        var learnt = kept is null ? Learn(input, plan, options) : null;
        progress.Done();
        var results = Judging.With(kept?.Results ?? learnt!.Results, settings.Attestations, settings.Waivers, surroundings.Today);
        var report = new Report
        {
            Version = CommandLine.Version,
            Target = (kept?.Target ?? learnt!.Scan.Target) with { Path = request.Path },
            Checks = results,
            Causes = Causes.Of(results),
            Skipped = input.Sources.Tree.Skipped,
            NotLookedAt = NotLookedAt(request),
            Attestations = [.. settings.Attestations.Where(one => one.CountsOn(surroundings.Today))],
            Lapsed = [.. settings.Attestations.Where(one => !one.CountsOn(surroundings.Today))],
            ScannedOn = surroundings.Today,
            Durations = new(
                input.ReadMs,
                learnt?.Scan.LinkMs ?? 0,
                learnt?.JudgeMs ?? 0,
                learnt?.Scan.HistoryMs ?? 0,
                (int)total.ElapsedMilliseconds
            ),
        };
        if (!request.Quiet && learnt is not null)
            Warnings.Write(learnt.Scan, request, surroundings.Errors);
        if (!request.Quiet)
            RecordWarnings.Write(settings, results, surroundings.Today, surroundings.Errors);
        if (!Written(plan.Reports, report, request, surroundings) || (learnt is not null && Tell(learnt, surroundings.Errors)))
            return ExitCode.Incomplete;
        return results.Any(result => Thresholds.Reached(plan.Threshold, result, plan.Baseline)) ? ExitCode.Findings : ExitCode.Fine;
    }

    /// <summary>A scan that was carried out now, with the verdicts that the app alone gives.</summary>
    sealed record Learnt(ScanResult Scan, ImmutableArray<CheckResult> Results, ImmutableArray<string> BrokenChecks, int JudgeMs);

    static Learnt Learn(ScanInput input, ScanPlan plan, ScanOptions options)
    {
        var whole = Stopwatch.StartNew();
        var scan = Scan.Of(input, options);
        var judging = Stopwatch.StartNew();
        var broken = new ConcurrentBag<string>();
        var results = Judging.Judge(scan.App, plan.Checks, (id, _) => broken.Add(id));
        if (broken.IsEmpty && scan.Broken.IsEmpty)
            KeptScan.Keep(input, scan, results, whole.Elapsed);
        return new(scan, results, [.. broken.Order(StringComparer.Ordinal)], (int)judging.ElapsedMilliseconds);
    }

    /// <summary>Names what stopped with an error; false when nothing did.</summary>
    static bool Tell(Learnt learnt, TextWriter errors)
    {
        foreach (var id in learnt.BrokenChecks)
            new Problem($"check {id} stopped with an error, so it is unproven.", "This is a defect of Shipworthy; please report it.").Write(
                errors
            );
        foreach (var (extractor, error) in learnt.Scan.Broken)
            new Problem(
                $"{extractor} stopped with an error ({error.GetType().Name}), so what it would have seen is unproven.",
                "This is a defect of Shipworthy; please report it."
            ).Write(errors);
        return learnt.BrokenChecks.Length + learnt.Scan.Broken.Length > 0;
    }

    static ImmutableArray<string> NotLookedAt(ScanRequest request) =>
        [
            "The running app. No address was given, so no header, cookie, limit or lock was observed.",
            "The database. It was not opened.",
            "The hosting platform and the forge. Settings that live only there leave no trace in a repository.",
            .. request.History ? Array.Empty<string>() : ["The git history, as asked for with --no-history."],
        ];

    static bool Written(ImmutableArray<ReportFile> files, Report report, ScanRequest request, Surroundings surroundings)
    {
        foreach (var file in files)
        {
            try
            {
                Write(file, report, request, surroundings);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                new Problem(
                    $"the report could not be written to {file.File ?? "standard output"}: {error.Message}",
                    "The scan itself is done; give another file and run it again."
                ).Write(surroundings.Errors);
                return false;
            }
        }
        return true;
    }

    static void Write(ReportFile file, Report report, ScanRequest request, Surroundings surroundings)
    {
        if (file.File is null)
        {
            var colours = request.Colours && surroundings.OutIsTerminal && string.IsNullOrEmpty(surroundings.Variable("NO_COLOR"));
            Write(file.Format, report, surroundings.Out, surroundings.OutStream, new(surroundings.Columns, surroundings.Unicode, colours));
            return;
        }
        var path = Path.GetFullPath(file.File, surroundings.Folder);
        // Written beside and moved into place, so that a full disk never leaves half a report.
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew))
            using (var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" })
                Write(file.Format, report, writer, () => stream, new(100, Unicode: true, Colours: false));
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
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
        }
    }
}
