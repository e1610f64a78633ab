namespace Shipworthy.Checks.Operations;

/// <summary>Judges whether being on call is shared.</summary>
public sealed class RotationSustainable() : Check("8.6", "On-call rotation is sustainable (not one founder, always)")
{
    static readonly Rule Alone = new("8.6-1", Major, BadLuck)
    {
        Says = "puts one person on call, always",
        Title = "Be down while the only person on call is on a plane",
        Consequence = "One person answers every night and every holiday. When they are ill, nobody does, and sooner or later they leave.",
        Fix = "Name a second person, a co-founder or a contractor, and take turns of a week; or state the hours in which somebody answers.",
    };

    static readonly Rule Uneven = new("8.6-2", Minor, BadLuck)
    {
        Says = "shares the duty in a way that wears people out",
        Title = "Carry the pager for a month, with nobody behind you",
        Consequence = "Turns of more than two weeks, or no second person to call, make tired people and slow answers.",
        Fix = "Make turns of one or two weeks, and add a step that calls the next person.",
    };

    /// <inheritdoc/>
    public override string Why =>
        """
            One tired person is a single point of failure, for the product and for themselves. When that person is ill, on a
            plane or gone, nobody answers.
            """;

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public override string SettledBy =>
        """
            A second name that can answer, each one's share of the hours, and who covers holidays: `shipworthy attest 8.6`,
            for 90 days; the second person confirms. The paging tool shows the hours and the calls at night of each person.
            """;

    /// <inheritdoc/>
    public override string Counts => "the hours of each person over 90 days count, and so does who can deploy and go back";

    /// <inheritdoc/>
    public override string ProvedWhen =>
        "are shared by two real people or more, none with over 70 % of them, in turns of two weeks at most";

    /// <inheritdoc/>
    public override string UnprovenWhen => "are shared by nobody that the repository names";

    /// <inheritdoc/>
    public override string? NotApplicableWhen => "it is a library or a command-line tool";

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules => [Alone, Uneven];

    /// <inheritdoc/>
    public override Verdict Judge(App app) =>
        app.IsLibraryOrTool
            ? Verdict.NotApplicable("the repository is a library or a command-line tool, and nothing of it can be down")
            : app.OnCallDuties.Where(duty => duty.People.Length > 0 || duty.PeopleUnknown).JudgeBest(Read).OrUnproven(Nobody(app));

    static Finding Read(OnCallDuty duty) =>
        duty switch
        {
            { PeopleUnknown: true } => duty.Unproven($"{duty.Name} takes its people from elsewhere"),
            { People: [var only] } => duty.Fails(Alone, $"{duty.Name} names {only}, and nobody else"),
            { Shares: [{ Share: > 0.7 } most, ..] } => duty.Fails(
                Alone,
                $"{duty.Name} gives {most.Share:P0} of the hours to {InWords(most)}"
            ),
            { Ends: { } end, Age: > 0 } => duty.Unproven($"{duty.Name} ended on {end:yyyy-MM-dd}, before the newest commit"),
            { Kind: DutyKind.Page } => duty.Unproven($"{duty.Name} names {duty.PeopleInWords}; how they share the hours is not told"),
            { TurnDays: > 14 } => duty.Fails(Uneven, $"{duty.Name} has turns of {duty.TurnDays:0} days"),
            { HasStandIn: null } => duty.Unproven($"{duty.Name} names {duty.PeopleInWords}; who is called next is kept elsewhere"),
            { HasStandIn: false } => duty.Fails(Uneven, $"{duty.Name} calls nobody when the first person does not answer"),
            { TurnDays: null } => duty.Unproven($"{duty.Name} does not say how long a turn is"),
            { Shares: [_, ..] } => duty.Passes(
                $"{duty.Name} lets {string.Join(", ", duty.Shares.Select(InWords))} take turns of {duty.TurnDays:0.#} days"
            ),
            _ => duty.Passes($"{duty.Name} lets {duty.PeopleInWords} take turns of {duty.TurnDays:0.#} days"),
        };

    static string InWords(DutyShare share) =>
        share.NightHoursAWeek is { } nights
            ? $"{share.Person} ({share.HoursAWeek:0} hours a week, {nights:0} of them at night)"
            : $"{share.Person} ({share.HoursAWeek:0} hours a week)";

    static string Nobody(App app) =>
        app.HumanAuthors is [var only]
            ? $"nothing here names who is on call, and only {only.Name} changes this code: name a second person who can answer"
            : "nothing here names who is on call, as is usual where a paging tool holds the rota";
}
