namespace Shipworthy.Checks.Operations;

/// <summary>Judges whether customers have a place to look at while the app is down.</summary>
public sealed class OutagesAnnounced() : Check("8.4", "Status page or equivalent communication channel")
{
    static readonly Rule NoPlace = new("8.4-1", Major, BadLuck)
    {
        Says = "leads to no place that tells whether the app is up",
        Title = "Meet a dead app, and find no word about it",
        Consequence =
            "When the app is down, nothing says so anywhere. Customers reload, write and worry, and the best of them leave before you have mended it.",
        Fix = "Make a free status page on other hosting than the app, and link it in the footer and on the error page.",
    };

    static readonly Rule Untrue = new("8.4-2", Major, BadLuck)
    {
        Says = "says that everything works, whatever happens",
        Title = "Read that all is well while nothing works",
        Consequence = "The text is written into the page and asks nothing. In an outage it is a lie that every customer sees.",
        Fix = "Replace the text by a link to a status page that watches the app from outside.",
    };

    static readonly Rule Together = new("8.4-2b", Minor, BadLuck)
    {
        Says = "is served by the app itself, and is down with it",
        Title = "Look for the status page, and find it down as well",
        Consequence = "The page that tells about outages runs on the app's own server and data. It answers only when nobody needs it.",
        Fix = "Move the status page to other hosting, and leave a link to it where the page was.",
    };

    static readonly Rule Misleading = new("8.4-3", Minor, BadLuck)
    {
        Says = "leads to the status page of somebody else",
        Title = "Follow the status link to a page about another product",
        Consequence = "The link tells whether a vendor is up, or leads nowhere. Of your own outage it knows nothing.",
        Fix = "Point the link at a status page of your own.",
    };

    /// <inheritdoc/>
    public override string Why =>
        """
            During an outage silence costs more trust than the outage. Customers need one place that still answers while the
            app does not.
            """;

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public override string SettledBy =>
        """
            A probe opens the link: it answers, speaks of your product and is not served by the app. The place of a channel
            that the repository does not show, and who may post there: `shipworthy attest 8.4`, for 180 days.
            """;

    /// <inheritdoc/>
    public override string Counts => "one place that customers can find while the app is down is enough";

    /// <inheritdoc/>
    public override string ProvedWhen => "stands on other hosting than the app, and customers meet a link to it";

    /// <inheritdoc/>
    public override string UnprovenWhen => "is linked but was not opened, or is a place that the repository does not show";

    /// <inheritdoc/>
    public override string? NotApplicableWhen => "it is a library or a command-line tool";

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules => [NoPlace, Untrue, Together, Misleading];

    /// <inheritdoc/>
    public override Verdict Judge(App app) =>
        app.IsLibraryOrTool
            ? Verdict.NotApplicable("the repository is a library or a command-line tool, and nothing of it can be down")
            : BestPlace(app) & Claims(app);

    /// <summary>One place that answers while the app does not is enough.</summary>
    static Verdict BestPlace(App app)
    {
        var isLinked = app.StatusPlaces.Any(place => place is { IsMet: true, Kind: StatusPlaceKind.Link });
        var places = app.StatusPlaces.Where(place => place.Kind is not StatusPlaceKind.Claimed).JudgeBest(place => Read(place, isLinked));
        return app.PublicFaces switch
        {
            [{ Audience: Audience.Anybody } face, ..] => places.OrFail(
                NoPlace,
                $"leads to no place that tells whether the app is up; the app {face.Because}",
                face.At
            ),
            [_, ..] => places.OrUnproven("nothing shows whether people outside the team use it"),
            _ => places.OrUnproven("the pages or apps that customers use are not in this repository"),
        };
    }

    static Finding Read(StatusPlace place, bool isLinked) =>
        place.Kind switch
        {
            StatusPlaceKind.Declared when isLinked => place.Passes($"sets up {place.Name}, and customers meet a link to it"),
            StatusPlaceKind.Declared => place.Fails(
                NoPlace with
                {
                    Severity = Minor,
                },
                $"sets up {place.Name}, and nothing that customers see leads to it"
            ),
            StatusPlaceKind.Channel => place.Passes($"names {place.Name} as the place for news of outages"),
            StatusPlaceKind.Link when place.IsMet => place.Unproven($"leads to {place.Name}, which was not opened"),
            StatusPlaceKind.Link => place.Fails(
                NoPlace with
                {
                    Severity = Minor,
                },
                $"names {place.Name} for the team, and nothing that customers see leads to it"
            ),
            StatusPlaceKind.ServedByApp => place.Fails(Together),
            StatusPlaceKind.MadeUp => place.Fails(Misleading, $"leads to {place.Name}, which was made up to be filled in"),
            StatusPlaceKind.Foreign => place.Fails(Misleading, $"leads to {place.Name}, the status page of another company"),
            StatusPlaceKind.Claimed or StatusPlaceKind.Unknown => place.NotCounted("tells nothing that could be read"),
        };

    /// <summary>A text that claims that all is well misleads customers whatever other places there are.</summary>
    static Verdict Claims(App app) =>
        app
            .StatusPlaces.Where(place => place.Kind is StatusPlaceKind.Claimed)
            .JudgeEach(place => place.Fails(Untrue))
            .OrNotApplicable("no text claims that everything works");
}
