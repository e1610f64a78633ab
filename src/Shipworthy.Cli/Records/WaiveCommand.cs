using System.CommandLine;
using System.Globalization;
using Shipworthy.Checks;
using Shipworthy.Cli.Settings;
using Shipworthy.Extractors.History;

namespace Shipworthy.Cli.Records;

/// <summary><c>shipworthy waive 1.7:0a1b2c3d4e5f</c>: a named person accepts a finding until a day. It writes one small file and commits nothing.</summary>
static class WaiveCommand
{
    const int DaysUnlessSaid = 90;

    public static Command Create(Surroundings surroundings)
    {
        var finding = new Argument<string>("FINDING") { Description = "The finding as a report names it: 1.7:0a1b2c3d4e5f" };
        var by = new Option<string>("--by") { Description = "Who accepts it: a person's name or address.", HelpName = "PERSON" };
        var reason = new Option<string>("--reason") { Description = "Why.", HelpName = "TEXT" };
        var until = new Option<string>("--until")
        {
            Description = $"The last day on which it counts. Left out: {DaysUnlessSaid} days from today.",
            HelpName = "DAY",
        };
        var app = new Option<string>("--app") { Description = "Folder of the app. Left out: this folder.", HelpName = "PATH" };
        var command = new Command("waive", "Accept a finding for a while: it still fails, and no longer stops a pipeline.")
        {
            finding,
            by,
            reason,
            until,
            app,
        };
        command.SetAction(parsed =>
            (int)Run(
                parsed.GetValue(finding)!,
                parsed.GetValue(by),
                parsed.GetValue(reason),
                parsed.GetValue(until),
                Path.GetFullPath(parsed.GetValue(app) ?? ".", surroundings.Folder),
                surroundings
            )
        );
        return command;
    }

    static ExitCode Run(string finding, string? by, string? reason, string? until, string app, Surroundings surroundings)
    {
        var (path, last, problem) = Record(finding, by, reason, until, app, surroundings);
        if (path is null)
        {
            problem!.Write(surroundings.Errors);
            return ExitCode.Usage;
        }
        surroundings.Out.WriteLine($"{path} accepts {finding} until {Day(last)}. It still fails, and no longer counts for the exit code.");
        return ExitCode.Fine;
    }

    static (string? Path, DateOnly Until, Problem? Problem) Record(
        string finding,
        string? givenBy,
        string? givenReason,
        string? givenUntil,
        string app,
        Surroundings surroundings
    )
    {
        if (!SettingsReader.Fingerprint().IsMatch(finding) || Checklist.Find(finding[..3]) is null)
            return Wrong(
                $"{finding} names no finding.",
                "A finding is a check and twelve digits, such as 1.7:0a1b2c3d4e5f: the field fingerprint of a JSON report.",
                "Try:    shipworthy scan --format json=report.json"
            );
        if (!Directory.Exists(app))
            return Wrong($"there is no folder {app}.", "Try:    --app PATH, with the folder of your app");
        var questions = new Questions(surroundings);
        var by = questions.Of("--by", givenBy, "Who accepts it (name or address)");
        var reason = questions.Of("--reason", givenReason, "Why");
        if (questions.Missing.Count > 0)
            return Wrong(
                $"a waiver lacks {string.Join(", ", questions.Missing)}.",
                $"Try:    shipworthy waive {finding} --by \"Ann Lee\" --reason \"the API is public until the launch\""
            );
        if (Authors.IsProgram(by))
            return Wrong($"{by} is the name of a program, and only a person can accept a finding.", "Give a full name or an address.");
        var (until, wrong) = Days.Read("--until", givenUntil, surroundings.Today.AddDays(DaysUnlessSaid));
        if (wrong is not null)
            return (null, default, wrong);
        if (until < surroundings.Today)
            return Wrong($"a waiver until {Day(until)} counts as nothing today.");
        var (path, problem) = RecordFile.Write(
            app,
            RecordFolder.Waivers,
            finding.Replace(':', '-'),
            [("finding", [finding]), ("by", [by]), ("reason", [reason]), ("until", [Day(until)])]
        );
        return (path, until, problem);
    }

    static (string? Path, DateOnly Until, Problem? Problem) Wrong(string what, params ImmutableArray<string> details) =>
        (null, default, new(what, [.. details, "Nothing was recorded."]));

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
