namespace Shipworthy.Checks.Observability;

public sealed class LogsStructured() : Check("6.1", "Structured logs (JSON) with consistent fields and a request ID")
{
    /// <summary>From this percentage of calls on, a log is structured (rubric 6.1).</summary>
    const int Nearly = 90;

    /// <summary>Below this percentage there is no structured log to speak of (rules 1 and 4).</summary>
    const int Half = 50;

    /// <summary>From this percentage of records on, the ID reaches the log (rule 3).</summary>
    const int Mostly = 80;

    /// <summary>Above this percentage of structured calls, messages made of pieces are the custom (rule 4).</summary>
    const int Often = 30;

    static readonly Rule NoStructure = new("6.1-1", Major, BadLuck)
    {
        Says = "writes lines of text, which only people can read",
        Title = "Read lines of text until sunrise to find one failed request",
        Consequence =
            "No tool can pick out one customer, one order or one kind of error from the log. Every question about production starts with a search for words.",
        Fix = "Put one JSON logger into the service, and replace the bare output calls by it.",
    };

    static readonly Rule TextByChoice = new("6.1-2", Major, BadLuck)
    {
        Says = "has a logger that could write JSON, and writes text in production",
        Title = "Own a good logger and still search through prose",
        Consequence = "The fields that the code hands to the logger are flattened into a line, so that nothing can be searched by them.",
        Fix = "Keep the pretty printer for development, and let production write JSON.",
    };

    static readonly Rule NoRequestId = new("6.1-3", Major, BadLuck)
    {
        Says = "writes records that no request ID ties together",
        Title = "Miss the lines that belong to one customer's failed request",
        Consequence = "A hundred requests write into the log at once. Which lines belong to the one that failed is a guess.",
        Fix = "Make or take over an ID for each request in one middleware, and bind it to the logger, so that every record carries it.",
    };

    static readonly Rule PartlyStructured = new("6.1-4", Minor, BadLuck)
    {
        Says = "writes a part of its log as text",
        Title = "Search the records and miss what was only printed",
        Consequence = "A search over fields misses the lines that have none, and nobody notices what is missing.",
        Fix = "Send the remaining calls through the logger, with values in fields and not in the message.",
    };

    static readonly Rule ManyNames = new("6.1-5", Minor, BadLuck)
    {
        Says = "calls one thing by several names in its records",
        Title = "Search by one name and miss the records with the other",
        Consequence = "A search for one spelling shows a part of the story, and looks like all of it.",
        Fix = "Agree on one name for each thing, and let the logger's types enforce it.",
    };

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

    public override string Counts => "each service counts twice: for the records of its log, and for the request's ID in them";

    public override string ProvedWhen =>
        "writes one JSON object a line, has one name for one thing, and carries the request's ID in every record";

    public override string UnprovenWhen => "takes its format from a variable, or from a package that the repository does not show";

    public override string? NotApplicableWhen => "none of your own code runs on a server";

    public override ImmutableArray<Rule> Rules => [NoStructure, TextByChoice, NoRequestId, PartlyStructured, ManyNames];

    public override Verdict Judge(App app) =>
        app.Deployables.Count > 0 && app.ServiceLogs is { Count: 0, BlindSpots: [] }
            ? Verdict.NotApplicable("none of your own code runs on a server")
        : app.ServiceLogs is { Count: > 0, BlindSpots: [] } && app.ServiceLogs.All(log => HasNothingToTell(app, log))
            ? Verdict.NotApplicable("no service does anything that a log would tell")
        : Records(app) & Ids(app) & Messages(app) & Names(app) & Disclosed(app, areSecrets: true) & Disclosed(app, areSecrets: false);

    static Verdict Records(App app) =>
        app
            .ServiceLogs.JudgeEach(log =>
                HasNothingToTell(app, log) ? log.NotCounted($"starts {log.Service.Name}, which shows pages and asks nobody")
                : log.NotSeen is { } unseen ? log.Unproven($"keeps {log.Service.Name}, which {unseen}, and whose log is not read yet")
                : OfRecords(log)
            )
            .OrUnproven("nothing here shows what runs on a server");

    /// <summary>Whether a service only hands out pages, and has no code that could fail for one visitor and not for another.</summary>
    static bool HasNothingToTell(App app, ServiceLog log) =>
        log is { Calls: 0, NotSeen: null } && app.ServiceTraces.Any(trace => trace.Service == log.Service && !trace.HasSteps);

    static Finding OfRecords(ServiceLog log)
    {
        if (log.Calls == 0)
            return log.Format switch
            {
                LogFormat.Json => log.Passes($"{log.Because}, one record a request"),
                LogFormat.Unknown => log.Unproven(log.Because),
                LogFormat.Text or LogFormat.TextByChoice => log.Fails(
                    NoStructure,
                    $"writes no record of its own: {log.Service.Name} leaves only the server's lines of text"
                ),
            };
        var (sure, possible) = (Percent(log.Structured, log.Calls), Percent(log.Structured + log.Unclear, log.Calls));
        var text = log.Calls - log.Structured - log.Unclear;
        return sure >= Nearly ? log.Passes($"{Because(log)}: {Count(log.Structured, log)} write fields")
            : possible < Half && log.TextByChoice * 2 > text ? log.Fails(TextByChoice, $"{log.Because}: {Count(text, log)} write no fields")
            : possible < Half ? Densest(log, log.Fails(NoStructure, $"{Text(log)}: {Count(text, log)} write no fields"))
            : possible >= Nearly || sure < Half ? log.Unproven($"{log.Because}: {Count(log.Unclear, log)} go through it")
            : Densest(log, log.Fails(PartlyStructured, $"prints text in {Count(text, log)}"));
    }

