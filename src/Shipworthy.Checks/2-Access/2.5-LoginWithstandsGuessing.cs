using Shipworthy.Checks.Security;

namespace Shipworthy.Checks.Access;

public sealed class LoginWithstandsGuessing() : Check("2.5", "Account lockout / brute-force protection on login")
{
    /// <summary>Failures of one account an hour above which a lock protects nothing (NIST SP 800-63B, section 3.2.2).</summary>
    const int MostPerHour = 100;

    /// <summary>Failures before a lock of which no time is known.</summary>
    const int MostBeforeRest = 20;

    /// <summary>Tries of an address a minute above which a limit does not stop guessing.</summary>
    const int MostPerMinute = 20;

    static readonly Rule Unbraked = new("2.5-F1", Major, Stranger)
    {
        Says = "takes any number of guesses, and nothing slows them down",
        Title = "Try passwords until one fits",
        Consequence =
            "A robot tries a list of leaked passwords against every account, thousands a minute, and gets in wherever a customer uses one twice.",
        Fix = "Count failures by account and by address on the server before the password is compared, and let both rest after ten.",
    };

    static readonly Rule Ineffective = new("2.5-F2", Major, Stranger)
    {
        Says = "has a brake that does not stop guessing",
        Title = "Guess past a lock that does not hold",
        Consequence = "The lock is there and gives a false calm: whoever sends the calls from a script goes on guessing beside it.",
        Fix =
            "Look at the lock before the password is compared, count in a store that all instances share, and answer the same either way.",
    };

    static readonly Rule InClient = new("2.5-F3", Major, Stranger)
    {
        Says = "decides in the page whether an account is locked",
        Title = "Skip the lock by not loading the page, or lock somebody else out",
        Consequence =
            "A script calls the sign-in service itself and never meets the lock, while anybody can call what locks an account and shut customers out.",
        Fix = "Delete the lock in the page, and switch on the CAPTCHA and the limits of the sign-in service.",
    };

    static readonly Rule SwitchedOff = new("2.5-F4", Major, Stranger)
    {
        Says = "has its lock switched off",
        Title = "Guess on, because the lock was switched off",
        Consequence = "The library would stop guesses after a few failures, and was told not to.",
        Fix = "Switch the lock on, with ten failures and fifteen minutes.",
    };

    static readonly Rule LocksEverybody = new("2.5-F5", Minor, Stranger)
    {
        Says = "has one count for everybody",
        Title = "Keep everybody from signing in",
        Consequence = "One caller uses up the tries, and nobody else can sign in until the count starts again.",
        Fix = "Count each account and each address by itself.",
    };

    static readonly Rule TellsAccounts = new("2.5-F6", Minor, Stranger)
    {
        Says = "tells strangers whether an account exists",
        Title = "Find out who has an account",
        Consequence = "A list of addresses becomes a list of customers, which is worth guessing at or writing to.",
        Fix = "Answer an unknown account, a wrong password and a locked account with the same words and the same status.",
    };

    static readonly EffectiveLimit Limits = new(Ineffective, LocksEverybody, Ineffective, Ineffective) { MostPerMinute = MostPerMinute };

    public override string Why =>
        """
            Robots try leaked lists of passwords on every new site within days. Without a brake they get in wherever a
            customer uses one password everywhere.
            """;

    public override string Fix =>
        """
            Count failures for each account and each address before the password is compared, then slow down or lock for a
            while:

            - **Express, Next.js**: `new RateLimiterRedis({ storeClient, points: 10, duration: 900, blockDuration: 900 })`, and `await limiter.consume(email)` before the comparison
            - **Better Auth**: `rateLimit: { enabled: true, storage: "database" }`
            - **FastAPI**: `@limiter.limit("10/minute")` on the sign-in, and a counter for each account in Redis that ends after 15 minutes
            - **Django**: django-axes with `AXES_FAILURE_LIMIT = 10` and `AXES_COOLOFF_TIME = timedelta(minutes=15)`, its backend first and its middleware last
            - **ASP.NET Core Identity**: `PasswordSignInAsync(name, password, isPersistent, lockoutOnFailure: true)`
            - **Rails**: `rate_limit to: 10, within: 3.minutes, only: :create`; with Devise `:lockable`, `config.maximum_attempts = 10` and `config.unlock_in = 15.minutes`
            - **Laravel**: `RateLimiter::for('login', fn ($request) => Limit::perMinute(5)->by($request->input('email').$request->ip()))`, which Fortify uses by its name
            - **Keycloak**: `"bruteForceProtected": true` in the realm
            - **Supabase**: delete the lock that the page counts by itself, and set `enabled = true` under `[auth.captcha]`
            """;

    public override string SettledBy =>
        """
            A probe gives its own test user 25 wrong passwords, one a second, then the right one, and stops at the first
            block; it never touches a real account. A rule at the edge is settled by its export: `shipworthy attest 2.5`,
            for 90 days.
            """;

    public override string Counts => "each place that accepts a password, a code or a PIN counts once";

