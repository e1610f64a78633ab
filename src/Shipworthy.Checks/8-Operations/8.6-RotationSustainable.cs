namespace Shipworthy.Checks.Operations;

public sealed class RotationSustainable() : CheckNotJudgedYet("8.6", "On-call rotation is sustainable (not one founder, always)")
{
    public override string Why =>
        """
            One tired person is a single point of failure, for the product and for themselves. When that person is ill, on a
            plane or gone, nobody answers.
            """;

    public override string Fix =>
        """
            Take turns: two people or more, a week or two each, with a stand-in who can deploy and go back:

            - **PagerDuty**: two `users` in the layer, and `rotation_turn_length_seconds = 604800`
            - **Grafana**: two groups under `rolling_users` in `grafana_oncall_on_call_shift`
            - **incident.io**: two people in `rotations` of `incident_schedule`
            - **A page**: `docs/ONCALL.md` with the names and dates of the next four weeks and the day of the hand-over
            - **A solo founder**: say in which hours you answer, and name a contractor for emergencies
            - **GitHub**: give the second person the right to deploy, and let them do the next deploy
            """;

    public override string SettledBy =>
        """
            A second name that can answer, each one's share of the hours, and who covers holidays: `shipworthy attest 8.6`,
            for 90 days. The paging tool shows the hours and the calls at night of each person.
            """;

    public override string Counts => "the hours of each person over 90 days count, and so does who can deploy and go back";

    public override string ProvedWhen =>
        "are shared by two real people or more, none with over 70 % of them, in turns of two weeks at most";

    public override string UnprovenWhen => "are shared by nobody that the repository names";

    public override string? NotApplicableWhen => "the app is not live yet, as its owner states, or it is a library or a command-line tool";
}
