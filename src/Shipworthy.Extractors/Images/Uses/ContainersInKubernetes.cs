using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Files;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Images.Uses;

/// <summary>Containers of Kubernetes manifests: pods and everything that makes pods, with the images that a Kustomization replaces.</summary>
public sealed partial class ContainersInKubernetes : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ContainerUse)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var charts = sources.Tree.Named("Chart.yaml").Select(file => file.Folder).ToHashSet(StringComparer.Ordinal);
        var files = sources
            .Tree.Files.Where(file =>
                file.Role is FileRole.Prod or FileRole.Infra
                && (
                    file.Name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
                    || file.Name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
                )
                && !charts.Any(chart => Pipelines.Paths.IsIn(chart, file.Path))
            )
            .ToList();
        var replaced = Replaced(files.Where(file => file.Name.StartsWith("kustomization.", StringComparison.Ordinal)));
        foreach (var file in files.Where(file => MakesPods().IsMatch(file.Text)))
        {
            var yaml = YamlFile.Read(file);
            if (yaml.Unreadable is { } because && ContainerPurposes.OfPath(file.Path) is null)
                learn.CannotSee<ContainerUse>(Location.File(file.Path), because);
            foreach (var document in yaml.Documents)
            foreach (var container in Containers(PodOf(document)))
                learn.Add(Use(container, ContainerHost.Kubernetes, replaced) with { NotProduction = ContainerPurposes.OfPath(file.Path) });
        }
    }

    /// <summary>The images that Kustomizations of production set: by the name in the manifests.</summary>
    static Dictionary<string, ImageReference> Replaced(IEnumerable<SourceFile> kustomizations)
    {
        var found = new Dictionary<string, ImageReference>(StringComparer.Ordinal);
        foreach (var file in kustomizations.Where(file => ContainerPurposes.OfPath(file.Path) is null))
        foreach (var image in YamlFile.Read(file).Root["images"].Each())
            if (ImageReference.Parse(image["name"].Text) is { } from)
                found[from.Repository] = (ImageReference.Parse(image["newName"].Text) ?? from) with
                {
                    Tag = image["newTag"].Text,
                    Digest = image["digest"].Text,
                };
        return found;
    }

    /// <summary>The pod that an object makes; absent when it makes none.</summary>
    static YamlNode PodOf(YamlNode document) =>
        document["kind"].Text switch
        {
            "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" or "Job" or "Rollout" or "DeploymentConfig" or "Service" =>
                document.Under("spec", "template", "spec"),
            "CronJob" => document.Under("spec", "jobTemplate", "spec", "template", "spec"),
            "Pod" => document["spec"],
            _ => YamlNode.AbsentAt(document.At),
        };

    static IEnumerable<YamlNode> Containers(YamlNode pod) => pod["initContainers"].Each().Concat(pod["containers"].Each());

    static ContainerUse Use(YamlNode container, ContainerHost host, Dictionary<string, ImageReference> replaced)
    {
        var image = container["image"];
        var reference = ImageReference.Parse(image.Text);
        if (reference is not null && replaced.TryGetValue(reference.Repository, out var other))
            reference = other with { Tag = other.Tag.Length > 0 || other.Digest.Length > 0 ? other.Tag : reference.Tag };
        return new(image.Exists ? image.At : container.At, container["name"].Text, host)
        {
            Image = reference,
            ImageUnknown = reference is null ? "names no image that could be read" : null,
        };
    }

    [GeneratedRegex(@"^\s*(?:initC|c)ontainers:", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex MakesPods();
}
