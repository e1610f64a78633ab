using System.Text.RegularExpressions;
using Shipworthy.Extractors.Telemetry.Traces;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>Metrics of JavaScript services: prom-client and the packages around it, and OpenTelemetry.</summary>
sealed partial class MetersInJavaScript : IMeterReader
{
    const string Sends = $"sends {Meter.Named} by OpenTelemetry";

    readonly record struct Kit(string Package, ImmutableArray<string> Calls, ImmutableArray<Signal> Signals, string Adds);

    /// <summary>Packages that measure requests and show the result by themselves; some add the process when they are told to.</summary>
    static readonly ImmutableArray<Kit> Kits =
    [
        new("express-prom-bundle", [], Meter.OfRequests, "collectDefaultMetrics"),
        new("@hono/prometheus", ["prometheus"], Meter.OfRequests, "collectDefaultMetrics"),
        new("prometheus-api-metrics", [], Meter.All, ""),
        new("express-prometheus-middleware", [], Meter.All, ""),
        new("fastify-metrics", [], Meter.All, ""),
        new("swagger-stats", ["getMiddleware"], Meter.All, ""),
        new("@promster/express", ["createMiddleware"], Meter.All, ""),
        new("@willsoto/nestjs-prometheus", ["register"], Meter.OfProcesses, ""),
    ];

    /// <inheritdoc/>
    public bool Reads(Stack stack) => stack is Stack.JavaScript or Stack.SupabaseFunctions;

    /// <inheritdoc/>
    public IEnumerable<Meter> Meters(Sources sources, Deployable part, ImmutableArray<CodeFile> files)
    {
        var own = TracersInJavaScript.FilesOf(sources, part, files);
        var start = new StartPath(sources);
        return Prometheus(sources, part, own, start).Concat(OpenTelemetry(sources, part, own, start)).Concat(Agents(sources, part, files));
    }

    static IEnumerable<Meter> Prometheus(Sources sources, Deployable part, HashSet<CodeFile> own, StartPath start)
    {
        foreach (var kit in Kits)
        foreach (var (call, adds) in Uses(sources, own, kit))
            yield return Asked(
                    call.At,
                    adds ? [.. kit.Signals, Signal.Saturation] : kit.Signals,
                    $"measures {Meter.Named} with {kit.Package}"
                )
                .Reached(start.At(call));
        var isShown = own.Any(file =>
            Shown().IsMatch(file.Text) || file.Text.Contains("@willsoto/nestjs-prometheus", StringComparison.Ordinal)
        );
        var found = sources
            .Code.Calls("collectDefaultMetrics")
            .Where(call => own.Contains(call.File) && sources.Code.OriginOf(call.Callee).Package is "prom-client")
            .Select(call => (Made: call, Tells: Meter.OfProcesses))
            .Concat(
                new OwnMetrics(sources, part, own).Find(
                    ["prom-client", "@willsoto/nestjs-prometheus"],
                    "Histogram",
                    "Summary",
                    "Counter",
                    "Gauge",
                    "makeHistogramProvider",
                    "makeCounterProvider",
                    "makeSummaryProvider",
                    "makeGaugeProvider"
                )
            );
        foreach (var (made, tells) in found)
            yield return isShown
                ? Asked(made.At, tells, $"measures {Meter.Named} with prom-client")
                : new(Measured.Uncollected, made.At, tells, $"measures {Meter.Named} with prom-client, and shows the result nowhere");
    }

    static Meter Asked(Location at, ImmutableArray<Signal> signals, string because) =>
        new(Measured.Collected, at, signals, because) { WaitsToBeAsked = true };

    /// <summary>The calls by which a package is put to work: its own function, or one that takes it over, <c>app.register(metrics)</c>.</summary>
    static IEnumerable<(Code Call, bool Adds)> Uses(Sources sources, HashSet<CodeFile> own, Kit kit)
    {
        foreach (var file in own.Where(file => file.Text.Contains(kit.Package, StringComparison.Ordinal)))
        foreach (var call in file.Root.Descendants().Where(node => node.Kind is CodeKind.Call or CodeKind.New))
        {
            var isCalled =
                sources.Code.OriginOf(call.Callee).Package == kit.Package
                && (kit.Calls.IsEmpty || kit.Calls.Contains(call.Callee.Name))
                && call.Callee.Name is not "require";
            if (isCalled || kit.Calls.IsEmpty && call.Arguments.Any(one => sources.Code.OriginOf(Plain(one)).Package == kit.Package))
            {
                yield return (call, kit.Adds.Length > 0 && call.Text.Contains(kit.Adds, StringComparison.Ordinal));
                break;
            }
        }
    }

