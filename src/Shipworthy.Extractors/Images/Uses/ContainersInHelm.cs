using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Files;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Images.Uses;

/// <summary>
/// Images of Helm charts: the maps with a <c>repository</c> in the values, images written out in templates, and charts of others that a chart depends on.
/// </summary>
public sealed partial class ContainersInHelm : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ContainerUse)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var chart in sources.Tree.Named("Chart.yaml").Where(file => file.Role is FileRole.Infra or FileRole.Prod))
        {
            var files = sources.Tree.Files.Where(file => Paths.IsIn(chart.Folder, file.Path)).ToList();
            foreach (var file in files.Where(file => Values().IsMatch(file.Path[chart.Folder.Length..].TrimStart('/'))))
            foreach (var use in InValues(YamlFile.Read(file).Root, "", 8))
                learn.Add(use with { NotProduction = ContainerPurposes.OfPath(file.Path) });
            foreach (var file in files.Where(file => file.Path.Contains("/templates/", StringComparison.Ordinal)))
            foreach (Match match in Written().Matches(file.Text))
                learn.Add(
                    new ContainerUse(file.At(match.Groups["image"].Index), $"{file.Name}:{match.Groups["image"].Value}", ContainerHost.Helm)
                    {
                        Image = ImageReference.Parse(match.Groups["image"].Value),
                        NotProduction =
                            ContainerPurposes.OfPath(file.Path)
                            ?? (IsTestHook(file.Text, match.Index) ? "runs only when the chart is tested" : null),
                    }
                );
            foreach (var use in Dependencies(YamlFile.Read(chart).Root))
                learn.Add(use);
        }
    }

    /// <summary>Whether the object around a place of a template is started by <c>helm test</c> alone.</summary>
    static bool IsTestHook(string text, int at)
    {
        var start = text.LastIndexOf("\n---", at, StringComparison.Ordinal);
        var end = text.IndexOf("\n---", at, StringComparison.Ordinal);
        return TestHook().IsMatch(text[Math.Max(0, start)..(end < 0 ? text.Length : end)]);
    }

    static IEnumerable<ContainerUse> InValues(YamlNode node, string name, int depth)
    {
        if (depth == 0)
            yield break;
        if (
            node["repository"] is { Kind: YamlKind.Scalar, Text.Length: > 0 } repository
            && (node.Has("tag") || node.Has("digest") || name.EndsWith("image", StringComparison.OrdinalIgnoreCase))
        )
            yield return Of(node, repository, name);
        foreach (var entry in node.Entries)
            if (entry is { Key: "image", Value: { Kind: YamlKind.Scalar, Text.Length: > 0 } written })
                yield return new(written.At, Named(name, "image"), ContainerHost.Helm) { Image = ImageReference.Parse(written.Text) };
            else
                foreach (var use in InValues(entry.Value, Named(name, entry.Key), depth - 1))
                    yield return use;
        foreach (var use in node.Items.SelectMany(item => InValues(item, name, depth - 1)))
            yield return use;
    }

    /// <summary>An empty tag stands for the version of the chart's app, which the team sets for its own image.</summary>
    static ContainerUse Of(YamlNode node, YamlNode repository, string name)
    {
        var registry = node["registry"].Text is { Length: > 0 } given ? given + "/" : "";
        var image = ImageReference.Parse(registry + repository.Text);
        var tag = node["tag"].Text.Length > 0 || node["digest"].Text.Length > 0 ? node["tag"].Text : "${appVersion}";
        return new(repository.At, name.Length > 0 ? name : "image", ContainerHost.Helm)
        {
            Image = image is null ? null : image with { Tag = image.Tag.Length > 0 ? image.Tag : tag, Digest = node["digest"].Text },
            ImageUnknown = image is null ? "names no image that could be read" : null,
        };
    }

    static string Named(string outer, string inner) => outer.Length == 0 ? inner : $"{outer}.{inner}";

    static IEnumerable<ContainerUse> Dependencies(YamlNode chart) =>
        chart["dependencies"]
            .Each()
            .Where(one => one["repository"].Text.Length > 0 && !one["repository"].Text.StartsWith("file:", StringComparison.Ordinal))
            .Select(one => new ContainerUse(one.At, $"chart {one["name"].Text}", ContainerHost.Helm)
            {
                ImageUnknown = $"takes its images from the chart {one["name"].Text} {one["version"].Text}",
            });

    [GeneratedRegex(
        @"^\s*[""']?helm\.sh/hook[""']?:\s*[""']?test(?:-success|-failure)?[""']?\s*(?:#.*)?$",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex TestHook();

    [GeneratedRegex(@"^values[^/]*\.ya?ml$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Values();

    [GeneratedRegex(
        @"^\s*(?:-\s*)?image:\s*[""']?(?<image>[\w./-]+(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?)[""']?\s*(?:#.*)?$",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Written();
}
