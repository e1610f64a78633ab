using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Endpoints.Doors;
using Shipworthy.Extractors.Endpoints.Steps;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>
/// Pages on which services show their metrics at the address at which they serve everybody, without asking who looks: routes, and what libraries add to the app by a call.
/// </summary>
sealed partial class OpenMetrics(Sources sources, MetricsReach reach)
{
    readonly record struct Added(string Package, string Call, string Path);

    /// <summary>Calls by which libraries add a page of metrics to the app itself.</summary>
    static readonly ImmutableArray<Added> Libraries =
    [
        new("express-prom-bundle", "", "/metrics"),
        new("fastify-metrics", "register", "/metrics"),
        new("prometheus_fastapi_instrumentator", "expose", "/metrics"),
        new("prometheus_flask_exporter", "PrometheusMetrics", "/metrics"),
        new("prometheus_client", "make_asgi_app", "/metrics"),
        new("prometheus_client", "make_wsgi_app", "/metrics"),
        new("", "MapPrometheusScrapingEndpoint", "/metrics"),
        new("", "UseOpenTelemetryPrometheusScrapingEndpoint", "/metrics"),
        new("", "MapMetrics", "/metrics"),
        new("", "UseMetricServer", "/metrics"),
    ];

    readonly PathReader reader = new(sources);
    readonly RoleQuestions roles = new(sources.Code);
    readonly PassportStrategies strategies = new(sources);

    /// <summary>Those of a part of the app.</summary>
    public IEnumerable<MetricFlaw> Of(Deployable part, Home home, ImmutableArray<CodeFile> files)
    {
        var own = files.ToHashSet();
        var found = OfRoutes(part, own)
            .Concat(OfLibraries(own))
            .Concat(OfDjango(part))
            .Select(one => (At: one.At.At, one.Path, one.Because))
            .Concat(MetricsPagesInOtherStacks.Of(sources.Tree, part));
        return found
            .DistinctBy(one => one.At)
            .Select(one => (one.At, one.Because, Reached: reach.Of(part, home, one.Path)))
            .Where(one => one.Reached is not MetricsReached.ByNobody)
            .Select(one =>
                one.Because.Contains(MetricsPagesInOtherStacks.NotRead, StringComparison.Ordinal)
                    ? new MetricFlaw(one.At, MetricFlawKind.Unknown, one.Because)
                : one.Reached is MetricsReached.ByStrangers ? new MetricFlaw(one.At, MetricFlawKind.OpenToStrangers, one.Because)
                : new MetricFlaw(one.At, MetricFlawKind.Unknown, $"{one.Because}; whether strangers get that far is not here")
            );
    }

    /// <summary>The addresses of django-prometheus among the app's own.</summary>
    IEnumerable<(Code At, string Path, string Because)> OfDjango(Deployable part) =>
        sources
            .Code.Calls("include")
            .Where(call =>
                part.Holds(call.File.Path) && sources.IsDeployed(call.File) && call.ArgumentAt(0).String is "django_prometheus.urls"
            )
            .Select(call => (call, "/metrics", "shows its metrics at /metrics to whoever asks"));

    IEnumerable<(Code At, string Path, string Because)> OfRoutes(Deployable part, HashSet<CodeFile> own)
    {
        foreach (var route in sources.Routes.Routes)
            if (
                own.Contains(route.At.File)
                && route.Method is "GET" or "ANY"
                && route.Handler.Exists
                && sources.RunsInProduction(route.At)
                && Named().IsMatch(route.Path)
                && Shows(route.Handler, 3)
                && !HasPortOfItsOwn(route)
                && EndpointReading.Of(sources, route, reader, roles, strategies, part).Endpoint is { Caller: Caller.Anonymous }
            )
                yield return (route.At, route.Path, $"shows the metrics of {part.Name} at {route.Path} to whoever asks");
    }

    /// <summary>Whether a function answers with metrics, itself or by one that it calls.</summary>
    bool Shows(Code function, int steps)
    {
        var body = function.Kind is CodeKind.Function ? function : sources.Code.FunctionOf(function);
        if (!body.Exists)
            body = function;
        if (Shown().IsMatch(body.Text))
            return true;
        if (steps <= 0)
            return false;
        foreach (var call in body.Descendants(CodeKind.Call))
            if (sources.Code.Target(call) is { Kind: CodeKind.Function } target && target != body && Shows(target, steps - 1))
                return true;
        return false;
    }

