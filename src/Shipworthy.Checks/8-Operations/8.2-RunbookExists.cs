namespace Shipworthy.Checks.Operations;

/// <summary>Judges whether a page of this repository could help on a bad day.</summary>
public sealed class RunbookExists() : Check("8.2", "Incident runbook exists (even a one-page doc counts)")
{
    static readonly Rule Hollow = new("8.2-1", Major, BadLuck)
    {
        Says = "is a runbook that cannot be worked by",
        Title = "Open the runbook in an outage and find nothing to do",
        Consequence =
            "The page for bad days would fit any app, or says too little to act on. Whoever opens it at three in the morning loses the hour that counts.",
        Fix =
            "Write down the command that shows the logs, the command that rolls back, and what to do for the two failures you fear most. One page is enough.",
    };

    static readonly Rule Outdated = new("8.2-2", Minor, BadLuck)
    {
        Says = "names things that do not exist here",
        Title = "Follow the runbook into commands that no longer work",
        Consequence = "The page describes an app that has moved on. Under stress people trust it, and each dead command costs minutes.",
        Fix = "Run every command of the page once, on a quiet day, and correct those that fail.",
    };

    static readonly Rule Nowhere = new("8.2-3", Major, BadLuck)
    {
        Says = "there is no page that says what to do when the app is down, and no link to one",
        Title = "Be down, with no page that says what to do",
        Consequence =
            "When the app breaks, everything depends on who is awake and what they remember. The second founder cannot even roll back.",
        Fix =
            "Add docs/RUNBOOK.md, one page: where the logs are, how to roll back, the two likeliest failures, whom to call, how customers are told.",
    };

    /// <inheritdoc/>
    public override string Why =>
        "Under stress people forget. A page with the five right commands saves the hour that counts, and lets somebody else than its author save it.";

    /// <inheritdoc/>
    public override string Fix =>
        """
            Type one page, `docs/RUNBOOK.md`, with the names and commands of your own app, and link it from the README.

            - **Where to look**: the command that shows the logs (`fly logs`, `docker compose logs api`, `vercel logs`), the dashboard's address, the health address
            - **What to do first**: the command that rolls back, the one that restarts, the switch that turns a feature off
            - **What can break**: "Database down", "Payments fail", "Deploy broken", "Key leaked", each with its two or three steps
            - **Whom to call**: a name, a telephone number or a channel, and a second one
            - **How customers are told**: the status page or the address list, and two sentences to send
            """;

    /// <inheritdoc/>
    public override string SettledBy =>
        "`shipworthy attest 8.2`: where the runbook is kept, who has read it and when it was last used, with an export of the page, 180 days; better, a "
        + "game hour: somebody who did not write it handles a staged failure by the page alone, and takes the first right step within 15 minutes.";

    /// <inheritdoc/>
    public override string Counts => "one runbook for the app, the best page counts; its five parts are told in the sentence";

    /// <inheritdoc/>
    public override string ProvedWhen =>
        "one page names things of this app and tells three of the five: where to look, what to do first, what can break, whom to call, how customers are told; one of the first two is among them";

    /// <inheritdoc/>
    public override string UnprovenWhen => "the runbook, or the team's handbook, is kept outside the repository";

    /// <inheritdoc/>
    public override string? NotApplicableWhen => "the repository is a library or a command-line tool";

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules => [Hollow, Nowhere, Outdated];

    /// <inheritdoc/>
    public override Verdict Judge(App app) =>
        app.IsLibraryOrTool
            ? Verdict.NotApplicable("the repository is a library or a command-line tool, and nothing of it is kept running")
            : OnePage(app) & Remarks(app);

    static Verdict OnePage(App app) =>
        app
            .Runbooks.JudgeBest(page =>
                page.Readable is Readable.Here && page != Best(app) ? page.NotCounted($"also tells {Told(page)}") : Read(page)
            )
            .OrFail(Nowhere, at: FirstPage(app));

    /// <summary>The page that would help most: one that can work, before one that cannot; a page of its own, before chapters of another.</summary>
    static Runbook? Best(App app) =>
        app
            .Runbooks.Where(page => page.Readable is Readable.Here)
            .OrderByDescending(page => Read(page).Outcome is Outcome.Pass)
            .ThenByDescending(page => page.IsWholePage)
            .ThenByDescending(page => page.Parts.Length)
            .ThenByDescending(page => page.RealThings.Length)
            .ThenBy(page => page.At.Path, StringComparer.Ordinal)
            .FirstOrDefault();

    static Finding Read(Runbook page) =>
        page switch
        {
            { Readable: Readable.Elsewhere or Readable.Unknown } => page.Unproven(
                $"sends the reader to {page.KeptAt}, which was not looked at"
            ),
            { IsAnnouncement: true } => page.Fails(Hollow, "announces a runbook and is none yet"),
            { IsForm: true } => page.Fails(
                Hollow,
                $"is a form that nobody has filled in: {page.FieldsToFillIn} of {page.Fields} fields are open"
            ),
            { WayBack: WayBack.Destroys } => page.Fails(
                Outdated with
                {
                    Severity = Major,
                },
                $"promises a way back at line {page.BadWayBack?.At.Line} with a command that deletes the data: {page.BadWayBack?.Says}"
            ),
            { CanWork: false } => page.Fails(Hollow, $"tells {Told(page)}, too little to work by"),
            { IsAboutThisApp: false } => page.Fails(Hollow, "would fit any app: it names no two things that exist here"),
            { WayBack: WayBack.Missing } => page.Fails(
                Outdated with
                {
                    Severity = Major,
                },
                $"promises a way back at line {page.BadWayBack?.At.Line} with {page.BadWayBack?.Says}"
            ),
            { IsOutdated: true } => page.Fails(
                Outdated,
                $"names things that do not exist here, {page.Missing.Length} of {page.Checkable}: {string.Join(", ", page.Missing.Take(3).Select(one => one.Name))}"
            ),
            { StaleDays: > 0 } => page.Fails(
                Outdated,
                $"has not been touched for {page.StaleDays} days, while the deployment it describes has changed"
            ),
            _ => page.Passes($"tells {Told(page)}"),
        };

    static string Told(Runbook page) => page.Parts.Length == 0 ? "0 of 5 parts" : $"{page.Parts.Length} of 5 parts: {page.PartsInWords}";

    /// <summary>What to add to the best page, and what was taken for no runbook.</summary>
    static Verdict Remarks(App app) =>
        app.Runbooks.Where(page => page == Best(app) && page.Gaps.Length > 0)
            .JudgeEach(page => page.NotCounted($"lacks {ToAdd(page)}"))
            .OrNotApplicable("no page lacks anything")
        & app.NoRunbooks.JudgeEach(text => text.NotCounted($"is no runbook: it {text.Because}"))
            .OrNotApplicable("nothing looks like a runbook");

    static string ToAdd(Runbook page) => string.Join("; ", page.Gaps.Select(gap => $"{gap.InWords} (add {gap.ToAdd})"));

    /// <summary>The page that a reader would open first: the deployment guide, else the README.</summary>
    static Location? FirstPage(App app) =>
        app
            .Documents.Where(document => document is { OneOff: null, Kind: DocumentKind.Deployment or DocumentKind.Readme })
            .OrderBy(document => document.At.Path.Count(letter => letter == '/'))
            .ThenBy(document => document.Kind is DocumentKind.Deployment ? 0 : 1)
            .ThenBy(document => document.At.Path.Length)
            .ThenBy(document => document.At.Path, StringComparer.Ordinal)
            .Select(document => document.Line(1))
            .FirstOrDefault();
}
