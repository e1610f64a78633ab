using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>Tracers of Python services: OpenTelemetry in code and on the command line, Logfire, Sentry, and the agents of monitoring services.</summary>
sealed partial class TracersInPython : ITracerReader
{
    static readonly ImmutableArray<(string Call, string Package, string Name, ImmutableArray<string> Variables)> Agents =
    [
        ("patch_all", "ddtrace", "Datadog", ["DD_AGENT_HOST", "DD_TRACE_AGENT_URL", "DD_API_KEY"]),
        ("patch", "ddtrace", "Datadog", ["DD_AGENT_HOST", "DD_TRACE_AGENT_URL", "DD_API_KEY"]),
        ("initialize", "newrelic", "New Relic", ["NEW_RELIC_LICENSE_KEY"]),
        ("configure_azure_monitor", "azure", "Azure Monitor", ["APPLICATIONINSIGHTS_CONNECTION_STRING"]),
        ("ElasticAPM", "elasticapm", "Elastic APM", ["ELASTIC_APM_SERVER_URL"]),
        ("XRayMiddleware", "aws_xray_sdk", "X-Ray", ["AWS_XRAY_DAEMON_ADDRESS"]),
        ("configure_opentelemetry", "uptrace", "Uptrace", ["UPTRACE_DSN"]),
    ];

    /// <inheritdoc/>
    public bool Reads(Stack stack) => stack is Stack.Python;

    /// <inheritdoc/>
    public IEnumerable<UsedClient> Clients(Sources sources, Deployable part, ImmutableArray<CodeFile> files) => PythonClients.In(files);

    /// <inheritdoc/>
    public IEnumerable<TracerSetup> Tracers(Sources sources, Deployable part, ImmutableArray<CodeFile> files)
    {
        var (own, start, wiring) = (files.ToHashSet(), new StartPath(sources), new Wiring(sources));
        var commands = new StartCommands(sources, new([part]));
        var telemetry = new PythonOpenTelemetry(sources, part, own, start, wiring);
        foreach (var setup in telemetry.Find(commands).Concat(SentryIn(sources, own, start, wiring)))
            yield return setup;
        var destinations = new Destinations(sources, wiring, start);
        foreach (var (name, package, library, variables) in Agents)
        foreach (var call in sources.Code.Calls(name).Where(call => own.Contains(call.File)))
            if (sources.Code.OriginOf(call.Callee).Package == package && start.At(call) is { Kind: not Coming.Never } arrival)
            {
                var (state, because) = destinations.Of(
                    call.ArgumentNamed("connection_string"),
                    $"sends its traces to {library}",
                    [.. variables]
                );
                yield return new TracerSetup(state, call.At, library, because) { Covers = _ => SpanCover.Shown }.Reached(arrival);
            }
        foreach (var (pattern, library, variables) in OnCommandLine)
            if (commands.Find(part, pattern()) is var (_, at))
            {
                var isWired = wiring.HasAny([.. variables]);
                yield return new(
                    isWired ? Tracing.On : Tracing.Unknown,
                    at,
                    library,
                    isWired ? $"sends its traces to {library}" : $"sends its traces to {library}, and nothing here sets {variables[0]}"
                )
                {
                    Covers = _ => SpanCover.Shown,
                };
            }
    }

    static readonly ImmutableArray<(Func<Regex> Pattern, string Library, ImmutableArray<string> Variables)> OnCommandLine =
    [
        (Datadog, "Datadog", ["DD_AGENT_HOST", "DD_TRACE_AGENT_URL", "DD_API_KEY"]),
        (NewRelic, "New Relic", ["NEW_RELIC_LICENSE_KEY"]),
    ];

    static IEnumerable<TracerSetup> SentryIn(Sources sources, HashSet<CodeFile> files, StartPath start, Wiring wiring)
    {
        var (rates, destinations) = (new SampleRates(sources), new Destinations(sources, wiring, start));
        foreach (var call in sources.Code.Calls("init").Where(call => files.Contains(call.File)))
        {
            if (sources.Code.OriginOf(call.Callee).Package is not "sentry_sdk" || start.At(call) is not { Kind: not Coming.Never } arrival)
                continue;
            if (call.Arguments.Any(one => one.Kind is CodeKind.Spread))
            {
                yield return new(Tracing.Unknown, call.At, "Sentry", "starts Sentry with options that were not followed");
                continue;
            }
            // enable_tracing=True was the way to record every request before rates had to be named.
            var rate =
                call.ArgumentNamed("traces_sampler").Exists || sources.Production.Holds(call.ArgumentNamed("enable_tracing")) is true
                    ? SampleRate.Some
                    : rates.Of(call.ArgumentNamed("traces_sample_rate"));
            if (rate is SampleRate.Unsaid or SampleRate.Nothing)
            {
                yield return new(
                    Tracing.Off,
                    call.At,
                    "Sentry",
                    rate is SampleRate.Nothing
                        ? "has Sentry record no request at all: its rate is 0"
                        : "hands errors to Sentry, and no traces: it sets no traces_sample_rate"
                );
                continue;
            }
            var dsn = call.ArgumentNamed("dsn") is { Exists: true } named ? named : call.ArgumentAt(0);
            var (state, because) = destinations.Of(dsn, "sends its traces to Sentry", "SENTRY_DSN");
            if (rate is SampleRate.Unknown && state is Tracing.On)
                (state, because) = (Tracing.Unknown, "sends its traces to Sentry at a rate that nothing here shows");
            var setup = new TracerSetup(state, call.At, "Sentry", because) { Covers = _ => SpanCover.Shown };
            yield return state is Tracing.On ? setup.Reached(arrival) : setup;
        }
    }

    [GeneratedRegex(@"\bddtrace-run\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Datadog();

    [GeneratedRegex(@"\bnewrelic-admin\b[\s""',]+run-program", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NewRelic();
}