    /// <summary>Bare output is mended where most of it stands; a setting where it is set.</summary>
    static Finding Densest(ServiceLog log, Finding finding) =>
        log.Densest is [var first, .. var others] && (log.Format is not LogFormat.Text || log.Library.Length == 0)
            ? finding with
            {
                At = first.At,
                Related = [.. others.Select(file => file.At)],
            }
            : finding with
            {
                Related = [.. log.Densest.Select(file => file.At)],
            };

    static string Text(ServiceLog log) =>
        log.Format is LogFormat.Text && log.Because.Length > 0 ? log.Because : "writes to its log without a logger";

    static Verdict Ids(App app) =>
        Only(app, log => log.NotSeen is null && (log.Calls > 0 || log.Format is LogFormat.Json))
            .JudgeEach(log =>
                OfId(app, log) with
                {
                    At = log.BindingAt,
                    Related = log.At == log.BindingAt ? [] : [log.At],
                    Identity = $"{log.Identity}:id",
                }
            )
            .OrNotApplicable("no service writes a record that could carry an ID");

    /// <summary>Whether a service only does work that others leave for it, so that no request has an ID there.</summary>
    static bool TakesNoRequests(App app, ServiceLog log) =>
        log.Service.Serves is Serves.Nothing && !app.Endpoints.Any(endpoint => endpoint.Deployable == log.Service.Name);

    static Finding OfId(App app, ServiceLog log) =>
        (log.Calls == 0 ? log.BoundBy is not null : Percent(log.WithRequestId, log.Calls) >= Mostly)
            ? log.Passes(
                log.BoundBy is { } by
                    ? $"has {by} bring the request's ID into its records"
                    : $"hands the request's ID to {Count(log.WithRequestId, log)}"
            )
        : TakesNoRequests(app, log) ? log.NotCounted($"starts {log.Service.Name}, which takes no requests that could have an ID")
        : log.BindingUnseen is { } unseen ? log.Unproven(unseen)
        : log is { Format: LogFormat.Unknown, BoundBy: not null }
            ? log.Unproven($"has {log.BoundBy} bring the request's ID into its records, as long as they are sent as records")
        : log.Fails(
            NoRequestId,
            log.WithRequestId == 0
                ? $"makes no ID for a request that reaches the log of {log.Service.Name}"
                : $"hands the request's ID to {Count(log.WithRequestId, log)} only"
        );

    static Verdict Messages(App app) =>
        Only(
                app,
                log =>
                    log is { InterpolatedAt: not null }
                    && Percent(log.Interpolated, log.Structured) > Often
                    && Percent(log.Structured, log.Calls) >= Half
            )
            .JudgeEach(log =>
                log.Fails(
                    PartlyStructured,
                    $"writes values into the text of {log.Interpolated} of its {log.Structured} records, where fields could hold them"
                ) with
                {
                    At = log.InterpolatedAt!,
                    Identity = $"{log.Identity}:messages",
                }
            )
            .OrNotApplicable("messages keep values in fields");

    static Verdict Names(App app) =>
        Only(app, log => !log.Inconsistent.IsEmpty)
            .JudgeEach(log =>
                log.Fails(ManyNames, $"calls one thing {string.Join(" and ", log.Inconsistent[0].Names)}") with
                {
                    At = log.Inconsistent[0].At,
                    Identity = $"{log.Identity}:names",
                }
            )
            .OrNotApplicable("each thing has one name");

    /// <summary>What stands in the log that nobody ought to read there, as a remark (rubric 6.1, traps).</summary>
    static Verdict Disclosed(App app, bool areSecrets) =>
        Only(app, log => log.Discloses.Any(one => one.IsSecret == areSecrets))
            .JudgeEach(log =>
            {
                var told = log.Discloses.Where(one => one.IsSecret == areSecrets).ToList();
                var more = told.Count switch
                {
                    1 => "",
                    2 => ", as does one more call",
                    _ => $", as do {told.Count - 1} more calls",
                };
                return log.NotCounted(
                    areSecrets
                        ? $"writes {told[0].What} into the log, where whoever reads it can use it{more}"
                        : $"writes a person's {told[0].What} into the log{more}"
                ) with
                {
                    At = told[0].At,
                    Related = [.. told.Skip(1).Take(50).Select(one => one.At)],
                    Identity = $"{log.Identity}:discloses:{(areSecrets ? "secrets" : "persons")}",
                };
            })
            .OrNotApplicable("no call hands a secret to the log");

    /// <summary>What could not be seen is said once, with the records.</summary>
    static Facts<ServiceLog> Only(App app, Func<ServiceLog, bool> condition) => new(app.ServiceLogs.Where(condition));

    static string Because(ServiceLog log) =>
        log.Because.Length > 0 && log.Format is LogFormat.Json ? log.Because : "writes JSON to the console";

    static string Count(int some, ServiceLog log) => $"{some} of {log.Calls} log calls of {log.Service.Name}";

    static int Percent(int some, int all) => all == 0 ? 0 : some * 100 / all;
}
