using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>OpenTelemetry in Python services: a provider in code, <c>opentelemetry-instrument</c> on the command line, and Logfire, which stands on it.</summary>
sealed partial class PythonOpenTelemetry(Sources sources, Deployable part, HashSet<CodeFile> files, StartPath start, Wiring wiring)
{
    const string Sends = "sends its traces by OpenTelemetry";

    static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    readonly Destinations destinations = new(sources, wiring, start);
    readonly SampleRates rates = new(sources);

    /// <summary>The ways in which the service starts it.</summary>
    public IEnumerable<TracerSetup> Find(StartCommands commands)
    {
        if (commands.Find(part, Instrument()) is var (_, at))
            yield return OnCommandLine(at);
        foreach (var provider in Calls("TracerProvider").Where(call => sources.Code.OriginOf(call.Callee).Package is "opentelemetry"))
            if (start.At(provider) is { Kind: not Coming.Never } arrival)
                yield return Provided(provider).Reached(arrival);
        foreach (var call in Calls("configure").Where(call => sources.Code.OriginOf(call.Callee).Package is "logfire"))
            if (start.At(call) is { Kind: not Coming.Never } arrival)
                yield return Logfire(call).Reached(arrival);
    }

    /// <summary>The command changes each library for which a package of instrumentation is installed; <c>opentelemetry-bootstrap</c> installs them all.</summary>
    TracerSetup OnCommandLine(Location at)
    {
        var manifests = string.Concat(
            sources
                .Tree.Files.Where(file =>
                    part.Holds(file.Path)
                    && (
                        file.Name is "pyproject.toml" or "Pipfile"
                        || file.Name.StartsWith("requirements", StringComparison.Ordinal)
                        || file.Name.Contains("Dockerfile", StringComparison.Ordinal)
                    )
                )
                .Select(file => file.Text)
        );
        var isWired = wiring.HasAny(Endpoints);
        return new(
            isWired ? Tracing.On : Tracing.Unknown,
            at,
            "OpenTelemetry",
            isWired ? Sends : $"{Sends}, to an address that nothing here names"
        )
        {
            Covers = client =>
                manifests.Contains("opentelemetry-bootstrap", StringComparison.Ordinal) ? SpanCover.Shown
                : PackagesFor(client)
                    .Any(name => manifests.Contains($"opentelemetry-instrumentation-{name}", StringComparison.OrdinalIgnoreCase))
                    ? SpanCover.Shown
                : SpanCover.Missing,
        };
    }

    TracerSetup Provided(Code provider)
    {
        var covers = ByInstrumentors();
        if (provider.ArgumentNamed("sampler") is { Exists: true } sampler)
        {
            var reach = RequestIds.Reach(sources.Code, sampler).ToList();
            if (
                sampler.Text.Contains("ALWAYS_OFF", StringComparison.Ordinal)
                || reach.Exists(node =>
                    node is { Kind: CodeKind.Call, Callee.Name: "TraceIdRatioBased" or "ParentBasedTraceIdRatio" }
                    && rates.Of(node.ArgumentAt(0)) is SampleRate.Nothing
                )
            )
                return new(Tracing.Off, provider.At, "OpenTelemetry", "has OpenTelemetry record no request at all");
        }
        var exporters = Calls(
                "OTLPSpanExporter",
                "JaegerExporter",
                "ZipkinExporter",
                "ConsoleSpanExporter",
                "InMemorySpanExporter",
                "AzureMonitorTraceExporter",
                "CloudTraceSpanExporter"
            )
            .Select(call => (Call: call, Arrival: start.At(call)))
            .Where(one => one.Arrival.Kind is not Coming.Never)
            .ToList();
        if (exporters.Count == 0)
            return new(Tracing.Off, provider.At, "OpenTelemetry", "has OpenTelemetry make traces, and sends them nowhere");
        return TracerSetup.Best(exporters.Select(one => Sent(one.Call).Reached(one.Arrival)))! with
        {
            At = provider.At,
            Covers = covers,
            IsStarted = true,
        };
    }

