using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;
using Shipworthy.Cli.Agents;
using Shipworthy.Cli.Comparing;
using Shipworthy.Cli.Records;
using Shipworthy.Cli.Trends;

namespace Shipworthy.Cli;

/// <summary>The commands of the program and their options.</summary>
static class CommandLine
{
    /// <summary>Version of the program.</summary>
    public static string Version { get; } =
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Runs one command.</summary>
    public static ExitCode Run(string[] args, Surroundings surroundings)
    {
        if (args is ["--version"])
        {
            surroundings.Out.WriteLine($"shipworthy {Version}");
            return ExitCode.Fine;
        }
        var root = new RootCommand(
            "Works through the AI MVP Production Readiness Checklist on a real app and proves, check by check, whether it is ready."
        )
        {
            InitCommand.Create(surroundings),
            ScanCommand.Create(surroundings),
            CompareCommand.Create(surroundings),
            TrendCommand.Create(surroundings),
            ExplainCommand.Create(surroundings),
            PromptCommand.Create(surroundings),
            McpCommand.Create(surroundings),
            ChecklistCommand.Create(surroundings),
            AttestCommand.Create(surroundings),
            WaiveCommand.Create(surroundings),
            ReviewCommand.Create(surroundings),
            AdvisoriesCommand.Create(surroundings),
            CompletionCommand.Create(surroundings),
            ManualCommand.Create(surroundings),
        };
        // To this program @{upstream} is a revision; nothing asks for arguments that stand in a file.
        var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null };
        var parsed = root.Parse(args, parsing);
        // A shell that completes asks about a line that is not finished, so not right yet.
        var completes = args is [['[', ..], ..];
        if (parsed.Errors.Count > 0 && !completes)
        {
            Wrong(parsed).Write(surroundings.Errors);
            return ExitCode.Usage;
        }
        var console = new InvocationConfiguration
        {
            Output = surroundings.Out,
            Error = surroundings.Errors,
            EnableDefaultExceptionHandler = false,
        };
        if (parsed.CommandResult.Command == root && args.Length == 0)
            parsed = root.Parse(["--help"]);
        return (ExitCode)parsed.Invoke(console);
    }

    static Problem Wrong(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = string.Join(' ', NamesOf(parsed.CommandResult).Prepend("shipworthy"));
        if (parsed.UnmatchedTokens.FirstOrDefault() is not { } unknown)
            return new(parsed.Errors[0].Message, $"Try:    {name} --help");
        var known = unknown.StartsWith('-') ? command.Options.Select(option => option.Name) : command.Subcommands.Select(sub => sub.Name);
        var nearest = Nearest.To(unknown, known);
        return new(
            unknown.StartsWith('-') ? $"{name} has no option {unknown}." : $"{name} does not know what to do with {unknown}.",
            [.. nearest is null ? [] : new[] { $"Did you mean {nearest}?" }, $"Try:    {name} --help"]
        );
    }

    /// <summary>The names of a command and of those that it belongs to, without the program's.</summary>
    static IEnumerable<string> NamesOf(CommandResult result) =>
        result.Parent is CommandResult above ? NamesOf(above).Append(result.Command.Name) : [];
}
