namespace Shipworthy.Checks.Security;

public sealed class NoSecretsInSourceOrHistory() : Check("1.1", "No secrets in source code or git history")
{
    static readonly Rule VendorKey = new("1.1-F1", Severity.Blocker, Who.Stranger)
    {
        Says = "holds a live key of a vendor",
        Title = "Use your accounts with a key from the repository",
        Consequence =
            "Whoever reads the repository, a former helper or a leaked copy included, reads your data, sends in your name and spends on your bill. Nothing tells you.",
        Fix =
            "Make a new key at the vendor and revoke this one. Keep the new one in the platform's secret store, and let the app refuse to start without it.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule VendorKeyInHistory = VendorKey with
    {
        Id = "1.1-F2",
        Says = "held a live key of a vendor, and the history keeps it",
        Title = "Dig a live key out of the history",
        Consequence = "Deleting a file leaves it in every clone. Programs search public histories for keys within minutes of a push.",
        Fix =
            "Revoke the key at the vendor first; nothing else ends it. Keep a dated attestation with the vendor's page. Rewriting the history is optional, and comes last.",
    };

    static readonly Rule OwnKey = new("1.1-F3", Severity.Blocker, Who.Stranger)
    {
        Says = "signs, encrypts or admits with a value that is written in the repository",
        Title = "Forge what only your app may sign, with a value from the repository",
        Consequence =
            "Whoever reads the repository, or guesses the sample value that stands in it, makes valid sessions, links or messages for anybody.",
        Fix =
            "Make a new random value, keep it in the secret store, delete the literal and its fallback, and refuse to start when the variable is missing.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule Named = new("1.1-F4", Severity.Major, Who.Stranger)
    {
        Says = "holds a password or token in clear",
        Title = "Use a password or token that the repository prints",
        Consequence = "Whoever reads the file can open what the value opens, for as long as nobody changes it.",
        Fix = "Change the value where it is used, put the new one into the secret store, and read it from the environment.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule SignIn = new("1.1-F5", Severity.Major, Who.Stranger)
    {
        Says = "gives away a sign-in that works",
        Title = "Sign in with a password from the repository",
        Consequence =
            "The account and its password stand in one place. Whoever reads it is that person, and can do all that the person can.",
        Fix =
            "Change the password now. Create first accounts from a variable that has no default, and ask for a new password at the first sign-in.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule Container = new("1.1-F6", Severity.Major, Who.Stranger)
    {
        Says = "is a private key or a file of passwords",
        Title = "Take over with a private key or password file",
        Consequence = "These files exist to open things without asking anybody: servers, signatures, databases, other people's accounts.",
        Fix = "Replace the key or password where it is trusted, take the file out of git, and add its name to `.gitignore`.",
        HoldsAgainstObservation = true,
    };

    public override string Why =>
        """
            One leaked key gives a stranger your database, your AI budget or your payment account. Deleting the file does
            not take it out of git, where every clone keeps it.
            """;

    public override string Fix =>
        """
            Rotate first, then move, then clean; a rewritten history with the old key still working protects nothing:

            - **Rotate**: make a new key at the vendor, deploy it, revoke the old one, and look at the vendor's log of its use
            - **Move**: `vercel env add`, `fly secrets set`, `supabase secrets set`, `gh secret set`, `dotnet user-secrets set`, or your host's own store
            - **Refuse to start without it**: `z.string().min(32)`, a pydantic field without a default, `ValidateOnStart()`, `ENV.fetch("NAME")`
            - **Keep it out**: `.env*` in `.gitignore` with `!.env.example`, push protection at the forge, a scanner before each commit
            - **Clean, last**: `git filter-repo --path .env --invert-paths`, only if you want to: a rotated value in the history harms nobody
            """;

    public override string SettledBy =>
        """
            A scan of the full clone settles what was missing: `git fetch --unshallow`, or `git fetch --refetch` in a partial
            clone, then `shipworthy scan` again. That a key of the history was revoked is said in a dated attestation by the
            person who did it, with the vendor's page as evidence; it does not lapse.
            """;

    public override string Counts => "each secret value counts once, wherever it stands, and the history counts once for being complete";

    public override string ProvedWhen =>
        "every file, every version of every file and every message was searched, and no value opens anything";

    public override string UnprovenWhen => "the clone is shallow or partial, there is no git history, or a file could not be searched";

    public override string? NotApplicableWhen => null;

    public override ImmutableArray<Rule> Rules => [VendorKey, VendorKeyInHistory, OwnKey, SignIn, Container, Named];

    public override Verdict Judge(App app) => NothingOpens(app) & NoCopyOpens(app) & NothingIsSignedWithIt(app) & HistoryIsComplete(app);

    /// <summary>A value that decides who gets in is judged there; the place where it is only written is the same item.</summary>
    static Verdict NothingOpens(App app) =>
        app
            .Secrets.Where(secret => !IsJudgedAsSink(app, secret))
            .JudgeEach(secret =>
                secret.Class switch
                {
                    SecretClass.Live when secret.Role is PlaceRole.Foreign => secret.NotCounted(
                        $"{Holds(secret)}; it came with other people's code"
                    ),
                    SecretClass.Live => Live(secret),
                    SecretClass.Expired => secret.NotCounted($"{Holds(secret)}; it has expired by its own date"),
                    SecretClass.TestMode => secret.NotCounted($"{Holds(secret)}; it opens the vendor's test mode only"),
                    SecretClass.Public => secret.NotCounted($"{Holds(secret)}; {Because(secret, "it is made to be seen by everybody")}"),
                    SecretClass.Local => secret.NotCounted(
                        $"{Holds(secret)}; {Because(secret, "it opens something on this machine only")}"
                    ),
                    SecretClass.CiThrowaway => secret.NotCounted($"{Holds(secret)}; it ends with the run of the pipeline"),
                    SecretClass.Fixture => secret.NotCounted($"{Holds(secret)}; only a test uses it"),
                    SecretClass.Example => secret.NotCounted(
                        $"{Holds(secret)}; {Because(secret, "it stands in a template, from which it is easily copied and kept")}"
                    ),
                    SecretClass.Suppressed => secret.NotCounted($"{Holds(secret)}; {Because(secret, "a remark calls it harmless")}"),
                    SecretClass.Aimless => secret.NotCounted($"{Holds(secret)}; {Because(secret, "nothing beside it says what it opens")}"),
                    SecretClass.Placeholder => secret.NotCounted("holds a text that stands for a secret"),
                    SecretClass.Unknown => secret.Unproven("holds a value that could not be told from a secret"),
                }
            )
            .OrNotApplicable("nothing looks like a secret");

    static bool IsJudgedAsSink(App app, Secret secret) =>
        secret.Kind is SecretKind.Named or SecretKind.Container && app.SecretSinks.Any(sink => sink.Hash == secret.Hash && IsWritten(sink));

    static Finding Live(Secret secret) =>
        RuleOf(secret) is { } rule
            ? secret.Fails(rule, Holds(secret))
            : secret.Unproven("holds a value that could not be told from a secret");

    /// <summary>The rule that speaks of a live secret; null when its kind could not be told.</summary>
    static Rule? RuleOf(Secret secret) =>
        secret.Kind switch
        {
            SecretKind.VendorKey => secret.AtHead ? VendorKey : VendorKeyInHistory,
            SecretKind.Login => secret.OpensAdministration ? SignIn with { Severity = Severity.Blocker } : SignIn,
            SecretKind.Container or SecretKind.Named when secret is { SignsOrEncrypts: true, AtHead: false } => OwnKey,
            SecretKind.Container => IsParsedInProduction(secret) ? Container with { Severity = Severity.Blocker } : Container,
            SecretKind.Named => Named,
            SecretKind.Unknown => null,
        };

    /// <summary>Another file that holds the same value is a place to be mended of its own, and no further item.</summary>
    static Verdict NoCopyOpens(App app) =>
        app
            .SecretCopies.Where(copy =>
                copy.Original is { Class: SecretClass.Live, Role: not PlaceRole.Foreign, AtHead: true }
                && RuleOf(copy.Original) is not null
                && !IsJudgedAsSink(app, copy.Original)
            )
            .JudgeEach(copy =>
                copy.Fails(RuleOf(copy.Original)!, $"{Holds(copy.Original)}, as {copy.Original.At.Path} does") with
                {
                    Items = 0,
                }
            )
            .OrNotApplicable("no secret stands in a second file");

    static Verdict NothingIsSignedWithIt(App app) =>
        app
            .SecretSinks.Where(sink =>
                IsWritten(sink)
                && !app.Secrets.Any(secret => secret is { Kind: SecretKind.Login, Class: SecretClass.Live } && secret.Hash == sink.Hash)
            )
            .JudgeEach(sink =>
                sink.Guard switch
                {
                    SinkGuard.RefusesToRun => sink.NotCounted("holds a value that the app refuses to run with in production"),
                    SinkGuard.OnlyOutsideProduction => sink.NotCounted("holds a value that is used outside production only"),
                    SinkGuard.None or SinkGuard.OnlyWarns when sink.RefusedByLibrary => sink.NotCounted(
                        "holds a value that the library refuses, so nothing is signed with it"
                    ),
                    SinkGuard.None or SinkGuard.OnlyWarns => Written(sink),
                }
            )
            .OrNotApplicable("nothing in the code decides by a value that is written in it");

    static bool IsWritten(SecretSink sink) => sink.Origin is SinkOrigin.Written or SinkOrigin.OutsideOrWritten;

    static Finding Written(SecretSink sink) =>
        sink.Use switch
        {
            SinkUse.AdmitsPeople => sink.Fails(
                SignIn with
                {
                    Severity = Severity.Blocker,
                },
                "accepts one written password at sign-in, whatever password was set"
            ),
            SinkUse.CreatesAccounts => sink.Fails(SignIn, "creates an account with a password that is written in the code"),
            SinkUse.SaltsOrSeeds => sink.NotCounted("holds a constant salt, which is no secret"),
            SinkUse.SignsSessions or SinkUse.SignsData or SinkUse.VerifiesSenders or SinkUse.Encrypts or SinkUse.AdmitsCallers =>
                sink.Fails(OwnKey, Signs(sink)),
        };

    static string Signs(SecretSink sink) =>
        sink.Origin is SinkOrigin.OutsideOrWritten
            ? $"falls back to a written value when {(sink.Name.Length > 0 ? sink.Name : "its variable")} is not set"
            : OwnKey.Says;

    static bool IsParsedInProduction(Secret secret) =>
        secret.OfflineProof is OfflineProof.Parsed or OfflineProof.Checksum && secret.Role is PlaceRole.Production or PlaceRole.Infra;

    static string Holds(Secret secret) =>
        secret.LastIn is { } commit
            ? $"held {secret.Noun} ({secret.Masked}) until {commit.On:d MMMM yyyy}, and the history keeps it"
            : $"holds {secret.Noun} ({secret.Masked})";

    static string Because(Secret secret, string otherwise) => secret.Because.Length > 0 ? $"it {secret.Because}" : otherwise;

    static Verdict HistoryIsComplete(App app) =>
        app
            .History.JudgeEach(history => history.IsComplete ? history.Passes(history.Says) : history.Unproven(history.Says))
            .OrUnproven("the history was not looked at");
}
