using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>OpenTelemetry in JavaScript services: <c>NodeSDK</c>, a provider that is registered, <c>registerOTel</c> of Vercel, and the module that does all of it when it is loaded.</summary>
sealed partial class NodeOpenTelemetry(Sources sources, Deployable part, HashSet<CodeFile> files, StartPath start, Wiring wiring)
{
    const string Sends = "sends its traces by OpenTelemetry";

    static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    /// <summary>What the collection of all instrumentations knows.</summary>
    static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "pg",
        "mysql",
        "mysql2",
        "mongodb",
        "mongoose",
        "sql",
        "ioredis",
        "redis",
        "amqplib",
        "kafkajs",
        "aws",
        "http",
        "http-in",
        "fetch",
        "grpc",
    };

    readonly Destinations destinations = new(sources, wiring, start);
    readonly SampleRates rates = new(sources);

    /// <summary>The places where it is started, with what it does there.</summary>
    public IEnumerable<(Code Call, TracerSetup Setup)> Find()
    {
        foreach (var call in Calls("NodeSDK", "NodeTracerProvider", "BasicTracerProvider", "registerOTel"))
            if (
                sources.Code.OriginOf(call.Callee).Package is var package
                && (package.StartsWith("@opentelemetry/", StringComparison.Ordinal) || package is "@vercel/otel")
            )
            {
                var arrival = start.At(call);
                if (arrival.Kind is not Coming.Never)
                    yield return (call, Of(call).Reached(arrival));
            }
        foreach (var file in files)
        foreach (var (node, module) in NodeClients.Loads(file))
            if (Preloaded(sources, files, module, node.At, wiring) is { } loaded && start.At(node) is { Kind: not Coming.Never } at)
                yield return (node, loaded.Reached(at));
    }

    /// <summary>The module that starts all of it when it is loaded; null for every other module.</summary>
    public static TracerSetup? Preloaded(Sources sources, HashSet<CodeFile> files, string module, Location at, Wiring wiring) =>
        module is "@opentelemetry/auto-instrumentations-node/register" or "@elastic/opentelemetry-node" or "@splunk/otel/instrument"
            ? new(
                wiring.HasAny(Endpoints) ? Tracing.On : Tracing.Unknown,
                at,
                "OpenTelemetry",
                wiring.HasAny(Endpoints) ? Sends : $"{Sends}, to an address that nothing here names"
            )
            {
                Covers = client => Known.Contains(client) ? SpanCover.Shown : SpanCover.Missing,
            }
            : null;

    TracerSetup Of(Code call)
    {
        var reach = call.Arguments.SelectMany(argument => RequestIds.Reach(sources.Code, argument)).ToList();
        var beside = call.File.Root.Descendants().Where(node => node.Kind is CodeKind.New or CodeKind.Call).ToList();
        var covers = Covers(
            call,
            [
                .. reach,
                .. Calls("registerInstrumentations")
                    .SelectMany(one => one.Arguments)
                    .SelectMany(one => RequestIds.Reach(sources.Code, one)),
            ]
        );
        if (
            reach
                .Concat(beside)
                .Any(node => node.Kind is CodeKind.New && node.Callee.Name is "AlwaysOffSampler" && start.At(node).Kind is Coming.Surely)
        )
            return new(Tracing.Off, call.At, "OpenTelemetry", "has OpenTelemetry record no request at all");
        if (
            reach
                .Concat(beside)
                .Any(node =>
                    node.Kind is CodeKind.New
                    && node.Callee.Name is "TraceIdRatioBasedSampler"
                    && rates.Of(node.ArgumentAt(0)) is SampleRate.Nothing
                )
        )
            return new(Tracing.Off, call.At, "OpenTelemetry", "has OpenTelemetry record no request at all: its rate is 0");
        if (
            wiring.Says("OTEL_SDK_DISABLED", "true")
            || wiring.Says("OTEL_TRACES_EXPORTER", "none")
            || wiring.Says("OTEL_TRACES_SAMPLER", "always_off")
        )
            return new(Tracing.Off, call.At, "OpenTelemetry", "has OpenTelemetry switched off by the deployment");
        var exporters = reach
            .Concat(beside)
            .Where(node =>
                node.Kind is CodeKind.New or CodeKind.Call
                && Exporter().IsMatch(node.Callee.Name)
                && start.At(node).Kind is not Coming.Never
            )
            .Distinct()
            .ToList();
        return (exporters.Count == 0 ? WithoutExporter(call) : TracerSetup.Best(exporters.Select(Sent))!) with
        {
            At = call.At,
            IsStarted = true,
            Covers = covers,
        };
    }

    TracerSetup WithoutExporter(Code call)
    {
        var (name, isVercels) = (call.Callee.Name, call.Callee.Name is "registerOTel");
        if (name is "NodeTracerProvider" or "BasicTracerProvider")
            return new(Tracing.Off, call.At, "OpenTelemetry", "has OpenTelemetry make traces, and sends them nowhere");
        return wiring.HasAny(Endpoints) ? new(Tracing.On, call.At, "OpenTelemetry", Sends)
            : isVercels && part.Hosting is Hosting.Vercel
                ? new(
                    Tracing.Unknown,
                    call.At,
                    "OpenTelemetry",
                    "hands its traces to Vercel, which passes them on where its own settings say"
                )
            : new(Tracing.Unknown, call.At, "OpenTelemetry", $"{Sends}, to an address that nothing here names");
    }

    TracerSetup Sent(Code exporter)
    {
        var name = exporter.Callee.Name;
        if (name is "ConsoleSpanExporter" or "InMemorySpanExporter")
            return new(Tracing.Off, exporter.At, "OpenTelemetry", "has OpenTelemetry print its traces, and sends them nowhere");
        if (name.StartsWith("Langfuse", StringComparison.Ordinal) || name.StartsWith("Laminar", StringComparison.Ordinal))
            return new(Tracing.Off, exporter.At, "OpenTelemetry", "records calls of models only");
        var options = sources.Code.ObjectOf(exporter.ArgumentAt(0));
        var address = options.Exists
            ? new[] { "url", "endpoint", "host", "connectionString" }
                .Select(key => sources.Code.Entry(options, key))
                .FirstOrDefault(one => one.Exists)
            : default;
        if (
            name is "TraceExporter"
            && sources.Code.OriginOf(exporter.Callee).Package.StartsWith("@google-cloud/", StringComparison.Ordinal)
        )
            return new(Tracing.On, exporter.At, "OpenTelemetry", "sends its traces to Google Cloud");
        var (state, because) = destinations.Of(address, Sends, Endpoints);
        return new TracerSetup(state, exporter.At, "OpenTelemetry", because).Reached(start.Within(exporter));
    }

    Func<string, SpanCover> Covers(Code call, List<Code> reach)
    {
        var named = reach
            .Where(node => node.Kind is CodeKind.New or CodeKind.Call)
            .Select(node => node.Callee.Name)
            .ToHashSet(StringComparer.Ordinal);
        var all = named.Contains("getNodeAutoInstrumentations") || named.Contains("getAutoInstrumentations");
        var fetches = call.Callee.Name is "registerOTel";
        return client =>
            all && Known.Contains(client) || fetches && client is ("fetch" or "http-in") ? SpanCover.Shown
            : client is "bullmq" && sources.Code.Calls("BullMQOtel").Any() ? SpanCover.Shown
            : named.Any(name => Names(name, client)) ? SpanCover.Shown
            : SpanCover.Missing;
    }

    static bool Names(string instrumentation, string client) =>
        instrumentation.EndsWith("Instrumentation", StringComparison.Ordinal)
        && client switch
        {
            "prisma" => instrumentation.StartsWith("Prisma", StringComparison.Ordinal),
            "sql" => instrumentation
                is "PgInstrumentation"
                    or "MySQL2Instrumentation"
                    or "MySQLInstrumentation"
                    or "KnexInstrumentation"
                    or "TypeormInstrumentation"
                    or "TypeOrmInstrumentation"
                    or "SequelizeInstrumentation",
            "http-in" => instrumentation is "HttpInstrumentation",
            "fetch" => instrumentation is "UndiciInstrumentation" or "FetchInstrumentation",
            "aws" => instrumentation.StartsWith("Aws", StringComparison.Ordinal),
            "ioredis" => instrumentation.StartsWith("IORedis", StringComparison.OrdinalIgnoreCase),
            "mongodb" or "mongoose" => instrumentation.StartsWith("Mongo", StringComparison.Ordinal),
            "postgresjs" => instrumentation.StartsWith("PostgresJs", StringComparison.OrdinalIgnoreCase)
                || instrumentation.StartsWith("Drizzle", StringComparison.Ordinal),
            _ => instrumentation.StartsWith(client, StringComparison.OrdinalIgnoreCase),
        };

    IEnumerable<Code> Calls(params IEnumerable<string> names) => sources.Code.Calls(names).Where(call => files.Contains(call.File));

    [GeneratedRegex(
        @"^(?:OTLP\w*Trace\w*Exporter|OTLPHttp\w*TraceExporter|ZipkinExporter|JaegerExporter|AzureMonitorTraceExporter|TraceExporter|ConsoleSpanExporter|InMemorySpanExporter|Langfuse(?:Exporter|SpanProcessor)|LaminarSpanProcessor)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Exporter();
}
