namespace Shipworthy.Checks.Access;

public sealed class LoginWithstandsGuessing() : CheckNotJudgedYet("2.5", "Account lockout / brute-force protection on login")
{
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
}
