using System.CommandLine;
using Shipworthy.Cli.Settings;

namespace Shipworthy.Cli;

/// <summary><c>shipworthy init [PATH]</c>: writes a small settings file in which everything is a comment. It never overwrites one.</summary>
static class InitCommand
{
    /// <summary>The settings with every key, commented out: taking the leading <c># </c> of an example away switches it on.</summary>
    public const string Template = """
        # Settings of Shipworthy. All of them are optional, and a file that holds only comments changes nothing.
        # The keys with their meanings: docs/shipworthy.schema.json. A key that is not known is an error that shows its line.

        # What makes a scan end with 1: blocker, major, minor (if nothing is said), unproven or never.
        # thresholds:
        #   fail-on: major

        # What is not part of the app. The report lists each with its reason.
        # exclude:
        #   - path: playground
        #     reason: experiments that are never deployed

        # Folders of the parts that run by themselves, and the addresses at which they run.
        # deployables:
        #   - apps/api
        # environments:
        #   production: https://app.example.com

        # Where scans lie that are kept for the trend (scan --keep): outside, in your own data folder, or inside, in .shipworthy, for the whole team.
        # history: inside

        # What a person states, and what a person accepts for a while, is a file of its own, made by:
        #   shipworthy attest 8.1
        #   shipworthy waive 1.7:0a1b2c3d4e5f

        """;

    public static Command Create(Surroundings surroundings)
    {
        var path = new Argument<string>("PATH")
        {
            Description = "Folder of the app; this folder if left out.",
            DefaultValueFactory = _ => ".",
        };
        var command = new Command("init", "Write a small shipworthy.yaml in which every setting is explained.") { path };
        command.SetAction(parsed => (int)Run(parsed.GetValue(path)!, surroundings));
        return command;
    }

    static ExitCode Run(string given, Surroundings surroundings)
    {
        var folder = Path.GetFullPath(given, surroundings.Folder);
        if (!Directory.Exists(folder))
            return Wrong(new($"there is no folder {given}.", "Try:    shipworthy init, in the folder of your app"), surroundings);
        var file = Path.Combine(folder, SettingsFile.Name);
        if (Path.Exists(file))
            return Wrong(new($"{SettingsFile.Name} is there already, and is left as it is."), surroundings);
        try
        {
            using var writer = new StreamWriter(new FileStream(file, FileMode.CreateNew)) { NewLine = "\n" };
            writer.Write(Template);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Wrong(new($"{SettingsFile.Name} could not be written: {error.Message}"), surroundings);
        }
        surroundings.Out.WriteLine($"{SettingsFile.Name} is written. Everything in it is a comment until you change it.");
        surroundings.Out.WriteLine($"Next:   shipworthy scan {given}");
        surroundings.Out.WriteLine("        shipworthy checklist, for the 58 sentences");
        surroundings.Out.WriteLine("        shipworthy prompt, for a task that a coding agent can work through");
        return ExitCode.Fine;
    }

    static ExitCode Wrong(Problem problem, Surroundings surroundings)
    {
        problem.Write(surroundings.Errors);
        return ExitCode.Usage;
    }
}
