namespace Shipworthy.Checks.AiCode;

public sealed class NoCopiedSecrets() : Check("9.2", "No secrets copy-pasted from AI suggestions or example snippets")
{
    static readonly Rule Guessable = new("9.2-1", Blocker, Stranger)
    {
        Says = "decides who gets in by a value that is written in the code",
        Title = "Forge what only your app may sign, with a value from the code",
        Consequence =
            "Assistants fill such gaps with values that stand in thousands of repositories. Whoever reads the code, or guesses it, passes as anybody.",
        Fix = "Read the value from the environment, refuse to start without it, and set a new random one.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule Published = new("9.2-2", Blocker, Stranger)
    {
        Says = "runs with a value that samples and documentation publish",
        Title = "Sign in with the sample key that everybody knows",
        Consequence = "The value stands in the vendor's own documentation. Scanners try it first.",
        Fix = "Make a new value, keep it outside the repository, and refuse to start with the published one.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule Pasted = new("9.2-3", Blocker, Stranger)
    {
        Says = "holds a live credential in a prompt, a transcript, an agent's settings or an example",
        Title = "Use a key that was pasted where nobody looks for one",
        Consequence =
            "What was pasted into a prompt, an example or a settings file was committed with it. Deleting the file does not take it out of the history.",
        Fix = "Revoke the key at its vendor, then take it out of the file and let the tool read it from the environment.",
    };

    static readonly Rule KnownAccount = new("9.2-4", Major, Stranger)
    {
        Says = "creates an account with a known password when the app starts",
        Title = "Sign in with the password that the app gives itself",
        Consequence = "The account is there in production, and its password is in the code.",
        Fix = "Take the first password from the environment, or make a random one and force a change at the first sign-in.",
    };

    static readonly Rule Weak = new("9.2-6", Minor, BadLuck)
    {
        Says = "makes its signing key afresh in each process",
        Title = "Sign everybody out with each restart",
        Consequence = "Each process has its own key, so sessions break when it restarts and when a second one runs beside it.",
        Fix = "Read one key from the environment, the same for all processes.",
    };

    static readonly Rule Constant = new("9.2-6b", Minor, Stranger)
    {
        Says = "uses a constant where chance belongs",
        Title = "Prepare one table and break every password with it",
        Consequence = "A salt or initialization vector that never changes takes away what it is there for.",
        Fix = "Make it at random for each value, and store it beside the value.",
    };

    public override string Why =>
        "Assistants fill gaps with sample keys that anybody can guess, and people paste real keys into prompts that end up in the repository.";

    public override string Fix =>
        """
            Take the written value out and let the app refuse to start without a real one:
            - **Express, Next.js**: `const key = process.env.JWT_SECRET; if (!key) throw new Error("JWT_SECRET is not set")`
            - **zod**: `JWT_SECRET: z.string().min(32)`, without `.default(...)`
            - **FastAPI**: `secret_key: str` in the settings class, without a default
            - **Django**: `SECRET_KEY = os.environ["SECRET_KEY"]`
            - **ASP.NET Core**: `builder.Services.AddOptions<JwtOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart()`, and no key in `appsettings.json`
            - **MCP and agent settings**: `${input:token}` or a variable of the environment, never the token itself
            """;

    public override string SettledBy =>
        "A scan of the complete clone, after `git fetch --unshallow`. A drill that starts the production image without each secret, and sees it refuse.";

    public override string Counts =>
        "each place that decides by a secret counts once, and so does each key in a prompt, transcript, agent file or example of settings; the search of the history is one more";

    public override string ProvedWhen =>
        "every secret that decides who gets in comes from outside the code, and no key stands in a prompt, transcript, agent file or example of settings, today or in the history";

    public override string UnprovenWhen => "the history is incomplete, or a value comes from code that cannot be followed";

    public override string? NotApplicableWhen => null;

    public override ImmutableArray<Rule> Rules => [Guessable, Published, Pasted, KnownAccount, Weak, Constant];

    public override Verdict Judge(App app) => HistorySearched(app) & Sinks(app) & Snippets(app);

    static Verdict HistorySearched(App app) =>
        app
            .History.JudgeEach(state =>
                state.IsComplete
                    ? state.Passes($"{state.Says}, and was searched for keys in prompts, transcripts and agent files")
                    : state.Unproven($"{state.Says}; a key may lie in an older version")
            )
            .OrUnproven("the history was not looked at, so a key may lie in an older version");

    static Verdict Sinks(App app) =>
        app
            .SecretSinks.JudgeEach(sink =>
                sink.Origin switch
                {
                    SinkOrigin.Outside => sink.Passes($"reads {Called(sink)} from outside the code"),
                    SinkOrigin.MadeByProcess when sink.Guard is SinkGuard.None or SinkGuard.OnlyWarns => sink.Fails(Weak),
                    SinkOrigin.Unknown => sink.Unproven(sink.Because),
                    SinkOrigin.Written
                    or SinkOrigin.OutsideOrWritten
                    or SinkOrigin.OutsideOrEmpty
                    or SinkOrigin.OutsideOrOff
                    or SinkOrigin.MadeByProcess => Written(sink),
                }
            )
            .OrNotApplicable("nothing in the code decides by a secret");

    static Finding Written(SecretSink sink) =>
        sink.Guard switch
        {
            SinkGuard.RefusesToRun when sink.Origin is SinkOrigin.OutsideOrEmpty or SinkOrigin.OutsideOrOff => sink.Passes(
                $"accepts nothing while {Called(sink)} is not set"
            ),
            SinkGuard.RefusesToRun when sink.Origin is SinkOrigin.MadeByProcess => sink.Passes(
                $"refuses to run in production without {Called(sink)}"
            ),
            SinkGuard.RefusesToRun => sink.Passes($"refuses to run in production with the written value of {Called(sink)}"),
            SinkGuard.OnlyOutsideProduction => sink.NotCounted("is written for development only; production never takes this branch"),
            SinkGuard.None or SinkGuard.OnlyWarns when sink.RefusedByLibrary => sink.NotCounted(
                "is written, and too weak for the library to accept"
            ),
            SinkGuard.None or SinkGuard.OnlyWarns => sink.Use switch
            {
                SinkUse.CreatesAccounts => sink.Fails(KnownAccount),
                SinkUse.SaltsOrSeeds => sink.Fails(Constant),
                SinkUse.SignsSessions
                or SinkUse.SignsData
                or SinkUse.VerifiesSenders
                or SinkUse.Encrypts
                or SinkUse.AdmitsCallers
                or SinkUse.AdmitsPeople => sink.Published && sink.Use is not SinkUse.AdmitsPeople
                    ? sink.Fails(
                        Published,
                        sink.Origin is SinkOrigin.OutsideOrWritten
                            ? $"falls back to a value that samples publish when {Called(sink)} is not set"
                            : Published.Says
                    )
                    : sink.Fails(Guessable, Consequence(sink)),
            },
        };

    static string Consequence(SecretSink sink) =>
        (sink.Origin, sink.Use) switch
        {
            (SinkOrigin.OutsideOrEmpty or SinkOrigin.OutsideOrOff, _) => $"lets everybody in when {Called(sink)} is not set",
            (_, SinkUse.AdmitsPeople) => "accepts one written password at sign-in, whatever password was set",
            (SinkOrigin.OutsideOrWritten, SinkUse.SignsSessions) => $"signs sessions with a written value when {Called(sink)} is not set",
            (SinkOrigin.OutsideOrWritten, _) => $"falls back to a written value when {Called(sink)} is not set",
            (_, SinkUse.SignsSessions) => "signs sessions with a value that is written in the repository",
            _ => Guessable.Says,
        };

    static string Called(SecretSink sink) => sink.Name.Length > 0 ? sink.Name : "its secret";

    static Verdict Snippets(App app)
    {
        var places = app
            .SnippetPlaces.DistinctBy(place => place.At.Path, StringComparer.Ordinal)
            .ToDictionary(place => place.At.Path, place => place.Kind, StringComparer.Ordinal);
        return app
            .Secrets.Where(secret => At(secret, places) is not null)
            .JudgeEach(secret =>
                (
                    secret.Class switch
                    {
                        SecretClass.Live => secret.Fails(Pasted, $"holds {secret.Noun}"),
                        SecretClass.TestMode => secret.Fails(Pasted with { Severity = Major }, $"holds {secret.Noun} of a test account"),
                        _ => secret.NotCounted($"holds {secret.Noun} that opens nothing"),
                    }
                ) with
                {
                    At = At(secret, places)!,
                }
            )
            .OrNotApplicable("no prompt, transcript, agent file or example of settings holds a key");
    }

    /// <summary>
    /// The snippet place that holds a secret; null when none does. An example of settings is full of values that open nothing, and what it once held is told by 1.1.
    /// </summary>
    static Location? At(Secret secret, Dictionary<string, SnippetKind> places) =>
        secret
            .Related.Prepend(secret.At)
            .FirstOrDefault(place =>
                places.TryGetValue(place.Path, out var kind)
                && (
                    kind is not SnippetKind.Example
                    || (place.Commit is null && secret is { AtHead: true, Class: SecretClass.Live or SecretClass.TestMode })
                )
            );
}
