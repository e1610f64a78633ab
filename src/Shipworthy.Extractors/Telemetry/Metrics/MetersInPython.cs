using System.Text.RegularExpressions;
using Shipworthy.Extractors.Telemetry.Traces;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>Metrics of Python services: prometheus_client and the packages around it, OpenTelemetry, Logfire.</summary>
sealed partial class MetersInPython : IMeterReader
{
    const string Sends = $"sends {Meter.Named} by OpenTelemetry";

    static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    /// <summary>Packages that measure requests; the registry that they share tells of the process as well. What shows the result is a call of its own in most.</summary>
    static readonly ImmutableArray<(string Package, string Uses, string Shows)> Kits =
    [
        ("prometheus_fastapi_instrumentator", ".instrument(", ".expose("),
        ("starlette_exporter", "PrometheusMiddleware", "handle_metrics"),
        ("starlette_prometheus", "PrometheusMiddleware", "metrics"),
        ("prometheus_flask_exporter", "PrometheusMetrics", ""),
        ("aioprometheus", "MetricsMiddleware", "metrics"),
    ];

    /// <inheritdoc/>
    public bool Reads(Stack stack) => stack is Stack.Python;

    /// <inheritdoc/>
    public IEnumerable<Meter> Meters(Sources sources, Deployable part, ImmutableArray<CodeFile> files)
    {
        var (own, start, wiring) = (files.ToHashSet(), new StartPath(sources), new Wiring(sources));
        return Prometheus(sources, part, own, start)
            .Concat(Provided(sources, part, own, start, wiring))
            .Concat(OnCommandLine(sources, part, own, wiring))
            .Concat(new TracersInPython().Tracers(sources, part, files).Select(tracer => Of(tracer, own)).OfType<Meter>());
    }

    static Meter? Of(TracerSetup tracer, HashSet<CodeFile> own)
    {
        if (tracer.Library is not "Logfire" || tracer.State is Tracing.Off)
            return MetersOfTracers.Of(tracer);
        ImmutableArray<Signal> signals =
        [
            .. (own.Any(file => LogfireRequests().IsMatch(file.Text)) ? Meter.OfRequests : []).Concat(
                own.Any(file => file.Text.Contains("instrument_system_metrics", StringComparison.Ordinal)) ? Meter.OfProcesses : []
            ),
        ];
        return new(Meter.Of(tracer.State), tracer.At, signals, tracer.Because.Replace("its traces", Meter.Named, StringComparison.Ordinal));
    }

    static IEnumerable<Meter> Prometheus(Sources sources, Deployable part, HashSet<CodeFile> own, StartPath start)
    {
        foreach (var (package, uses, shows) in Kits)
        foreach (var file in own.Where(file => file.Text.Contains(package, StringComparison.Ordinal)))
        {
            var call = file
                .Root.Descendants(CodeKind.Call)
                .FirstOrDefault(call =>
                    call.Text.Contains(uses, StringComparison.Ordinal) || uses.StartsWith('.') && call.Callee.Name == uses[1..^1]
                );
            if (!call.Exists || start.At(call) is not { Kind: not Coming.Never } arrival)
                continue;
            yield return own.Any(one => one.Text.Contains(shows, StringComparison.Ordinal) || Shown().IsMatch(one.Text))
                ? Asked(call.At, Meter.All, $"measures {Meter.Named} with {package.Replace('_', '-')}").Reached(arrival)
                : Hidden(call.At, Meter.All, package.Replace('_', '-'));
        }
        if (Django(sources, own) is { Exists: true } middleware)
            yield return sources.Code.Files.Any(file =>
                part.Holds(file.Path) && file.Text.Contains("django_prometheus.urls", StringComparison.Ordinal)
            ) || own.Any(one => Shown().IsMatch(one.Text))
                ? Asked(middleware.At, Meter.All, $"measures {Meter.Named} with django-prometheus")
                : Hidden(middleware.At, Meter.All, "django-prometheus");
        var isShown = own.FirstOrDefault(file => Shown().IsMatch(file.Text));
        var made = new OwnMetrics(sources, part, own).Find(["prometheus_client"], "Histogram", "Summary", "Counter", "Gauge").ToList();
        foreach (var (call, tells) in made)
            yield return isShown is not null
                ? Asked(call.At, tells, $"measures {Meter.Named} with prometheus_client")
                : Hidden(call.At, tells, "prometheus_client");
        if (isShown is not null && own.Any(file => file.Text.Contains("prometheus_client", StringComparison.Ordinal)))
            if (!own.Any(file => file.Text.Contains("CollectorRegistry(", StringComparison.Ordinal)))
                yield return Asked(
                    Location.At(isShown.Path, 1 + isShown.Text.AsSpan(0, Shown().Match(isShown.Text).Index).Count('\n')),
                    Meter.OfProcesses,
                    $"measures {Meter.Named} with prometheus_client"
                );
    }

    static Code Django(Sources sources, HashSet<CodeFile> own) =>
        sources
            .Code.Files.Where(file =>
                (own.Contains(file) || file.Path.Contains("settings", StringComparison.Ordinal))
                && sources.IsDeployed(file)
                && file.Text.Contains("PrometheusBeforeMiddleware", StringComparison.Ordinal)
            )
            .SelectMany(file => file.Root.Descendants(CodeKind.Literal))
            .FirstOrDefault(text => text.String is "django_prometheus.middleware.PrometheusBeforeMiddleware");

