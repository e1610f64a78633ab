namespace Shipworthy.Checks.Observability;

public sealed class AlertsTuned() : CheckNotJudgedYet("6.6", "Alerts are tuned - no daily false positives")
{
    public override string Why =>
        """
            A pager that cries wolf gets muted, and then the real fire burns until a customer calls.
            """;

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

    public override string SettledBy =>
        """
            The alerts of the last 30 days, each marked real or false, as the paging tool or a person knows them:
            `shipworthy attest 6.6`, for 30 days.
            """;

    public override string Counts => "each alert rule counts once, with its alerts of the last 30 days";

    public override string ProvedWhen => "called people without need at most once a week, over two weeks of history or more";

    public override string UnprovenWhen => "has no history that can be seen, or no alert is visible at all";

    public override string? NotApplicableWhen => "the app is not live yet, as its owner states, or it is a library or a command-line tool";
}
