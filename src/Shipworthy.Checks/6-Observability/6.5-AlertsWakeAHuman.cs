namespace Shipworthy.Checks.Observability;

public sealed class AlertsWakeAHuman() : CheckNotJudgedYet("6.5", "Alerts wake up a real human when production breaks")
{
    public override string Why =>
        """
            An outage that nobody is told about lasts until a customer complains, and at night that is morning. A message in
            a chat wakes nobody.
            """;

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

    public override string SettledBy =>
        """
            One test alert through the real rule, who answered it, and after how many minutes: `shipworthy attest 6.5`, for
            90 days.
            """;

    public override string Counts =>
        "each way to break counts once: the app is down, errors rise, the main job or a payment fails, the database is full or away";

    public override string ProvedWhen =>
        "leads from a rule to a person's telephone, and a test alert was answered within 15 minutes in the last 90 days";

    public override string UnprovenWhen => "is watched by a service that leaves no trace in a repository, or was never tried";

    public override string? NotApplicableWhen => "the app is not live yet, as its owner states, or it is a library or a command-line tool";
}
