namespace Shipworthy.Checks.Access;

public sealed class PasswordResetTested() : Check("2.2", "Password reset and account recovery flows tested end-to-end")
{
    static readonly Rule MailNeverLeaves = new("2.2-F2", Blocker, BadLuck)
    {
        Says = "sends no mail in production",
        Title = "Lock out every customer who forgets a password",
        Consequence = "The page says that a mail is on its way, and none ever leaves. Whoever forgets the password is gone.",
        Fix = "Send the link by a mail service, and let a test read the mail that was sent.",
    };

    static readonly Rule TokenIsWeak = new("2.2-F3", Blocker, Stranger)
    {
        Says = "sets a new password for more people than the owner of the mailbox",
        Title = "Take over an account through its reset link",
        Consequence =
            "The reset link stands for the password. Whoever guesses, finds or keeps one has the account, without knowing the old password.",
        Fix =
            "Make the token of 32 random bytes, store its hash, let it end within the hour and delete it when it is used. Write it nowhere but into the mail.",
    };

    static readonly Rule LinkIsForeign = new("2.2-F4", Blocker, Stranger)
    {
        Says = "builds the reset link from what the request says",
        Title = "Have the victim's reset link lead to a site of one's own",
        Consequence =
            "A stranger asks for the victim's reset and names another host. The mail is yours, the link leads to the stranger, and one click hands over the token.",
        Fix = "Take the address of the link from the settings, not from a header or a field of the request.",
    };

    static readonly Rule NoWayBack = new("2.2-F1", Major, BadLuck)
    {
        Says = "takes passwords, and nobody can set a new one who forgot theirs",
        Title = "Forget a password and never get back in",
        Consequence = "Each forgotten password is a lost customer, or a call to you and a password set by hand in the database.",
        Fix = "Add the framework's own reset: a request by e-mail address, a mail with a link, and a page that sets the new password.",
    };

    static readonly Rule NeverTried = new("2.2-F5", Major, BadLuck)
    {
        Says = "is walked by no test",
        Title = "Break the way back in, and hear of it from a customer who is locked out",
        Consequence =
            "Nobody on the team uses the reset day by day. When a change breaks it, those who need it are the ones who cannot sign in to tell you.",
        Fix =
            "Write one test that requests a reset, reads the mail, sets a new password, signs in with it, and finds the used link refused.",
    };

    static readonly Rule HalfTried = new("2.2-F6", Minor, BadLuck)
    {
        Says = "is walked by half a test",
        Title = "Break the part of the reset that its test leaves out",
        Consequence =
            "The test is green while the mail, the link or the new sign-in is broken, or while an old link still opens the account.",
        Fix =
            "Let the test go all the way, from the request over the mail to the new sign-in and a refused link, and let the pipeline run it.",
    };

    static readonly Rule TellsAccounts = new("2.2-F7", Minor, Stranger)
    {
        Says = "answers differently for addresses with and without an account",
        Title = "Find out who is a customer",
        Consequence = "A list of addresses becomes a list of your customers, for spam and for guessing passwords.",
        Fix = "Give the same answer in both cases, and send the mail only where there is an account.",
    };

    public override string Why =>
        """
            The reset flow is a second front door. Broken, it locks your customers out; sloppy, it lets strangers into any
            account whose address they know.
            """;

    public override string Fix =>
        """
            Use the framework's own reset with a real mail service, and let one test walk all of it: request, mail, new
            password, sign-in, and the used link refused:

            - **Better Auth**: `sendResetPassword: async ({ user, url }) => { await mail(user.email, url); }` with a sender that sends, not `console.log`
            - **Supabase**: `auth.resetPasswordForEmail(email, { redirectTo })`, a page that ends with `auth.updateUser({ password })`, and your own SMTP server
            - **Django**: `path("accounts/", include("django.contrib.auth.urls"))` and the SMTP backend in production; the test reads `mail.outbox`
            - **Rails**: `bin/rails generate authentication`; the test reads `ActionMailer::Base.deliveries`
            - **Laravel**: `Password::sendResetLink($request->only('email'))`; the test uses `Notification::fake()`
            - **ASP.NET Core**: `app.MapIdentityApi<User>()` with your own `IEmailSender<User>`, since the default one sends nothing
            - **FastAPI**: `token = secrets.token_urlsafe(32)`; store its hash, let it end after 30 minutes, delete it when it is used
            - **Playwright**: run Mailpit beside the app and open the link from the mail that it caught
            """;

