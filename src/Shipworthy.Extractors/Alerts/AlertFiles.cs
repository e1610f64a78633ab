using System.Text;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Infrastructure;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Alerts;

/// <summary>
/// The YAML of an app that speaks of alerts, each part a node: files of Prometheus, Alertmanager and Grafana, what operators of Kubernetes take, values of charts, and
/// files that lie inside a map of settings of Kubernetes.
/// </summary>
sealed class AlertFiles
{
    const int DeepestFile = 6;

    readonly List<(SourceFile File, YamlNode Node, bool IsBare)> parts = [];

    /// <summary>Reads those of a tree that production may have.</summary>
    public AlertFiles(SourceTree tree)
    {
        foreach (var file in tree.Files.Where(MayBeOne))
        {
            var yaml = YamlFile.Read(file);
            if (yaml.Unreadable is { } because)
                Unread.Add((file, because));
            foreach (var document in yaml.Documents)
                Walk(file, document, 0, isBare: !document["kind"].Exists);
        }
    }

    /// <summary>Files that hold alerts and could not be read, with the reason as a clause.</summary>
    public List<(SourceFile File, string Because)> Unread { get; } = [];

    /// <summary>Nodes with groups of rules. Bare ones have to be loaded by a configuration of Prometheus; the others, an operator or a chart loads.</summary>
    public IEnumerable<(SourceFile File, YamlNode Node, bool IsBare)> Groups =>
        parts.Where(part =>
            part.Node["groups"].Items.Any(group => group["rules"].Items.Any(rule => rule.Has("alert") || rule.Has("title")))
        );

    /// <summary>Configurations of Alertmanager.</summary>
    public IEnumerable<(SourceFile File, YamlNode Node)> Alertmanagers =>
        parts
            .Where(part => part.Node["route"].Kind is YamlKind.Map && part.Node["receivers"].Kind is YamlKind.List)
            .Select(part => (part.File, part.Node));

    /// <summary>Configurations of Prometheus.</summary>
    public IEnumerable<(SourceFile File, YamlNode Node)> Prometheuses =>
        parts.Where(part => part.Node.Has("scrape_configs")).Select(part => (part.File, part.Node));

    /// <summary>Files by which Grafana sets up its alerts.</summary>
    public IEnumerable<(SourceFile File, YamlNode Node)> Grafanas =>
        parts
            .Where(part => part.Node.Has("contactPoints") || part.Node.Has("policies") && part.Node.Has("apiVersion"))
            .Select(part => (part.File, part.Node));

    static bool MayBeOne(SourceFile file) =>
        Folders.Counts(file.Role)
        && (IsYaml(file.Name) || file.Name.EndsWith(".rules", StringComparison.OrdinalIgnoreCase))
        && InfraStageNames.OfPath(file.Path).ReachesProduction
        && Speaks(file.Text);

    static bool IsYaml(string name) =>
        name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);

    static bool Speaks(string text) =>
        (text.Contains("alert:", StringComparison.Ordinal) && text.Contains("expr:", StringComparison.Ordinal))
        || (text.Contains("receivers:", StringComparison.Ordinal) && text.Contains("route:", StringComparison.Ordinal))
        || text.Contains("scrape_configs:", StringComparison.Ordinal)
        || text.Contains("contactPoints:", StringComparison.Ordinal)
        || (text.Contains("groups:", StringComparison.Ordinal) && text.Contains("datasourceUid:", StringComparison.Ordinal));

    void Walk(SourceFile file, YamlNode node, int depth, bool isBare)
    {
        if (depth > DeepestFile)
            return;
        if (node.Kind is YamlKind.Map)
            parts.Add((file, node, isBare));
        foreach (var entry in node.Entries)
            if (entry.Value.Kind is YamlKind.Map)
                Walk(file, entry.Value, depth + 1, isBare: false);
            else if (entry.Value is { Kind: YamlKind.Scalar, KeepsLines: true } block && Speaks(block.Text))
                Inside(file, entry.Key, block, depth);
    }

    /// <summary>A file that is written into another one; its lines keep their numbers.</summary>
    void Inside(SourceFile file, string name, YamlNode block, int depth)
    {
        var text = $"{new string('\n', block.At.Line)}{block.Text}";
        var inner = YamlFile.Read(new SourceFile(file.Path, file.Role, Encoding.UTF8.GetBytes(text)));
        if (inner.Unreadable is { } because)
            Unread.Add((file, $"holds {name}, which {because}"));
        foreach (var document in inner.Documents)
            Walk(file, document, depth + 1, isBare: false);
    }
}
