namespace Shipworthy.Checks.Security;

public sealed class RateLimitsOnAuthenticatedEndpoints() : CheckNotJudgedYet("1.3", "Rate limits on every authenticated endpoint")
{
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
            - **Next.js**: `const { success } = await ratelimit.limit(userId)` of `@upstash/ratelimit`, and status 429 when `success` is false
            - **NestJS**: `{ provide: APP_GUARD, useClass: ThrottlerGuard }` beside `ThrottlerModule.forRoot([{ ttl: 60_000, limit: 120 }])`
            - **FastAPI**: `Limiter(key_func=user_id, default_limits=["120/minute"], storage_uri=settings.redis_url)` of slowapi, and `app.add_middleware(SlowAPIMiddleware)`
            - **Django REST framework**: `"DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"]`, `"DEFAULT_THROTTLE_RATES": {"user": "120/min"}`, with Redis as the cache
            - **ASP.NET Core**: `options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(ByUserId)`, and `app.UseRateLimiter()` after `app.UseAuthentication()`
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
}
