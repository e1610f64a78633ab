using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.Following;

/// <summary>Tasks of a Taskfile (taskfile.dev), with their dependencies and the tasks that they call.</summary>
sealed class TaskFileTasks(SourceTree tree) : ITaskRunner
{
    /// <inheritdoc/>
    public ImmutableArray<Script>? ScriptsOf(Call call)
    {
        if (call.Program is not ("task" or "go-task"))
            return null;
        var folder = call.Option("-d", "--dir") is { } given ? Paths.Within(call.Directory, given) : call.Directory;
        if (folder is null || FileIn(folder) is not { } file)
            return [];
        var tasks = YamlFile.Read(file).Root["tasks"];
        var names = call.Words.Skip(1).Where(word => !word.StartsWith('-') && !word.Contains('=')).DefaultIfEmpty("default");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. names.SelectMany(name => Of(name, tasks, file, folder, seen))];
    }

    SourceFile? FileIn(string folder) =>
        Paths
            .UpFrom(folder)
            .SelectMany(at =>
                new[] { "Taskfile.yml", "Taskfile.yaml", "taskfile.yml", "taskfile.yaml", "Taskfile.dist.yml" }.Select(name =>
                    Paths.Below(at, name)
                )
            )
            .Select(tree.Find)
            .FirstOrDefault(file => file is not null);

    static IEnumerable<Script> Of(string name, YamlNode tasks, SourceFile file, string folder, HashSet<string> seen)
    {
        var task = tasks[name];
        if (!task.Exists || !seen.Add(name))
            yield break;
        var directory = task["dir"].Text is { Length: > 0 } dir ? Paths.Within(file.Folder, dir) : file.Folder;
        foreach (var need in task["deps"].Each())
        foreach (var script in Of(need.Kind is YamlKind.Map ? need["task"].Text : need.Text, tasks, file, folder, seen))
            yield return script;
        var commands = task.Kind is YamlKind.Map ? task["cmds"].Each().Concat(task["cmd"].Each()) : task.Each();
        foreach (var command in commands)
            if (command["task"].Text is { Length: > 0 } other)
                foreach (var script in Of(other, tasks, file, folder, seen))
                    yield return script;
            else
                yield return new(
                    command.Kind is YamlKind.Map ? command["cmd"].Text : command.Text,
                    ShellOptions.Strict,
                    directory,
                    _ => command.At
                )
                {
                    Swallowed = command["ignore_error"].Truth is true || task["ignore_error"].Truth is true ? "ignores its error" : null,
                };
    }
}
