namespace Shipworthy.Checks.Observability;

public sealed class LogsStructured() : CheckNotJudgedYet("6.1", "Structured logs (JSON) with consistent fields and a request ID")
{
    public override string Why =>
        """
            At three in the morning you have to find every line of one customer's failed request within seconds. In plain
            text, mixed with a hundred other requests, you read until sunrise.
            """;

    public override string Fix =>
        """
            Write one JSON object a line, and bind the request's ID once, so that every line carries it by itself:

            - **Express**: `app.use(pinoHttp({ genReqId: (req) => req.headers["x-request-id"] ?? randomUUID() }))`, then `req.log.info({ orderId }, "order placed")`
            - **Next.js**: `pino({ mixin: () => requestContext.getStore() ?? {} })` with an `AsyncLocalStorage`, and no `console.log` on the server
            - **FastAPI**: structlog with `merge_contextvars` and `JSONRenderer()`, and `app.add_middleware(CorrelationIdMiddleware)` of asgi-correlation-id
            - **Django**: django-guid, and `pythonjsonlogger.json.JsonFormatter` in `LOGGING`
            - **ASP.NET Core**: `builder.Logging.ClearProviders().AddJsonConsole(options => options.IncludeScopes = true)`
            - **Go**: `slog.New(slog.NewJSONHandler(os.Stdout, nil)).With("request_id", middleware.GetReqID(ctx))` with chi
            - **Rails**: rails_semantic_logger with `config.rails_semantic_logger.format = :json` and `config.log_tags = { request_id: :request_id }`
            - **Laravel**: `'formatter' => JsonFormatter::class` on the `stderr` channel, and `Context::add('request_id', (string) Str::uuid())` in a middleware
            - **Spring Boot**: `logging.structured.format.console=ecs`
            - **Supabase Edge Functions**: `console.log(JSON.stringify({ level, message, requestId }))` in one shared `log`
            """;

    public override string SettledBy =>
        """
            A probe sends a request with an ID of its own and looks for it in the answer; with access to the logs it finds
            that request's one record. A picture of such a search: `shipworthy attest 6.1`, for 180 days.
            """;

    public override string Counts =>
        "each service counts three times: the format of its log, the calls that write it, and the request's ID";

    public override string ProvedWhen =>
        "writes one JSON object a line, has one name for one thing, and carries the request's ID in every record";

    public override string UnprovenWhen => "takes its format from a variable, or from a package that the repository does not show";

    public override string? NotApplicableWhen => "none of your own code runs on a server";
}
