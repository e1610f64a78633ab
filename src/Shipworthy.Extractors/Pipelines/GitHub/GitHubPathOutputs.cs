using System.Text;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.GitHub;

/// <summary>
/// Outputs that say whether certain files changed (<c>dorny/paths-filter</c>, <c>tj-actions/changed-files</c>), used by a job in its own conditions or handed on by
/// a job that it needs.
/// </summary>
sealed class GitHubPathOutputs(YamlNode jobs, YamlNode job)
{
    /// <summary>True for an output whose filter is known, since the filter is judged apart; null for every other.</summary>
    public object? IsKnown(string name) => Patterns(name, job, 3) is null ? null : "true";

    /// <summary>The files that a condition waits for; any when it waits for none.</summary>
    public NamePatterns Of(string condition)
    {
        var only = condition
            .Split([' ', '(', ')', '{', '}', '$', '=', '!', '&', '|', '\''], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => Patterns(word, job, 3))
            .OfType<NamePatterns>()
            .SelectMany(names => names.Only);
        return new([.. only.Distinct()], []);
    }

    NamePatterns? Patterns(string name, YamlNode from, int depth)
    {
        if (depth == 0 || name.Split('.') is not [var kind, var id, "outputs", var output])
            return null;
        if (kind is "needs")
        {
            var needed = jobs[id];
            return Patterns(needed.Under("outputs", output).Text.Trim('$', '{', '}', ' '), needed, depth - 1);
        }
        if (kind is not "steps")
            return null;
        var step = from["steps"].Items.FirstOrDefault(step => step["id"].Text == id);
        return step is null ? null
            : step["uses"].Text.StartsWith("dorny/paths-filter") ? Filter(step.Under("with", "filters").Text, output)
            : step["uses"].Text.StartsWith("tj-actions/changed-files") ? Lines(step.Under("with", "files").Text)
            : null;
    }

    static NamePatterns? Filter(string filters, string output)
    {
        var file = new SourceFile("filters.yml", FileRole.Ci, Encoding.UTF8.GetBytes(filters));
        var patterns = YamlFile.Read(file).Root[output].Each().Select(node => node.Kind is YamlKind.Map ? node.Entries[0].Value : node);
        ImmutableArray<string> texts = [.. patterns.SelectMany(node => node.Texts)];
        return texts.IsEmpty ? null : new(texts, []);
    }

    static NamePatterns? Lines(string files)
    {
        ImmutableArray<string> patterns = [.. files.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        return patterns.IsEmpty ? null : new(patterns, []);
    }
}
