using Shipworthy.Extractors.Telemetry.Traces;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>
/// What the tracer of a service tells in numbers: agents of monitoring services tell all four signals, Sentry those of requests. What takes plain traces may count
/// them or not.
/// </summary>
static class MetersOfTracers
{
    /// <summary>The numbers that a tracer gives; null when it gives none.</summary>
    public static Meter? Of(TracerSetup tracer)
    {
        var because = tracer.Because.Replace("its traces", Meter.Named, StringComparison.Ordinal);
        return tracer.Library switch
        {
            _ when tracer.State is Tracing.Off or Tracing.None => null,
            "Sentry" or "Highlight" or "X-Ray" => new(Meter.Of(tracer.State), tracer.At, Meter.OfRequests, because) { IsOfMetrics = false },
            "Datadog"
            or "New Relic"
            or "Application Insights"
            or "Azure Monitor"
            or "Elastic APM"
            or "AppSignal"
            or "Instana"
            or "Splunk"
            or "its agent" => new(
                Meter.Of(tracer.State),
                tracer.At,
                Meter.All,
                because.Replace("is traced by an agent", $"has {Meter.Named} sent by an agent", StringComparison.Ordinal)
            )
            {
                IsOfMetrics = false,
            },
            _ => new(
                Measured.Unknown,
                tracer.At,
                Meter.OfRequests,
                $"{tracer.Because}; whether anything counts {Meter.Named} in them is not here"
            )
            {
                IsOfMetrics = false,
                IsOfTracesThatArrive = tracer is { State: Tracing.On, Library: "OpenTelemetry" },
            },
        };
    }
}
