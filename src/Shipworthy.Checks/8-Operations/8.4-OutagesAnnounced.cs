namespace Shipworthy.Checks.Operations;

public sealed class OutagesAnnounced() : CheckNotJudgedYet("8.4", "Status page or equivalent communication channel")
{
    public override string Why =>
        """
            During an outage silence costs more trust than the outage. Customers need one place that still answers while the
            app does not.
            """;

    public override string Fix =>
        """
            Put a status page on other hosting than the app, and link it in the footer and on the error page:

            - **Better Stack**: `betteruptime_status_page` with `custom_domain = "status.example.com"`, fed by the check from outside
            - **Instatus, OpenStatus, Statuspage**: a free page at `status.` and your domain
            - **GitHub Pages**: Upptime with `.upptimerc.yml`
            - **A server of your own**: Gatus or cState, at another provider than the app
            - **The link**: `<a href="https://status.example.com">Status</a>` with your own domain
            - **Without a page**: a public account or community, named in the help text as the place for news of outages
            """;

    public override string SettledBy =>
        """
            A probe opens the link: it answers, speaks of your product and is not served by the app. The place of a channel
            that the repository does not show, and who may post there: `shipworthy attest 8.4`, for 180 days.
            """;

    public override string Counts => "one place that customers can find while the app is down is enough";

    public override string ProvedWhen => "stands on other hosting than the app, and customers meet a link to it";

    public override string UnprovenWhen => "is linked but was not opened, or is a place that the repository does not show";

    public override string? NotApplicableWhen =>
        "only people inside the company use the app, as its owner states, or it is a library or a command-line tool";
}
