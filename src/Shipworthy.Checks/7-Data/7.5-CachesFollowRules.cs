namespace Shipworthy.Checks.Data;

public sealed class CachesFollowRules() : Check("7.5", "Cache layer with explicit invalidation rules")
{
    static readonly TimeSpan Short = TimeSpan.FromSeconds(60);

    static readonly TimeSpan Medium = TimeSpan.FromMinutes(5);

    static readonly TimeSpan Day = TimeSpan.FromHours(24);

    static readonly Rule Mixed = new("7.5-1", Blocker, Insider)
    {
        Says = "gives one person's answer to another",
        Title = "See another customer's data",
        Consequence = "The cache answers everybody with what it made for the first one who asked.",
        Fix = "Put the user or tenant into the key, and send `Cache-Control: private, no-store` with answers that depend on the visitor.",
    };

    static readonly Rule Stale = new("7.5-2", Major, BadLuck)
    {
        Says = "keeps data that the app changes, and no change clears it",
        Title = "Work with data that were changed long ago",
        Consequence = "After a change everybody still sees the old value, and acts on it, until its time is over.",
        Fix = "Clear the value in the function that saves the change, after the commit, or let it live for a minute at most.",
    };

    static readonly Rule Endless = new("7.5-3", Major, BadLuck)
    {
        Says = "keeps data for as long as the process or the store lives",
        Title = "Serve an old value until somebody restarts the app",
        Consequence = "Nothing ends the value's life and nothing clears it, so that it stays wrong once it is wrong.",
        Fix = "Give it a lifetime, and clear it where its source changes.",
    };

    static readonly Rule InOneCopy = new("7.5-4", Major, BadLuck)
    {
        Says = "keeps data that the app changes in the memory of one of many copies",
        Title = "See a change in one copy of the app and not in the others",
        Consequence =
            "Clearing reaches only the copy that served the change. All others go on with the old value: somebody signed out or removed still gets in.",
        Fix = "Keep it in Redis or another store that all copies share, or let it live for a minute at most.",
    };

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

    public override ImmutableArray<Rule> Rules => [Mixed, Stale, Endless, InOneCopy];

    public override Verdict Judge(App app) =>
        app.IsLibraryOrTool
            ? Verdict.NotApplicable("nothing here serves requests: it is a library or a command-line tool")
            : app
                .CacheFamilies.JudgeEach(family => Of(WithVisitor(family, app.Endpoints)))
                .OrUnproven("no cache of a server was found, and whether one is needed only a load test or the database's statistics show");

    /// <summary>An answer is its visitor's where the endpoint that gives it knows who is calling.</summary>
    static CacheFamily WithVisitor(CacheFamily family, Facts<Endpoint> endpoints)
    {
        if (family is not { Store: CacheStore.Proxy, AnswersFrom: { } first, Source: not CacheSource.Constant })
            return family;
        var endpoint = endpoints.FirstOrDefault(one =>
            (one.HandlerAt ?? one.At) is var at && at.Path == family.At.Path && at.Line >= first - 2 && at.Line <= family.At.Line
        );
        // In a function for several methods, only a proof above the choice or in the same arm speaks of this answer.
        if (
            family.ByMethod is { } choice
            && !(
                endpoint is { Caller: Caller.User, CallerAt: { } proof }
                && proof.Path == family.At.Path
                && choice.RunsBefore(proof.Line, family.At.Line, first)
            )
        )
            return family;
        return endpoint?.Caller switch
        {
            Caller.User => family with
            {
                Owner = CacheOwner.NotInKey,
                OwnerBecause = $"lets proxies keep the answer of {endpoint.Name}, which is for the one who is signed in",
            },
            Caller.Anonymous => family with { Owner = CacheOwner.Everybody },
            _ => family,
        };
    }

