using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>Tracers of .NET services: OpenTelemetry, Azure Monitor and Application Insights, Sentry, Elastic APM, and agents that are loaded into the process.</summary>
sealed partial class TracersInDotNet : ITracerReader
{
    const string Sends = "sends its traces by OpenTelemetry";

    static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    /// <inheritdoc/>
    public bool Reads(Stack stack) => stack is Stack.DotNet;

    /// <inheritdoc/>
    public IEnumerable<UsedClient> Clients(Sources sources, Deployable part, ImmutableArray<CodeFile> files) =>
        DotNetClients.In(sources, files);

    /// <inheritdoc/>
    public IEnumerable<TracerSetup> Tracers(Sources sources, Deployable part, ImmutableArray<CodeFile> files)
    {
        var (calls, wiring, start) = (new StartCalls(sources, part), new Wiring(sources), new StartPath(sources));
        var (settings, destinations) = (new AppSettings(sources, part), new Destinations(sources, wiring, start));
        foreach (
            var setup in new[]
            {
                OpenTelemetry(calls, wiring, destinations, new(sources)),
                Azure(calls, settings, wiring, start),
                Sentry(calls, settings, destinations, new(sources)),
                Elastic(calls, settings, wiring),
                XRay(calls),
                Agent(sources, part, wiring),
            }.OfType<TracerSetup>()
        )
            yield return setup;
    }

    /// <summary>The recorder of X-Ray sends to a daemon beside the app, which the host may or may not run.</summary>
    static TracerSetup? XRay(StartCalls calls) =>
        calls.Named("UseXRay", "RegisterXRayForAllServices", "AWSXRayASPNET").FirstOrDefault() is { Call.Exists: true } started
            ? new(Tracing.Unknown, started.Call.At, "X-Ray", "hands its traces to X-Ray, which the host has to switch on")
            : null;

    static TracerSetup? OpenTelemetry(StartCalls calls, Wiring wiring, Destinations destinations, SampleRates rates)
    {
        var tracing = calls.Named("WithTracing", "AddOpenTelemetryTracing", "CreateTracerProviderBuilder").FirstOrDefault();
        if (!tracing.Call.Exists)
            return null;
        var at = tracing.Call.At;
        var covers = DotNetClients.ByInstrumentation(calls);
        if (
            calls
                .Named("SetSampler")
                .Any(one =>
                    one.Arrival.Kind is Coming.Surely
                    && (
                        one.Call.Text.Contains("AlwaysOffSampler", StringComparison.Ordinal)
                        || one.Call.Descendants(CodeKind.New)
                            .Any(made =>
                                made.Callee.Name is "TraceIdRatioBasedSampler" && rates.Of(made.ArgumentAt(0)) is SampleRate.Nothing
                            )
                    )
                )
        )
            return new(Tracing.Off, at, "OpenTelemetry", "has OpenTelemetry record no request at all");
        var exporters = calls
            .Named(
                "UseOtlpExporter",
                "AddOtlpExporter",
                "AddZipkinExporter",
                "AddJaegerExporter",
                "AddAzureMonitorTraceExporter",
                "UseAzureMonitor",
                "UseGrafana",
                "AddHoneycomb",
                "AddConsoleExporter",
                "AddInMemoryExporter"
            )
            .Where(one => !IsOfOtherSignal(one.Call))
            .Select(one => Sent(one.Call, wiring, destinations).Reached(one.Arrival))
            .ToList();
        return exporters.Count == 0
            ? new(Tracing.Off, at, "OpenTelemetry", "has OpenTelemetry make traces, and sends them nowhere")
            : (TracerSetup.Best(exporters)! with { At = at, Covers = covers, IsStarted = true }).Reached(tracing.Arrival);
    }

    /// <summary>An exporter of records or metrics: <c>WithMetrics(m => m.AddOtlpExporter())</c>.</summary>
    static bool IsOfOtherSignal(Code call)
    {
        for (var (below, at) = (call, call.Parent); at.Exists; (below, at) = (at, at.Parent))
            if (
                at.Kind is CodeKind.Call
                && below.Part is Part.Argument
                && (
                    at.Callee.Name
                        is "WithMetrics"
                            or "WithLogging"
                            or "ConfigureOpenTelemetryMeterProvider"
                            or "ConfigureOpenTelemetryLoggerProvider"
                    || at.Callee.Name is "AddOpenTelemetry" && at.Receiver.Text.Contains("ogging", StringComparison.Ordinal)
                    || at.Callee.Name is "Configure" && at.Callee.Text.Contains("LoggerOptions", StringComparison.Ordinal)
                )
            )
                return true;
        return false;
    }

    static TracerSetup Sent(Code call, Wiring wiring, Destinations destinations)
    {
        if (call.Callee.Name is "AddConsoleExporter" or "AddInMemoryExporter")
            return new(Tracing.Off, call.At, "OpenTelemetry", "has OpenTelemetry print its traces, and sends them nowhere");
        if (call.Callee.Name is "UseAzureMonitor" or "AddAzureMonitorTraceExporter")
            return wiring.Has("APPLICATIONINSIGHTS_CONNECTION_STRING")
                ? new(Tracing.On, call.At, "OpenTelemetry", "sends its traces to Azure Monitor")
                : new(
                    Tracing.Unknown,
                    call.At,
                    "OpenTelemetry",
                    "sends its traces to Azure Monitor, and nothing here sets APPLICATIONINSIGHTS_CONNECTION_STRING"
                );
        var address = call.Descendants(CodeKind.New).FirstOrDefault(made => made.Callee.Name is "Uri").ArgumentAt(0);
        var (state, because) = destinations.Of(address, Sends, Endpoints);
        return new(state, call.At, "OpenTelemetry", because);
    }

