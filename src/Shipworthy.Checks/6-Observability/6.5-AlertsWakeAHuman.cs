namespace Shipworthy.Checks.Observability;

/// <summary>Judges whether an alert about production ends at a person who wakes up.</summary>
public sealed class AlertsWakeAHuman() : Check("6.5", "Alerts wake up a real human when production breaks")
{
    static readonly Rule Broken = new("6.5-1", Major, BadLuck)
    {
        Says = "lead to nobody",
        Title = "Be down while the alarm rings in an empty room",
        Consequence = "The rule fires, and no message leaves. The first to tell of the outage is a customer.",
        Fix = "Name a target in each rule, and end it at a paging tool or a telephone.",
    };

    static readonly Rule MailOnly = new("6.5-2", Major, BadLuck)
    {
        Says = "end in e-mail only",
        Title = "Be down all night, and read of it in the morning",
        Consequence = "An e-mail wakes nobody. An outage at midnight lasts until somebody opens the mailbox.",
        Fix = "Send critical alerts to a paging tool that calls, and keep e-mail for the rest.",
    };

    static readonly Rule ChatOnly = MailOnly with
    {
        Id = "6.5-2b",
        Severity = Minor,
        Says = "end in a chat only",
        Title = "Be down all night beside a message in a chat",
        Consequence = "A message in a chat wakes nobody. An outage at midnight lasts until somebody looks.",
        Fix = "Send critical alerts to a paging tool that calls, and keep the chat for the rest.",
    };

    static readonly Rule SelfWatched = new("6.5-3", Major, BadLuck)
    {
        Says = "are sent by the app that they watch",
        Title = "Go down together with what was to tell of it",
        Consequence = "A process that is gone, or a machine without a network, sends no message about itself.",
        Fix = "Let a service outside the app's host ask it every few minutes, and call a person when it does not answer.",
    };

    static readonly Rule Gaps = new("6.5-4", Minor, BadLuck)
    {
        Says = "leaves an app that is down, or requests that fail, without an alert",
        Title = "Be down, or fail every request, without an alert",
        Consequence = "What breaks for customers first is watched by no rule.",
        Fix = "Add one rule for an app that does not answer, and one for the share of requests that fail.",
    };

    /// <inheritdoc/>
    public override string Why =>
        """
            An outage that nobody is told about lasts until a customer complains, and at night that is morning. A message in
            a chat wakes nobody.
            """;

    /// <inheritdoc/>
    public override string Fix =>
        """
            Let something outside the app watch it, and end every critical alert at the telephone of a person with a name:

            - **Better Stack**: `betteruptime_monitor` with `call = true` and a `policy_id`
            - **Prometheus**: `receivers: [{ name: page, pagerduty_configs: [{ routing_key_file: /etc/alertmanager/key }] }]`, and `receiver: page` for critical ones
            - **Grafana**: `grafana_contact_point` with a paging tool, and a `grafana_notification_policy` that sends critical ones there
            - **Sentry**: an issue alert on a rise in errors, with the paging tool as its action instead of mail
            - **AWS**: `alarm_actions = [aws_sns_topic.page.arn]`, and `aws_sns_topic_subscription` with `protocol = "https"` to the paging tool or `"sms"`
            - **Google Cloud**: `notification_channels = [google_monitoring_notification_channel.page.id]`
            - **Scheduled jobs**: `curl -fsS "$HEARTBEAT_URL"` as the last line of each, at a service that calls when it stays away
            """;

    /// <inheritdoc/>
    public override string SettledBy =>
        """
            One test alert through the real rule, who answered it, and after how many minutes: `shipworthy attest 6.5`, for
            90 days.
            """;

    /// <inheritdoc/>
    public override string Counts => "each alert rule counts once; rules that end at one place are told together";

    /// <inheritdoc/>
    public override string ProvedWhen =>
        "leads from a rule to a person's telephone, and a test alert was answered within 15 minutes in the last 90 days";

    /// <inheritdoc/>
    public override string UnprovenWhen => "is watched by a service that leaves no trace in a repository, or was never tried";

    /// <inheritdoc/>
    public override string? NotApplicableWhen => "the app is not live yet, as its owner states, or it is a library or a command-line tool";

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules => [Broken, MailOnly, SelfWatched, ChatOnly, Gaps];

    /// <inheritdoc/>
    public override Verdict Judge(App app) =>
        app.IsLibraryOrTool
            ? Verdict.NotApplicable("the repository is a library or a command-line tool, and nothing of it can be down")
            : Chains(app) & Covered(app);

    static Verdict Chains(App app) =>
        app
            .AlertChains.JudgeEach(chain => Of(chain, app) with { Items = chain.Rules })
            .OrUnproven("no alert rule, route, monitor or target was found here, as is usual where a hosted service watches the app");

    static Finding Of(AlertChain chain, App app) =>
        chain.Reach switch
        {
            AlertReach.Nobody => chain.Fails(Broken, Says(chain)),
            AlertReach.OfItself when Loudest(app) is AlertReach.OfItself => chain.Fails(
                SelfWatched,
                $"{Says(chain)}, and nothing outside watches it"
            ),
            AlertReach.Mail when Loudest(app) is AlertReach.Mail => chain.Fails(
                MailOnly,
                $"{Says(chain)}, and no other alert calls anybody"
            ),
            AlertReach.Chat when Loudest(app) is AlertReach.Chat => chain.Fails(
                ChatOnly,
                $"{Says(chain)}, and no other alert calls anybody"
            ),
            AlertReach.Page => chain.Unproven($"{Says(chain)}; no test alert that somebody answered is recorded"),
            AlertReach.Unknown or AlertReach.OfItself or AlertReach.Mail or AlertReach.Chat => chain.Unproven(Says(chain)),
        };

    static string Says(AlertChain chain) => $"{chain.Name} {chain.Because}";

    /// <summary>The loudest end that alerts of the app have. What is not known may be a call.</summary>
    static AlertReach Loudest(App app) =>
        app.AlertChains.BlindSpots.Length > 0 || app.AlertChains.Any(chain => chain.Reach is AlertReach.Unknown)
            ? AlertReach.Page
            : app.AlertChains.Max(chain => chain.Reach);

    /// <summary>
    /// Whether rules that reach somebody watch that the app answers, and that its requests succeed.
    /// A rule whose subject is not known may watch either, and where alerts go on elsewhere, there may be further rules.
    /// </summary>
    static Verdict Covered(App app)
    {
        var rules = app.AlertRules.Where(rule =>
            rule.Reach is not AlertReach.Nobody and not AlertReach.OfItself && rule.Watches is not AlertSubject.Aside
        );
        ImmutableArray<string> missing =
        [
            .. Missing(rules, AlertSubject.Down, "an app that does not answer"),
            .. Missing(rules, AlertSubject.Errors, "requests that fail"),
        ];
        return
            rules is { Count: > 0, BlindSpots: [] }
            && missing.Length > 0
            && !rules.Any(rule => rule.Watches is AlertSubject.Unknown || rule.Reach is AlertReach.Unknown)
            ? new Facts<AlertRule>([rules[0]])
                .JudgeEach(rule =>
                    rule.Fails(Gaps, $"is among rules of which none notices {string.Join(", and none ", missing)}") with
                    {
                        Items = 0,
                    }
                )
                .OrUnproven("")
            : Verdict.NotApplicable("");
    }

    static IEnumerable<string> Missing(Facts<AlertRule> rules, AlertSubject subject, string words) =>
        rules.Any(rule => rule.Watches == subject) ? [] : [words];
}
