namespace Shipworthy.Checks.Security;

public sealed class RateLimitsOnUnauthenticatedEndpoints()
    : CheckNotJudgedYet("1.4", "Rate limits on every unauthenticated endpoint (including auth itself)")
{
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
            - **FastAPI**: `@limiter.limit("10/minute")` below the route's decorator, and `request: Request` among its parameters
            - **Django**: `@ratelimit(key="ip", rate="10/m", method="POST")` of django-ratelimit on sign-in, sign-up and reset
            - **ASP.NET Core**: `app.MapPost("/login", SignIn).RequireRateLimiting("login")`, `app.UseRateLimiter()`, and `app.UseForwardedHeaders()` before it
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
        "stands behind a gateway or a hosted data service whose limits are not in the repository, or counts in memory on an unknown host";

    public override string? NotApplicableWhen => "every endpoint asks for a sign-in, or the whole app stands behind a proxy that does";
}
