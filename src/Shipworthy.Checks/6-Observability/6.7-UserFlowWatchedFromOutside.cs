namespace Shipworthy.Checks.Observability;

public sealed class UserFlowWatchedFromOutside()
    : CheckNotJudgedYet("6.7", "An external uptime check monitors a real user flow, not just the index page")
{
    public override string Why =>
        """
            The start page can be green, straight from a cache, while nobody can sign in or pay. Only a check that walks a
            customer's way notices.
            """;

    public override string Fix =>
        """
            Let a service outside your host sign in as a test user every five minutes, look for that user's own data, and
            call you when it is missing:

            - **Checkly**: `new BrowserCheck("sign-in", { name: "Sign in", frequency: Frequency.EVERY_5M, code: { entrypoint: "sign-in.spec.ts" }, alertChannels: [phone] })`
            - **Better Stack**: `betteruptime_monitor` with `monitor_type = "playwright"` and `call = true`
            - **Grafana**: `grafana_synthetic_monitoring_check` with `scripted` or `browser` settings
            - **Datadog**: `datadog_synthetics_test` with `type = "browser"`
            - **AWS**: `aws_synthetics_canary` with `schedule { expression = "rate(5 minutes)" }`, and an alarm on it
            - **GitHub Actions**: `on: { schedule: [{ cron: "*/15 * * * *" }] }`, `npx playwright test flows/` against production, and a step with `if: failure()` that calls
            """;

    public override string SettledBy =>
        """
            The provider's list of checks: their steps, how often they run, and whom they call. A picture of them:
            `shipworthy attest 6.7`, for 90 days.
            """;

    public override string Counts => "each check from outside counts once, and one that walks a real flow is enough";

    public override string ProvedWhen =>
        "walks two steps or more of a real flow in production, every 15 minutes or more often, looks at the result and calls somebody";

    public override string UnprovenWhen => "leaves no trace in the repository, as hosted checks do";

    public override string? NotApplicableWhen => "the app cannot be reached from outside, or it is a library or a command-line tool";
}
