using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines;

/// <summary>Joins the lines that a pipeline gives as a list into the one script that its runner makes of them.</summary>
static class ScriptLines
{
    /// <summary>The script of all texts in order.</summary>
    public static Script Of(
        IEnumerable<YamlNode> nodes,
        ShellOptions options,
        string? directory,
        ImmutableDictionary<string, string>? env = null
    )
    {
        var texts = new List<string>();
        var places = new List<Location>();
        foreach (var node in nodes.SelectMany(node => node.Each()).Where(node => node.Kind is YamlKind.Scalar))
        {
            var lines = node.Text.TrimEnd('\n').Split('\n');
            texts.AddRange(lines);
            for (var i = 0; i < lines.Length; i++)
                places.Add(node.KeepsLines ? Location.At(node.At.Path, node.At.Line + i + 1) : node.At);
        }
        return new(
            string.Join('\n', texts),
            options,
            directory,
            line => places.Count == 0 ? Location.WholeApp : places[Math.Clamp(line - 1, 0, places.Count - 1)]
        )
        {
            Env = env ?? ImmutableDictionary<string, string>.Empty,
        };
    }

    /// <summary>The places of the lines of a script.</summary>
    public static ImmutableArray<Location> Places(Script script) => [.. Enumerable.Range(1, script.Text.Count('\n') + 1).Select(script.At)];

    /// <summary>The places of the lines of a text.</summary>
    public static ImmutableArray<Location> Places(YamlNode text) =>
        text.KeepsLines ? [.. Enumerable.Range(1, text.Text.Count('\n') + 1).Select(line => Location.At(text.At.Path, text.At.Line + line))]
        : text.Exists ? [text.At]
        : [];

    /// <summary>The scalar entries of a map, as variables.</summary>
    public static ImmutableDictionary<string, string> Variables(params ReadOnlySpan<YamlNode> maps)
    {
        var all = ImmutableDictionary<string, string>.Empty;
        foreach (var map in maps)
            all = all.SetItems(
                map.Entries.Where(entry => entry.Value.Kind is YamlKind.Scalar)
                    .Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Text))
            );
        return all;
    }

    /// <summary>The commands of a step, each swallowed where the step or its job is.</summary>
    public static ImmutableArray<PipelineCommand> Swallowed(ImmutableArray<PipelineCommand> commands, Swallowing? swallowing) =>
        swallowing is null ? commands : [.. commands.Select(command => command with { Swallowing = command.Swallowing ?? swallowing })];
}
