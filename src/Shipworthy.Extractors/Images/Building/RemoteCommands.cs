using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Shell;

namespace Shipworthy.Extractors.Images.Building;

/// <summary>Commands that a step runs on another machine: the text behind <c>ssh host</c>, and the script that an action hands over.</summary>
static partial class RemoteCommands
{
    /// <summary>The command itself, and those in the text that it sends to another machine.</summary>
    public static IEnumerable<PipelineCommand> Unwrap(PipelineCommand command)
    {
        yield return command;
        if (command.Words is not ["ssh", .., var text] || !text.Contains(' ', StringComparison.Ordinal))
            yield break;
        foreach (var inner in Parsed(text, command.At))
            yield return inner with
            {
                Swallowing = command.Swallowing,
            };
    }

    /// <summary>Commands of the script of an action that runs it over SSH, and of a here-document that is handed to <c>ssh</c>.</summary>
    public static IEnumerable<PipelineCommand> InScript(StepOfPipeline run) =>
        OverSsh().IsMatch(run.Step.Uses) && run.Step.With.TryGetValue("script", out var script) ? Parsed(script, run.Step.At)
        : HereDocument().Match(run.Step.Run) is { Success: true } found ? Parsed(found.Groups["body"].Value, run.Step.At)
        : [];

    /// <summary>On the other machine the checkout lies where nobody here knows; it is taken for the root.</summary>
    static IEnumerable<PipelineCommand> Parsed(string script, Location at) =>
        ShellScript
            .Commands(script, ShellOptions.Plain, "", ImmutableDictionary<string, string>.Empty, (_, _) => [])
            .Select(command => new PipelineCommand(at, command.Words, ""));

    [GeneratedRegex(
        @"^\s*ssh\b[^\n]*<<-?\s*[""']?(?<end>\w+)[""']?[^\n]*\n(?<body>.*?)^\s*\k<end>\s*$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex HereDocument();

    [GeneratedRegex(
        @"^(?:appleboy/ssh-action|fifsky/ssh-action|garygrossgarten/github-action-ssh|nerdyhick/ssh)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OverSsh();
}
