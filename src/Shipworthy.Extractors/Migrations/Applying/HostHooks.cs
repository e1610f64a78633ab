using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>
/// Commands that hosts run before new code starts, and to start it, by each host's reference: Fly, Render, Railway, Heroku, DigitalOcean, Kubernetes, Kamal.
/// </summary>
static class HostHooks
{
    /// <summary>The commands of a file; none for other files.</summary>
    public static IEnumerable<(string Text, Location At, string Folder, ApplyPlace Place)> In(SourceFile file) =>
        file.Name switch
        {
            ['f', 'l', 'y', .., '.', 't', 'o', 'm', 'l'] => Fly(file, TomlFile.Read(file)),
            "render.yaml" or "render.yml" => Render(file),
            "railway.json" => Railway(file, JsonFile.Read(file)),
            "railway.toml" => Railway(file, TomlFile.Read(file)),
            "heroku.yml" => Heroku(file, YamlFile.Read(file).Root),
            "app.yaml" or "app.yml" when file.Folder.EndsWith(".do", StringComparison.Ordinal) => DigitalOcean(file),
            "pre-deploy" when file.Folder.EndsWith(".kamal/hooks", StringComparison.Ordinal) =>
            [
                (file.Text, file.AtLine(1), "", ApplyPlace.Release),
            ],
            _ when file.Name.EndsWith(".yaml", StringComparison.Ordinal) || file.Name.EndsWith(".yml", StringComparison.Ordinal) =>
                file.Text.Contains("containers:", StringComparison.OrdinalIgnoreCase)
                && file.Text.Contains("kind:", StringComparison.Ordinal)
                    ? Kubernetes(file)
                    : [],
            _ => [],
        };

    static IEnumerable<(string, Location, string, ApplyPlace)> Fly(SourceFile file, YamlNode root)
    {
        var release = root.Under("deploy", "release_command");
        if (release.Exists)
            yield return (StartCommands.Line(release), release.At, file.Folder, ApplyPlace.Release);
        foreach (var process in root["processes"].Entries)
            yield return (StartCommands.Line(process.Value), process.At, file.Folder, ApplyPlace.Start);
    }

    static IEnumerable<(string, Location, string, ApplyPlace)> Render(SourceFile file)
    {
        foreach (var service in YamlFile.Read(file).Root["services"].Each())
        {
            var folder = Paths.Within(file.Folder, service["rootDir"].Text) ?? file.Folder;
            foreach (
                var (key, place) in new[]
                {
                    ("preDeployCommand", ApplyPlace.Release),
                    ("startCommand", ApplyPlace.Start),
                    ("dockerCommand", ApplyPlace.Start),
                }
            )
                if (service[key].Exists)
                    yield return (service[key].Text, service[key].At, folder, place);
        }
    }

    static IEnumerable<(string, Location, string, ApplyPlace)> Railway(SourceFile file, YamlNode root)
    {
        foreach (var (key, place) in new[] { ("preDeployCommand", ApplyPlace.Release), ("startCommand", ApplyPlace.Start) })
        foreach (var node in root.Under("deploy", key).Each())
            yield return (node.Text, node.At, file.Folder, place);
    }

    static IEnumerable<(string, Location, string, ApplyPlace)> Heroku(SourceFile file, YamlNode root)
    {
        var release = root["release"].Kind is YamlKind.Map ? root["release"]["command"] : root["release"];
        foreach (var node in release.Each())
            yield return (node.Text, node.At, file.Folder, ApplyPlace.Release);
        foreach (var run in root["run"].Entries)
            yield return (
                run.Value.Kind is YamlKind.Map ? StartCommands.Line(run.Value["command"]) : run.Value.Text,
                run.At,
                file.Folder,
                ApplyPlace.Start
            );
    }

    static IEnumerable<(string, Location, string, ApplyPlace)> DigitalOcean(SourceFile file)
    {
        var root = YamlFile.Read(file).Root;
        foreach (var kind in new[] { "jobs", "services", "workers" })
        foreach (var part in root[kind].Each().Where(part => part["run_command"].Exists))
            yield return (
                part["run_command"].Text,
                part["run_command"].At,
                Paths.Within("", part["source_dir"].Text) ?? "",
                kind is "jobs" && part["kind"].Text is "PRE_DEPLOY" ? ApplyPlace.Release : ApplyPlace.Start
            );
    }

    /// <summary>Containers of pods and jobs, wherever in a manifest they stand.</summary>
    static IEnumerable<(string, Location, string, ApplyPlace)> Kubernetes(SourceFile file)
    {
        foreach (var document in YamlFile.Read(file).Documents)
        {
            var kind = document["kind"].Text;
            var template = kind is "CronJob"
                ? document.Under("spec", "jobTemplate", "spec", "template")
                : document.Under("spec", "template");
            var pod = kind is "Pod" ? document["spec"] : template["spec"];
            foreach (
                var (key, place) in new[]
                {
                    ("initContainers", ApplyPlace.Release),
                    ("containers", kind is "Job" ? ApplyPlace.Release : ApplyPlace.Start),
                }
            )
            foreach (var container in pod[key].Each())
                if (container["command"].Exists || container["args"].Exists)
                    yield return (
                        $"{StartCommands.Line(container["command"])} {StartCommands.Line(container["args"])}".Trim(),
                        (container["command"].Exists ? container["command"] : container["args"]).At,
                        "",
                        place
                    );
        }
    }
}
