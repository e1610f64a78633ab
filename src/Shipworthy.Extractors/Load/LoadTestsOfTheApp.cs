using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Load;

/// <summary>Finds scripts of load tools, what such tools wrote about a run, and runs in pipelines whose failure stops nothing (rubric 7.6).</summary>
public sealed partial class LoadTestsOfTheApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(LoadTest)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var file in sources.Tree.Files)
            if (file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Lock or FileRole.Paste) && Of(file) is { } found)
                learn.Add(found);
        foreach (var step in StepOfPipeline.All(known))
        foreach (var command in step.Step.Commands)
            if (Runs().Match(command.Line) is { Success: true } tool && command.Swallowing is { } swallowing)
                learn.Add(
                    new LoadTest(command.At, LoadTestKind.IgnoredRun, tool.Value.Split(' ')[0])
                    {
                        Because = $"runs a load test whose result stops nothing: it {swallowing.Says}",
                    }
                );
    }

    static LoadTest? Of(SourceFile file)
    {
        LoadTest Found(LoadTestKind kind, string tool, string because) => new(Location.File(file.Path), kind, tool) { Because = because };
        if (file.Text.Length > 3_000_000)
            return null;
        if (file.Name.EndsWith(".json", StringComparison.Ordinal))
            return KSixRecord().IsMatch(file.Text) ? Found(LoadTestKind.Record, "k6", "holds what k6 wrote about a run")
                : ArtilleryRecord().IsMatch(file.Text) ? Found(LoadTestKind.Record, "Artillery", "holds what Artillery wrote about a run")
                : CannonRecord().IsMatch(file.Text) ? Found(LoadTestKind.Record, "autocannon", "holds what autocannon wrote about a run")
                : null;
        if (file.Name.EndsWith("_stats.csv", StringComparison.Ordinal) && file.Text.Contains("Requests/s", StringComparison.Ordinal))
            return Found(LoadTestKind.Record, "Locust", "holds what Locust wrote about a run");
        if (file.Name.EndsWith(".jtl", StringComparison.Ordinal))
            return Found(LoadTestKind.Record, "JMeter", "holds what JMeter wrote about a run");
        return KSix().IsMatch(file.Text) && file.Language is not Language.None ? Script("k6")
            : file.Language is Language.Python && Locust().IsMatch(file.Text) ? Script("Locust")
            : file.Name.EndsWith(".jmx", StringComparison.Ordinal) ? Script("JMeter")
            : Artillery().IsMatch(file.Path) && file.Text.Contains("phases:", StringComparison.Ordinal) ? Script("Artillery")
            : file.Language is Language.CSharp && file.Text.Contains("NBomberRunner", StringComparison.Ordinal) ? Script("NBomber")
            : null;
        LoadTest Script(string tool) =>
            Found(LoadTestKind.Script, tool, $"puts load on the app with {tool}; no result of a run is kept beside it");
    }

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"from\s+['""]k6(?:/http)?['""]|require\(['""]k6", Plain, 10_000)]
    private static partial Regex KSix();

    [GeneratedRegex(@"^from locust import|^import locust", RegexOptions.Multiline | Plain, 10_000)]
    private static partial Regex Locust();

    [GeneratedRegex(@"artillery[^/]*\.ya?ml$|(?:^|/)(?:load|perf)[^/]*/[^/]+\.ya?ml$", RegexOptions.IgnoreCase | Plain, 10_000)]
    private static partial Regex Artillery();

    [GeneratedRegex(@"""http_req_duration""\s*:\s*\{", Plain, 10_000)]
    private static partial Regex KSixRecord();

    [GeneratedRegex(@"""aggregate""\s*:\s*\{[\s\S]{0,2000}?""(?:counters|scenariosCompleted)""", Plain, 10_000)]
    private static partial Regex ArtilleryRecord();

    [GeneratedRegex(@"""requests""\s*:\s*\{\s*""average""[\s\S]*?""latency""\s*:\s*\{", Plain, 10_000)]
    private static partial Regex CannonRecord();

    [GeneratedRegex(
        @"^(?:k6 (?:cloud )?run|locust\b.*--headless|artillery (?:run|quick)|autocannon|jmeter -n|ghz|oha|vegeta attack)\b",
        Plain,
        10_000
    )]
    private static partial Regex Runs();
}