    static Code Plain(Code argument) => argument.Kind is CodeKind.Argument ? argument[Part.Value] : argument;

    static IEnumerable<Meter> OpenTelemetry(Sources sources, Deployable part, HashSet<CodeFile> own, StartPath start)
    {
        var (wiring, commands) = (new Wiring(sources), new StartCommands(sources, new([part])));
        var destinations = new Destinations(sources, wiring, start);
        var signals = SignalsOf(sources, part, own);
        string[] endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];
        foreach (var call in sources.Code.Calls("OTLPMetricExporter", "PrometheusExporter", "ConsoleMetricExporter", "MetricExporter"))
        {
            if (
                !own.Contains(call.File)
                || !sources.Code.OriginOf(call.Callee).Package.StartsWith('@')
                || start.At(call) is not { Kind: not Coming.Never } arrival
            )
                continue;
            if (call.Callee.Name is "PrometheusExporter")
                yield return Asked(call.At, signals, $"measures {Meter.Named} with OpenTelemetry").Reached(arrival);
            else if (call.Callee.Name is "ConsoleMetricExporter")
                yield return new(Measured.Uncollected, call.At, signals, $"has OpenTelemetry print {Meter.Named}, and sends nothing");
            else
            {
                var options = sources.Code.ObjectOf(call.ArgumentAt(0));
                var (state, because) = call.Callee.Name is "MetricExporter"
                    ? (Tracing.On, $"sends {Meter.Named} to Google Cloud")
                    : destinations.Of(options.Exists ? sources.Code.Entry(options, "url") : default, Sends, endpoints);
                yield return new Meter(Meter.Of(state), call.At, signals, because).Reached(arrival);
            }
        }
        foreach (var (module, at) in commands.Preloads(part).Concat(Loaded(own)))
            if (
                module is "@opentelemetry/auto-instrumentations-node/register" or "@elastic/opentelemetry-node" or "@splunk/otel/instrument"
            )
                yield return wiring.HasAny(endpoints) && wiring.Says("OTEL_METRICS_EXPORTER", "otlp")
                    ? new(Measured.Collected, at, Meter.All, Sends)
                    : new(
                        Measured.Unknown,
                        at,
                        Meter.All,
                        wiring.HasAny(endpoints)
                            ? $"may send {Meter.Named} by OpenTelemetry: nothing here sets OTEL_METRICS_EXPORTER"
                            : $"may send {Meter.Named} by OpenTelemetry, to an address that nothing here names"
                    );
    }

    static IEnumerable<(string Module, Location At)> Loaded(HashSet<CodeFile> own) =>
        own.Where(file => file.Text.Contains("/register", StringComparison.Ordinal))
            .SelectMany(NodeClients.Loads)
            .Select(one => (one.Module, one.Node.At));

    static ImmutableArray<Signal> SignalsOf(Sources sources, Deployable part, HashSet<CodeFile> own)
    {
        bool Has(params IEnumerable<string> names) => sources.Code.Calls(names).Any(call => own.Contains(call.File));
        var all = Has("getNodeAutoInstrumentations", "getAutoInstrumentations");
        var made = new OwnMetrics(sources, part, own)
            .Find([], "createHistogram", "createCounter", "createObservableGauge", "createGauge", "createUpDownCounter")
            .SelectMany(one => one.Tells);
        return
        [
            .. (all || Has("HttpInstrumentation") ? Meter.OfRequests : [])
                .Concat(all || Has("RuntimeNodeInstrumentation", "HostMetrics") ? Meter.OfProcesses : [])
                .Concat(made)
                .Distinct()
                .Order(),
        ];
    }

    static IEnumerable<Meter> Agents(Sources sources, Deployable part, ImmutableArray<CodeFile> files) =>
        new TracersInJavaScript().Tracers(sources, part, files).Select(MetersOfTracers.Of).OfType<Meter>();

    [GeneratedRegex(
        @"\.metrics\(\)|Pushgateway|getSingleMetricAsString|getMetricsAsJSON|AggregatorRegistry",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Shown();
}
