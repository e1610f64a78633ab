namespace Shipworthy.Checks.Data;

public sealed class CachesFollowRules() : CheckNotJudgedYet("7.5", "Cache layer with explicit invalidation rules")
{
    public override string Why =>
        """
            A cache without rules shows one customer another's data or yesterday's price, and nobody can say when it will be
            right again.
            """;

    public override string Fix =>
        """
            Give every cached value a lifetime, clear it where its source is written, and put the user into the key of what
            is personal:

            - **Next.js**: `"use cache"` with `cacheLife("minutes")` and `cacheTag("prices")`, and `updateTag("prices")` in the action that saves
            - **Redis**: `await redis.set("plan:" + userId, json, "EX", 60)`, and `await redis.del("plan:" + userId)` after the commit
            - **Django**: `cache.set(f"plan:{user.id}", plan, timeout=60)`, and `transaction.on_commit(lambda: cache.delete(f"plan:{user.id}"))`
            - **ASP.NET Core**: `cache.GetOrCreateAsync($"plan:{userId}", LoadPlan, tags: ["plans"])` of HybridCache, and `cache.RemoveByTagAsync("plans")`
            - **Rails**: `Rails.cache.fetch([user, "plan"], expires_in: 5.minutes)`, whose key changes with the user's row
            - **Laravel**: `Cache::remember("plan:{$user->id}", 60, $load)`, and `Cache::forget("plan:{$user->id}")`
            - **Spring**: `@Cacheable(cacheNames = "plans", key = "#userId")`, and `@CacheEvict` with the same key
            - **HTTP**: `Cache-Control: private, no-store` on everything that depends on the visitor
            - **Several instances**: Redis instead of a `Map`, or a lifetime of a minute
            """;

    public override string SettledBy =>
        """
            A probe reads a personal page as two test users and as nobody, and changes a test record to see how long the old
            answer lasts. Where there is no cache, the load test or the database's statistics decide. A list of rules kept
            in a dashboard: `shipworthy attest 7.5`, for 180 days.
            """;

    public override string Counts => "each kind of cached value counts once: a store with its key, a cached function, a cached answer";

    public override string ProvedWhen =>
        "has a lifetime, is cleared where its source changes unless being that old does no harm, and keeps what is personal apart";

    public override string UnprovenWhen =>
        "is ruled in a dashboard or has a key that could not be followed, or there is no cache and nothing shows that none is needed";

    public override string? NotApplicableWhen => "there is no cache, and a load test or the database shows that none is needed";
}
