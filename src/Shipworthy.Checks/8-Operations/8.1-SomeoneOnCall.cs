namespace Shipworthy.Checks.Operations;

public sealed class SomeoneOnCall() : CheckNotJudgedYet("8.1", "Someone is on call for production")
{
    public override string Why =>
        """
            An alert that belongs to everyone belongs to no one, and the outage lasts until somebody happens to look.
            """;

    public override string Fix =>
        """
            Name one person for every hour and one to stand in, and write down how to reach them:

            - **PagerDuty**: `pagerduty_schedule` with real `users`, and `pagerduty_escalation_policy` on the production service
            - **Grafana**: `grafana_oncall_schedule` and an escalation that ends at a telephone
            - **Better Stack**: an on-call calendar, and a policy whose last step calls the stand-in
            - **AWS**: `aws_ssmcontacts_rotation` with its contacts
            - **A page**: `docs/ONCALL.md` with the person, the telephone or where it is kept, the hours and the stand-in, read again every three months
            """;

    public override string SettledBy =>
        """
            A name, the hours covered, the telephone and a stand-in: `shipworthy attest 8.1`, for 90 days; the person named
            confirms. The paging tool can answer instead: who is on call now and in every hour of the next week.
            """;

    public override string Counts => "every hour of the week counts, with one person to answer and one to stand in";

    public override string ProvedWhen =>
        "has a real person who answers, by a schedule in the repository or a page that was changed in the last 90 days";

    public override string UnprovenWhen => "has nobody that the repository names, as usual where a paging tool holds the rota";

    public override string? NotApplicableWhen => "the app is not live yet, as its owner states, or it is a library or a command-line tool";
}