    static TracerSetup? Azure(StartCalls calls, AppSettings settings, Wiring wiring, StartPath start)
    {
        var used = calls
            .Named("UseAzureMonitor", "AddApplicationInsightsTelemetry", "AddApplicationInsightsTelemetryWorkerService")
            .FirstOrDefault();
        if (!used.Call.Exists)
            return null;
        var variable = start.VariableOf(used.Call) ?? "APPLICATIONINSIGHTS_CONNECTION_STRING";
        var isWired =
            wiring.HasAny("APPLICATIONINSIGHTS_CONNECTION_STRING", variable)
            || settings["ApplicationInsights:ConnectionString"].Text.Length > 0
            || settings["AzureMonitor:ConnectionString"].Text.Length > 0;
        var byCode = DotNetClients.ByInstrumentation(calls);
        return new TracerSetup(
            isWired ? Tracing.On : Tracing.Unknown,
            used.Call.At,
            "Application Insights",
            isWired
                ? "sends its traces to Application Insights"
                : $"sends its traces to Application Insights, and nothing here sets {variable}"
        )
        {
            Covers = client => client is "http" or "http-in" or "sql" or "ef-sql" ? SpanCover.Shown : byCode(client),
        }.Reached(used.Arrival);
    }

    static TracerSetup? Sentry(StartCalls calls, AppSettings settings, Destinations destinations, SampleRates rates)
    {
        var used = calls.Named("UseSentry", "AddSentry").FirstOrDefault();
        if (!used.Call.Exists)
            return null;
        var set = used.Call.Descendants(CodeKind.Assignment).FirstOrDefault(one => one[Part.Target].Name is "TracesSampleRate");
        var sampler = used.Call.Descendants(CodeKind.Assignment).Any(one => one[Part.Target].Name is "TracesSampler");
        var rate =
            sampler ? SampleRate.Some
            : set.Exists ? rates.Of(set[Part.Value])
            : settings["Sentry:TracesSampleRate"] is { Exists: true } told
                ? (told.Text.Trim('0', '.').Length > 0 ? SampleRate.Some : SampleRate.Nothing)
            : SampleRate.Unsaid;
        if (rate is SampleRate.Unsaid or SampleRate.Nothing)
            return new(
                Tracing.Off,
                used.Call.At,
                "Sentry",
                rate is SampleRate.Nothing
                    ? "has Sentry record no request at all: its rate is 0"
                    : "hands errors to Sentry, and no traces: it sets no TracesSampleRate"
            );
        var dsn = used.Call.Descendants(CodeKind.Assignment).FirstOrDefault(one => one[Part.Target].Name is "Dsn")[Part.Value];
        var (state, because) =
            !dsn.Exists && settings["Sentry:Dsn"].Text.StartsWith("https://", StringComparison.Ordinal)
                ? (Tracing.On, "sends its traces to Sentry")
                : destinations.Of(
                    dsn.Exists ? dsn
                        : used.Call.ArgumentAt(0).Kind is CodeKind.Literal ? used.Call.ArgumentAt(0)
                        : default,
                    "sends its traces to Sentry",
                    "SENTRY_DSN"
                );
        return new TracerSetup(state, used.Call.At, "Sentry", because)
        {
            Covers = client =>
                client is "http" or "http-in" or "sql" or "ef-sql" or "ef-npgsql" or "ef" ? SpanCover.Shown : SpanCover.Unknown,
        }.Reached(used.Arrival);
    }

    static TracerSetup? Elastic(StartCalls calls, AppSettings settings, Wiring wiring)
    {
        var used = calls.Named("AddAllElasticApm", "UseAllElasticApm", "AddElasticApm", "UseElasticApm").FirstOrDefault();
        if (!used.Call.Exists)
            return null;
        var isWired =
            wiring.Has("ELASTIC_APM_SERVER_URL") || settings["ElasticApm:ServerUrl"].Text.Contains("://", StringComparison.Ordinal);
        return new TracerSetup(
            isWired ? Tracing.On : Tracing.Unknown,
            used.Call.At,
            "Elastic APM",
            isWired ? "sends its traces to Elastic APM" : "sends its traces to Elastic APM, and nothing here sets ELASTIC_APM_SERVER_URL"
        )
        {
            Covers = _ => SpanCover.Shown,
        }.Reached(used.Arrival);
    }

    /// <summary>An agent that .NET loads because variables of the container say so: Datadog's, New Relic's, that of OpenTelemetry.</summary>
    static TracerSetup? Agent(Sources sources, Deployable part, Wiring wiring)
    {
        if (new StartCommands(sources, new([part])).Find(part, Profiler()) is not var (match, at))
            return null;
        var isWired = wiring.HasAny("DD_AGENT_HOST", "DD_TRACE_AGENT_URL", "NEW_RELIC_LICENSE_KEY", "OTEL_EXPORTER_OTLP_ENDPOINT");
        _ = match;
        return new(
            isWired ? Tracing.On : Tracing.Unknown,
            at,
            "its agent",
            isWired ? "is traced by an agent in its process" : "is traced by an agent in its process, to an address that nothing here names"
        )
        {
            Covers = _ => SpanCover.Shown,
        };
    }

    [GeneratedRegex(
        """CORECLR_ENABLE_PROFILING["'\s:=]+1|otel-dotnet-auto/instrument\.sh|["'\s]\.?/?instrument\.sh["'\s,]+dotnet""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Profiler();
}
