using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.OtherSystems;

/// <summary>What a step of Azure Pipelines runs: its script, or the command that a built-in task makes of its inputs.</summary>
static class AzureTasks
{
    /// <summary>The script; null when the step runs none.</summary>
    public static Script? ScriptOf(YamlNode step)
    {
        var folder = new[] { step["workingDirectory"], step.Under("inputs", "workingDirectory"), step.Under("inputs", "workingDir") }
            .Select(node => node.Text)
            .FirstOrDefault(text => text.Length > 0, "");
        var directory = Paths.Within("", folder.Replace("$(Build.SourcesDirectory)", "").Replace("$(System.DefaultWorkingDirectory)", ""));
        foreach (
            var (key, options) in new[]
            {
                ("script", ShellOptions.Plain),
                ("bash", ShellOptions.Plain),
                ("pwsh", ShellOptions.PowerShell),
                ("powershell", ShellOptions.PowerShell),
            }
        )
            if (step.Has(key))
                return ScriptLines.Of([step[key]], options, directory, ScriptLines.Variables(step["env"]));
        var text = CommandOf(step["task"].Text.Split('@')[0], step["inputs"]);
        return text.Length == 0 ? null : new(text, ShellOptions.Plain, directory, _ => step.At);
    }

    static string CommandOf(string task, YamlNode inputs) =>
        task switch
        {
            "DotNetCoreCLI" when inputs["command"].Text is "test" => string.Join(
                '\n',
                inputs["projects"]
                    .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .DefaultIfEmpty("")
                    .Select(project => $"dotnet test '{project}' {inputs["arguments"].Text} || exit 1")
            ),
            "DotNetCoreCLI" when inputs["command"].Text is "custom" => $"dotnet {inputs["custom"].Text} {inputs["arguments"].Text}",
            "DotNetCoreCLI" when inputs["command"].Text is "restore" or "build" or "publish" =>
                $"dotnet {inputs["command"].Text} {inputs["arguments"].Text}",
            "Npm" => inputs["command"].Text is "custom" ? $"npm {inputs["customCommand"].Text}" : "",
            "Maven" => $"mvn {inputs["options"].Text} {(inputs["goals"].Text is { Length: > 0 } goals ? goals : "package")}",
            "Gradle" => $"gradle {inputs["options"].Text} {(inputs["tasks"].Text is { Length: > 0 } tasks ? tasks : "build")}",
            "CmdLine" or "Bash" or "PowerShell" => inputs["script"].Text.Length > 0 ? inputs["script"].Text
            : inputs["filePath"].Text is { Length: > 0 } path ? $"bash {path}"
            : "",
            "VSTest" => "dotnet test",
            _ => "",
        };
}