    /// <summary>Whether the app on which a route stands listens by itself and serves nothing but metrics and probes, beside another one that serves people.</summary>
    bool HasPortOfItsOwn(Route route)
    {
        var app = sources.Code.Definition(route.At.Receiver);
        return app.Exists
            && sources
                .Code.Calls("listen", "serve")
                .Any(call =>
                    sources.Code.Definition(call.Receiver) == app || call.Arguments.Any(one => sources.Code.Definition(one) == app)
                )
            && sources.Routes.Routes.Where(one => sources.Code.Definition(one.At.Receiver) == app).All(one => Aside().IsMatch(one.Path))
            && sources.Routes.Routes.Any(one => sources.Code.Definition(one.At.Receiver) != app);
    }

    IEnumerable<(Code At, string Path, string Because)> OfLibraries(HashSet<CodeFile> own)
    {
        foreach (var library in Libraries)
        foreach (var call in Calls(library).Where(call => own.Contains(call.File) && sources.RunsInProduction(call)))
        {
            var statement = Statement(call);
            if (!Guarded().IsMatch(statement.Text) && !AsksBefore(call) && IsServed(library, call, statement))
                yield return (
                    call,
                    PathOf(statement) ?? library.Path,
                    $"shows its metrics at {PathOf(statement) ?? library.Path} to whoever asks"
                );
        }
    }

    IEnumerable<Code> Calls(Added library) =>
        library.Call.Length == 0
            ? sources
                .Code.Calls("use")
                .SelectMany(use => use.Arguments)
                .Select(one => one.Kind is CodeKind.Name && sources.Code.Definition(one)[Part.Value] is { Exists: true } made ? made : one)
                .Where(one => one.Kind is CodeKind.Call && sources.Code.OriginOf(one.Callee).Package == library.Package)
            : sources
                .Code.Calls(library.Call)
                .Where(call =>
                    library.Package.Length == 0 && call.File.Language is Language.CSharp
                    || library.Package.Length > 0
                        && (
                            sources.Code.OriginOf(call.Callee).Package == library.Package
                            || call.File.Text.Contains(library.Package, StringComparison.Ordinal) && library.Call is "expose" or "register"
                        )
                );

    static bool IsServed(Added library, Code call, Code statement) =>
        library.Call switch
        {
            // A port is a listener of its own.
            "UseMetricServer" => !call.Arguments.Any(),
            "UseOpenTelemetryPrometheusScrapingEndpoint" => !call.Arguments.Any(),
            "make_asgi_app" or "make_wsgi_app" => statement.Text.Contains("mount(", StringComparison.Ordinal)
                || call.File.Text.Contains("mount(", StringComparison.Ordinal)
                || call.File.Text.Contains("DispatcherMiddleware", StringComparison.Ordinal),
            "register" => call.Arguments.Any(one => one.Text.Contains("etrics", StringComparison.Ordinal)),
            _ => true,
        };

    /// <summary>The whole chain or argument list of which a call is a part.</summary>
    static Code Statement(Code call)
    {
        var at = call;
        while (
            at.Parent is { Exists: true } parent && parent.Kind is CodeKind.Call or CodeKind.Member or CodeKind.Await or CodeKind.Argument
        )
            at = parent;
        return at;
    }

    /// <summary>Whether something in the file asks who is calling before everything, so that it may ask here too.</summary>
    static bool AsksBefore(Code call) =>
        call.File.Language is Language.CSharp
            ? call.File.Text.Contains("FallbackPolicy", StringComparison.Ordinal)
            : Asking().IsMatch(call.File.Text[..Math.Min(call.Start, call.File.Text.Length)]);

    static string? PathOf(Code statement) => Path().Match(statement.Text) is { Success: true } match ? match.Groups["path"].Value : null;

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"metrics|prometheus", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Named();

    [GeneratedRegex(@"metrics|prometheus|health|ready|live|ping", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Aside();

    [GeneratedRegex(@"\b(?:reg\w*|client|promClient|prom|\w*[rR]egistry)\.metrics\(\)|generate_latest\(|MetricsHandler", Plain, 10_000)]
    private static partial Regex Shown();

    [GeneratedRegex(
        @"autoregister:\s*false|metricsApp|endpoint:\s*null|RequireAuthorization|RequireHost|AddEndpointFilter|dependencies\s*=|path\s*=\s*None|start_http_server|port\s*[:=]",
        Plain,
        10_000
    )]
    private static partial Regex Guarded();

    [GeneratedRegex(
        @"\.use\(\s*(?:\w*(?:auth|jwt|protect|guard|verif)\w*)|add_middleware\(\s*\w*(?:Auth|Token|Key)\w*|@app\.middleware\(|before_request|addHook\(\s*[""'](?:onRequest|preHandler)",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Asking();

    [GeneratedRegex(
        @"(?:endpoint|metricsPath|path|pattern)?\s*[:=(]?\s*[""'](?<path>/[\w/-]*(?:metrics|prometheus)[\w/-]*)[""']",
        Plain,
        10_000
    )]
    private static partial Regex Path();
}