    TracerSetup Sent(Code exporter)
    {
        if (exporter.Callee.Name is "ConsoleSpanExporter" or "InMemorySpanExporter")
            return new(Tracing.Off, exporter.At, "OpenTelemetry", "has OpenTelemetry print its traces, and sends them nowhere");
        if (exporter.Callee.Name is "CloudTraceSpanExporter")
            return new(Tracing.On, exporter.At, "OpenTelemetry", "sends its traces to Google Cloud");
        var address = new[] { "endpoint", "connection_string", "agent_host_name", "collector_endpoint" }
            .Select(exporter.ArgumentNamed)
            .FirstOrDefault(one => one.Exists);
        var (state, because) = destinations.Of(address, Sends, Endpoints);
        return new(state, exporter.At, "OpenTelemetry", because);
    }

    TracerSetup Logfire(Code call)
    {
        var to = call.ArgumentNamed("send_to_logfire");
        if (sources.Production.Holds(to) is false)
            return new(Tracing.Off, call.At, "Logfire", "has Logfire record, and sends nothing to it");
        var (state, because) = destinations.Of(call.ArgumentNamed("token"), "sends its traces to Logfire", "LOGFIRE_TOKEN");
        if (state is not Tracing.On && sources.Production.Holds(to) is true)
            (state, because) = (Tracing.On, "sends its traces to Logfire");
        return new(state, call.At, "Logfire", because) { Covers = ByInstrumentors() };
    }

    /// <summary>What is called to change a library: <c>SQLAlchemyInstrumentor().instrument()</c>, <c>logfire.instrument_sqlalchemy()</c>.</summary>
    Func<string, SpanCover> ByInstrumentors()
    {
        var named = sources
            .Code.All(CodeKind.Call)
            .Where(call =>
                files.Contains(call.File)
                && (
                    call.Callee.Name.EndsWith("Instrumentor", StringComparison.Ordinal)
                    || call.Callee.Name.StartsWith("instrument_", StringComparison.Ordinal)
                )
            )
            .Where(call => start.At(call).Kind is not Coming.Never)
            .Select(call =>
                call.Callee.Name.Replace("instrument_", "", StringComparison.Ordinal)
                    .Replace("Instrumentor", "", StringComparison.Ordinal)
                    .ToLowerInvariant()
            )
            .ToHashSet(StringComparer.Ordinal);
        return client =>
            client is "http-in" && files.Any(file => file.Text.Contains("OpenTelemetryMiddleware", StringComparison.Ordinal))
            || PackagesFor(client).Any(name => named.Contains(name.Replace("-", "", StringComparison.Ordinal)))
            || client is "httpx" && named.Contains("httpxclient")
            || client is "aiohttp" && named.Contains("aiohttpclient")
            || client is "grpc" && named.Any(name => name.StartsWith("grpc", StringComparison.Ordinal))
            || client is "psycopg" && named.Contains("psycopg2")
            || client is "boto" && named.Any(name => name.StartsWith("boto", StringComparison.Ordinal))
                ? SpanCover.Shown
                : SpanCover.Missing;
    }

    static ImmutableArray<string> PackagesFor(string client) =>
        client switch
        {
            "django" => ["psycopg2", "psycopg", "mysqlclient", "sqlite3", "dbapi"],
            "psycopg" => ["psycopg2", "psycopg"],
            "aiohttp" => ["aiohttp-client"],
            "boto" => ["botocore", "boto3sqs", "boto"],
            "http-in" => ["fastapi", "flask", "django", "starlette", "asgi", "wsgi", "tornado", "falcon", "pyramid", "aiohttp-server"],
            _ => [client],
        };

    IEnumerable<Code> Calls(params IEnumerable<string> names) => sources.Code.Calls(names).Where(call => files.Contains(call.File));

    [GeneratedRegex(@"\bopentelemetry-instrument\b(?!ation)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Instrument();
}
