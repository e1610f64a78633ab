using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Infrastructure;

/// <summary>What manifests of Kubernetes declare. A chart is a template: what it declares is seen by its kinds, its values are not.</summary>
public sealed partial class ResourcesInKubernetes : IExtractor
{
    /// <summary>The operator whose clusters are databases. Other tools, such as kind and Cluster API, call the machines themselves a cluster.</summary>
    const string Databases = "postgresql.cnpg.io";

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(InfraResource)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files.Where(MayBeManifest))
        {
            var yaml = YamlFile.Read(file);
            if (yaml.Unreadable is not null)
                foreach (Match kind in Kinds().Matches(file.Text))
                    learn.Add(
                        Of(
                            file.Text.Contains(Databases, StringComparison.Ordinal) ? Databases : "",
                            kind.Groups["kind"].Value,
                            Folders.NameOf(file.Folder),
                            file.At(kind.Index),
                            file,
                            InfraValue.UnknownBecause(file.At(kind.Index), "is written in a template")
                        )
                    );
            foreach (var document in yaml.Documents.SelectMany(Items))
                if (
                    document["apiVersion"].Kind is YamlKind.Scalar
                    && document["kind"] is { Kind: YamlKind.Scalar, Text: not "Kustomization" } kind
                )
                    learn.Add(
                        Of(
                            document["apiVersion"].Text,
                            kind.Text,
                            document.Under("metadata", "name").Text,
                            document.At,
                            file,
                            YamlValues.Of(document)
                        ) with
                        {
                            Stage = InfraStageNames.OfPath(document.Under("metadata", "namespace").Text)
                                is not InfraStage.Unknown
                                    and var stage
                                ? stage
                                : StageOf(file),
                        }
                    );
        }
    }

    static IEnumerable<YamlNode> Items(YamlNode document) => document["kind"].Text is "List" ? document["items"].Items : [document];

    static InfraResource Of(string version, string kind, string name, Location at, SourceFile file, InfraValue settings) =>
        new(at, InfraTool.Kubernetes, kind, name)
        {
            Address = $"{kind}/{name}",
            Root = file.Folder,
            Kind = KindOf(version, kind, settings),
            Provider = "kubernetes",
            Settings = settings,
            Stage = StageOf(file),
        };

    static InfraStage StageOf(SourceFile file) =>
        InfraStageNames.OfPath(file.Path) is not InfraStage.Unknown and var stage ? stage
        : file.Path.Contains("/base/", StringComparison.Ordinal) ? InfraStage.Shared
        : InfraStage.Only;

    /// <summary>A set with a disk of its own is what it runs: its image tells.</summary>
    static InfraKind KindOf(string version, string kind, InfraValue settings) =>
        kind switch
        {
            "Deployment" or "StatefulSet" or "DaemonSet" or "Pod" or "Job" or "CronJob" or "Rollout" or "HelmRelease" => InfraImages.KindOf(
                settings.Under("spec", "template", "spec", "containers").Each().Select(container => container["image"].Text)
            ),
            "Cluster" when version.StartsWith(Databases, StringComparison.Ordinal) => InfraKind.Database,
            "Postgresql" or "PostgresCluster" or "MongoDBCommunity" or "PerconaServerMongoDB" or "InnoDBCluster" => InfraKind.Database,
            "Redis" or "RedisCluster" or "RedisFailover" => InfraKind.Cache,
            "Kafka" or "RabbitmqCluster" => InfraKind.Queue,
            _ => InfraKinds.Of(kind),
        };

    static bool MayBeManifest(SourceFile file) =>
        file.Name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) | file.Name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
        && Folders.Counts(file.Role)
        && file.Text.Contains("apiVersion:", StringComparison.Ordinal)
        && file.Text.Contains("kind:", StringComparison.Ordinal);

    [GeneratedRegex(@"^kind:\s*(?<kind>[A-Z]\w+)\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Kinds();
}
