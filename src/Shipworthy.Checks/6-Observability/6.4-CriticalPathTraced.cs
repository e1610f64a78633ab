namespace Shipworthy.Checks.Observability;

public sealed class CriticalPathTraced() : Check("6.4", "Distributed tracing for the critical path")
{
    static readonly Rule NoTracer = new("6.4-1", Major, BadLuck)
    {
        Says = "starts without a tracer",
        Title = "Guess which step of checkout is slow",
        Consequence = "When customers wait, nobody can say whether the database, the payment provider or your own code makes them wait.",
        Fix =
            "Start a tracer before the first line of the service, instrument each client that it uses, and name the place that its traces go to.",
    };

    static readonly Rule NothingRecorded = new("6.4-2", Major, BadLuck)
    {
        Says = "has a tracer that records nothing in production",
        Title = "Own a tracer and find no trace on the day that you need one",
        Consequence = "The library is there and its page is empty: no request is recorded, or none is sent.",
        Fix = "Give production a rate above zero, and an exporter with an address.",
    };

    static readonly Rule StepUnseen = new("6.4-3", Minor, BadLuck)
    {
        Says = "leaves a step out of the traces",
        Title = "See a trace with a hole where the time is lost",
        Consequence = "The trace ends where the untraced part begins, and that is often where the time goes.",
        Fix = "Start the same tracer in every service, and add the instrumentation of each client that it uses.",
    };

    static readonly Rule TooLate = new("6.4-4", Minor, BadLuck)
    {
        Says = "is loaded before the tracer, which then sees none of its calls",
        Title = "Miss steps although the tracer runs",
        Consequence =
            "A tracer changes modules as they are loaded. What was loaded before it stays as it was, and its steps are missing without a word.",
        Fix = "Move the set-up into a file of its own, and load it first: `node --import ./instrument.mjs server.js`.",
    };

    public override string Why =>
        """
            When checkout is slow, a trace shows which step it is: the database, the payment provider or your own code.
            Without that record of one request's way, you guess while customers wait.
            """;

    public override string Fix =>
        """
            Start a tracer before anything else in every service on the path, and send its traces somewhere in production:

            - **Next.js**: `export function register() { registerOTel({ serviceName: "shop", instrumentations: [new PgInstrumentation()] }); }` in `instrumentation.ts`, with one instrumentation for each client
            - **Node**: `node --require @opentelemetry/auto-instrumentations-node/register server.js`
            - **Sentry**: `Sentry.init({ dsn, tracesSampleRate: 0.1 })`, in a file that is imported before all others
            - **FastAPI**: `logfire.configure()`, `logfire.instrument_fastapi(app)`, `logfire.instrument_sqlalchemy(engine=engine)`, and `logfire.instrument_httpx()` or `logfire.instrument_requests()`
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

    public override ImmutableArray<Rule> Rules => [NoTracer, NothingRecorded, StepUnseen, TooLate];

    public override Verdict Judge(App app) =>
        app.Deployables.Count > 0 && app.ServiceTraces is { Count: 0, BlindSpots: [] }
            ? Verdict.NotApplicable("none of your own code runs on a server")
        : app.ServiceTraces is { Count: > 0, BlindSpots: [] } && app.ServiceTraces.All(trace => !trace.HasSteps)
            ? Verdict.NotApplicable("no service does anything that a trace would show")
        : Services(app) & Calls(app) & Order(app);

    static Verdict Services(App app) =>
        app
            .ServiceTraces.JudgeEach(trace =>
                trace.HasSteps
                    ? OfService(app, trace)
                    : trace.NotCounted($"starts {trace.Service.Name}, which shows pages and asks nobody, so that no trace is missed")
            )
            .OrUnproven("nothing here shows what runs on a server");

    static Finding OfService(App app, ServiceTrace trace) =>
        trace.NotSeen is { } unseen
            ? trace.Unproven($"keeps {trace.Service.Name}, which {unseen}; what its traces show was not read")
            : trace.State switch
            {
                Tracing.None when app.ServiceTraces.Any(other => other.State is Tracing.On or Tracing.Unknown) => trace.Fails(
                    StepUnseen,
                    $"starts {trace.Service.Name} without a tracer, so that the traces of the others end there"
                ),
                Tracing.None => trace.Fails(NoTracer, $"starts {trace.Service.Name} without a tracer"),
                Tracing.Off => trace.Fails(NothingRecorded, trace.Because),
                Tracing.Unknown => trace.Unproven(trace.Because),
                Tracing.On => trace.Passes(trace.Because),
            };

    static Verdict Calls(App app) =>
        app
            .TracedCalls.JudgeEach(call =>
                call.Cover switch
                {
                    SpanCover.Missing => call.Fails(StepUnseen, $"shows nothing of {Calls(call)}") with
                    {
                        At = call.SetUpAt,
                        Related = [call.At],
                    },
                    SpanCover.Unknown => call.Unproven(
                        $"calls {call.What} through {call.Client}, which {call.Library} may or may not show"
                    ),
                    SpanCover.Shown => call.Passes($"calls {call.What} through {call.Client}, which {call.Library} shows"),
                }
            )
            .Joined(
                finding => $"{finding.At}:{finding.Says}",
                same => same[0] with { Related = [.. same.SelectMany(finding => finding.Related)] }
            )
            .OrNotApplicable("no traced service calls anything");

    static string Calls(TracedCall call) =>
        call.What.Length == 0 ? $"the requests that come in through {call.Client}" : $"the calls to {call.What} through {call.Client}";

    static Verdict Order(App app) =>
        new Facts<ServiceTrace>(app.ServiceTraces.Where(trace => trace.LateAt is not null))
            .JudgeEach(trace =>
                trace.Fails(TooLate) with
                {
                    At = trace.LateAt!,
                    Related = [trace.At],
                    Identity = $"{trace.Identity}:order",
                }
            )
            .OrNotApplicable("each tracer is loaded first");
}
