namespace Shipworthy.Checks.Operations;

/// <summary>Judges whether a named person answers when production is down.</summary>
public sealed class SomeoneOnCall() : Check("8.1", "Someone is on call for production")
{
    static readonly Rule Nobody = new("8.1-1", Major, BadLuck)
    {
        Says = "puts nobody on call",
        Title = "Be down at night, and have an escalation table without a name",
        Consequence = "The table tells severities and minutes, and no person. When the app is down, everybody waits for somebody else.",
        Fix = "Put one real person with a telephone number into each line, and one who stands in.",
    };

    static readonly Rule Gone = new("8.1-2", Major, BadLuck)
    {
        Says = "puts people on call who have left",
        Title = "Call the person on call, who works elsewhere by now",
        Consequence = "None of those named has changed anything here for half a year. The alert wakes somebody who cannot help, or nobody.",
        Fix = "Name the people who run the app now, and read the page again every three months.",
    };

    static readonly Rule Gaps = new("8.1-3", Minor, BadLuck)
    {
        Says = "leaves hours or a sick day uncovered",
        Title = "Be down in the one hour that nobody covers",
        Consequence = "Hours without anybody on call, or one person without a stand-in, are an outage that lasts until morning.",
        Fix = "Cover the whole week, or state the hours of service, and add one step that calls a second person.",
    };

    /// <inheritdoc/>
    public override string Why =>
        """
            An alert that belongs to everyone belongs to no one, and the outage lasts until somebody happens to look.
            """;

    /// <inheritdoc/>
    public override string Fix =>
        """
            Name one person for every hour and one to stand in, and write down how to reach them:

            - **PagerDuty**: `pagerduty_schedule` with real `users`, and `pagerduty_escalation_policy` on the production service
            - **Grafana**: `grafana_oncall_schedule` and an escalation that ends at a telephone
            - **Better Stack**: an on-call calendar, and a policy whose last step calls the stand-in
            - **AWS**: `aws_ssmcontacts_rotation` with its contacts
            - **Another paging tool**: commit the calendars that it exports, `.shipworthy/on-call/primary.ics` and `secondary.ics`, and renew them before they end
            - **A page**: `docs/ONCALL.md` with the person, the telephone or where it is kept, the hours and the stand-in, read again every three months
            """;

    /// <inheritdoc/>
    public override string SettledBy =>
        """
            A name, the hours covered, the telephone and a stand-in: `shipworthy attest 8.1`, for 90 days; the person named
            confirms. The paging tool can answer instead: who is on call now and in every hour of the next week.
            """;

    /// <inheritdoc/>
    public override string Counts => "every hour of the week counts, with one person to answer and one to stand in";

    /// <inheritdoc/>
    public override string ProvedWhen =>
        "has a real person who answers, by a schedule in the repository or a page that was changed in the last 90 days";

    /// <inheritdoc/>
    public override string UnprovenWhen => "has nobody that the repository names, as usual where a paging tool holds the rota";

    /// <inheritdoc/>
    public override string? NotApplicableWhen => "it is a library or a command-line tool";

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules => [Nobody, Gone, Gaps];

    /// <inheritdoc/>
    public override Verdict Judge(App app) =>
        app.IsLibraryOrTool
            ? Verdict.NotApplicable("the repository is a library or a command-line tool, and nothing of it can be down")
            : app
                .OnCallDuties.JudgeBest(Read)
                .OrUnproven("nothing here names who is on call, as is usual where a paging tool holds the rota");

    static Finding Read(OnCallDuty duty) =>
        duty switch
        {
            { PeopleUnknown: true } => duty.Unproven($"{duty.Name} takes its people from elsewhere"),
            { People: [] } => duty.Fails(Nobody, $"{duty.Name} {Instead(duty)}"),
            { AllHaveLeft: true } => duty.Fails(
                Gone,
                $"{duty.Name} names {duty.PeopleInWords}, who changed nothing here in the last 180 days"
            ),
            { Ends: { } end, Age: > 0 } => duty.Unproven($"{duty.Name} ended on {end:yyyy-MM-dd}, before the newest commit"),
            { Ends: { } end, UncoveredHours: null } => duty.Unproven(
                $"{duty.Name} goes on until {end:yyyy-MM-dd}, and who is on call in the week after the newest commit was not seen"
            ),
            { UncoveredHours: > 0 and var hours } => duty.Fails(
                Gaps,
                $"{duty.Name} leaves {hours} of the 168 hours after the newest commit to nobody"
            ),
            { Kind: DutyKind.Page, Age: > 90 } => duty.Unproven(
                $"{duty.Name} names {duty.PeopleInWords}, and was last changed {duty.Age} days ago"
            ),
            { HasChannel: false } => duty.Unproven($"{duty.Name} names {duty.PeopleInWords}, and not how to reach them"),
            { Kind: DutyKind.Page, CoversWeek: false } => duty.Unproven($"{duty.Name} names {duty.PeopleInWords}, and not for which hours"),
            { CoversWeek: false } => duty.Fails(Gaps, $"{duty.Name} covers a part of the week"),
            { HasStandIn: null } => duty.Unproven($"{duty.Name} names {duty.PeopleInWords}; who is called next is kept elsewhere"),
            { HasStandIn: false } => duty.Fails(Gaps, $"{duty.Name} names {duty.PeopleInWords}, and nobody who is called next"),
            _ => duty.Passes($"{duty.Name} names {duty.PeopleInWords}, and who is called next"),
        };

    static string Instead(OnCallDuty duty) =>
        duty.FieldsToFillIn > 0 ? "has places for people that nobody has filled in"
        : duty.Kind is DutyKind.Schedule ? "has nobody in it"
        : "names roles, and no person";
}
