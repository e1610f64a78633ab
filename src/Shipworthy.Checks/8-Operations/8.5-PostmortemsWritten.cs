namespace Shipworthy.Checks.Operations;

/// <summary>Judges whether what broke production was written down, so that it does not happen again.</summary>
public sealed class PostmortemsWritten() : Check("8.5", "Postmortems written for production incidents")
{
    static readonly Rule Unwritten = new("8.5-1", Major, BadLuck)
    {
        Says = "mends an incident that nobody wrote down",
        Title = "Live through the same outage twice",
        Consequence =
            "The commit tells that production was broken, and no document tells why. The cause is still there, and the next person finds it the hard way.",
        Fix = "Write half a page in docs/postmortems/ on the newest incident: impact, timeline, cause, and actions with their owners.",
    };

    static readonly Rule Incomplete = new("8.5-2", Minor, BadLuck)
    {
        Says = "leaves out what keeps the incident from happening again",
        Title = "Read about an outage, and learn nothing from it",
        Consequence = "Without cause and actions the document is a diary. Nobody changes anything because of it.",
        Fix = "Add the missing parts, and link one issue for each action.",
    };

    static readonly Rule LeftOpen = new("8.5-3", Minor, BadLuck)
    {
        Says = "names actions that were never done",
        Title = "Know what would have helped, and not have done it",
        Consequence = "The document says what keeps the outage from coming back, and for three months nobody did it.",
        Fix = "Do the open actions, or strike those that nobody will do, each with a reason.",
    };

    /// <inheritdoc/>
    public override string Why =>
        """
            An incident that is not written down happens again, to the same customers. Half a page on cause and remedy turns
            an outage into a repair.
            """;

    /// <inheritdoc/>
    public override string Fix =>
        """
            Write half a page on the last incident: what customers noticed, what happened when, why, and what will be done
            by whom:

            - **Any**: `docs/postmortems/2026-11-03-checkout-down.md` with the headings `Impact`, `Timeline`, `Cause` and `Actions`
            - **GitHub, Linear, Jira**: one issue for each action, with its owner, linked from the page and closed when it is done
            - **incident.io, Rootly, PagerDuty**: link their postmortem from that folder
            - **Commits**: `Postmortem: docs/postmortems/2026-11-03-checkout-down.md` in the message of the repair
            """;

    /// <inheritdoc/>
    public override string SettledBy =>
        """
            A list of the incidents with their postmortems, or the day since which there were none: `shipworthy attest 8.5`,
            for 90 days. A paging tool, a status page and the host's rollbacks can be compared with the documents.
            """;

    /// <inheritdoc/>
    public override string Counts => "each incident of the last 365 days counts once; signs of it within two days are one incident";

    /// <inheritdoc/>
    public override string ProvedWhen => "has a document with impact, timeline, cause and actions";

    /// <inheritdoc/>
    public override string UnprovenWhen => "left no trace here, and no document says whether there was one";

    /// <inheritdoc/>
    public override string? NotApplicableWhen => "it is a library or a command-line tool";

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules => [Unwritten, Incomplete, LeftOpen];

    /// <inheritdoc/>
    public override Verdict Judge(App app) =>
        app.IsLibraryOrTool
            ? Verdict.NotApplicable("the repository is a library or a command-line tool, and nothing of it runs in production")
            : EachIncident(app);

    static Verdict EachIncident(App app)
    {
        var written = app.Postmortems.Where(document => document.Readable is Readable.Here);
        var elsewhere = app.Postmortems.FirstOrDefault(document => document.Readable is not Readable.Here);
        var matched = app.Incidents.Select(incident => incident.Postmortem).OfType<Postmortem>().ToList();
        var incidents = app
            .Incidents.JudgeEach(incident => Read(incident, written.Count > 0, elsewhere))
            .OrUnproven("no commit of the last 365 days tells of an incident, which does not show that there was none");
        var documents = written.Where(document => !matched.Contains(document));
        return documents.Count == 0 ? incidents
            : app.Incidents.Count == 0 && app.Incidents.BlindSpots.IsEmpty
                ? documents.JudgeEach(Read).OrUnproven("no document looks back at an incident")
            : incidents & documents.JudgeEach(Read).OrNotApplicable("every document belongs to an incident");
    }

    static Finding Read(Incident incident, bool writesSome, Postmortem? elsewhere) =>
        incident.Postmortem switch
        {
            { IsLeftOpen: true } document => incident.Fails(
                LeftOpen,
                $"{Told(incident)}, and {document.At.Path} has open actions after {document.Age} days"
            ),
            { Gaps: [] } document => incident.Passes($"{Told(incident)}, and {document.At.Path} tells why"),
            { } document => incident.Fails(Incomplete, $"{Told(incident)}, and {document.At.Path} lacks {Gaps(document)}"),
            null when elsewhere is not null => incident.Unproven($"{Told(incident)}; what is kept at {elsewhere.KeptAt} was not looked at"),
            null => incident.Fails(
                writesSome ? Incomplete
                    : incident.IsOfBuild ? Unwritten with { Severity = Minor }
                    : Unwritten,
                $"{Told(incident)}, and no document looks back at it"
            ),
        };

    static Finding Read(Postmortem document) =>
        document switch
        {
            { IsLeftOpen: true } => document.Fails(LeftOpen, $"has {document.OpenActions} open actions after {document.Age} days"),
            { Gaps: [] } => document.Passes("tells impact, timeline, cause and actions"),
            _ when document.Gaps.Any(part => part is PostmortemPart.Cause or PostmortemPart.Actions) => document.Fails(
                Incomplete,
                $"lacks {Gaps(document)}"
            ),
            _ => document.Unproven($"tells cause and actions, and no part of it was found to tell {Gaps(document)}"),
        };

    static string Told(Incident incident) => $"tells of an incident on {incident.Day:yyyy-MM-dd}, \u201c{Short(incident.Sign)}\u201d";

    static string Gaps(Postmortem document) => string.Join(", ", document.Gaps.Select(part => part.InWords));

    static string Short(string text) => text.Length <= 80 ? text : $"{text[..79]}…";
}
