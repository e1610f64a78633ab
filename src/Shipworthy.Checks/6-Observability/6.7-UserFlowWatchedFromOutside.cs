namespace Shipworthy.Checks.Observability;

/// <summary>Judges whether something outside the app walks a customer's way through production, and tells when it fails.</summary>
public sealed class UserFlowWatchedFromOutside()
    : Check("6.7", "An external uptime check monitors a real user flow, not just the index page")
{
    const double LongestGap = 30;
    const double Often = 15;

    static readonly Rule PageOnly = new("6.7-1", Major, BadLuck)
    {
        Says = "asks one page, and no flow",
        Title = "Be unable to sign in or pay, while the check stays green",
        Consequence = "A page that answers says nothing about signing in, paying or the database behind it.",
        Fix = "Let the check sign in as a test user, and look for something that only this user sees.",
    };

    static readonly Rule DependenciesOnly = PageOnly with
    {
        Id = "6.7-1b",
        Severity = Minor,
        Says = "asks whether the parts are ready, and no flow",
    };

    static readonly Rule Inside = new("6.7-2", Major, BadLuck)
    {
        Says = "watches the app from inside the app",
        Title = "Go down together with the only check",
        Consequence = "What runs where the app runs stops when the app stops, and nobody hears of it.",
        Fix = "Let a service on other hosting ask, and call a person when the answer stays away.",
    };

    static readonly Rule Weak = new("6.7-3", Minor, BadLuck)
    {
        Says = "notices a broken flow late, or tells nobody",
        Title = "Have a broken flow for hours before anybody hears of it",
        Consequence =
            "A check that runs seldom, looks elsewhere, looks at the status alone or tells nobody leaves customers to find the fault.",
        Fix = "Run it against production every five minutes, look at what it gets, and send a failure to a person.",
    };

    /// <inheritdoc/>
    public override string Why =>
        """
            The start page can be green, straight from a cache, while nobody can sign in or pay. Only a check that walks a
            customer's way notices.
            """;

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public override string SettledBy =>
        """
            The provider's list of checks, with their steps, how often they run, and whom they call:
            `shipworthy attest 6.7`, for 90 days.
            """;

    /// <inheritdoc/>
    public override string Counts => "each check from outside counts once, and one that walks a real flow is enough";

    /// <inheritdoc/>
    public override string ProvedWhen =>
        "walks two steps or more of a real flow in production, every 15 minutes or more often, looks at the result and calls somebody";

    /// <inheritdoc/>
    public override string UnprovenWhen => "leaves no trace in the repository, as hosted checks do";

    /// <inheritdoc/>
    public override string? NotApplicableWhen =>
        "the app cannot be reached from outside, as its owner states, or it is a library or a command-line tool";

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules => [PageOnly, Inside, DependenciesOnly, Weak];

    /// <inheritdoc/>
    public override Verdict Judge(App app) =>
        app.IsLibraryOrTool
            ? Verdict.NotApplicable("the repository is a library or a command-line tool, and nothing of it can be down")
            : app
                .UptimeChecks.JudgeBest(Read)
                .OrUnproven("no check from outside is set up here, as is usual where a hosted service keeps them");

    static Finding Read(UptimeCheck check) =>
        check switch
        {
            { IsInside: true } => check.Fails(Inside, $"{Name(check)} runs where the app runs, and falls silent with it"),
            { IsOff: true } => check.Fails(Weak, $"{Name(check)} is switched off"),
            { Target: CheckTarget.BeforeProduction } => check.Fails(Weak, $"{Name(check)} looks at an environment before production"),
            { Depth: CheckDepth.Page } => check.Fails(PageOnly, $"{Name(check)} {Walks(check)}"),
            { Depth: CheckDepth.Dependencies, Minutes: > LongestGap } => check.Fails(
                Weak,
                $"{Name(check)} {Walks(check)}, and runs only every {Gap(check)}"
            ),
            { Depth: CheckDepth.Dependencies } => check.Fails(DependenciesOnly, $"{Name(check)} {Walks(check)}"),
            { Minutes: > LongestGap } => check.Fails(Weak, $"{Name(check)} runs only every {Gap(check)}"),
            { Notifies: false } => check.Fails(Weak, $"{Name(check)} tells nobody when it fails"),
            { Depth: CheckDepth.Unknown } => check.Unproven(
                $"{Name(check)} runs {check.Asks}; whether they walk a real flow could not be told"
            ),
            { LooksAtResult: false } => check.Fails(Weak, $"{Name(check)} looks at the status alone, and not at what it gets"),
            { LooksAtResult: null } => check.Unproven(
                $"{Name(check)} runs {check.Asks}; whether it looks at what it gets could not be told"
            ),
            { Target: CheckTarget.Unknown } => check.Unproven(
                $"{Name(check)} runs {check.Asks}; whether that is production is set elsewhere"
            ),
            { Notifies: null } => check.Unproven($"{Name(check)} runs {check.Asks}; whom a failure tells is kept elsewhere"),
            { Minutes: null } => check.Unproven($"{Name(check)} runs {check.Asks}; how often is kept elsewhere"),
            { Minutes: > Often, IsPipeline: false } => check.Unproven($"{Name(check)} runs {check.Asks} only every {Gap(check)}"),
            _ => check.Passes($"{Name(check)} runs {check.Asks} every {Gap(check)}, looks at what it gets, and tells when it fails"),
        };

    static string Name(UptimeCheck check) => $"the check {check.Name} of {check.System}";

    static string Walks(UptimeCheck check) =>
        check.Asks.StartsWith("the steps", StringComparison.Ordinal)
            ? $"runs {check.Asks}, which walk no flow"
            : $"asks {check.Asks}, and walks no flow";

    static string Gap(UptimeCheck check) =>
        check.Minutes switch
        {
            null => "a while",
            1440 => "day",
            > 1440 => $"{check.Minutes / 1440:0} days",
            60 => "hour",
            > 60 => $"{check.Minutes / 60:0.#} hours",
            1 => "minute",
            _ => $"{check.Minutes:0.#} minutes",
        };
}
