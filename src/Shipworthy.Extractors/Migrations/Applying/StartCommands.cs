using Shipworthy.Extractors.Images.Files;
using Shipworthy.Extractors.Images.Uses;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>
/// What runs when the app starts in production: entrypoints and commands of images, of services of compose files, of processes, and what hosts run before new
/// code starts. Each is followed to the programs that it finally starts.
/// </summary>
sealed class StartCommands(SourceTree tree, Packages packages)
{
    /// <summary>Scripts that start scripts by their paths inside of the container.</summary>
    const int MostScripts = 4;

    readonly Follower follower = new(tree);
    readonly ContainerPaths paths = new(tree);
    readonly List<Started> found = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<Started> All()
    {
        foreach (var file in tree.Files.Where(IsInScope))
            if (
                file.Name.Contains("ockerfile", StringComparison.OrdinalIgnoreCase)
                || file.Name.Contains("ontainerfile", StringComparison.Ordinal)
            )
                Image(file);
            else if (ContainersInCompose.IsCompose(file))
                Compose(file);
            else if (file.Name is "Procfile")
                Procfile(file);
            else if (file.Name is "litefs.yml")
                foreach (var command in YamlFile.Read(file).Root["exec"].Each().Select(one => one["cmd"]))
                    Follow(command.Text, command.At, Paths.FolderOf(file.Folder), ApplyPlace.Start);
            else
                foreach (var (text, at, folder, place) in HostHooks.In(file))
                    Follow(text, at, folder, place);
        Builds();
        BuildOfVercel();
        return found;
    }

    static bool IsInScope(SourceFile file) =>
        file.Role is FileRole.Infra or FileRole.Prod or FileRole.Script or FileRole.Migration
        && ContainerPurposes.OfPath(file.Path) is null;

    void Image(SourceFile file)
    {
        Instruction? entrypoint = null;
        Instruction? command = null;
        foreach (var instruction in DockerfileSyntax.Read(file.Text))
            switch (instruction.Keyword)
            {
                case "FROM":
                    (entrypoint, command) = (null, null);
                    break;
                case "ENTRYPOINT":
                    (entrypoint, command) = (instruction, null);
                    break;
                case "CMD":
                    command = instruction;
                    break;
            }
        var first = entrypoint is { } given ? Shell(given.Arguments) : "";
        var second = command is { } last ? Shell(last.Arguments) : "";
        if (first.Length > 0)
            Follow($"{first} {second}", file.AtLine(entrypoint!.Value.Line), file.Folder, ApplyPlace.Start);
        if (second.Length > 0)
            Follow(second, file.AtLine(command!.Value.Line), file.Folder, ApplyPlace.Start);
    }

    /// <summary>A list of words, as JSON, or a line for a shell.</summary>
    static string Shell(string arguments)
    {
        if (!arguments.StartsWith('['))
            return arguments;
        var words = JsonFile.Read(new("words.json", FileRole.Prod, System.Text.Encoding.UTF8.GetBytes(arguments))).Texts;
        return string.Join(' ', words.Select(Quoted));
    }

    static string Quoted(string word) => word.AsSpan().IndexOfAny(" \"'$;|&<>()*") < 0 ? word : $"'{word.Replace("'", "'\\''")}'";

    void Compose(SourceFile file)
    {
        var root = YamlFile.Read(file).Root;
        if (new ComposePurposes(tree).NotProduction(file, root) is not null)
            return;
        foreach (var service in root["services"].Entries.Where(service => ComposePurposes.OfProfile(service.Value) is null))
        {
            var context = service.Value["build"] is { Kind: YamlKind.Map } map ? map["context"].Text : service.Value["build"].Text;
            var folder = Paths.Within(file.Folder, context) ?? file.Folder;
            foreach (var node in new[] { service.Value["entrypoint"], service.Value["command"] }.Where(node => node.Exists))
                Follow(Line(node), node.At, folder, ApplyPlace.Start);
        }
    }

    /// <summary>A command as a line for a shell, whether it is written as a text or as a list.</summary>
    public static string Line(YamlNode node) => node.Kind is YamlKind.List ? string.Join(' ', node.Texts.Select(Quoted)) : node.Text;

