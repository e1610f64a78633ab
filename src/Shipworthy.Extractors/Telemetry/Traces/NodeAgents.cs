namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>Agents of monitoring services for JavaScript: they know all usual clients by themselves, and need a key or an agent beside the service.</summary>
static class NodeAgents
{
    readonly record struct Agent(string Package, string Name, ImmutableArray<string> Starts, ImmutableArray<string> Variables)
    {
        public bool StartsWhenLoaded => Starts.IsEmpty;
    }

    static readonly ImmutableArray<string> Datadog = ["DD_AGENT_HOST", "DD_TRACE_AGENT_URL", "DD_TRACE_AGENT_HOSTNAME", "DD_API_KEY"];
    static readonly ImmutableArray<string> Azure = ["APPLICATIONINSIGHTS_CONNECTION_STRING", "APPINSIGHTS_INSTRUMENTATIONKEY"];

    static readonly ImmutableArray<Agent> All =
    [
        new("dd-trace", "Datadog", ["init"], Datadog),
        new("dd-trace/init", "Datadog", [], Datadog),
        new("newrelic", "New Relic", [], ["NEW_RELIC_LICENSE_KEY"]),
        new("applicationinsights", "Application Insights", ["setup"], Azure),
        new("@azure/monitor-opentelemetry", "Azure Monitor", ["useAzureMonitor"], Azure),
        new("elastic-apm-node", "Elastic APM", ["start"], ["ELASTIC_APM_SERVER_URL"]),
        new("elastic-apm-node/start", "Elastic APM", [], ["ELASTIC_APM_SERVER_URL"]),
        new("aws-xray-sdk", "X-Ray", ["captureHTTPsGlobal", "openSegment"], ["AWS_XRAY_DAEMON_ADDRESS"]),
        new("@appsignal/nodejs", "AppSignal", ["Appsignal"], ["APPSIGNAL_PUSH_API_KEY"]),
        new("@highlight-run/node", "Highlight", ["init"], ["HIGHLIGHT_PROJECT_ID"]),
        new("@highlight-run/next/server", "Highlight", ["registerHighlight", "AppRouterHighlight"], ["HIGHLIGHT_PROJECT_ID"]),
        new("@hyperdx/node-opentelemetry", "HyperDX", ["init"], ["HYPERDX_API_KEY"]),
        new("@honeycombio/opentelemetry-node", "Honeycomb", ["HoneycombSDK"], ["HONEYCOMB_API_KEY"]),
        new("@splunk/otel", "Splunk", ["start"], ["SPLUNK_ACCESS_TOKEN"]),
        new("@instana/collector", "Instana", [], ["INSTANA_AGENT_HOST"]),
        new("@baselime/node-opentelemetry", "Baselime", ["BaselimeSDK"], ["BASELIME_KEY"]),
        new("@pydantic/logfire-node", "Logfire", ["configure"], ["LOGFIRE_TOKEN"]),
        new("logfire", "Logfire", ["configure"], ["LOGFIRE_TOKEN"]),
        new("@microlabs/otel-cf-workers", "OpenTelemetry", ["instrument"], []),
    ];

    static readonly ImmutableArray<string> Keys =
    [
        "dsn",
        "licenseKey",
        "license_key",
        "connectionString",
        "azureMonitorExporterOptions",
        "serverUrl",
        "projectID",
        "apiKey",
        "token",
        "pushApiKey",
        "baselimeKey",
        "url",
        "exporter",
    ];

    /// <summary>Those that code of the service starts.</summary>
    public static IEnumerable<(Code Call, TracerSetup Setup)> Started(
        Sources sources,
        HashSet<CodeFile> files,
        StartPath start,
        Wiring wiring
    )
    {
        var destinations = new Destinations(sources, wiring, start);
        foreach (var agent in All.Where(one => !one.StartsWhenLoaded))
        foreach (var call in sources.Code.Calls(agent.Starts).Where(call => files.Contains(call.File)))
            if (sources.Code.OriginOf(call.Callee) is { } origin && (origin.Package == agent.Package || origin.Module == agent.Package))
            {
                var arrival = start.At(call);
                if (arrival.Kind is Coming.Never)
                    continue;
                var options = sources.Code.ObjectOf(call.ArgumentAt(0));
                var key = options.Exists
                    ? Keys.Select(name => sources.Code.Entry(options, name)).FirstOrDefault(one => one.Exists)
                    : call.ArgumentAt(0);
                var (state, because) = destinations.Of(key, $"sends its traces to {agent.Name}", [.. agent.Variables]);
                yield return (call, Setup(agent, state, call.At, because).Reached(arrival));
            }
        foreach (var file in files)
        foreach (var (node, module) in NodeClients.Loads(file))
            if (Preloaded(module, node.At, wiring) is { } loaded && start.At(node) is { Kind: not Coming.Never } at)
                yield return (node, loaded.Reached(at));
    }

    /// <summary>The agent that a module starts when it is loaded; null for every other module.</summary>
    public static TracerSetup? Preloaded(string module, Location at, Wiring wiring)
    {
        var agent = All.FirstOrDefault(one => one.StartsWhenLoaded && one.Package == module);
        if (agent.Package is null)
            return null;
        var isWired = wiring.HasAny([.. agent.Variables]);
        return Setup(
            agent,
            isWired ? Tracing.On : Tracing.Unknown,
            at,
            isWired ? $"sends its traces to {agent.Name}" : $"sends its traces to {agent.Name}, and nothing here sets {agent.Variables[0]}"
        );
    }

    static TracerSetup Setup(Agent agent, Tracing state, Location at, string because) =>
        new(state, at, agent.Name, because) { Covers = client => client is "postgresjs" or "bullmq" ? SpanCover.Unknown : SpanCover.Shown };
}
