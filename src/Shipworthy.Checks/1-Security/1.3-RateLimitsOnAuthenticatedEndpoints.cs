namespace Shipworthy.Checks.Security;

public sealed class RateLimitsOnAuthenticatedEndpoints() : Check("1.3", "Rate limits on every authenticated endpoint")
{
    static readonly Rule SpendsUnlimited = new("1.3-F1", Blocker, Insider)
    {
        Says = "costs money with every call, and nothing counts the calls",
        Title = "Run up your bill from one account",
        Consequence =
            "One account, stolen or free, can call it all night; each call costs you, until the provider shuts you off for everybody.",
        Fix = "Count each user's calls before the work begins, in a store that all instances share, and answer 429 above a few a minute.",
    };

    static readonly Rule Unlimited = new("1.3-F2", Major, Insider)
    {
        Says = "answers as many calls as one account sends",
        Title = "Slow the app down for everybody from one account",
        Consequence = "One script or a loop in your own page can take the database and the servers from all other customers.",
        Fix = "Put one limit in front of all endpoints, counted for each user in a store that all instances share.",
    };

    static readonly Rule KeyIsChosen = new("1.3-L3", Major, Insider)
    {
        Says = "counts by something that callers choose",
        Title = "Go around the limit by a made-up header",
        Consequence = "Whoever sends another value with each call is a new caller each time, and the limit never bites.",
        Fix = "Count by the id of the user who was verified before.",
    };

    static readonly Rule OneForAll = new("1.3-L3-shared", Minor, Insider)
    {
        Says = "has one count for everybody",
        Title = "Use up everybody's calls",
        Consequence = "One busy caller reaches the limit, and all others are refused.",
        Fix = "Count each user by themselves.",
    };

    static readonly Rule InMemory = new("1.3-L4", Major, Insider)
    {
        Says = "counts in a memory that its copies do not share",
        Title = "Spread calls over copies that do not know each other's counts",
        Consequence = "The host starts copies as calls come, each begins to count at zero, and the limit is hardly ever reached.",
        Fix = "Keep the counts in Redis, in the database, or at the host's firewall.",
    };

    static readonly Rule TooMany = new("1.3-L5", Minor, Insider)
    {
        Says = "allows more calls than protects anything",
        Title = "Call as often as the limit allows, which is too often",
        Consequence = "The limit is there, and so high that one account can still do harm below it.",
        Fix = "Allow 60 calls a minute where each costs money, and 600 elsewhere.",
    };

    static readonly EffectiveLimit Limit = new(KeyIsChosen, OneForAll, InMemory, TooMany);

    public override string Why =>
        """
            One customer's script, a stolen token or a bug in your own page can run up your AI and database bill overnight,
            or slow the app down for everybody. A limit on each user stops it after a minute.
            """;

    public override string Fix =>
        """
            Put one limit in front of every endpoint, counted for each user in a store that all instances share, and a
            stricter one on what costs money:

            - **Express**: `app.use(rateLimit({ windowMs: 60_000, limit: 120, keyGenerator: (req) => req.user.id, store: redisStore }))` after sign-in was checked
            - **Next.js**: `const { success } = await ratelimit.limit(userId)` of `@upstash/ratelimit`, and status 429 when `success` is false; declare its Redis where your infrastructure is declared
            - **NestJS**: `{ provide: APP_GUARD, useClass: ThrottlerGuard }` beside `ThrottlerModule.forRoot([{ ttl: 60_000, limit: 120 }])`
            - **FastAPI**: `Limiter(key_func=user_id, default_limits=["120/minute"], storage_uri=settings.redis_url)` of slowapi, and `app.add_middleware(SlowAPIMiddleware)`
            - **Flask**: `Limiter(user_id, app=app, default_limits=["120 per minute"], storage_uri=REDIS_URL)` of Flask-Limiter
            - **Django REST framework**: `"DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"]`, `"DEFAULT_THROTTLE_RATES": {"user": "120/min"}`, with Redis as the cache
            - **ASP.NET Core**: `options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(ByUserId)`, and `app.UseRateLimiter()` after `app.UseAuthentication()`; with several instances by `RedisRateLimitPartition` of RedisRateLimiting
            - **Rails**: `rate_limit to: 120, within: 1.minute, by: -> { current_user.id }` in `ApplicationController`
            - **Laravel**: `RateLimiter::for('api', fn ($request) => Limit::perMinute(120)->by($request->user()?->id ?: $request->ip()))`, and `$middleware->throttleApi()`
            - **Supabase**: send costly calls through an Edge Function that counts; tables have no limit of their own
            """;

    public override string SettledBy =>
        """
            A probe with its own test user sends a short burst to a few harmless endpoints and stops at the first refusal. A
            limit kept at a gateway or firewall is settled by its exported rule: `shipworthy attest 1.3`, for 90 days.
            """;

    public override string Counts =>
        "each endpoint for signed-in callers counts once; webhooks with a verified signature are listed and left out";