    public override string ProvedWhen =>
        "slows down or locks on the server, for each account or address, or belongs to a sign-in service that does so by default";

    public override string UnprovenWhen =>
        "stands behind a firewall whose rules are not in the repository, or counts somewhere that could not be followed";

    public override string? NotApplicableWhen => "nothing can be guessed here: people sign in through another provider or with a passkey";

    public override ImmutableArray<Rule> Rules => [Unbraked, Ineffective, InClient, SwitchedOff, LocksEverybody, TellsAccounts];

    public override Verdict Judge(App app) => OwnDoors(app) & Services(app);

    static Verdict OwnDoors(App app)
    {
        var takesMoney = app.Endpoints.Any(endpoint => endpoint.Effects.Any(effect => effect.Kind is EffectKind.Charges));
        var judged = app.SignInDoors.JudgeEach(door =>
            door.NothingToGuess is { } nothing ? door.NotCounted($"{door.Endpoint.Name} {nothing}")
            : Best(door.Endpoint, door) is { } braked ? Told(door.Endpoint, door, braked)
            : WithoutBrake(door.Endpoint, door, takesMoney)
        );
        return EffectiveLimit.ByLimiter(judged, app).OrNotApplicable(Nothing);
    }

    const string Nothing = "nothing of its own takes a password or a code";

    static Verdict Services(App app) =>
        app
            .SignInServices.JudgeEach(service =>
                service.LockedInClientAt is { } at
                    ? service.Fails(
                        InClient,
                        $"the page {service.LockedInClient}, and {service.Vendor} can be called without the page"
                    ) with
                    {
                        At = at,
                        Related = [service.At],
                    }
                : service is { SwitchedOff: { } off, SetAt: { } set }
                    ? service.Fails(service.IsWeakened ? Ineffective : SwitchedOff, $"{service.Vendor} {off}") with
                    {
                        At = set,
                    }
                : service.Default is { } brake ? service.Passes($"{service.Vendor} {brake}{(service.SetAt is null ? ", by default" : "")}")
                : service.Unproven($"{service.Vendor} holds the passwords, and whether it locks accounts is set in its own settings")
            )
            .OrNotApplicable(Nothing);

    /// <summary>The best that what stands before a door makes of it; null when nothing does.</summary>
    static Finding? Best(Endpoint endpoint, SignInDoor door) =>
        door
            .Brakes.Select(brake => Judge(endpoint, door, brake))
            .Concat(
                endpoint
                    .Limits.Where(limit => !limit.IsVendorDefault && limit.Idle is null && limit.RunsIn.ReachesProduction)
                    .Select(limit => limit.CountsAccount ? ByAccount(endpoint, limit) : ByAddress(endpoint, limit))
            )
            .Order(FindingOrder.BestFirst)
            .FirstOrDefault();

    static Finding Judge(Endpoint endpoint, SignInDoor door, AccountBrake brake)
    {
        if (brake.Idle is { } idle)
            return brake.IsSwitchedOff
                ? Wrong(SwitchedOff, $"{endpoint.Name} takes guesses at {door.Guessed} without a lock: {idle}")
                : Wrong(Ineffective, $"{endpoint.Name} asks {brake.By}, and {idle}");
        if (brake.Order is BrakeOrder.AfterSuccess)
            return Wrong(
                Ineffective,
                $"{endpoint.Name} looks at the lock only after the right password, with another answer: guessing goes on, and tells which guess was right"
            );
        if (brake.Order is BrakeOrder.AfterFailure)
            return Wrong(Ineffective, $"{endpoint.Name} locks only wrong guesses: the right one is taken at any time");
        if (
            brake.KeyFrom.Length > 0
            && !(endpoint.Hosting is Hosting.Vercel && brake.KeyFrom.Contains("forwarded", StringComparison.Ordinal))
        )
            return Wrong(Ineffective, $"{endpoint.Name} counts failures by {brake.KeyFrom}, which callers choose");
        if (brake.Store is LimitStore.Memory && endpoint.Hosting.RunsManyCopies is true)
            return Wrong(Ineffective, $"{endpoint.Name} counts failures in memory, and its host starts a new copy for each call or two");
        if ((brake.PerHour ?? brake.Failures) is > MostPerHour)
            return Wrong(Ineffective, $"{endpoint.Name} allows {brake.PerHour ?? brake.Failures:0} failures an hour before it locks");
        if (brake.Doubt is { } doubt)
            return Open(doubt);
        if (brake.Kind is BrakeKind.AsksPuzzle)
            return endpoint.Passes($"{endpoint.Name} has an answer to {brake.By} verified with each try");
        return brake.Order is BrakeOrder.Unknown ? Open("whether it is looked at before the comparison could not be told")
            : brake.Kind is BrakeKind.Unknown ? Open("whose failures it counts could not be told")
            : brake.Failures is null ? Open("how many failures it allows could not be told")
            : brake is { Seconds: null, IsDefault: false, Failures: > MostBeforeRest } ? Open("for how long it locks could not be told")
            : brake.Store is LimitStore.Memory && endpoint.Hosting.RunsManyCopies is null
                ? endpoint.Unproven($"{endpoint.Name} counts failures in memory, and how many copies of it run could not be told")
            : brake.TellsAccounts ? Wrong(TellsAccounts, $"{endpoint.Name} locks, with an answer that only an account that exists gets")
            : endpoint.Passes(
                $"{endpoint.Name} locks {(brake.Kind is BrakeKind.LocksAccount ? "an account" : "an address")} after {brake.Failures:0} failures, by {brake.By}"
            );

        Finding Wrong(Rule rule, string what) => endpoint.Fails(rule, what) with { At = brake.At, Related = [endpoint.At] };

        Finding Open(string what) => endpoint.Unproven($"{endpoint.Name} is braked by {brake.By}, and {what}");
    }

