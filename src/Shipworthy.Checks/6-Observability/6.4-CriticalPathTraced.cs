namespace Shipworthy.Checks.Observability;

public sealed class CriticalPathTraced() : CheckNotJudgedYet("6.4", "Distributed tracing for the critical path")
{
    public override string Why =>
        """
            When checkout is slow, a trace shows which step it is: the database, the payment provider or your own code.
            Without that record of one request's way, you guess while customers wait.
            """;

    public override string Fix =>
        """
            Start a tracer before anything else in every service on the path, and send its traces somewhere in production:

            - **Next.js**: `export function register() { registerOTel({ serviceName: "shop" }); }` in `instrumentation.ts`
            - **Node**: `node --require @opentelemetry/auto-instrumentations-node/register server.js`
            - **Sentry**: `Sentry.init({ dsn, tracesSampleRate: 0.1 })`, in a file that is imported before all others
            - **FastAPI**: `logfire.configure()`, `logfire.instrument_fastapi(app)` and `logfire.instrument_sqlalchemy(engine=engine)`
            - **Django**: `opentelemetry-instrument gunicorn shop.wsgi`
            - **ASP.NET Core**: `AddOpenTelemetry().WithTracing(t => t.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddNpgsql().AddOtlpExporter())`
            - **Go**: `otelhttp.NewHandler(mux, "shop")`, and `otelpgx.NewTracer()` at the database
            - **Rails**: `OpenTelemetry::SDK.configure { |c| c.use_all }`
            - **Java**: `-javaagent:opentelemetry-javaagent.jar`
            - **AWS Lambda**: `tracing_config { mode = "Active" }`
            """;

    public override string SettledBy =>
        """
            A query to the tracing service finds, for each critical flow, a trace of the last day with web, database and job
            or outside call. A link to the trace of a payment: `shipworthy attest 6.4`, for 90 days.
            """;

    public override string Counts =>
        "each service on the way of sign-in, payment, the main create and its job counts once, and so does each kind of call that they make";

    public override string ProvedWhen =>
        "is traced in production from its first line on, with its database, its outside calls and its queue";

    public override string UnprovenWhen => "sends traces only when a variable is set, and nothing here shows that it is";

    public override string? NotApplicableWhen => "none of your own code runs on a server";
}
