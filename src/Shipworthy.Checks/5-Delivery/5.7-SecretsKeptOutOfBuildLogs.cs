namespace Shipworthy.Checks.Delivery;

public sealed class SecretsKeptOutOfBuildLogs() : Check("5.7", "Secrets are not exposed in build logs or artifacts")
{
    const string NoSecret = "no pipeline and no image build uses a secret";

    static readonly Rule ForeignCode = new("5.7-1", Blocker, Stranger)
    {
        Says = "runs a stranger's code with secrets in reach",
        Title = "Take the secrets of the pipeline with a pull request or a comment",
        Consequence =
            "Anybody with an account on the forge can propose a change or write a comment whose content runs with the keys of the team, and send them away.",
        Fix =
            "Run the code of requests on `pull_request`, which hands no secrets to forks, and do what needs a secret in a second workflow that never checks out the request; let comments start something only after a test of `author_association`.",
    };

    static readonly Rule LeftBehind = new("5.7-2", Blocker, Stranger)
    {
        Says = "leaves a secret where others fetch it",
        Title = "Fetch a key from what the pipeline leaves behind",
        Consequence = "Whoever can download the artifact, pull the image or restore the cache has the secret, for as long as it is kept.",
        Fix =
            "Upload the files that are needed and nothing else, hand build secrets over with `RUN --mount=type=secret`, and replace the secret that was left.",
    };

    static readonly Rule PrintedUnmasked = new("5.7-3", Major, Insider)
    {
        Says = "prints a secret that nothing masks",
        Title = "Read a key in the log of a build",
        Consequence = "The log shows the value in clear to everybody who can open it, for months, and in a public repository to everybody.",
        Fix =
            "Mask the value with `::add-mask::` before anything else touches it, print nothing that is made of it, and replace the secret that was printed.",
    };

    static readonly Rule InTheFile = new("5.7-4", Major, Insider)
    {
        Says = "shows secrets by the file of the pipeline itself",
        Title = "Read a key in the pipeline's own file or trace",
        Consequence = "The value stands in the repository, or each run prints it with every other variable.",
        Fix = "Keep the value in the secret variables of the forge, masked and protected, and switch traces off.",
    };

    static readonly Rule WithCheckout = new("5.7-6", Major, Insider)
    {
        Says = "uploads the token of the checkout with the workspace",
        Title = "Push to the repository with a token from an artifact",
        Consequence = "Whoever downloads the artifact while the run lasts can act with the token of the pipeline.",
        Fix = "Upload the folder that is meant, and set `persist-credentials: false` at the checkout.",
    };

    static readonly Rule NearlyShown = new("5.7-5", Minor, Insider)
    {
        Says = "keeps a secret one mistake away from the log",
        Title = "Read a key in a log after a harmless change",
        Consequence =
            "The runner still masks the value. A quote, a line break or another encoding in it is enough, and it stands in the log.",
        Fix =
            "Hand the secret to the one step that needs it by `env:`, read it there as `\"$NAME\"`, and print neither it nor the environment.",
    };

    public override string Why =>
        """
            Build logs and build results are kept for months and read by far more people than the secret store, in a public
            repository by everybody. A printed key is a published key.
            """;

    public override string Fix =>
        """
            Give each secret to the one step that needs it, never print it, and never run a stranger's pull request with
            secrets in reach:

            - **GitHub Actions**: `on: pull_request` instead of `pull_request_target`, `env: { TOKEN: "${{ secrets.TOKEN }}" }` at the step, and `persist-credentials: false` at `actions/checkout`
            - **Fetched while it runs**: `echo "::add-mask::$VALUE"` before anything else touches it
            - **Docker**: `RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci` instead of `ARG TOKEN`
            - **GitLab CI**: variables that are masked and protected, and no `CI_DEBUG_TRACE`
            - **Azure Pipelines**: `echo "##vso[task.setvariable variable=TOKEN;issecret=true]$VALUE"`
            - **Jenkins**: `sh 'deploy.sh'` in single quotes inside `withCredentials`
            - **Terraform**: `sensitive = true`, and neither plan nor state among the uploaded files
            - **Artifacts**: upload the folder that you mean, never the whole workspace
            """;

    public override string SettledBy =>
        """
            The logs and artifacts of the last 20 runs are searched in memory for your secrets, known by their hashes;
            nothing is kept. A drill puts a marked value into the store, runs every pipeline and looks for it. A statement
            alone does not settle it.
            """;

    public override string Counts =>
        "each step with a secret in reach counts once, and so does each artifact, cache and image that the secret can get into";

    public override string ProvedWhen => "was read completely, and neither prints the secret nor leaves it where others can read it";

    public override string UnprovenWhen =>
        "hands the secret to a script or an action that could not be read, or runs in a pipeline that lives elsewhere";

    public override string? NotApplicableWhen => "no pipeline and no image build uses a secret";

    public override ImmutableArray<Rule> Rules => [ForeignCode, LeftBehind, PrintedUnmasked, InTheFile, WithCheckout, NearlyShown];

    public override Verdict Judge(App app) => Steps(app) & Exposures(app);

    static Verdict Steps(App app) =>
        app
            .SecretSteps.Where(step => !step.Exposes)
            .JudgeEach(step =>
                step.Unread is { } because ? step.Unproven(because)
                : step.Job.Length == 0 ? step.Passes("mounts its secret for one command of the build, and the image keeps nothing of it")
                : step.Passes($"has {step.Named} in reach, and neither prints nor keeps it")
            )
            .OrNotApplicable(NoSecret);

    static Verdict Exposures(App app) =>
        app
            .SecretExposures.JudgeEach(exposure =>
                exposure.Kind is ExposureKind.Unknown
                    ? exposure.Unproven(exposure.Says)
                    : exposure.Fails(
                        RuleOf(exposure),
                        exposure.AwaitsLabel ? $"{exposure.Says}, once somebody sets a label" : exposure.Says
                    )
            )
            .OrNotApplicable(NoSecret);

    static Rule RuleOf(SecretExposure exposure) =>
        exposure.Kind switch
        {
            ExposureKind.RunsForeignCode => exposure.AwaitsLabel ? ForeignCode with { Severity = Major } : ForeignCode,
            ExposureKind.LeftInArtifact or ExposureKind.KeptInImage => exposure.InPublic
                ? LeftBehind
                : LeftBehind with
                {
                    Severity = Major,
                },
            ExposureKind.PrintedUnmasked => PrintedUnmasked,
            ExposureKind.WrittenInPipeline or ExposureKind.TracesEverything => InTheFile,
            ExposureKind.UploadsCheckoutToken => WithCheckout,
            ExposureKind.NearlyShown or ExposureKind.Unknown => NearlyShown,
        };
}
