namespace Shipworthy.Checks.Observability;

/// <summary>Judges whether alerts speak only when somebody has to act.</summary>
public sealed class AlertsTuned() : Check("6.6", "Alerts are tuned - no daily false positives")
{
    const double Hour = 60;

    static readonly ImmutableArray<string> verbs = [" goes off", " looks at", " calls a person"];

    static readonly Rule Jumpy = new("6.6-1", Major, BadLuck)
    {
        Says = "calls a person for a single moment",
        Title = "Sleep through the real alert, after the tenth false one",
        Consequence = "One slow second or one failed request calls somebody at night. After some nights the telephone is muted.",
        Fix = "Let the rule wait until the fault has lasted five minutes, and count a share of requests and not a single one.",
    };

    static readonly Rule Noisy = new("6.6-2", Minor, BadLuck)
    {
        Says = "speaks more often than somebody has to act",
        Title = "Overlook the real alert among those that mean nothing",
        Consequence = "Messages that ask for nothing teach people to look away.",
        Fix = "Wait for several minutes, tell alerts of one fault together, and call people only for what customers feel.",
    };

    static readonly Rule Mute = new("6.6-3", Minor, BadLuck)
    {
        Says = "calls a person, and does not say what to do",
        Title = "Be woken by an alert, and not know what it wants",
        Consequence = "Whoever is woken has to find out first what the alert means.",
        Fix = "Write into the alert what to do, or link to the page that says it.",
    };

    /// <inheritdoc/>
    public override string Why =>
        """
            A pager that cries wolf gets muted, and then the real fire burns until a customer calls.
            """;

    /// <inheritdoc/>
    public override string Fix =>
        """
            Call a person only for what customers feel, over several minutes, send all else to a channel, and write into
            each alert what to do:

            - **Prometheus**: `for: 5m`, `labels: { severity: page }` on the share of errors, and `annotations: { runbook_url: <link> }`
            - **Alertmanager**: `group_by: [alertname, service]` and `repeat_interval: 4h`
            - **CloudWatch**: `evaluation_periods = 5`, `datapoints_to_alarm = 3` and `treat_missing_data = "notBreaching"`
            - **Datadog**: `require_full_window = true`, and `critical_recovery` below `critical` in `monitor_thresholds`
            - **Grafana**: `for = "5m"` in each rule, and none that calls for CPU alone
            - **Sentry**: more than 50 events in an hour instead of every new issue
            """;

    /// <inheritdoc/>
    public override string SettledBy =>
        """
            The alerts of the last 30 days, each marked real or false, as the paging tool or a person knows them:
            `shipworthy attest 6.6`, for 30 days.
            """;

    /// <inheritdoc/>
    public override string Counts => "each alert rule that reaches somebody counts once, with its alerts of the last 30 days";

    /// <inheritdoc/>
    public override string ProvedWhen => "called people without need at most once a week, over two weeks of history or more";

    /// <inheritdoc/>
    public override string UnprovenWhen => "has no history that can be seen, or no alert is visible at all";

    /// <inheritdoc/>
    public override string? NotApplicableWhen => "the app is not live yet, as its owner states, or it is a library or a command-line tool";

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules => [Jumpy, Noisy, Mute];

    /// <inheritdoc/>
    public override Verdict Judge(App app)
    {
        if (app.IsLibraryOrTool)
            return Verdict.NotApplicable("the repository is a library or a command-line tool, and nothing of it can be down");
        var rules = app.AlertRules.Where(rule => rule.Reach is not AlertReach.Nobody and not AlertReach.OfItself);
        return Spoken(rules) & Guided(rules) & Routed(app);
    }

    /// <summary>Rules that speak too often, one finding for each reason; of the others, only their history tells.</summary>
    static Verdict Spoken(Facts<AlertRule> rules)
    {
        var quiet = rules.Where(rule => Flaw(rule) is null);
        return new Facts<AlertRule>([.. rules.Where(rule => Flaw(rule) is not null), .. quiet.Take(1)], rules.BlindSpots)
            .JudgeEach(rule =>
                Flaw(rule) is var (flaw, says)
                    ? rule.Fails(flaw, $"{Name(rule)} {says}")
                    : rule.Unproven($"{Name(rule)}{Others(quiet.Count)}: how often it called without need is not recorded here") with
                    {
                        Items = quiet.Count,
                    }
            )
            .Joined(Reason, Sum)
            .OrUnproven("no alert that reaches somebody is set up here, so there is nothing whose history could be judged");
    }

    /// <summary>What is wrong with how a rule speaks, the worst first; null for nothing that shows.</summary>
    static (Rule Flaw, string Says)? Flaw(AlertRule rule) =>
        rule switch
        {
            { Urgency: AlertUrgency.Info } => null,
            { Reach: AlertReach.Page, Momentary: { } why, Urgency: not AlertUrgency.Warning } => (Jumpy, $"{why}, and calls a person"),
            { Reach: AlertReach.Page or AlertReach.Chat or AlertReach.Mail, Momentary: { } why } => (Noisy, why),
            { Reach: AlertReach.Page, IsOfCause: true, Urgency: not AlertUrgency.Warning } => (
                Noisy,
                "calls a person for a busy machine, which customers may not feel"
            ),
            { Reach: AlertReach.Page, Urgency: AlertUrgency.Unknown, System: "Prometheus" } => (
                Noisy,
                "calls a person, and names no severity"
            ),
            _ => null,
        };

    static Verdict Guided(Facts<AlertRule> rules) =>
        new Facts<AlertRule>(
            rules.Where(rule =>
                rule is { Reach: AlertReach.Page, SaysWhatToDo: false, Urgency: not AlertUrgency.Warning and not AlertUrgency.Info }
            )
        )
            .JudgeEach(rule => rule.Fails(Mute, $"{Name(rule)} calls a person, and does not say what to do") with { Items = 0 })
            .Joined(finding => finding.Rule?.Id, Sum)
            .OrNotApplicable("no alert calls a person without a word on what to do");

    static Verdict Routed(App app) =>
        app
            .AlertRoutings.Where(one => !one.Groups || one.RepeatsAfter < Hour)
            .JudgeEach(one =>
                one.Fails(
                    Noisy,
                    one.RepeatsAfter < Hour
                        ? $"{one.Name} tells the same alert again after {one.RepeatsAfter:0} minutes"
                        : $"{one.Name} does not tell alerts of one fault together"
                ) with
                {
                    Items = 0,
                }
            )
            .OrNotApplicable("every configuration tells alerts of one fault together");

    static string Name(AlertRule rule) => $"the alert {rule.Name}";

    /// <summary>What a finding says behind the name of its rule, so that rules with one flaw are told together.</summary>
    static string Reason(Finding finding) =>
        finding.Says[
            verbs.Select(verb => finding.Says.IndexOf(verb, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(0).Min()..
        ];

    static string Others(int count) => count > 1 ? $" and {count - 1} more" : "";

    static Finding Sum(ImmutableArray<Finding> same) =>
        same is [var only]
            ? only
            : same[0] with
            {
                Says = $"{same[0].Says}; so do {same.Length - 1} more",
                Related = [.. same[0].Related, .. same.Skip(1).Select(finding => finding.At)],
            };
}
