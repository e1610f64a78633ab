using Shipworthy.Extractors.Images.Uses;
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
        foreach (var file in sources.Tree.Files.Where(ContainersInCompose.IsCompose))
        {
            var yaml = YamlFile.Read(file);
            var other = purposes.NotProduction(file, yaml.Root);
            foreach (var service in yaml.Root["services"].Entries.Where(entry => entry.Value.Kind is YamlKind.Map))
                learn.Add(
                    new InfraResource(service.At, InfraTool.Compose, "service", service.Key)
                    {
                        Address = service.Key,
                        Root = file.Path,
                        Kind = service.Value["image"].Text is { Length: > 0 } image ? InfraImages.Of(image) : InfraKind.Runtime,
                        Provider = "compose",
                        Settings = YamlValues.Of(service.Value),
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
