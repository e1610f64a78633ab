namespace Shipworthy.Checks.Observability;

public sealed class GoldenSignalsMeasured() : Check("6.3", "Metrics cover the four golden signals (latency, traffic, errors, saturation)")
{
    static readonly Rule NoMetrics = new("6.3-1", Major, BadLuck)
    {
        Says = "starts without metrics of any kind, where the host has none of its own",
        Title = "Learn from a complaint that the app is slow",
        Consequence =
            "Nothing counts requests, failures or free memory. The first sign of trouble is a customer who writes, or one who leaves.",
        Fix = "Measure the four signals in the service, and put something beside it that collects them.",
    };

    static readonly Rule NotCollected = new("6.3-2", Major, BadLuck)
    {
        Says = "measures what nothing collects",
        Title = "Measure everything and look at none of it",
        Consequence = "The numbers are made and dropped: at the next restart they are gone, and nobody was told when they rose.",
        Fix = "Let a collector ask the service every few seconds, or give its exporter an address.",
    };

    static readonly Rule SignalMissing = new("6.3-3", Minor, BadLuck)
    {
        Says = "leaves out one of the four signals",
        Title = "Watch three dials and miss the fourth",
        Consequence = "The curve that would explain the outage is the one that nobody recorded.",
        Fix = "Add the signal that is named: a histogram of requests by route and status, and the numbers of the process.",
    };

    static readonly Rule EndlessLabel = new("6.3-3b", Minor, Stranger)
    {
        Says = "makes a series of its own for each value of a label without bound",
        Title = "Bring down the metrics by using the app",
        Consequence = "Each new value is a series that is kept. With enough of them the collector slows down and stops, or its bill grows.",
        Fix = "Take the pattern of the route as the label, `/orders/:id`, and leave people and typed texts out.",
    };

    static readonly Rule OpenToStrangers = new("6.3-4", Minor, Stranger)
    {
        Says = "shows the app's metrics to strangers",
        Title = "Read how busy a competitor is",
        Consequence = "Anybody learns how many orders come in, which routes exist and which of them fail.",
        Fix = "Serve metrics on a port of their own that only the collector reaches, or ask for a token.",
    };

    public override string Why =>
        """
            Four numbers tell you before your customers do that the app is slow, busy, failing or full: latency, traffic,
            errors and saturation. Without them the first alarm is a complaint.
            """;

    public override string Fix =>
        """
            Measure the four signals in every service, and let something outside the service collect them:

            - **Express**: `app.use(promBundle({ includeMethod: true, includePath: true, promClient: { collectDefaultMetrics: {} } }))` of express-prom-bundle
            - **FastAPI**: `Instrumentator().instrument(app).expose(app)` of prometheus-fastapi-instrumentator
            - **Django**: `PrometheusBeforeMiddleware` first and `PrometheusAfterMiddleware` last, of django-prometheus
            - **ASP.NET Core**: `AddOpenTelemetry().WithMetrics(m => m.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddOtlpExporter())`
            - **Spring Boot**: `micrometer-registry-prometheus`, and `management.endpoints.web.exposure.include=health,prometheus`
            - **Next.js on Vercel**: `registerOTel({ serviceName: "shop" })` in `instrumentation.ts`, with a place to send it to
            - **Fly.io**: `[metrics]` with `port = 9091` and `path = "/metrics"` in `fly.toml`
            - **AWS**: a dashboard in Terraform with `TargetResponseTime`, `RequestCount`, `HTTPCode_Target_5XX_Count` and `CPUUtilization`
            - **A server of your own**: Prometheus and node_exporter beside the app, with `/metrics` closed to strangers
            """;

    public override string SettledBy =>
        """
            A query to the collector shows that all four signals arrived within the last hour. A host's own dashboard is
            settled by a link to the four curves: `shipworthy attest 6.3`, for 90 days.
            """;

    public override string Counts => "each service counts four times, once a signal";

    public override string ProvedWhen => "is measured, and something outside the service collects it in production";

    public override string UnprovenWhen => "is measured by the host alone, or goes to a place that only a variable names";

    public override string? NotApplicableWhen => "none of your own code runs on a server";

    public override ImmutableArray<Rule> Rules => [NoMetrics, NotCollected, SignalMissing, EndlessLabel, OpenToStrangers];

    public override Verdict Judge(App app) =>
        app.Deployables.Count > 0 && app.ServiceSignals is { Count: 0, BlindSpots: [] }
            ? Verdict.NotApplicable("none of your own code runs on a server")
            : Signals(app) & Flaws(app);

    static Verdict Signals(App app) =>
        app
            .ServiceSignals.JudgeEach(signals => Of(signals) with { Items = signals.Signals.Length })
            .OrUnproven("nothing here shows what runs on a server");

    static Finding Of(ServiceSignals signals) =>
        signals.State switch
        {
            Measured.Nothing => signals.Fails(NoMetrics, signals.Because),
            Measured.Uncollected => signals.Fails(NotCollected, signals.Because),
            Measured.Missing => signals.Fails(SignalMissing, signals.Because),
            Measured.Unknown => signals.Unproven(signals.Because),
            Measured.Collected => signals.Passes(signals.Because),
        };

    static Verdict Flaws(App app) =>
        app
            .MetricFlaws.JudgeEach(flaw =>
                flaw.Kind switch
                {
                    MetricFlawKind.EndlessLabel => flaw.Fails(EndlessLabel, flaw.Because),
                    MetricFlawKind.OpenToStrangers => flaw.Fails(OpenToStrangers, flaw.Because),
                    MetricFlawKind.Unknown => flaw.Unproven(flaw.Because),
                } with
                {
                    Items = 0,
                }
            )
            .OrNotApplicable("no metric has a flaw");
}