    void Procfile(SourceFile file)
    {
        var lines = file.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].IndexOf(':') is > 0 and var colon && !lines[i].StartsWith('#'))
                Follow(
                    lines[i][(colon + 1)..].Trim(),
                    file.AtLine(i + 1),
                    file.Folder,
                    lines[i][..colon].Trim() is "release" ? ApplyPlace.Release : ApplyPlace.Start
                );
    }

    /// <summary>The command that Vercel runs in place of the build, wherever it deploys to.</summary>
    void BuildOfVercel()
    {
        foreach (
            var file in tree.Files.Where(file => file.Name is "vercel.json" && file.Role is FileRole.Prod or FileRole.Infra or FileRole.Ci)
        )
            if (Json.JsonFile.Read(file)["buildCommand"].Text is { Length: > 0 } command)
                Follow(command, file.AtLine(1), file.Folder, ApplyPlace.Build);
    }

    /// <summary>Vercel runs a script of this name in place of the build, and Heroku one after it.</summary>
    void Builds()
    {
        foreach (var package in packages.All.Where(package => package.File.Role is FileRole.Prod or FileRole.Infra))
        {
            var isOnHost = new[] { "vercel.json", "netlify.toml", "Procfile", "app.json", ".do/app.yaml", ".do/deploy.template.yaml" }.Any(
                name =>
                    tree.Find(Paths.Below(package.Folder, name)) is { } file && IsOfHost(file)
                    || tree.Find(name) is { } first && IsOfHost(first)
            );
            foreach (var name in new[] { "vercel-build", "heroku-postbuild", "build" })
                if (package.Scripts.ContainsKey(name) && (name is not "build" || !package.Scripts.ContainsKey("vercel-build")))
                {
                    var before = found.Count;
                    foreach (var script in PackageScripts.Of(package, name, []))
                        Follow(
                            script.Text,
                            script.At(1),
                            package.Folder,
                            // Heroku builds what it releases, and reviews have a database of their own.
                            name is "heroku-postbuild"
                                ? ApplyPlace.Release
                                : ApplyPlace.Build
                        );
                    if (name is "build" && !isOnHost && !BuildConditions.NameHost(package.Scripts[name]))
                        for (var i = before; i < found.Count; i++)
                            found[i] = found[i] with { IsOfUnknownHost = true };
                }
        }
    }

    /// <summary>Whether a file tells that a host builds the app: apps for phones have an <c>app.json</c> as well.</summary>
    static bool IsOfHost(SourceFile file) =>
        file.Name is not "app.json"
        || file.Text.Contains("\"addons\"", StringComparison.Ordinal)
        || file.Text.Contains("\"buildpacks\"", StringComparison.Ordinal)
        || file.Text.Contains("\"formation\"", StringComparison.Ordinal);

    void Follow(string text, Location at, string folder, ApplyPlace place)
    {
        if (text.Trim().Length == 0)
            return;
        var script = new Script(Rewritten(text, folder), ShellOptions.Plain, folder, _ => at);
        Follow(script, place, at, folder, MostScripts);
    }

    void Follow(Script script, ApplyPlace place, Location at, string folder, int depth)
    {
        foreach (var command in follower.Follow(script))
        {
            found.Add(new(command, place, at) { TestsEnvironment = BuildConditions.AreIn(script.Text) });
            if (depth > 0 && command.Words.Length > 0 && ScriptOf(command, folder) is { } inner)
                Follow(inner with { Swallowed = command.Swallowing?.Says }, place, at, folder, depth - 1);
        }
    }

    /// <summary>A script that a script starts by a path of the container.</summary>
    Script? ScriptOf(PipelineCommand command, string folder)
    {
        var rewritten = Rewritten(command.Line, folder);
        return command.Unseen is not null || rewritten != command.Line
            ? new(rewritten, ShellOptions.Plain, folder, _ => command.At) { Env = ImmutableDictionary<string, string>.Empty }
            : null;
    }

    /// <summary>The text with paths of the container turned to paths of the repository, where a file answers to them.</summary>
    string Rewritten(string text, string folder) =>
        string.Join(
            ' ',
            text.Split(' ')
                .Select(word =>
                    word.Contains('/') && paths.Of(word.Trim('"', '\''), folder) is { } path && IsScript(path) ? Quoted($"/{path}") : word
                )
        );

    static bool IsScript(string path) =>
        path.EndsWith(".sh", StringComparison.Ordinal) || !path[(path.LastIndexOf('/') + 1)..].Contains('.');
}