    /// <summary>A limit that counts by the account that a caller names.</summary>
    static Finding ByAccount(Endpoint endpoint, RateLimit limit)
    {
        var perHour = limit.PerMinute * 60;
        return limit.Store is LimitStore.Memory && endpoint.Hosting.RunsManyCopies is true
                ? Wrong("counts in memory, and its host starts a new copy for each call or two")
            : perHour is > MostPerHour ? Wrong($"allows {perHour:0} tries at an account in an hour, more than {MostPerHour}")
            : limit.Doubt is { } doubt ? Open(doubt)
            : limit.Store is LimitStore.Memory && endpoint.Hosting.RunsManyCopies is null
                ? endpoint.Unproven($"{endpoint.Name} counts in memory, and how many copies of it run could not be told")
            : limit.Store is LimitStore.Unknown ? Open("where it keeps its counts could not be told")
            : perHour is null ? Open("how many tries it allows could not be told")
            : endpoint.Passes(
                $"{endpoint.Name} allows {limit.Calls:0.#} tries at an account in {limit.Seconds:0.#} seconds, by {limit.By}"
            );

        Finding Wrong(string what) => endpoint.Fails(Ineffective, what) with { Related = [limit.At], Roots = [limit.Root] };

        Finding Open(string what) => endpoint.Unproven($"{endpoint.Name} is limited by {limit.By}, and {what}");
    }

    static Finding ByAddress(Endpoint endpoint, RateLimit limit) =>
        Limits.Of(endpoint, limit) is var judged && judged.Outcome is Outcome.Pass
            ? judged with
            {
                Says = $"{judged.Says}, for each address; many addresses together are not stopped",
            }
            : judged;

    /// <summary>What is braked may still tell strangers who has an account.</summary>
    static Finding Told(Endpoint endpoint, SignInDoor door, Finding braked) =>
        braked.Outcome is Outcome.Pass && door.TellsAccountsAt is { } at
            ? endpoint.Fails(
                TellsAccounts,
                $"{endpoint.Name} is braked, and answers an unknown account otherwise than a wrong password"
            ) with
            {
                At = at,
                Related = [endpoint.At],
            }
            : braked;

    static Finding WithoutBrake(Endpoint endpoint, SignInDoor door, bool takesMoney) =>
        door.AskedByServer.Length > 0
            ? endpoint.Unproven(
                $"{endpoint.Name} has {door.AskedByServer} compare, which sees only the address of this server: whom it stops could not be told"
            )
        : door.NotSeen is { } reason
            ? endpoint.Unproven($"{endpoint.Name} looks like a sign-in without a brake, and what it takes is not known: {reason}")
        : door.BrakesUnseen is { } unseen ? endpoint.Unproven($"{endpoint.Name} may be braked: {unseen}")
        : endpoint.Caller is Caller.Unknown
            ? endpoint.Unproven(
                $"{endpoint.Name} has no brake that was seen, and what runs before it could not be told: {endpoint.CallerBecause}"
            )
        : endpoint.LimitsUnseen is { } edge ? endpoint.Unproven($"{endpoint.Name} has no brake here; {edge}")
        : endpoint.Fails(
            door.LetsIn.Length > 0 || takesMoney ? Unbraked with { Severity = Blocker } : Unbraked,
            $"{endpoint.Name} takes any number of guesses at {door.Guessed}{In(endpoint)}{Whose(door, takesMoney)}{Idle(endpoint, door)}"
        ) with
        {
            Related = [.. new[] { door.ComparedAt, door.CountsOnlyAt }.OfType<Location>()],
        };

    static string In(Endpoint endpoint) => endpoint.CredentialField is { Length: > 0 } field ? $" in its field {field}" : "";

    static string Whose(SignInDoor door, bool takesMoney) =>
        door.LetsIn.Length > 0 ? $", those of {door.LetsIn} among them"
        : takesMoney ? ", in an app that takes payments"
        : "";

    static string Idle(Endpoint endpoint, SignInDoor door) =>
        door.CountsOnlyAt is not null ? "; it counts failures, and nothing looks at the count" : EffectiveLimit.WhyIdle(endpoint);
}
