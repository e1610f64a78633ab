using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>Pages of metrics in languages that are not read as code: the actuator of Spring Boot by its settings, handlers of Go by their names.</summary>
static partial class MetricsPagesInOtherStacks
{
    /// <summary>What is said where it was not read who is asked for.</summary>
    public const string NotRead = "whether it asks who looks was not read";

    /// <summary>Those of a part of the app.</summary>
    public static IEnumerable<(Location At, string Path, string Because)> Of(SourceTree tree, Deployable part) =>
        part.Stack switch
        {
            Stack.Jvm => Actuator(tree, part),
            Stack.Go => Handlers(tree, part),
            _ => [],
        };

    static IEnumerable<(Location At, string Path, string Because)> Actuator(SourceTree tree, Deployable part)
    {
        var files = Files(tree, part).ToList();
        foreach (var file in files.Where(one => Settings().IsMatch(one.Name)))
            if (Exposed().Match(file.Text) is { Success: true } match && !OwnPort().IsMatch(file.Text))
            {
                var isGuarded = files.Any(one =>
                    Build().IsMatch(one.Name) && one.Text.Contains("starter-security", StringComparison.Ordinal)
                );
                var isOpened = files.Any(one => Opens().IsMatch(one.Text));
                if (!isGuarded || isOpened)
                    yield return (
                        file.At(match.Index),
                        "/actuator/prometheus",
                        $"shows the metrics of {part.Name} at /actuator/prometheus to whoever asks"
                    );
                yield break;
            }
    }

    static IEnumerable<(Location At, string Path, string Because)> Handlers(SourceTree tree, Deployable part)
    {
        foreach (var file in Files(tree, part).Where(one => one.Name.EndsWith(".go", StringComparison.Ordinal)))
            if (Handler().Match(file.Text) is { Success: true } match)
            {
                yield return (file.At(match.Index), "/metrics", $"shows the metrics of {part.Name} at /metrics; {NotRead}");
                yield break;
            }
    }

    static IEnumerable<SourceFile> Files(SourceTree tree, Deployable part) =>
        tree.Files.Where(file =>
            part.Holds(file.Path) && file.Role is not (FileRole.Test or FileRole.Docs or FileRole.Example or FileRole.Vendored)
        );

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^application(?:-prod\w*)?\.(?:properties|ya?ml)$", Plain, 10_000)]
    private static partial Regex Settings();

    [GeneratedRegex(
        @"management\.endpoints\.web\.exposure\.include\s*=.*(?:prometheus|metrics|\*)|exposure:\s*\n\s*include:\s*.*(?:prometheus|metrics|\*)",
        Plain,
        10_000
    )]
    private static partial Regex Exposed();

    [GeneratedRegex(@"management\.server\.port|(?m)^management:[\s\S]{0,600}?\n\s{2,}server:\s*\n\s+port:", Plain, 10_000)]
    private static partial Regex OwnPort();

    [GeneratedRegex(@"^(?:pom\.xml|build\.gradle(?:\.kts)?)$", Plain, 10_000)]
    private static partial Regex Build();

    [GeneratedRegex(@"actuator[^;]{0,200}permitAll|anyRequest\(\)\.permitAll", Plain, 10_000)]
    private static partial Regex Opens();

    [GeneratedRegex(@"[\w.]+\(\s*""[^""]*metrics[^""]*""\s*,\s*[\w.(]*promhttp\.Handler", Plain, 10_000)]
    private static partial Regex Handler();
}
