using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.OtherSystems;

/// <summary>
/// Build commands of hosts, which run when the host deploys: what they test is tested after the merge. AWS CodeBuild and Google Cloud Build keep their triggers
/// outside the repository, so whether a request starts them is not known.
/// </summary>
public sealed class PipelinesInHosts : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Pipeline)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var files = sources
            .Tree.Files.Select(file => (File: file, Found: CommandsOf(file)))
            .Where(one => one.Found.Commands.Count > 0)
            .ToList();
        var follower = files.Count == 0 ? null : new Follower(sources.Tree);
        foreach (var (file, (system, nodes)) in files)
        {
            var when =
                system is PipelineSystem.HostBuild
                    ? new When(Occasions.Deploy, Occasions.None)
                    : new When(Occasions.Deploy, Occasions.ProposedChange);
            var script = ScriptLines.Of(nodes, ShellOptions.Strict, system is PipelineSystem.HostBuild ? file.Folder : "");
            learn.Add(
                new Pipeline(Location.File(file.Path), system, file.Name)
                {
                    Triggers = [new(Location.File(file.Path), "build", Occasions.Deploy)],
                    Jobs =
                    [
                        new(nodes[0].At, "build")
                        {
                            When = when,
                            Steps =
                            [
                                new(nodes[0].At, "build")
                                {
                                    Run = script.Text,
                                    When = when,
                                    Commands = follower!.Follow(script),
                                },
                            ],
                        },
                    ],
                }
            );
        }
    }

    static (PipelineSystem System, IReadOnlyList<YamlNode> Commands) CommandsOf(SourceFile file) =>
        file.Name switch
        {
            "vercel.json" => (PipelineSystem.HostBuild, Some(JsonFile.Read(file)["buildCommand"])),
            "railway.json" => (PipelineSystem.HostBuild, Some(JsonFile.Read(file).Under("build", "buildCommand"))),
            "netlify.toml" => (PipelineSystem.HostBuild, Some(TomlFile.Read(file).Under("build", "command"))),
            "railway.toml" => (PipelineSystem.HostBuild, Some(TomlFile.Read(file).Under("build", "buildCommand"))),
            "render.yaml" or "render.yml" => (
                PipelineSystem.HostBuild,
                Some([.. YamlFile.Read(file).Root["services"].Each().Select(service => service["buildCommand"])])
            ),
            "amplify.yml" => (
                PipelineSystem.HostBuild,
                Some([
                    .. Phases(YamlFile.Read(file).Root.Under("frontend", "phases")),
                    .. Phases(YamlFile.Read(file).Root.Under("backend", "phases")),
                ])
            ),
            "buildspec.yml" or "buildspec.yaml" => (PipelineSystem.CodeBuild, Some([.. Phases(YamlFile.Read(file).Root["phases"])])),
            "cloudbuild.yaml" or "cloudbuild.yml" => (
                PipelineSystem.CloudBuild,
                Some([.. YamlFile.Read(file).Root["steps"].Each().Select(CloudStep)])
            ),
            _ => (PipelineSystem.Unknown, []),
        };

    static IReadOnlyList<YamlNode> Some(params IEnumerable<YamlNode> nodes) =>
        [.. nodes.Where(node => node.Exists && (node.Kind is not YamlKind.Scalar || node.Text.Length > 0))];

    static IEnumerable<YamlNode> Phases(YamlNode phases) => phases.Entries.Select(phase => phase.Value["commands"]);

    /// <summary>A step of Cloud Build is an image with arguments; the image's last name is the program unless an entrypoint is given.</summary>
    static YamlNode CloudStep(YamlNode step)
    {
        if (step["script"].Exists)
            return step["script"];
        var program = step["entrypoint"].Text is { Length: > 0 } entrypoint ? entrypoint : step["name"].Text.Split('/')[^1].Split(':')[0];
        var arguments = step["args"]
            .Texts.Select(text => text.AsSpan().IndexOfAny(" \"'$;|&<>()*\n") < 0 ? text : $"'{text.Replace("'", "'\\''")}'");
        var command = $"{program} {string.Join(' ', arguments)}";
        var directory = step["dir"].Text;
        return YamlNode.Scalar(
            step.At,
            directory.Length == 0 ? command : $"(cd '/{directory}' && {command})",
            quoted: false,
            keepsLines: false
        );
    }
}
