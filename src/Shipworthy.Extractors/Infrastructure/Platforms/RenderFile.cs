using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Infrastructure.Platforms;

/// <summary>Blueprints of Render (<c>render.yaml</c>), by its specification: services, databases, key-value stores, also those of projects with environments.</summary>
static class RenderFile
{
    /// <summary>What the blueprint declares.</summary>
    public static IEnumerable<InfraResource> Of(SourceFile file, YamlNode root)
    {
        foreach (var resource in Declared(root))
            yield return resource;
        foreach (var environment in root["projects"].Items.SelectMany(project => project["environments"].Items))
        foreach (var resource in Declared(environment))
            yield return resource with
            {
                Stage = InfraStageNames.OfPath(environment["name"].Text),
            };
    }

    static IEnumerable<InfraResource> Declared(YamlNode root)
    {
        foreach (var service in root["services"].Items.Concat(root["envVarGroups"].Items.Where(one => one.Has("type"))))
            yield return ResourcesInPlatformFiles.Part(
                service,
                service.At,
                "render",
                service["type"].Text,
                service["name"].Text,
                service["type"].Text switch
                {
                    "redis" or "keyvalue" => InfraKind.Cache,
                    "cron" => InfraKind.Schedule,
                    _ => InfraKind.Runtime,
                }
            );
        foreach (var database in root["databases"].Items)
            yield return ResourcesInPlatformFiles.Part(
                database,
                database.At,
                "render",
                "database",
                database["name"].Text,
                InfraKind.Database
            );
    }
}