    public override string SettledBy =>
        """
            A probe walks the flow with its own mailbox and then tries the used link again. A person who walked it instead,
            with pictures: `shipworthy attest 2.2`, for 90 days or until the sign-in code changes.
            """;

    public override string Counts =>
        "each way to sign in with a password counts four times: the flow exists, its mail leaves, its link is safe, a test walks it";

    public override string ProvedWhen =>
        "is walked by a test from the request to the new sign-in, with at least one refusal, and the pipeline runs that test";

    public override string UnprovenWhen =>
        "belongs to a sign-in service, or sends mail by settings that the repository does not show, and no test of yours walks it";

    public override string? NotApplicableWhen => "nobody has a password here: the identity provider or the mailbox is the way back in";

    public override ImmutableArray<Rule> Rules =>
        [MailNeverLeaves, TokenIsWeak, LinkIsForeign, NoWayBack, NeverTried, HalfTried, TellsAccounts];

    public override Verdict Judge(App app)
    {
        if (app.ResetFlows is { Count: 0, BlindSpots: [] } && Unread(app) is { Count: > 0 } unread)
            return unread
                .JudgeEach(endpoint => endpoint.Unproven($"{endpoint.Name} signs people in, and whether by a password could not be told"))
                .OrUnproven("people sign in, and whether by a password could not be told");
        var none = $"nobody has a password here{Otherwise(app)}";
        return Ways(app).OrNotApplicable(none)
            & Mails(app).OrNotApplicable(none)
            & Tokens(app).OrNotApplicable(none)
            & Gaps(app).OrNotApplicable(none)
            & Tests(app).OrNotApplicable(none);
    }

    /// <summary>One endpoint whose name or work says that people sign in there; none when no endpoint does.</summary>
    static Facts<Endpoint> Unread(App app) =>
        new(
            app.Endpoints.Where(endpoint =>
                    endpoint is { IsPlatformSurface: false, Framework: not "Better Auth" }
                    && endpoint.Credential is CredentialStep.SignIn or CredentialStep.ResetRequest or CredentialStep.ResetComplete
                )
                .Take(1)
        );

    static string Otherwise(App app) =>
        app.Endpoints.Any(endpoint => endpoint.Credential is CredentialStep.CodeSend) ? ": the mailbox is the way back in" : "";

    static Judgement Ways(App app) =>
        app.ResetFlows.JudgeEach(flow =>
            flow.Way switch
            {
                ResetWay.Whole when flow.Owner is ResetOwner.Service => flow.NotCounted(
                    $"{flow.Provider} keeps the passwords and resets them"
                ),
                ResetWay.Whole => Of(
                    flow,
                    "way",
                    flow.RequestAt,
                    flow.Passes($"leads from the request to a new password, {flow.WayBecause}")
                ),
                ResetWay.NoRequest => Of(flow, "way", null, flow.Fails(NoWayBack, flow.WayBecause)),
                ResetWay.NoCompletion => Of(flow, "way", flow.RequestAt, flow.Fails(NoWayBack, flow.WayBecause)),
                ResetWay.Unknown => Of(flow, "way", flow.RequestAt, flow.Unproven(flow.WayBecause)),
            }
        );

    static Judgement Mails(App app) =>
        Existing(app)
            .Where(flow => flow.Owner is not ResetOwner.Service && flow.RequestAt is not null)
            .JudgeEach(flow =>
                Of(
                    flow,
                    "mail",
                    flow.MailAt ?? flow.RequestAt,
                    flow.Mail switch
                    {
                        ResetMail.Sent => flow.Passes($"sends the mail by {flow.MailBecause}"),
                        ResetMail.NeverSent => flow.Fails(MailNeverLeaves, flow.MailBecause),
                        ResetMail.ByService => flow.Unproven($"leaves the mail to {flow.Provider}, whose settings are not here"),
                        ResetMail.Unknown => flow.Unproven($"{flow.MailBecause}: whether the mail leaves is open"),
                    }
                )
            );

    static Judgement Tokens(App app) =>
        Existing(app)
            .Where(flow => flow is { Owner: ResetOwner.App, RequestAt: not null } && flow.Weaknesses.All(one => RuleOf(one.Gap) is null))
            .JudgeEach(flow =>
                Of(
                    flow,
                    "token",
                    flow.RequestAt,
                    flow.TokenSound.Length > 0
                        ? flow.Passes(flow.TokenSound)
                        : flow.Unproven("makes its token in a way that could not be read to the end: whether it is safe is open")
                )
            );

