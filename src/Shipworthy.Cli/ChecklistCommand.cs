using System.CommandLine;
using Shipworthy.Checks;
using Shipworthy.Cli.Printing;
using Shipworthy.Reports.Explain;
using Shipworthy.Reports.Terminal;

namespace Shipworthy.Cli;

/// <summary><c>shipworthy checklist</c>: the 58 checks, blank, to work through on paper.</summary>
static class ChecklistCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var print = new Option<bool>("--print")
        {
            Description = "As an HTML page to print and sign: shipworthy checklist --print > checklist.html",
        };
        var pdf = new Option<string?>("--pdf")
        {
            Description = "The page to print and sign as a PDF, through an installed Chromium, Chrome or Edge.",
            HelpName = "FILE",
        };
        var noColor = new Option<bool>("--no-color") { Description = "No colours (also: the variable NO_COLOR)." };
        var command = new Command("checklist", "List the 58 checks.") { print, pdf, noColor };
        command.SetAction(parsed =>
        {
            var colours =
                !parsed.GetValue(noColor) && surroundings.OutIsTerminal && string.IsNullOrEmpty(surroundings.Variable("NO_COLOR"));
            if (parsed.GetValue(pdf) is { } file)
                return (int)(
                    PdfFile.Write(file, (page, paper) => ChecklistPage.Write(Checklist.Checks, page, paper), surroundings)
                        ? ExitCode.Fine
                        : ExitCode.Incomplete
                );
            if (parsed.GetValue(print))
                ChecklistPage.Write(Checklist.Checks, surroundings.Out);
            else
                ChecklistText.Write(Checklist.Checks, surroundings.Out, new(surroundings.Columns, surroundings.Unicode, colours));
            return (int)ExitCode.Fine;
        });
        return command;
    }
}
