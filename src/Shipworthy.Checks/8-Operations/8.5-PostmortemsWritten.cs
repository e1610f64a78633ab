namespace Shipworthy.Checks.Operations;

public sealed class PostmortemsWritten() : CheckNotJudgedYet("8.5", "Postmortems written for production incidents")
{
    public override string Why =>
        """
            An incident that is not written down happens again, to the same customers. Half a page on cause and remedy turns
            an outage into a repair.
            """;

    public override string Fix =>
        """
            Write half a page on the last incident: what customers noticed, what happened when, why, and what will be done
            by whom:

            - **Any**: `docs/postmortems/2026-11-03-checkout-down.md` with the headings `Impact`, `Timeline`, `Cause` and `Actions`
            - **GitHub, Linear, Jira**: one issue for each action, with its owner, linked from the page and closed when it is done
            - **incident.io, Rootly, PagerDuty**: link their postmortem from that folder
            - **Commits**: `Postmortem: docs/postmortems/2026-11-03-checkout-down.md` in the message of the repair
            """;

    public override string SettledBy =>
        """
            A list of the incidents with their postmortems, or the day since which there were none: `shipworthy attest 8.5`,
            for 90 days. A paging tool, a status page and the host's rollbacks can be compared with the documents.
            """;

    public override string Counts => "each incident of the last 365 days counts once; signs of it within two days are one incident";

    public override string ProvedWhen => "has a document with impact, timeline, cause and actions";

    public override string UnprovenWhen => "left no trace here, and no document says whether there was one";

    public override string? NotApplicableWhen =>
        "no incident happened in the last 365 days, as a named person states and nothing here contradicts, or it is a library or a command-line tool";
}
