using System.CommandLine;
using Shipworthy.Checks;
using Shipworthy.Reports.Prompts;

namespace Shipworthy.Cli.Agents;

/// <summary><c>shipworthy prompt [CHECK|FINDING]</c>: a gap written for the coding agent that is to mend it.</summary>
static class PromptCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var asked = new Argument<string?>("CHECK|FINDING")
        {
            Description = "A check (1.7) or one finding of a report (1.7:0a1b2c3d4e5f); the worst gap if left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        asked.CompletingChecks();
        var app = new Option<string>("--app")
        {
            Description = "Folder of the app. Left out: this folder.",
            HelpName = "PATH",
            DefaultValueFactory = _ => ".",
        };
        var noCache = new Option<bool>("--no-cache") { Description = "Use nothing kept from earlier scans, and keep nothing." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress." };
        var command = new Command("prompt", "Write a gap as a task for a coding agent: what, where, how, and what proves it.")
        {
            asked,
            app,
            noCache,
            quiet,
        };
        command.SetAction(parsed =>
            (int)Run(
                parsed.GetValue(asked),
                new ScanRequest
                {
                    Path = parsed.GetValue(app)!,
                    Cache = !parsed.GetValue(noCache),
                    Quiet = parsed.GetValue(quiet),
                },
                surroundings
            )
        );
        return command;
    }

    static ExitCode Run(string? asked, ScanRequest request, Surroundings surroundings)
    {
        if (asked is not null && Checklist.Find(asked.Split(':')[0]) is null)
            return Wrong(
                new(
                    $"there is no check {asked.Split(':')[0]}.",
                    "A check is area.position, from 1.1 to 9.6.",
                    "Try:    shipworthy checklist"
                ),
                surroundings
            );
        // One check needs no verdict on the others; the worst cause is known only among all of them.
        var (plan, problem) = ScanPlan.Make(request with { Only = asked is null ? [] : [asked.Split(':')[0]] }, surroundings);
        if (plan is null)
            return Wrong(problem!, surroundings);
        var progress = new Progress(surroundings.Errors, surroundings.ErrorsAreTerminal && !request.Quiet);
        var judged = JudgedApp.Of(plan, request, surroundings, progress.Report);
        progress.Done();
        if (judged.TellWhatBroke(surroundings.Errors))
            return ExitCode.Incomplete;
        var (prompt, trouble) = FixPrompt.For(judged.Report, asked);
        if (prompt is null)
            return Wrong(new(trouble!, "Try:    shipworthy scan, which lists what fails with its names"), surroundings);
        surroundings.Out.Write(prompt);
        return ExitCode.Fine;
    }

    static ExitCode Wrong(Problem problem, Surroundings surroundings)
    {
        problem.Write(surroundings.Errors);
        return ExitCode.Usage;
    }
}