    /// <summary>The weaknesses of one flow's token are one item together.</summary>
    static Judgement Gaps(App app) =>
        new Facts<ResetWeakness>(app.ResetFlows.SelectMany(flow => flow.Weaknesses)).JudgeEach(weakness =>
            RuleOf(weakness.Gap) is { } rule
                ? weakness.Fails(rule, weakness.Says) with
                {
                    Items = app.ResetFlows.Any(flow => flow.Weaknesses.FirstOrDefault(one => RuleOf(one.Gap) is not null) == weakness)
                        ? 1
                        : 0,
                }
                : weakness.NotCounted(weakness.Says)
        );

    static Rule? RuleOf(ResetGap gap) =>
        gap switch
        {
            ResetGap.NoToken or ResetGap.Guessable or ResetGap.Endless or ResetGap.Logged or ResetGap.Returned => TokenIsWeak,
            ResetGap.Reusable => TokenIsWeak with { Severity = Major },
            ResetGap.LinkFromRequest => LinkIsForeign,
            ResetGap.TellsAccounts => TellsAccounts,
            ResetGap.Unknown or ResetGap.Remark => null,
        };

    static Judgement Tests(App app) =>
        Existing(app)
            .JudgeEach(flow =>
                Of(
                    flow,
                    "test",
                    flow.TestAt ?? flow.CompletionAt ?? flow.RequestAt,
                    flow.Test switch
                    {
                        ResetTest.WalksAndRefuses => Run(app, flow),
                        ResetTest.Walks or ResetTest.Touches => flow.Fails(HalfTried, $"touches the reset, and {flow.TestLacks}"),
                        ResetTest.None when flow.Owner is ResetOwner.Service || IsHostedToTheEnd(flow) => flow.Unproven(
                            $"leaves the reset to {flow.Provider}, and no test walks it"
                        ),
                        ResetTest.None => flow.Fails(NeverTried, "resets passwords, and no test walks the way"),
                        ResetTest.Unknown => flow.Unproven($"{flow.TestLacks}: whether a test walks the reset is open"),
                    }
                )
            );

    static bool IsHostedToTheEnd(ResetFlow flow) =>
        flow is { Owner: ResetOwner.Shared, CompletionAt: null, Way: not ResetWay.NoCompletion };

    static Finding Run(App app, ResetFlow flow)
    {
        var suites = app.SuitesInPipelines.Where(suite => suite.Suite.Files.Contains(flow.TestAt!.Path)).ToList();
        var best = suites.Select(suite => suite.Best).OfType<TestRun>().OrderBy(run => run.Standing).FirstOrDefault();
        return best switch
        {
            { Standing: TestRunStanding.Full or TestRunStanding.AfterMerge } => flow.Passes(
                $"walks the reset from the request to the new sign-in and a refusal, run by {best.At}"
            ),
            { Standing: TestRunStanding.Unknown or TestRunStanding.Filtered } => flow.Unproven(
                $"walks the reset, and whether {best.At} runs it could not be told"
            ),
            { Standing: TestRunStanding.Broken or TestRunStanding.Swallowed } => flow.Fails(
                HalfTried,
                $"walks the reset, and {best.At} lets it fail or never starts it"
            ),
            null when suites.Exists(suite => suite.PerhapsElsewhere is not null) || app.SuitesInPipelines.BlindSpots.Length > 0 =>
                flow.Unproven("walks the reset, and which pipeline runs it could not be told"),
            null => flow.Fails(HalfTried, "walks the reset, and no pipeline runs it"),
        };
    }

    /// <summary>Where there is no flow at all, one finding says so; what it would have to be like is not asked.</summary>
    static Facts<ResetFlow> Existing(App app) => new(app.ResetFlows.Where(flow => flow.Exists || flow.Owner is ResetOwner.Service));

    static Finding Of(ResetFlow flow, string item, Location? at, Finding finding) =>
        finding with
        {
            At = at ?? flow.At,
            Identity = $"{flow.Identity}:{item}",
            Related = [.. new[] { flow.At, flow.CompletionAt }.OfType<Location>().Where(place => place != (at ?? flow.At)).Distinct()],
        };
}
