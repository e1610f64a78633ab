using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.Following;

/// <summary>
/// Commands that run inside a container: <c>docker compose run api pytest</c>, <c>docker run image npm test</c>. The folder is the build context of the service
/// where the compose file shows it, and otherwise not known.
/// </summary>
sealed class ContainerRuns(SourceTree tree) : ITaskRunner
{
    static readonly ImmutableHashSet<string> valued =
    [
        "-f",
        "--file",
        "-p",
        "--project-name",
        "--env-file",
        "--profile",
        "-e",
        "--env",
        "-v",
        "--volume",
        "-u",
        "--user",
        "-w",
        "--workdir",
        "--name",
        "--network",
        "--entrypoint",
        "--mount",
        "-p",
        "--publish",
        "--platform",
        "--index",
        "--add-host",
        "--memory",
        "-m",
        "--cpus",
        "--label",
        "-l",
        "--project-directory",
        "-h",
        "--hostname",
        "--shm-size",
        "--ipc",
        "--gpus",
        "--ulimit",
        "--restart",
        "--pull",
    ];

    /// <inheritdoc/>
    public ImmutableArray<Script>? ScriptsOf(Call call)
    {
        var words = call.Words;
        var start =
            words is ["docker" or "podman", "compose", ..] ? 2
            : words is ["docker-compose" or "podman-compose", ..] ? 1
            : 0;
        if (start == 0)
            return words is ["docker" or "podman", "run" or "exec", ..] ? Inside(call, 2, service: false) : null;
        var verb = Next(words, start);
        if (verb >= words.Length)
            return null;
        return words[verb] is "run" or "exec" ? Inside(call, verb + 1, service: true)
            : words[verb] is "up" && call.Has("--exit-code-from", "--abort-on-container-exit") ? Services(call)
            : null;
    }

    static int Next(ImmutableArray<string> words, int at)
    {
        while (at < words.Length && words[at].StartsWith('-'))
            at += valued.Contains(words[at]) ? 2 : 1;
        return at;
    }

    ImmutableArray<Script>? Inside(Call call, int from, bool service)
    {
        var target = Next(call.Words, from);
        if (target + 1 >= call.Words.Length)
            return null;
        var name = call.Words[target];
        var directory = service ? FolderOf(Service(call, name), call.Directory) : null;
        return [Of(call.Words.Skip(target + 1), directory)];
    }

    static Script Of(IEnumerable<string> words, string? directory) =>
        new(string.Join(' ', words.Select(Quoted)), ShellOptions.Plain, directory, _ => Location.WholeApp);

    static string Quoted(string word) => word.AsSpan().IndexOfAny(" \"'$;|&<>()*") < 0 ? word : $"'{word.Replace("'", "'\\''")}'";

    ImmutableArray<Script>? Services(Call call)
    {
        var names = call.Option("--exit-code-from") is { } one
            ? new[] { one }
            : Files(call).SelectMany(file => YamlFile.Read(file).Root["services"].Entries).Select(entry => entry.Key).ToArray();
        var scripts = names
            .Select(name => (Node: Service(call, name), Name: name))
            .Where(service => service.Node["command"].Exists)
            .Select(service =>
            {
                var command = service.Node["command"];
                var text = command.Kind is YamlKind.List ? string.Join(' ', command.Texts.Select(Quoted)) : command.Text;
                return new Script(text, ShellOptions.Plain, FolderOf(service.Node, call.Directory), _ => command.At);
            });
        ImmutableArray<Script> found = [.. scripts];
        return found.IsEmpty ? null : found;
    }

    YamlNode Service(Call call, string name) =>
        Files(call).Select(file => YamlFile.Read(file).Root.Under("services", name)).FirstOrDefault(node => node.Exists)
        ?? YamlNode.AbsentAt(Location.WholeApp);

    IEnumerable<SourceFile> Files(Call call)
    {
        var named = call.Options("-f").Concat(call.Options("--file")).ToList();
        if (named.Count == 0)
            named =
            [
                "compose.yml",
                "compose.yaml",
                "docker-compose.yml",
                "docker-compose.yaml",
                "compose.override.yml",
                "docker-compose.override.yml",
            ];
        return named.Select(name => Paths.Within(call.Directory, name)).OfType<string>().Select(tree.Find).OfType<SourceFile>();
    }

    /// <summary>The build context is what the image holds, unless the Dockerfile lies in a folder of its own below it: then the service may be about that folder.</summary>
    static string? FolderOf(YamlNode service, string? folder)
    {
        var build = service["build"];
        if (!build.Exists)
            return null;
        var context = build.Kind is YamlKind.Map ? build["context"].Text : build.Text;
        var dockerfile = build["dockerfile"].Text;
        return dockerfile.Contains('/') ? null : Paths.Within(folder, context);
    }
}