    public override string ProvedWhen =>
        "counts each user before it does any work, in a store that all instances share, and refuses when the limit is reached";

    public override string UnprovenWhen =>
        "stands behind a gateway or a hosted data service whose limits are not in the repository, or counts in memory on an unknown host";

    public override string? NotApplicableWhen => "the app has no accounts and no API of its own";

    public override ImmutableArray<Rule> Rules => [SpendsUnlimited, Unlimited, KeyIsChosen, InMemory, OneForAll, TooMany];

    public override Verdict Judge(App app)
    {
        var bare = WithoutAnyLimit(app).ToHashSet(StringComparer.Ordinal);
        return EachEndpoint(app, bare) & EachServer(app, bare);
    }

    static Verdict EachEndpoint(App app, HashSet<string> bare)
    {
        var judged = app
            .Endpoints.Where(endpoint =>
                endpoint.Caller is Caller.User or Caller.Machine
                // A step of signing in is judged where strangers are, whoever else may take it.
                || (endpoint.Caller is Caller.Unknown && endpoint.Credential is CredentialStep.Unknown)
            )
            .JudgeEach(endpoint =>
                endpoint.Caller switch
                {
                    Caller.Machine => endpoint.NotCounted(
                        $"{endpoint.Name} answers only programs that prove themselves by {endpoint.CallerBecause}"
                    ),
                    Caller.User when endpoint is { Method: "OPTIONS" or "HEAD", NeedsNoLimit: { } harmless } => endpoint.NotCounted(
                        $"{endpoint.Name} {harmless}"
                    ),
                    Caller.Unknown when endpoint.NeedsNoLimit is { } reason => endpoint.NotCounted($"{endpoint.Name} {reason}"),
                    Caller.User => Limit.Best(endpoint) ?? WithoutLimit(endpoint, bare.Contains(endpoint.Deployable)),
                    Caller.Anonymous or Caller.Credential or Caller.Unknown when endpoint.IsPlatformSurface => Limit.Best(endpoint)
                        ?? WithoutLimit(endpoint, isBare: false),
                    Caller.Anonymous or Caller.Credential or Caller.Unknown => Limit.Best(endpoint)
                        ?? endpoint.Unproven(
                            $"{endpoint.Name} has no limit, and who may call it could not be told: {endpoint.CallerBecause}"
                        ),
                }
            );
        return EffectiveLimit.ByLimiter(judged, app).OrNotApplicable(NothingToLimit);
    }

    /// <summary>
    /// A server in which nothing counts at all is mended where it is made, by one limit in front of everything. Its endpoints are counted by
    /// themselves.
    /// </summary>
    static Verdict EachServer(App app, HashSet<string> bare) =>
        new Facts<Deployable>(app.Deployables.Where(part => bare.Contains(part.Name) && part.IsMadeInCode))
            .JudgeEach(part =>
                part.Fails(
                    Unlimited,
                    $"{part.Name} has no limit in front of its {app.Endpoints.Count(endpoint => endpoint.Deployable == part.Name)} endpoints"
                ) with
                {
                    Items = 0,
                    Roots = [RootOf(part.Name)],
                }
            )
            .OrNotApplicable(NothingToLimit);

    const string NothingToLimit = "no endpoint of its own asks for a sign-in";

    /// <summary>The parts of the app with several endpoints for signed-in callers and no limit before any of their endpoints.</summary>
    static IEnumerable<string> WithoutAnyLimit(App app) =>
        app
            .Endpoints.GroupBy(endpoint => endpoint.Deployable, StringComparer.Ordinal)
            .Where(part =>
                part.All(endpoint => endpoint is { Limits: [], LimitsUnseen: null, IsPlatformSurface: false })
                && part.Count(endpoint => endpoint.Caller is Caller.User) > 1
            )
            .Select(part => part.Key);

    static string RootOf(string part) => $"missing:limiter:{part}";

    static Finding WithoutLimit(Endpoint endpoint, bool isBare) =>
        endpoint.IsPlatformSurface
            ? endpoint.Unproven($"{endpoint.Name} is called by clients directly, and the platform shows no limit for each of them")
        : endpoint.LimitsUnseen is { } reason ? endpoint.Unproven($"{endpoint.Name} has no limit here; {reason}")
        : endpoint.Effects.FirstOrDefault(effect => effect.Kind.IsCostly) is { } costly
            ? endpoint.Fails(
                SpendsUnlimited,
                $"{endpoint.Name} {costly.Kind.Says} ({costly.By}), and nothing counts its calls{EffectiveLimit.WhyIdle(endpoint)}"
            )
        : endpoint.Fails(Unlimited, $"{endpoint.Name} answers as many calls as one account sends{EffectiveLimit.WhyIdle(endpoint)}") with
        {
            Roots = [.. endpoint.Roots, .. isBare ? [RootOf(endpoint.Deployable)] : Array.Empty<string>()],
        };
}
