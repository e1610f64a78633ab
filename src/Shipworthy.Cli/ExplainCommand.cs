using System.CommandLine;
using Shipworthy.Checks;
using Shipworthy.Reports.Explain;
using Shipworthy.Reports.Terminal;

namespace Shipworthy.Cli;

/// <summary><c>shipworthy explain 1.7</c>: why a check matters, how it is judged, how to fix it, what settles it.</summary>
static class ExplainCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var id = new Argument<string>("CHECK") { Description = "Id of the check: 1.7" };
        id.CompletingChecks();
        var noColor = new Option<bool>("--no-color") { Description = "No colours (also: the variable NO_COLOR)." };
        var command = new Command("explain", "Explain a check: why it matters, how it is judged, how to fix it.") { id, noColor };
        command.SetAction(parsed => (int)Run(parsed.GetValue(id)!, parsed.GetValue(noColor), surroundings));
        return command;
    }

    static ExitCode Run(string id, bool noColor, Surroundings surroundings)
    {
        if (Checklist.Find(id) is not { } check)
        {
            new Problem($"there is no check {id}.", "A check is area.position, from 1.1 to 9.6.", "Try:    shipworthy checklist").Write(
                surroundings.Errors
            );
            return ExitCode.Usage;
        }
        var colours = !noColor && surroundings.OutIsTerminal && string.IsNullOrEmpty(surroundings.Variable("NO_COLOR"));
        ExplainText.Write(check, null, surroundings.Out, new(surroundings.Columns, surroundings.Unicode, colours));
        return ExitCode.Fine;
    }
}
