namespace Shipworthy.Checks.Security;

public sealed class RateLimitsOnUnauthenticatedEndpoints()
    : Check("1.4", "Rate limits on every unauthenticated endpoint (including auth itself)")
{
    static readonly Rule SpendsUnlimited = new("1.4-F1", Blocker, Stranger)
    {
        Says = "costs money with every call of a stranger, and nothing counts the calls",
        Title = "Spend your money without an account",
        Consequence =
            "Anybody who finds the address can call it in a loop: mails in your name, model calls on your bill, until the provider stops you.",
        Fix =
            "Count calls by the caller's address before the work begins, in a store that all instances share, and ask for a CAPTCHA where people fill in a form.",
    };

    static readonly Rule GuessesUnlimited = new("1.4-F2", Blocker, Stranger)
    {
        Says = "takes guesses at passwords or codes without counting them",
        Title = "Guess a password or a code all night",
        Consequence = "A list of leaked passwords is tried against every account, thousands of times a minute, and some will fit.",
        Fix = "Allow ten tries in a quarter of an hour by address and by account, before the password is compared.",
    };

    static readonly Rule StepUnlimited = new("1.4-F3", Major, Stranger)
    {
        Says = "takes a step of signing in as often as anybody likes",
        Title = "Make accounts, tokens and reset mails without end",
        Consequence = "Scripts fill the database with accounts, flood people with mails in your name, or keep stolen tokens alive.",
        Fix = "Limit sign-up, reset and refresh by the caller's address, and sign-up by a CAPTCHA as well.",
    };

    static readonly Rule OpenUnlimited = new("1.4-F4", Minor, Stranger)
    {
        Says = "answers as many calls as anybody sends",
        Title = "Copy the data page by page, or keep the database busy",
        Consequence = "A crawler takes everything that is open, and each call costs the database work that customers wait for.",
        Fix =
            "Put one limit by the caller's address in front of all open endpoints, and let a cache answer what is the same for everybody.",
    };

    static readonly Rule KeyIsChosen = new("1.4-L3", Major, Stranger)
    {
        Says = "counts by something that callers choose",
        Title = "Go around the limit by a made-up header",
        Consequence = "Whoever sends another value with each call is a new caller each time, and the limit never bites.",
        Fix = "Count by the address that your own proxy or host writes, and tell the framework how many proxies stand in front.",
    };

    static readonly Rule OneForAll = new("1.4-L3-shared", Minor, Stranger)
    {
        Says = "has one count for everybody",
        Title = "Lock everybody out by using up the calls",
        Consequence = "One caller reaches the limit, and nobody else can sign in.",
        Fix = "Count each address by itself.",
    };

    static readonly Rule InMemory = new("1.4-L4", Major, Stranger)
    {
        Says = "counts in a memory that its copies do not share",
        Title = "Spread calls over copies that do not know each other's counts",
        Consequence = "The host starts copies as calls come, each begins to count at zero, and the limit is hardly ever reached.",
        Fix = "Keep the counts in Redis, in the database, or at the host's firewall.",
    };

    static readonly Rule TooMany = new("1.4-L5", Minor, Stranger)
    {
        Says = "allows more calls than protects anything",
        Title = "Call as often as the limit allows, which is too often",
        Consequence = "The limit is there, and so high that guessing and copying go on below it.",
        Fix = "Allow 60 calls a minute where passwords are taken or money is spent, and 600 elsewhere.",
    };

    static readonly EffectiveLimit ForSteps = new(
        KeyIsChosen with
        {
            Severity = Blocker,
        },
        OneForAll with
        {
            Severity = Major,
        },
        InMemory with
        {
            Severity = Blocker,
        },
        TooMany with
        {
            Severity = Major,
        }
    );

    static readonly EffectiveLimit ForOthers = new(KeyIsChosen, OneForAll, InMemory, TooMany);

    public override string Why =>
        """
            Without a limit, anyone on the internet can guess passwords all night, send text messages at your expense and
            copy your data page by page. No account is needed for it.
            """;

    public override string Fix =>
        """
            Limit every open endpoint by the caller's address, and sign-in by account as well, before any work is done:

            - **Express**: `app.post("/login", rateLimit({ windowMs: 900_000, limit: 10, store: redisStore }), login)`, and `app.set("trust proxy", 1)` behind one proxy
            - **Next.js**: `const { success } = await ratelimit.limit("login:" + ip)` as the first line of the sign-in action
            - **FastAPI**: `@limiter.limit("10/minute")` below the route's decorator, `request: Request` among its parameters, and `FORWARDED_ALLOW_IPS` with the proxy's address where one stands in front
            - **Flask**: `@limiter.limit("10 per minute")` of Flask-Limiter below the route's decorator, and `ProxyFix` behind a proxy
            - **Django**: `@ratelimit(key="ip", rate="10/m", method="POST")` of django-ratelimit on sign-in, sign-up and reset
            - **ASP.NET Core**: `app.MapPost("/login", SignIn).RequireRateLimiting("login")`, `app.UseRateLimiter()`, and `app.UseForwardedHeaders()` before it; with several instances by `RedisRateLimitPartition` of RedisRateLimiting
            - **Rails**: `rate_limit to: 10, within: 3.minutes, only: :create` in `SessionsController`
            - **Laravel**: `Route::post('/login', SignIn::class)->middleware('throttle:login')`, and `RateLimiter::for('login', ...)`
            - **Supabase**: keep the built-in limits, set `enabled = true` under `[auth.captcha]`, and move open writes behind a function that counts
            - **nginx**: `limit_req_zone $binary_remote_addr zone=login:10m rate=10r/m;` and `limit_req zone=login burst=5;` in the location
            """;

    public override string SettledBy =>
        """
            A probe tries to sign in with an address that does not exist, at most 30 times, and stops at the first refusal;
            it never touches a real account. A limit kept at the edge is settled by its exported rule:
            `shipworthy attest 1.4`, for 90 days.
            """;

    public override string Counts =>
        "each endpoint that works without an account counts once, sign-in, sign-up and reset among them; static files and health checks are left out";

    public override string ProvedWhen =>
        "refuses whoever comes too often, by an address that a caller cannot choose and before any work, or belongs to a sign-in service that does";

    public override string UnprovenWhen =>
        "stands behind a gateway or a hosted data service whose limits are not in the repository, counts in memory on an unknown host, or does something that could not be read";

    public override string? NotApplicableWhen => "every endpoint asks for a sign-in, or the whole app stands behind a proxy that does";

    public override ImmutableArray<Rule> Rules =>
        [SpendsUnlimited, GuessesUnlimited, StepUnlimited, KeyIsChosen, InMemory, OpenUnlimited, OneForAll, TooMany];

    public override Verdict Judge(App app)
    {
        var judged = app
            .Endpoints.Where(endpoint => endpoint.Caller is Caller.Anonymous or Caller.Credential or Caller.Unknown)
            .JudgeEach(endpoint =>
                endpoint.NeedsNoLimit is { } reason ? endpoint.NotCounted($"{endpoint.Name} {reason}")
                : (endpoint.Credential is not CredentialStep.Unknown ? ForSteps : ForOthers).Best(endpoint) is { } limited ? limited
                : endpoint.IsPlatformSurface
                    ? endpoint.Unproven($"{endpoint.Name} is called by clients directly, and the platform shows no limit for each of them")
                : endpoint.Caller is Caller.Unknown
                    ? endpoint.Unproven($"{endpoint.Name} has no limit, and who may call it could not be told: {endpoint.CallerBecause}")
                : endpoint.LimitsUnseen is { } unseen ? endpoint.Unproven($"{endpoint.Name} has no limit here; {unseen}")
                : WithoutLimit(endpoint)
            );
        return EffectiveLimit.ByLimiter(judged, app).OrNotApplicable("every endpoint asks for a sign-in, or the app has none");
    }

    static Finding WithoutLimit(Endpoint endpoint)
    {
        var idle = EffectiveLimit.WhyIdle(endpoint);
        return endpoint.Credential.CanBeGuessed
                ? endpoint.Fails(
                    GuessesUnlimited,
                    $"{endpoint.Name} takes guesses at {Guessed(endpoint)}{In(endpoint)} without counting them{idle}"
                )
            : endpoint.Effects.FirstOrDefault(effect => effect.Kind.IsCostly) is { } costly
                ? endpoint.Fails(
                    SpendsUnlimited,
                    $"{endpoint.Name} {costly.Kind.Says} ({costly.By}) for anybody, and nothing counts its calls{idle}"
                )
            : endpoint.Caller is Caller.Credential
                ? endpoint.Fails(StepUnlimited, $"{endpoint.Name} {Step(endpoint)}{In(endpoint)} as often as anybody likes{idle}")
            : endpoint.Effects.Any(effect => effect is { Kind: EffectKind.WritesData, IsUnderPolicies: false })
                ? endpoint.Fails(OpenUnlimited with { Severity = Major }, $"{endpoint.Name} changes data as often as anybody likes{idle}")
            : endpoint.Effects.Any(effect => effect.Kind is EffectKind.ReadsData or EffectKind.WritesData or EffectKind.CallsOut)
                ? endpoint.Fails(OpenUnlimited, $"{endpoint.Name} answers as many calls as anybody sends{idle}")
            : endpoint.Effects.Any(effect => effect.Kind is EffectKind.Unknown)
                ? endpoint.Fails(OpenUnlimited, $"{endpoint.Name} takes as many calls as anybody sends{idle}")
            : endpoint.NotRead is { } reason
                ? endpoint.Unproven($"{endpoint.Name} has no limit, and what it does could not be told: {reason}")
            : endpoint.Method is "GET" or "HEAD" or "OPTIONS"
                ? endpoint.NotCounted($"{endpoint.Name} has no limit, and nothing that costs or stays was found behind it")
            // What is meant to change something, and seems not to, was perhaps not understood.
            : endpoint.Unproven($"{endpoint.Name} has no limit, and what it changes was not found");
    }

    static string Guessed(Endpoint endpoint) => endpoint.Credential is CredentialStep.SignIn ? "passwords" : "codes";

    static string In(Endpoint endpoint) => endpoint.CredentialField is { Length: > 0 } field ? $" in its field {field}" : "";

    static string Step(Endpoint endpoint) =>
        endpoint.Credential switch
        {
            CredentialStep.SignUp => "makes accounts",
            CredentialStep.ResetRequest => "starts a reset of a password",
            CredentialStep.CodeSend => "sends a code or link",
            CredentialStep.Refresh => "gives new tokens",
            CredentialStep.SignIn or CredentialStep.ResetComplete or CredentialStep.CodeVerify or CredentialStep.Unknown =>
                "takes a step of signing in",
        };
}
