namespace Shipworthy.Checks.Observability;

public sealed class GoldenSignalsMeasured()
    : CheckNotJudgedYet("6.3", "Metrics cover the four golden signals (latency, traffic, errors, saturation)")
{
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
}
