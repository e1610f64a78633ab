using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Telemetry.Traces;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>Signs of metrics in languages whose code is not read: where no file of a service speaks of any, it keeps none.</summary>
static partial class MetricsInOtherStacks
{
    /// <summary>The first place where a file of a part speaks of metrics or of an agent that sends some; null when none does.</summary>
    public static (Location At, string Word)? Sign(SourceTree tree, Deployable part, ImmutableArray<Deployable> parts)
    {
        foreach (var file in TracesInOtherStacks.Read(tree, part, parts))
            if (Metrics().Match(file.Text) is { Success: true } match)
                return (file.At(match.Index), match.Value);
        return TracesInOtherStacks.Sign(tree, part, parts);
    }

    [GeneratedRegex(
        @"prometheus|promhttp|micrometer|\bactuator\b|yabeda|statsd|\bexpvar\b|MeterProvider|otel/(?:sdk/)?metric|otelhttp|metrics[-_]exporter|prom_ex|PromEx|telemetry_metrics|dropwizard|laravel/pulse|opencensus|sentry|VictoriaMetrics|rack-timeout|rorvswild|metrics-server",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Metrics();
}