    static IEnumerable<Meter> Provided(Sources sources, Deployable part, HashSet<CodeFile> own, StartPath start, Wiring wiring)
    {
        if (!sources.Code.Calls("MeterProvider").Any(call => own.Contains(call.File)))
            yield break;
        var destinations = new Destinations(sources, wiring, start);
        var instruments = new OwnMetrics(sources, part, own)
            .Find([], "create_histogram", "create_counter", "create_observable_gauge", "create_gauge", "create_up_down_counter")
            .SelectMany(one => one.Tells);
        ImmutableArray<Signal> signals =
        [
            .. (own.Any(file => Instrumentors().IsMatch(file.Text)) ? Meter.OfRequests : [])
                .Concat(
                    own.Any(file => file.Text.Contains("SystemMetricsInstrumentor()", StringComparison.Ordinal)) ? Meter.OfProcesses : []
                )
                .Concat(instruments)
                .Distinct()
                .Order(),
        ];
        foreach (
            var call in sources
                .Code.Calls("OTLPMetricExporter", "PrometheusMetricReader", "ConsoleMetricExporter", "AzureMonitorMetricExporter")
                .Where(call => own.Contains(call.File))
        )
            if (start.At(call) is { Kind: not Coming.Never } arrival)
            {
                if (call.Callee.Name is "ConsoleMetricExporter")
                    yield return new(Measured.Uncollected, call.At, signals, $"has OpenTelemetry print {Meter.Named}, and sends nothing");
                else if (call.Callee.Name is "PrometheusMetricReader")
                    yield return own.Any(file => Shown().IsMatch(file.Text))
                        ? Asked(call.At, signals, $"measures {Meter.Named} with OpenTelemetry").Reached(arrival)
                        : Hidden(call.At, signals, "OpenTelemetry");
                else
                {
                    var address = call.ArgumentNamed("endpoint") is { Exists: true } endpoint
                        ? endpoint
                        : call.ArgumentNamed("connection_string");
                    var (state, because) = destinations.Of(address, Sends, Endpoints);
                    yield return new Meter(Meter.Of(state), call.At, signals, because).Reached(arrival);
                }
            }
    }

    /// <summary><c>opentelemetry-instrument</c> sends metrics unless it is told otherwise, of those frameworks for which a package of instrumentation is installed.</summary>
    static IEnumerable<Meter> OnCommandLine(Sources sources, Deployable part, HashSet<CodeFile> own, Wiring wiring)
    {
        if (new StartCommands(sources, new([part])).Find(part, Instrument()) is not var (_, at))
            yield break;
        var manifests = string.Concat(
            sources
                .Tree.Files.Where(file =>
                    part.Holds(file.Path)
                    && (file.Name is "pyproject.toml" or "Pipfile" || file.Name.StartsWith("requirements", StringComparison.Ordinal))
                )
                .Select(file => file.Text)
        );
        ImmutableArray<Signal> signals =
        [
            .. (FrameworkPackages().IsMatch(manifests) ? Meter.OfRequests : [])
                .Concat(manifests.Contains("instrumentation-system-metrics", StringComparison.Ordinal) ? Meter.OfProcesses : [])
                .Concat(
                    new OwnMetrics(sources, part, own)
                        .Find([], "create_histogram", "create_counter", "create_observable_gauge", "create_up_down_counter")
                        .SelectMany(one => one.Tells)
                )
                .Distinct()
                .Order(),
        ];
        yield return wiring.Says("OTEL_METRICS_EXPORTER", "none")
            ? new(Measured.Uncollected, at, signals, $"has OpenTelemetry keep {Meter.Named} to itself: OTEL_METRICS_EXPORTER is none")
        : wiring.HasAny(Endpoints) ? new(Measured.Collected, at, signals, Sends)
        : new(Measured.Unknown, at, signals, $"{Sends}, to an address that nothing here names");
        if (signals.Length < Meter.All.Length)
            yield return new(Measured.Unknown, at, Meter.All, $"may send {Meter.Named} by OpenTelemetry, by what is installed beside it")
            {
                IsOfMetrics = false,
            };
    }

    static Meter Asked(Location at, ImmutableArray<Signal> signals, string because) =>
        new(Measured.Collected, at, signals, because) { WaitsToBeAsked = true };

    static Meter Hidden(Location at, ImmutableArray<Signal> signals, string by) =>
        new(Measured.Uncollected, at, signals, $"measures {Meter.Named} with {by}, and shows the result nowhere");

    [GeneratedRegex(
        @"generate_latest\(|make_asgi_app\(|make_wsgi_app\(|start_http_server\(|push_to_gateway\(|pushadd_to_gateway\(|MetricsHandler",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Shown();

    [GeneratedRegex(
        @"(?:FastAPI|Flask|Django|Starlette|Tornado|Falcon|AioHttpServer)Instrumentor\b|OpenTelemetryMiddleware",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Instrumentors();

    [GeneratedRegex(@"instrument_(?:fastapi|flask|django|starlette|asgi|wsgi)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LogfireRequests();

    [GeneratedRegex(
        @"instrumentation-(?:fastapi|flask|django|starlette|asgi|wsgi|tornado|falcon|aiohttp-server)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex FrameworkPackages();

    [GeneratedRegex(@"\bopentelemetry-instrument\b(?!ation)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Instrument();
}
