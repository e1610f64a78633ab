using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Cors;

/// <summary>
/// Rules of buckets as files that a command line tool takes: <c>cors.json</c> and its kin, for S3 (<c>CORSRules</c>), R2 and Google Cloud (<c>origin</c>,
/// <c>method</c>).
/// </summary>
public sealed class CorsInBucketFiles : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var files = sources.Tree.Files.Where(file =>
            file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            && file.Name.Contains("cors", StringComparison.OrdinalIgnoreCase)
        );
        foreach (var file in files)
        {
            var root = JsonFile.Read(file);
            var rules =
                root.Kind is YamlKind.List ? root
                : root.Has("CORSRules") ? root["CORSRules"]
                : root.Has("rules") ? root["rules"]
                : root["cors"];
            foreach (var rule in rules.Items)
                Take(rule, learn);
        }
    }

    static void Take(YamlNode rule, Learner learn)
    {
        var origins = First(rule, "origin", "AllowedOrigins", "allowedOrigins");
        var methods = First(rule, "method", "AllowedMethods", "allowedMethods");
        if (rule.Has("allowed"))
            (origins, methods) = (rule.Under("allowed", "origins"), rule.Under("allowed", "methods"));
        if (!origins.Exists)
            return;
        learn.Add(
            CorsInServerless
                .Listed(origins)
                .Into(
                    new(origins.At, "bucket")
                    {
                        Admits = Admits.Unknown,
                        Channel = Channel.Bucket,
                        AllowsWrites = methods.Texts.Any(method => method.ToUpperInvariant() is "PUT" or "POST" or "DELETE" or "*"),
                    }
                )
        );
    }

    static YamlNode First(YamlNode map, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (map.Has(key))
                return map[key];
        return YamlNode.AbsentAt(map.At);
    }
}
