using System.CommandLine;
using Shipworthy.Cli.Settings;
using Shipworthy.Reports.Terminal;
using Shipworthy.Reports.Trends;

namespace Shipworthy.Cli.Trends;

/// <summary><c>shipworthy trend [PATH]</c>: how the verdicts of the kept scans went over time.</summary>
static class TrendCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var path = new Argument<string>("PATH")
        {
            Description = "Folder of the app; this folder if left out.",
            DefaultValueFactory = _ => ".",
        };
        var noColor = new Option<bool>("--no-color") { Description = "No colours (also: the variable NO_COLOR)." };
        var command = new Command("trend", "Show how many checks were proved, failed and open in the scans that were kept.")
        {
            path,
            noColor,
        };
        command.SetAction(parsed => (int)Run(parsed.GetValue(path)!, parsed.GetValue(noColor), surroundings));
        return command;
    }

    static ExitCode Run(string given, bool noColor, Surroundings surroundings)
    {
        var app = Path.GetFullPath(given, surroundings.Folder);
        if (!Directory.Exists(app))
            return Wrong(new($"there is no folder {given}.", "Try:    shipworthy trend, in the folder of your app"), surroundings);
        var (settings, wrong) = SettingsFile.Read(null, app);
        if (wrong is not null)
            return Wrong(wrong, surroundings);
        var (scans, problem) = ScanHistory.Of(app, settings!.KeepsInside, surroundings.Variable).Read();
        problem?.Write(surroundings.Errors);
        if (scans.IsEmpty)
        {
            surroundings.Out.WriteLine("No scan of this app was kept yet.");
            surroundings.Out.WriteLine($"Keep one:   shipworthy scan {given} --keep");
            surroundings.Out.WriteLine($"Keep all:   set {ScanHistory.Variable}=1");
            return ExitCode.Fine;
        }
        var colours = !noColor && surroundings.OutIsTerminal && string.IsNullOrEmpty(surroundings.Variable("NO_COLOR"));
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(app));
        TrendText.Write(name, scans, surroundings.Out, new(surroundings.Columns, surroundings.Unicode, colours));
        return ExitCode.Fine;
    }

    static ExitCode Wrong(Problem problem, Surroundings surroundings)
    {
        problem.Write(surroundings.Errors);
        return ExitCode.Usage;
    }
}
