using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Infrastructure.Platforms;

/// <summary>Settings of Cloudflare's Wrangler: the worker, its bindings and its schedules, at the top for production and below <c>env</c> for each environment.</summary>
static class WranglerFile
{
    static readonly ImmutableArray<(string Key, InfraKind Kind)> Bindings =
    [
        ("d1_databases", InfraKind.Database),
        ("hyperdrive", InfraKind.Other),
        ("kv_namespaces", InfraKind.Cache),
        ("r2_buckets", InfraKind.Bucket),
        ("vectorize", InfraKind.Search),
    ];

    /// <summary>What the file declares.</summary>
    public static IEnumerable<InfraResource> Of(SourceFile file, YamlNode root)
    {
        if (root.Entries.IsEmpty)
            yield break;
        foreach (var resource in Declared(root, file.AtLine(1), root["name"].Text))
            yield return resource;
        foreach (var environment in root["env"].Entries)
        foreach (var resource in Declared(environment.Value, environment.At, $"{root["name"].Text}-{environment.Key}"))
            yield return resource with
            {
                Stage = InfraStageNames.OfName(environment.Key),
            };
    }

    static IEnumerable<InfraResource> Declared(YamlNode root, Location at, string name)
    {
        yield return ResourcesInPlatformFiles.Part(root, at, "cloudflare", "worker", name, InfraKind.Runtime);
        foreach (var (key, kind) in Bindings)
        foreach (var binding in root[key].Each())
            yield return ResourcesInPlatformFiles.Part(
                binding,
                binding.At,
                "cloudflare",
                key,
                binding["bucket_name"].Text is { Length: > 0 } bucket ? bucket : binding["binding"].Text,
                kind
            );
        foreach (var queue in root.Under("queues", "producers").Items.Concat(root.Under("queues", "consumers").Items))
            yield return ResourcesInPlatformFiles.Part(queue, queue.At, "cloudflare", "queue", queue["queue"].Text, InfraKind.Queue);
        foreach (var cron in root.Under("triggers", "crons").Each())
            yield return ResourcesInPlatformFiles.Part(cron, cron.At, "cloudflare", "cron", cron.Text, InfraKind.Schedule);
        if (root.Under("durable_objects", "bindings") is { Exists: true } objects)
            yield return ResourcesInPlatformFiles.Part(objects, objects.At, "cloudflare", "durable_objects", name, InfraKind.Database);
    }
}
