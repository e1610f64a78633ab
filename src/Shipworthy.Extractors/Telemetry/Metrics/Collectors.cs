using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>
/// The collectors of OpenTelemetry that the app brings along, by their settings: whether metrics leave them, whether they count requests in traces, and whether they look at
/// the machine themselves.
/// </summary>
sealed class Collectors
{
    static readonly HashSet<string> Nowhere = new(StringComparer.Ordinal) { "debug", "logging", "nop", "file" };

    static readonly HashSet<string> OfMachines = new(StringComparer.Ordinal)
    {
        "hostmetrics",
        "host_metrics",
        "docker_stats",
        "kubeletstats",
        "podman_stats",
    };

    readonly ImmutableArray<YamlNode> pipelines;

    public Collectors(SourceTree tree)
    {
        var files = tree
            .Files.Where(file =>
                file.Role is not (FileRole.Test or FileRole.Docs or FileRole.Example or FileRole.Vendored or FileRole.Paste)
                && (file.Name.EndsWith(".yml", StringComparison.Ordinal) || file.Name.EndsWith(".yaml", StringComparison.Ordinal))
                && file.Text.Contains("pipelines:", StringComparison.Ordinal)
                && file.Text.Contains("exporters:", StringComparison.Ordinal)
            )
            .Select(file => YamlFile.Read(file).Root.Under("service", "pipelines"))
            .Where(node => node.Exists);
        pipelines = [.. files];
    }

    /// <summary>Whether there is one.</summary>
    public bool Exist => pipelines.Length > 0;

    /// <summary>Where metrics leave a collector for something that keeps them; null when they do not.</summary>
    public Location? Leave =>
        Of("metrics").Where(one => Named(one, "exporters").Any(name => !Nowhere.Contains(name))).Select(one => one.At).FirstOrDefault();

    /// <summary>Where a collector counts the requests in traces, and hands on what it counted; null when none does.</summary>
    public Location? Count =>
        Leave is null
            ? null
            : Of("traces")
                .Where(one => Named(one, "exporters").Any(name => name is "spanmetrics" or "span_metrics"))
                .Select(one => one.At)
                .FirstOrDefault();

    /// <summary>Where a collector looks at the machine or its containers, and hands on what it saw; null when none does.</summary>
    public Location? Look =>
        Leave is null
            ? null
            : Of("metrics").Where(one => Named(one, "receivers").Any(OfMachines.Contains)).Select(one => one.At).FirstOrDefault();

    IEnumerable<YamlNode> Of(string signal) =>
        pipelines.SelectMany(node => node.Entries).Where(entry => entry.Key.Split('/')[0] == signal).Select(entry => entry.Value);

    static IEnumerable<string> Named(YamlNode pipeline, string list) => pipeline[list].Texts.Select(name => name.Split('/')[0]);
}
