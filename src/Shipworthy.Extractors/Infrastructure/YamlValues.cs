using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Infrastructure;

/// <summary>Turns nodes of YAML, JSON and TOML into settings as they stand.</summary>
static class YamlValues
{
    /// <summary>The settings that a node means.</summary>
    public static InfraValue Of(YamlNode node) =>
        node.Kind switch
        {
            YamlKind.Absent => InfraValue.Absent,
            YamlKind.Scalar => Plain(node),
            YamlKind.List => InfraValue.ListAt(node.At, [.. node.Items.Select(Of)]),
            YamlKind.Map => InfraValue.MapAt(node.At, [.. node.Entries.Select(entry => (entry.Key, Of(entry.Value)))]),
        };

    /// <summary>A scalar; one that is not written is null.</summary>
    public static InfraValue Plain(YamlNode node) =>
        !node.Quoted && node.Text is "" or "null" or "~" ? InfraValue.NullAt(node.At) : InfraValue.TextAt(node.At, node.Text);
}
