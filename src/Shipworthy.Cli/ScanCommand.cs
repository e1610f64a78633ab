using System.CommandLine;
using Shipworthy.Cli.Trends;

namespace Shipworthy.Cli;

/// <summary><c>shipworthy scan [PATH]</c>: the main job. Offline; writes nothing into PATH and runs nothing of it.</summary>
static class ScanCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var path = new Argument<string>("PATH")
        {
            Description = "Folder of the app; this folder if left out.",
            DefaultValueFactory = _ => ".",
        };
        var format = new Option<string[]>("--format")
        {
            Description =
                "terminal, json, html, pdf=FILE, sarif, markdown, junit or csv; may be repeated, and may name a file: --format html=report.html",
            HelpName = "FORMAT[=FILE]",
            AllowMultipleArgumentsPerToken = false,
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "File for the one format that names none itself.",
            HelpName = "FILE",
        };
        var only = new Option<string[]>("--only") { Description = "Checks or areas to judge: 1.7,9", HelpName = "LIST" };
        var failOn = new Option<string?>("--fail-on")
        {
            Description = "Lowest result that makes the exit code 1: blocker, major, minor (default), unproven or never",
            HelpName = "LEVEL",
        };
        var baseline = new Option<string?>("--baseline")
        {
            Description = "A JSON report of an earlier scan; findings that it holds do not count for the exit code.",
            HelpName = "FILE",
        };
        var since = new Option<string?>("--since")
        {
            Description = "A revision; what already failed there does not count for the exit code.",
            HelpName = "REV",
        };
        var noHistory = new Option<bool>("--no-history")
        {
            Description = "Leave the git history out; what only it could prove stays unproven.",
        };
        var noCache = new Option<bool>("--no-cache") { Description = "Use nothing kept from earlier scans, and keep nothing." };
        var keep = new Option<bool>("--keep")
        {
            Description = "Keep the verdicts for shipworthy trend (also: SHIPWORTHY_KEEP=1). Only scans of all checks are kept.",
        };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress and no warnings." };
        var noColor = new Option<bool>("--no-color") { Description = "No colours (also: the variable NO_COLOR)." };
        var jobs = new Option<int?>("--jobs")
        {
            Description = "How many files are read at the same time; the number of processors if left out.",
            HelpName = "N",
        };
        var config = new Option<string?>("--config")
        {
            Description = "Settings file; PATH/shipworthy.yaml if left out and there.",
            HelpName = "FILE",
        };
        format.Completing(ReportFile.Names);
        only.CompletingChecks();
        failOn.Completing(Thresholds.Names);
        var command = new Command("scan", "Scan an app and give a verdict on each of the 58 checks.")
        {
            path,
            format,
            output,
            only,
            failOn,
            baseline,
            since,
            noHistory,
            noCache,
            keep,
            quiet,
            noColor,
            jobs,
            config,
        };
        command.SetAction(parsed =>
            (int)
                ScanRun.Run(
                    new ScanRequest
                    {
                        Path = parsed.GetValue(path)!,
                        Formats = [.. parsed.GetValue(format) ?? []],
                        Output = parsed.GetValue(output),
                        Only = [.. parsed.GetValue(only) ?? []],
                        FailOn = parsed.GetValue(failOn),
                        Baseline = parsed.GetValue(baseline),
                        Since = parsed.GetValue(since),
                        History = !parsed.GetValue(noHistory),
                        Cache = !parsed.GetValue(noCache),
                        Keep = parsed.GetValue(keep) || surroundings.Variable(ScanHistory.Variable) is "1" or "true",
                        Quiet = parsed.GetValue(quiet),
                        Colours = !parsed.GetValue(noColor),
                        Jobs = parsed.GetValue(jobs),
                        Config = parsed.GetValue(config),
                    },
                    surroundings
                )
        );
        return command;
    }
}
