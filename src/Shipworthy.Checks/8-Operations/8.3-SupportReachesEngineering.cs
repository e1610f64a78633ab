namespace Shipworthy.Checks.Operations;

/// <summary>Judges whether what customers write reaches somebody who can mend things.</summary>
public sealed class SupportReachesEngineering() : Check("8.3", "Customer support has a way to reach engineering")
{
    static readonly Rule NoWay = new("8.3-1", Major, BadLuck)
    {
        Says = "offers no way to write to the people who make the app",
        Title = "See the app lose data, and find nobody to tell",
        Consequence = "Customers see outages and wrong data first. Without an address, a form or a chat they tell nobody, and leave.",
        Fix = "Put an address on your own domain into the footer and onto the error page, and forward it to the founders' channel.",
    };

    static readonly Rule Dead = new("8.3-2", Major, BadLuck)
    {
        Says = "takes messages that nobody gets",
        Title = "Write to support, and reach nobody",
        Consequence = "Customers believe that they have told you, and wait. The worst reports, those of lost data, are never read.",
        Fix =
            "Connect the form to a mailbox, a channel or a list of issues that is read every day, and replace made-up addresses by your own.",
    };

    static readonly Rule Unclear = new("8.3-3", Minor, BadLuck)
    {
        Says = "gives another support address than the rest of the product",
        Title = "Write to the wrong one of two support addresses",
        Consequence = "One of the addresses is read less, or not at all. Messages to it are found weeks later.",
        Fix = "Name one support address in one constant, use it everywhere, and forward the other one to it.",
    };

    static readonly Rule Lossy = new("8.3-3b", Minor, BadLuck)
    {
        Says = "loses messages when sending fails",
        Title = "Send a report that is dropped without a word",
        Consequence = "When the mail or chat service is down, the form still says thank you, and the message is gone.",
        Fix = "Answer with an error when sending fails, or keep the message in the database before it is sent.",
    };

    /// <inheritdoc/>
    public override string Why =>
        """
            Customers see outages and wrong data first. If their words end in a dead mailbox, you learn of both from their
            cancellation.
            """;

    /// <inheritdoc/>
    public override string Fix =>
        """
            Put an address on your own domain into the footer and onto the error page, and carry each message to somebody
            who can mend things:

            - **Any**: `<a href="mailto:support@example.com?subject=Problem%20{requestId}">Report a problem</a>` with your own domain, forwarded to the founders' channel
            - **Linear**: `await linear.createIssue({ teamId, title: subject, description: message + "\n" + requestId })` in the form's handler
            - **GitHub**: `await octokit.rest.issues.create({ owner, repo, title: subject, body: message })`
            - **Resend**: `const { error } = await resend.emails.send({ from, to: "engineering@example.com", replyTo, subject, text });`, and tell the customer when it fails
            - **Intercom, Crisp, Zendesk**: switch on the link to your issue tracker
            - **Sentry**: `Sentry.feedbackIntegration({ colorScheme: "system" })`
            - **A page**: `SUPPORT.md` with where to write, what counts as urgent, who answers and how soon
            """;

    /// <inheritdoc/>
    public override string SettledBy =>
        """
            A marked test message through the intake: an engineer answers with the mark in the promised time. Who reads it,
            what counts as urgent and the last real example: `shipworthy attest 8.3`, for 180 days.
            """;

    /// <inheritdoc/>
    public override string Counts => "each way in which customers can write to you counts once";

    /// <inheritdoc/>
    public override string ProvedWhen =>
        "can be reached in the product, and code or a working page carries it to an engineer, the urgent ones faster";

    /// <inheritdoc/>
    public override string UnprovenWhen => "is a real address or widget, but where it goes cannot be seen";

    /// <inheritdoc/>
    public override string? NotApplicableWhen => "it is a library or a command-line tool";

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules => [NoWay, Dead, Unclear, Lossy];

    /// <inheritdoc/>
    public override Verdict Judge(App app) =>
        app.IsLibraryOrTool
            ? Verdict.NotApplicable("the repository is a library or a command-line tool, and has no customers who sign in")
            : BestWay(app) & Losses(app) & Contradictions(app);

    /// <summary>One way that reaches an engineer is enough; where none does, one that somebody may read is better than one that nobody can.</summary>
    static Verdict BestWay(App app)
    {
        var ways = app.SupportIntakes.Where(way => !IsLoss(way)).JudgeBest(Read);
        return app.PublicFaces switch
        {
            [{ Audience: Audience.Anybody } face, ..] => ways.OrFail(
                NoWay,
                $"offers no way to write to the people who make the app, which {face.Because}",
                face.At
            ),
            [_, ..] => ways.OrUnproven("nothing shows whether people outside the team use it"),
            _ => ways.OrUnproven("the pages or apps that customers use are not in this repository"),
        };
    }

    static Finding Read(SupportIntake way) =>
        way.End switch
        {
            IntakeEnd.Engineers => way.Passes($"{way.Name} {way.Because}"),
            IntakeEnd.MadeUp => way.Fails(Dead, $"gives {way.Name}, which was made up to be filled in"),
            IntakeEnd.NoPage => way.Fails(Dead, $"sends people who look for help to {way.Name}, which is no page of the app"),
            IntakeEnd.Unknown when way.Because.Length > 0 => way.Unproven(
                $"{way.Name} {way.Because}; who reads it cannot be seen from here"
            ),
            IntakeEnd.Unknown or IntakeEnd.Nowhere or IntakeEnd.LostOnFailure => way.Unproven(
                $"gives {way.Name}; who reads it cannot be seen from here"
            ),
        };

    static bool IsLoss(SupportIntake way) => way.End is IntakeEnd.Nowhere or IntakeEnd.LostOnFailure;

    /// <summary>A form that drops messages misleads customers whatever other ways there are.</summary>
    static Verdict Losses(App app) =>
        app
            .SupportIntakes.Where(IsLoss)
            .JudgeEach(way => way.Fails(way.End is IntakeEnd.Nowhere ? Dead : Lossy, $"{way.Name} {way.Because}"))
            .OrNotApplicable("no form loses messages");

    /// <summary>Two addresses that both call themselves support, on two domains.</summary>
    static Verdict Contradictions(App app)
    {
        var desks = app.SupportIntakes.Where(way => way.SupportDomain.Length > 0);
        var first = desks.DistinctBy(way => way.SupportDomain).ToList();
        return desks
            .Where(way => first.Count > 1 && first.Contains(way))
            .JudgeEach(way =>
                way.Fails(
                    Unclear,
                    $"gives {way.Name}, and {first.First(other => other != way).At} gives {first.First(other => other != way).Name}"
                )
            )
            .OrNotApplicable("no two support addresses contradict each other");
    }
}