    static Finding Of(CacheFamily family)
    {
        if (family.Source is CacheSource.Constant)
            return family.NotCounted("lets proxies keep what never changes under its address");
        if (family.Owner is CacheOwner.NotInKey)
            return family.Fails(Mixed, family.OwnerBecause);
        var isBrief = family.Lifetime <= Short;
        var isOwn = family.Source is CacheSource.OwnData;
        var isClearedNowhere = family.ClearedAt is null && !family.ClearingUnknown;
        if (isOwn && !isBrief && family is { Store: CacheStore.Process, Copies: CopiesOfPart.Many, Life: not CacheLife.Unknown })
            return family.Fails(
                InOneCopy,
                $"keeps {What(family)} {Long(family)} in the memory of one copy, while the app {family.CopiesBecause}"
            );
        if (family.Life is CacheLife.Endless && isClearedNowhere && family.Source is not CacheSource.Unknown)
            return family.Fails(Endless, $"keeps {What(family)} without an end, and nothing clears it");
        if (isOwn && isClearedNowhere && family.ChangedAt is { } change && (family.Lifetime > Short || family.Life is CacheLife.Endless))
            return family.Fails(
                family.Lifetime <= Medium && !family.IsSensitive ? Stale with { Severity = Minor } : Stale,
                $"keeps {What(family)} {Long(family)}, and nothing clears it though {change.Path}:{change.Line} changes {family.Of}"
            );
        return family.Owner is CacheOwner.Unknown ? family.Unproven(family.OwnerBecause)
            : family.Life is CacheLife.Unknown || (family.Life is CacheLife.Ends && family.Lifetime is null)
                ? family.Unproven($"keeps {What(family)}, and how long could not be told")
            : isBrief ? family.Passes($"keeps {What(family)} {Long(family)}")
            : OfLasting(family);
    }

    static Finding OfLasting(CacheFamily family) =>
        family.Source switch
        {
            CacheSource.Others when family.Life is CacheLife.Ends => family.Passes($"keeps the answer of another service {Long(family)}"),
            CacheSource.Totals when family.Lifetime <= Day => family.Passes($"keeps counts and sums over {family.Of} {Long(family)}"),
            CacheSource.OwnData
            or CacheSource.Totals when family is { EachChangeClears: true, Life: CacheLife.Ends, ClearedAt: { } clear } => family.Passes(
                $"keeps {What(family)} {Long(family)}, and each change of it that was found leads to {clear.Path}:{clear.Line}, which clears it"
            ),
            CacheSource.OwnData when family is { ClearedAt: { } clear, ChangedAt: { } change } => family.Unproven(
                $"keeps {What(family)} {Long(family)}; {clear.Path}:{clear.Line} clears it, and {change.Path}:{change.Line} changes {family.Of} without leading there"
            ),
            CacheSource.OwnData or CacheSource.Totals or CacheSource.Others when family.ClearedAt is { } cleared => family.Unproven(
                $"keeps {What(family)} {Long(family)} and is cleared in {cleared.Path}:{cleared.Line}; whether every change of its source leads there was not followed"
            ),
            CacheSource.OwnData or CacheSource.Totals or CacheSource.Others => family.Unproven(
                $"keeps {What(family)} {Long(family)}, and whether a change of its source clears it was not followed"
            ),
            CacheSource.Unknown or CacheSource.Constant => family.Unproven(
                $"keeps {What(family)} {Long(family)}, and what that is made of could not be told"
            ),
        };

    static string What(CacheFamily family) =>
        family.Of.Length > 0 ? family.Of
        : family.Name.Length > 0 ? family.Name
        : "a value";

    static string Long(CacheFamily family) =>
        family.Lifetime is not { } time ? (family.Life is CacheLife.Endless ? "without an end" : "for a time")
        : time.TotalDays >= 2 ? $"for {time.TotalDays:0} days"
        : time.TotalMinutes > 120 ? $"for {time.TotalHours:0.#} hours"
        : time.TotalSeconds > 120 ? $"for {time.TotalMinutes:0.#} minutes"
        : $"for {time.TotalSeconds:0} seconds";
}
