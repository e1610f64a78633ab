using System.CommandLine;

namespace Shipworthy.Cli.Comparing;

/// <summary><c>shipworthy compare BASE [HEAD]</c>: which verdicts and findings a change made better or worse. It touches neither index nor work tree.</summary>
static class CompareCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var before = new Argument<string>("BASE") { Description = "The revision before the change: a commit, a branch, a tag." };
        var after = new Argument<string?>("HEAD")
        {
            Description = "The revision after it; the files as they lie in the folder if left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var app = new Option<string>("--app")
        {
            Description = "Folder of the app. Left out: this folder.",
            HelpName = "PATH",
            DefaultValueFactory = _ => ".",
        };
        var format = new Option<string>("--format")
        {
            Description = "terminal, markdown (a comment on a pull request) or json",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "terminal",
        };
        var output = new Option<string?>("--output", "-o") { Description = "File to write to.", HelpName = "FILE" };
        var only = new Option<string[]>("--only") { Description = "Checks or areas to judge: 1.7,9", HelpName = "LIST" };
        var failOn = new Option<string?>("--fail-on")
        {
            Description = "Lowest new result that makes the exit code 1: blocker, major, minor (default), unproven or never",
            HelpName = "LEVEL",
        };
        var noHistory = new Option<bool>("--no-history") { Description = "Leave the git history of both sides out." };
        var noCache = new Option<bool>("--no-cache") { Description = "Use nothing kept from earlier scans, and keep nothing." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress." };
        var noColor = new Option<bool>("--no-color") { Description = "No colours (also: the variable NO_COLOR)." };
        format.Completing("terminal", "markdown", "json");
        only.CompletingChecks();
        failOn.Completing(Thresholds.Names);
        var command = new Command("compare", "Say which verdicts and findings a change made better or worse.")
        {
            before,
            after,
            app,
            format,
            output,
            only,
            failOn,
            noHistory,
            noCache,
            quiet,
            noColor,
        };
        command.SetAction(parsed =>
            (int)
                CompareRun.Run(
                    new(parsed.GetValue(before)!, parsed.GetValue(after), parsed.GetValue(format)!, parsed.GetValue(output)),
                    new ScanRequest
                    {
                        Path = parsed.GetValue(app)!,
                        Only = [.. parsed.GetValue(only) ?? []],
                        FailOn = parsed.GetValue(failOn),
                        History = !parsed.GetValue(noHistory),
                        Cache = !parsed.GetValue(noCache),
                        Quiet = parsed.GetValue(quiet),
                        Colours = !parsed.GetValue(noColor),
                    },
                    surroundings
                )
        );
        return command;
    }
}
