using Shipworthy.Extractors.Images.Files;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Images.Uses;

/// <summary>Containers of Amazon ECS task definitions in JSON, and of the multi-container format of Elastic Beanstalk, which is the same.</summary>
public sealed class ContainersInTaskDefinitions : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ContainerUse)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files.Where(file => file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            if (
                file.Role is not (FileRole.Prod or FileRole.Infra or FileRole.Ci)
                || !file.Text.Contains("\"containerDefinitions\"", StringComparison.Ordinal)
            )
                continue;
            var definitions = JsonFile.Read(file)["containerDefinitions"];
            if (!definitions.Exists)
                learn.CannotSee<ContainerUse>(Location.File(file.Path), "is a task definition that is not valid JSON");
            foreach (var container in definitions.Each())
                learn.Add(Of(container) with { NotProduction = ContainerPurposes.OfPath(file.Path) });
        }
    }

    static ContainerUse Of(YamlNode container)
    {
        var image = ImageReference.Parse(container["image"].Text);
        return new(container["image"].Exists ? container["image"].At : container.At, container["name"].Text, ContainerHost.TaskDefinition)
        {
            Image = image,
            ImageUnknown = image is null ? "names no image that could be read" : null,
        };
    }
}
