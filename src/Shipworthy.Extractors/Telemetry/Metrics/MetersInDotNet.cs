using Shipworthy.Extractors.Telemetry.Traces;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>Metrics of .NET services: OpenTelemetry with its exporters, prometheus-net, and what agents send.</summary>
sealed class MetersInDotNet : IMeterReader
{
    const string Sends = $"sends {Meter.Named} by OpenTelemetry";

    static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    static readonly HashSet<string> Roots = new(StringComparer.Ordinal)
    {
        "WithMetrics",
        "AddOpenTelemetryMetrics",
        "ConfigureOpenTelemetryMeterProvider",
        "CreateMeterProviderBuilder",
    };

    /// <inheritdoc/>
    public bool Reads(Stack stack) => stack is Stack.DotNet;

    /// <inheritdoc/>
    public IEnumerable<Meter> Meters(Sources sources, Deployable part, ImmutableArray<CodeFile> files)
    {
        var (calls, wiring, start) = (new StartCalls(sources, part), new Wiring(sources), new StartPath(sources));
        return OpenTelemetry(calls, wiring, new(sources, wiring, start))
            .Concat(Prometheus(calls))
            .Concat(new TracersInDotNet().Tracers(sources, part, files).Select(MetersOfTracers.Of).OfType<Meter>());
    }

    static IEnumerable<Meter> OpenTelemetry(StartCalls calls, Wiring wiring, Destinations destinations)
    {
        var (root, arrival) = calls.Named([.. Roots]).FirstOrDefault();
        if (!root.Exists)
            yield break;
        var inside = calls.All.Where(one => one.Arrival.Kind is Coming.Surely && IsOfMetrics(one.Call)).Select(one => one.Call).ToList();
        bool Has(string name) => inside.Exists(call => call.Callee.Name == name);
        var meters = string.Concat(
            inside.Where(call => call.Callee.Name is "AddMeter").SelectMany(call => call.Arguments).Select(one => one.Text)
        );
        bool HasMeter(string name) => meters.Contains(name, StringComparison.Ordinal) || meters.Contains("\"*\"", StringComparison.Ordinal);
        ImmutableArray<Signal> signals =
        [
            .. (Has("AddAspNetCoreInstrumentation") || HasMeter("Microsoft.AspNetCore.Hosting") ? Meter.OfRequests : []).Concat(
                Has("AddRuntimeInstrumentation")
                || Has("AddProcessInstrumentation")
                || HasMeter("System.Runtime")
                || HasMeter("Microsoft.AspNetCore.Server.Kestrel")
                    ? Meter.OfProcesses
                    : []
            ),
        ];
        var exporters = calls
            .Named(
                "UseOtlpExporter",
                "AddOtlpExporter",
                "AddPrometheusExporter",
                "AddPrometheusHttpListener",
                "AddConsoleExporter",
                "AddInMemoryExporter",
                "UseAzureMonitor",
                "AddAzureMonitorMetricExporter",
                "UseGrafana"
            )
            .Where(one =>
                one.Call.Callee.Name.StartsWith("Use", StringComparison.Ordinal)
                || one.Call.Callee.Name.Contains("Metric", StringComparison.Ordinal)
                || IsOfMetrics(one.Call)
            )
            .ToList();
        if (exporters.Count == 0)
            yield return new(Measured.Uncollected, root.At, signals, $"has OpenTelemetry measure {Meter.Named}, and sends nothing");
        foreach (var (call, at) in exporters)
            yield return (Sent(calls, call, signals, wiring, destinations) with { At = root.At }).Reached(at).Reached(arrival);
    }

    static Meter Sent(StartCalls calls, Code call, ImmutableArray<Signal> signals, Wiring wiring, Destinations destinations)
    {
        switch (call.Callee.Name)
        {
            case "AddConsoleExporter" or "AddInMemoryExporter":
                return new(Measured.Uncollected, call.At, signals, $"has OpenTelemetry print {Meter.Named}, and sends nothing");
            case "AddPrometheusExporter" or "AddPrometheusHttpListener":
                return
                    call.Callee.Name is "AddPrometheusHttpListener"
                    || calls.Named("MapPrometheusScrapingEndpoint", "UseOpenTelemetryPrometheusScrapingEndpoint").Any()
                    ? new(Measured.Collected, call.At, signals, $"measures {Meter.Named} with OpenTelemetry") { WaitsToBeAsked = true }
                    : new(
                        Measured.Uncollected,
                        call.At,
                        signals,
                        $"measures {Meter.Named} with OpenTelemetry, and shows the result nowhere"
                    );
            case "UseAzureMonitor" or "AddAzureMonitorMetricExporter":
                return wiring.Has("APPLICATIONINSIGHTS_CONNECTION_STRING")
                    ? new(Measured.Collected, call.At, Meter.All, $"sends {Meter.Named} to Azure Monitor")
                    : new(
                        Measured.Unknown,
                        call.At,
                        Meter.All,
                        $"sends {Meter.Named} to Azure Monitor, and nothing here sets APPLICATIONINSIGHTS_CONNECTION_STRING"
                    );
        }
        var address = call.Descendants(CodeKind.New).FirstOrDefault(made => made.Callee.Name is "Uri").ArgumentAt(0);
        var (state, because) = destinations.Of(address, Sends, Endpoints);
        return new(Meter.Of(state), call.At, call.Callee.Name is "UseGrafana" ? Meter.All : signals, because);
    }

    /// <summary>Whether a call sets up metrics: it stands in the argument of one that does, or follows it in a chain.</summary>
    static bool IsOfMetrics(Code call)
    {
        for (var (below, at) = (call, call.Parent); at.Exists; (below, at) = (at, at.Parent))
            if (at.Kind is CodeKind.Call && below.Part is Part.Argument && Roots.Contains(at.Callee.Name))
                return true;
        for (var at = call.Receiver; at.Exists; at = at.Kind is CodeKind.Call ? at.Receiver : at[Part.Receiver])
            if (at.Kind is CodeKind.Call && at.Callee.Name is "CreateMeterProviderBuilder" or "AddOpenTelemetryMetrics")
                return true;
        return false;
    }

    static IEnumerable<Meter> Prometheus(StartCalls calls)
    {
        var (use, arrival) = calls.Named("UseHttpMetrics").FirstOrDefault();
        var (shown, shownArrival) = calls.Named("MapMetrics", "UseMetricServer", "KestrelMetricServer", "MetricPusher").FirstOrDefault();
        if (shown.Exists)
            yield return new Meter(Measured.Collected, shown.At, Meter.OfProcesses, $"measures {Meter.Named} with prometheus-net")
            {
                WaitsToBeAsked = true,
            }.Reached(shownArrival);
        if (use.Exists)
            yield return shown.Exists
                ? new Meter(Measured.Collected, use.At, Meter.OfRequests, $"measures {Meter.Named} with prometheus-net")
                {
                    WaitsToBeAsked = true,
                }.Reached(arrival)
                : new(
                    Measured.Uncollected,
                    use.At,
                    Meter.OfRequests,
                    $"measures {Meter.Named} with prometheus-net, and shows the result nowhere"
                );
    }
}
