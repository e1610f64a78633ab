using System.CommandLine;
using System.Globalization;
using System.Text;
using Shipworthy.Cli.Printing;
using Shipworthy.Cli.Trends;

namespace Shipworthy.Cli;

/// <summary>
/// <c>shipworthy man</c>: the manual page, in the language of man(7). It is made from the definitions of the commands, so that it says what the program does.
/// </summary>
static class ManualCommand
{
    static readonly ImmutableArray<(string Name, string Meaning)> exits =
    [
        ("0", "Nothing at or above the threshold."),
        ("1", "Findings at or above the threshold."),
        ("2", "The command, its input or its settings are wrong; nothing was scanned."),
        ("3", "The scan could not be completed, or a report could not be written."),
    ];

    static readonly ImmutableArray<(string Name, string Meaning)> variables =
    [
        ("NO_COLOR", "If set, no colours are written."),
        (BrowserProgram.Variable, "The browser that prints PDFs: a full path, or a name on the search path."),
        (ScanHistory.Variable, "1 keeps the verdicts of every scan for the trend."),
        ("XDG_CACHE_HOME", "Where results of earlier scans and advisories lie, in a folder of their own."),
        ("XDG_DATA_HOME", "Where kept scans lie, in a folder of their own."),
    ];

    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("man", "Print the manual page: shipworthy man | man -l -");
        command.SetAction(parsed =>
        {
            Write(parsed.RootCommandResult.Command, surroundings.Out);
            return (int)ExitCode.Fine;
        });
        return command;
    }

    /// <summary>Writes the page. Lines end with a line feed.</summary>
    static void Write(Command root, TextWriter page)
    {
        page.Write($".TH SHIPWORTHY 1 \"\" \"Shipworthy {Text(CommandLine.Version)}\" \"User Commands\"\n");
        page.Write($".SH NAME\nshipworthy \\- {Text(Clause(root.Description))}\n");
        page.Write(".SH SYNOPSIS\n");
        foreach (var (names, command) in Ends(root, "shipworthy"))
            page.Write($".B {Text(names)}\n{string.Concat(Operands(command).Select(operand => operand + "\n"))}.br\n");
        page.Write(
            ".SH DESCRIPTION\nReads a folder and its git history, runs nothing of it and contacts nobody, and says of each of 58 checks whether it is proved, "
        );
        page.Write("fails, is unproven or does not apply, where, and what to do.\n");
        page.Write(".SH COMMANDS\n");
        foreach (var (names, command) in Ends(root, "shipworthy"))
            Write(page, names, command);
        Section(page, "EXIT STATUS", exits);
        Section(page, "ENVIRONMENT", variables);
        Section(
            page,
            "FILES",
            [
                ("shipworthy.yaml", "Settings, in the folder of the app. shipworthy init writes one in which every setting is explained."),
                (".shipworthy/", "What people state, accept and have read, a file each."),
            ]
        );
        page.Write(".SH SEE ALSO\n.BR git (1)\n");
    }

    static void Write(TextWriter page, string names, Command command)
    {
        page.Write($".SS {Text(names)}\n{Text(command.Description ?? "")}\n");
        foreach (var argument in command.Arguments)
            Entry(page, $"\\fI{Text(argument.Name)}\\fR", argument.Description);
        foreach (var option in command.Options.Where(option => !option.Hidden))
        {
            var value = option.ValueType == typeof(bool) ? "" : $" \\fI{Text(option.HelpName ?? "VALUE")}\\fR";
            Entry(
                page,
                string.Join(
                    ", ",
                    option.Aliases.Append(option.Name).Distinct(StringComparer.Ordinal).Select(name => $"\\fB{Text(name)}\\fR")
                ) + value,
                option.Description
            );
        }
    }

    static void Section(TextWriter page, string heading, ImmutableArray<(string Name, string Meaning)> entries)
    {
        page.Write($".SH {heading}\n");
        foreach (var (name, meaning) in entries)
            Entry(page, $"\\fB{Text(name)}\\fR", meaning);
    }

    static void Entry(TextWriter page, string name, string? meaning) => page.Write($".TP\n{name}\n{Text(meaning ?? "")}\n");

    /// <summary>The commands that do something, each with the words that lead to it.</summary>
    static IEnumerable<(string Names, Command Command)> Ends(Command above, string names) =>
        above.Subcommands.SelectMany(command =>
        {
            var here = $"{names} {command.Name}";
            var below = Ends(command, here);
            return command.Action is null ? below : below.Prepend((here, command));
        });

    static IEnumerable<string> Operands(Command command)
    {
        if (command.Options.Any(option => !option.Hidden))
            yield return "[\\fIOPTION\\fR]...";
        foreach (var argument in command.Arguments)
            yield return argument.Arity.MinimumNumberOfValues == 0 || argument.HasDefaultValue
                ? $"[\\fI{Text(argument.Name)}\\fR]"
                : $"\\fI{Text(argument.Name)}\\fR";
    }

    static string Clause(string? sentence) =>
        sentence is not { Length: > 0 } ? "" : char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.');

    /// <summary>Text without meaning to troff: no escape, no request at the start of a line, and characters by their numbers where they are not ASCII.</summary>
    static string Text(string text)
    {
        var safe = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is '\\')
                safe.Append("\\e");
            else if (rune.Value is '-')
                safe.Append("\\-");
            else if (rune.Value is '\n' or '\r')
                safe.Append(' ');
            else if (rune.IsAscii)
                safe.Append(rune.ToString());
            else
                safe.Append(CultureInfo.InvariantCulture, $"\\[u{rune.Value:X4}]");
        return safe.Length > 0 && safe[0] is '.' or '\'' ? $"\\&{safe}" : safe.ToString();
    }
}
