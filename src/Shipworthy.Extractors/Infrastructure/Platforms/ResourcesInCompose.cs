using Shipworthy.Extractors.Images.Uses;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Infrastructure.Platforms;

/// <summary>The services of compose files, each with all that the file says of it. What is for developers only says so (ruling D1).</summary>
public sealed class ResourcesInCompose : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(InfraResource)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var purposes = new ComposePurposes(sources.Tree);
        var files = sources.Tree.Files.Where(ContainersInCompose.IsCompose).ToList();
        foreach (var file in files)
        {
            var yaml = YamlFile.Read(file);
            var other = purposes.NotProduction(file, yaml.Root);
            var below = other is null ? Below(file, files, purposes) : null;
            foreach (var service in yaml.Root["services"].Entries.Where(entry => entry.Value.Kind is YamlKind.Map))
            {
                var image = ImageOf(service, below);
                learn.Add(
                    new InfraResource(service.At, InfraTool.Compose, "service", service.Key)
                    {
                        Address = service.Key,
                        Root = file.Path,
                        Kind = image.Text is { Length: > 0 } text ? InfraImages.Of(text) : InfraKind.Runtime,
                        Provider = "compose",
                        Settings = SettingsOf(service.Value, image),
                        Stage =
                            other is not null ? InfraStage.Development
                            : InfraStageNames.OfPath(file.Path) is InfraStage.Staging ? InfraStage.Staging
                            : InfraStage.Only,
                        NotMade = other ?? ComposePurposes.OfProfile(service.Value),
                    }
                );
            }
        }
    }

    /// <summary>The services over which a file for production is laid: those of the plain file beside it, where that one alone is for something else.</summary>
    static YamlNode? Below(SourceFile file, List<SourceFile> files, ComposePurposes purposes)
    {
        if (
            ContainersInCompose.IsPlain(file)
            || files.Find(one => one.Folder == file.Folder && ContainersInCompose.IsPlain(one)) is not { } plain
        )
            return null;
        var root = YamlFile.Read(plain).Root;
        return purposes.NotProduction(plain, root) is null ? null : root["services"];
    }

    /// <summary>The image of a service; one that names neither an image nor a build has that of the file below.</summary>
    static YamlNode ImageOf(YamlEntry service, YamlNode? below) =>
        below is null || service.Value["image"].Exists || service.Value["build"].Exists
            ? service.Value["image"]
            : below[service.Key]["image"];

    static InfraValue SettingsOf(YamlNode service, YamlNode image)
    {
        var settings = YamlValues.Of(service);
        return service["image"].Exists || !image.Exists
            ? settings
            : InfraValue.MapAt(service.At, [("image", YamlValues.Of(image)), .. settings.Entries]);
    }
}
