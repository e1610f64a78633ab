namespace Shipworthy.Checks.Infrastructure;

public sealed class SecretsManaged() : Check("4.6", "Secrets live in a real secret manager, not env files in git")
{
    static readonly Rule InFile = new("4.6-1", Blocker, Stranger)
    {
        Says = "holds a secret that works",
        Title = "Use a secret that stands in a file of the repository",
        Consequence =
            "Every clone, every laptop and every tool that reads the repository has the secret, and it cannot be called back. Changing it means changing code.",
        Fix = "Move the value into the secret store of the host, delete it here, and change it, since whoever has the repository has it.",
    };

    static readonly Rule InCluster = new("4.6-2", Blocker, Stranger)
    {
        Says = "holds a secret of the cluster in readable form",
        Title = "Read the secrets of the cluster in the repository",
        Consequence = "Base64 is no encryption: whoever has the repository has the secrets of the cluster.",
        Fix = "Replace it by an `ExternalSecret` or a `SealedSecret`, and change the value.",
    };

    static readonly Rule InInfrastructure = new("4.6-3", Major, Insider)
    {
        Says = "holds a secret as a literal of the infrastructure",
        Title = "Read a secret in the code or the state of the infrastructure",
        Consequence = "The value stands in the code, in every plan and in the state, where everybody who applies or reviews can read it.",
        Fix =
            "Let a secret store make or keep the value, and refer to it: `aws_secretsmanager_secret`, `random_password`, a Key Vault reference.",
    };

    static readonly Rule InImage = new("4.6-4", Major, Insider)
    {
        Says = "puts a secret into the image",
        Title = "Read secrets in the image",
        Consequence = "Whoever can pull the image, now or from an old backup of the registry, reads the secrets of production out of it.",
        Fix =
            "Leave the file out with `.dockerignore`, hand the variables over when the container starts, and mount what the build needs as a secret.",
    };

    static readonly Rule Copied = new("4.6-5", Major, BadLuck)
    {
        Says = "copies a file of secrets from a person's machine",
        Title = "Lose or leak production's secrets with one laptop",
        Consequence =
            "The secrets of production live on somebody's laptop. When it is lost they leak, and when it breaks nobody knows what production runs with.",
        Fix = "Keep the values in a store that the server reads itself: SOPS, Doppler, Infisical, the forge's environment secrets.",
    };

    static readonly Rule OnServer = new("4.6-6", Minor, Insider)
    {
        Says = "takes secrets from a plain file on the server",
        Title = "Read all secrets with one look at the server",
        Consequence = "Whoever gets onto the server, or into a backup of it, has every secret at once, and nothing records who read them.",
        Fix = "Start the app through a store: `doppler run --`, `infisical run --`, or `sops exec-env secrets.enc.yaml`.",
    };

    static readonly Rule NotIgnored = new("4.6-7", Minor, BadLuck)
    {
        Says = "leaves a file of secrets one command away from git",
        Title = "Commit the secrets by accident",
        Consequence = "The next `git add .` of anybody, or of an assistant, puts the file into the history, and it stays there.",
        Fix = "Add the file to `.gitignore`, and to `.dockerignore`.",
    };

    public override string Why =>
        """
            A password in a file travels: it is copied, cloned, cached and pasted, and nobody can call it back. In a secret
            store it can be changed in a minute.
            """;

    public override string Fix =>
        """
            Move each value into the secret store of your host, delete the file, change the values, and add `.env*` to
            `.gitignore` and `.dockerignore`:

            - **Vercel**: `vercel env add STRIPE_SECRET_KEY production`
            - **Netlify**: `netlify env:set STRIPE_SECRET_KEY <value> --secret`
            - **Fly.io, Supabase, Cloudflare**: `fly secrets set NAME=<value>`, `supabase secrets set NAME=<value>`, `wrangler secret put NAME`
            - **Render**: `sync: false` beside the key in `render.yaml`
            - **AWS ECS**: `secrets = [{ name = "DATABASE_URL", valueFrom = aws_secretsmanager_secret.db.arn }]` in the container definition
            - **Google Cloud Run**: `gcloud run deploy shop --set-secrets DATABASE_URL=database-url:latest`
            - **Azure**: `@Microsoft.KeyVault(SecretUri=<address>)` as the setting's value
            - **Kubernetes**: `kind: ExternalSecret` or `kind: SealedSecret` instead of `kind: Secret`
            - **A server of your own**: `sops exec-env secrets.enc.yaml 'node server.js'`, or `doppler run -- node server.js`
            - **Docker**: `RUN --mount=type=secret,id=token` instead of `ARG` or a copied `.env`
            - **.NET on a laptop**: `dotnet user-secrets set "Stripe:Key" <value>`
            """;

    public override string SettledBy =>
        """
            A probe asks the site once for each file such as `/.env`. A look into the platform lists the names of its
            secrets, never their values. Where the secrets live and who can read them: `shipworthy attest 4.6`, for 180
            days.
            """;

    public override string Counts => "each secret that production or a pipeline reads counts once";

    public override string ProvedWhen =>
        "comes from a secret store, an encrypted file or the host's encrypted variables, and from nothing readable in git";

    public override string UnprovenWhen => "comes from a place that the repository does not show, on a host that is not known";

    public override string? NotApplicableWhen => "production reads no secret";

    public override ImmutableArray<Rule> Rules => [InFile, InCluster, InInfrastructure, InImage, Copied, OnServer, NotIgnored];

    const string NoSecret = "production reads no secret";

    public override Verdict Judge(App app) => Sources(app) & Values(app) & Copies(app) & Settings(app) & Lapses(app) & Images(app);

    static Verdict Sources(App app) =>
        app
            .SecretSources.JudgeEach(source =>
                source.Keeping switch
                {
                    Keeping.Store or Keeping.Host or Keeping.Forge or Keeping.EncryptedFile => source.Passes(Reads(source)),
                    Keeping.ServerFile => source.Fails(OnServer, Reads(source)) with { At = source.KeptAt ?? source.At },
                    Keeping.Unknown => source.Unproven(Reads(source)),
                } with
                {
                    Items = source.Names.Length,
                }
            )
            .Joined(
                finding => $"{finding.At}",
                same =>
                    same.Length == 1
                        ? same[0]
                        : same[0] with
                        {
                            Says = $"{same[0].Says}; {same.Length - 1} more {(same.Length == 2 ? "part does" : "parts do")} the same",
                        }
            )
            .OrNotApplicable(NoSecret);

    static string Reads(SecretSource source) => $"reads {source.Named} from {source.Because}";

    /// <summary>Live values in files that hold settings. What stands in code is another question, of check 1.1.</summary>
    static Verdict Values(App app) =>
        new Facts<Secret>(app.Secrets.Where(secret => IsKeptInFile(secret) && !IsJudgedAsSetting(app, secret)))
            .JudgeEach(secret =>
                IsOutOfProduction(secret)
                    ? secret.NotCounted($"holds {secret.Noun} ({secret.Masked}) for development alone")
                    : secret.Fails(RuleOf(app, secret), $"holds {secret.Noun} ({secret.Masked})")
            )
            .OrNotApplicable(NoSecret);

    /// <summary>What a file for development or tests holds is not production's, unless it is a vendor's key, which opens the same account.</summary>
    static bool IsOutOfProduction(Secret secret) => secret is { IsForDevelopment: true, Kind: not SecretKind.VendorKey };

    static Verdict Copies(App app) =>
        app
            .SecretCopies.Where(copy =>
                copy.Original is { Class: SecretClass.Live, AtHead: true, Kind: not SecretKind.Login }
                && copy.Original.Role is not PlaceRole.Foreign
                && !IsOutOfProduction(copy.Original)
                && IsSettings(copy.At.Path)
                && !IsAside(copy.At.Path)
            )
            .JudgeEach(copy =>
                copy.Fails(
                    RuleOf(app, copy.Original),
                    $"holds {copy.Original.Noun} ({copy.Original.Masked}), as {copy.Original.At.Path} does"
                ) with
                {
                    Items = IsKeptInFile(copy.Original) ? 0 : 1,
                }
            )
            .OrNotApplicable(NoSecret);

    /// <summary>Keys that the app signs with, or falls back to, in a settings file that ships with it.</summary>
    static Verdict Settings(App app) =>
        new Facts<SecretSink>(app.SecretSinks.Where(IsSetting))
            .JudgeEach(sink =>
                sink.Fails(InFile, $"holds {(sink.Name.Length > 0 ? sink.Name : "a key")}, by which the app decides whom to trust")
            )
            .OrNotApplicable(NoSecret);

    static bool IsSetting(SecretSink sink) =>
        sink
            is {
                Origin: SinkOrigin.Written or SinkOrigin.OutsideOrWritten,
                Guard: SinkGuard.None or SinkGuard.OnlyWarns,
                RefusedByLibrary: false,
                Use: not (SinkUse.SaltsOrSeeds or SinkUse.AdmitsPeople or SinkUse.CreatesAccounts),
            }
        && IsSettings(sink.At.Path);

    static bool IsJudgedAsSetting(App app, Secret secret) => app.SecretSinks.Any(sink => sink.Hash == secret.Hash && IsSetting(sink));

    static Verdict Lapses(App app) =>
        app
            .SecretLapses.JudgeEach(lapse =>
                lapse.Kind switch
                {
                    LapseKind.WrittenKey => lapse.Fails(InFile, lapse.Because),
                    LapseKind.WrittenInCluster => lapse.Fails(InInfrastructure, lapse.Because),
                    LapseKind.InImage => lapse.Fails(InImage, lapse.Because),
                    LapseKind.CopiedByDeploy => lapse.Fails(Copied, lapse.Because),
                    LapseKind.NotIgnored => lapse.Fails(NotIgnored, lapse.Because),
                    LapseKind.Unknown => lapse.Unproven(lapse.Because),
                }
            )
            .OrNotApplicable(NoSecret);

    static Verdict Images(App app) =>
        app
            .SecretExposures.Where(exposure => exposure.Kind is ExposureKind.KeptInImage)
            .JudgeEach(exposure => exposure.Fails(InImage, exposure.Says))
            .OrNotApplicable(NoSecret);

    static bool IsKeptInFile(Secret secret) =>
        secret is { Class: SecretClass.Live, AtHead: true, Kind: not SecretKind.Login }
        && (
            secret.Role is PlaceRole.Production or PlaceRole.Infra or PlaceRole.Ci or PlaceRole.Example && IsSettings(secret.At.Path)
            || secret.Role is PlaceRole.Production or PlaceRole.Infra or PlaceRole.Script && IsVariableOfShell(secret)
        );

    /// <summary>Whether a script of a shell sets a variable to the secret, for the program that it starts.</summary>
    static bool IsVariableOfShell(Secret secret) =>
        Ends(secret.At.Path) is "sh" or "bash" or "zsh"
        && secret.Name.Contains('_', StringComparison.Ordinal)
        && secret.Name.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter is '_');

    static Rule RuleOf(App app, Secret secret) =>
        secret.Pattern is "kubernetes-secret"
        || app.InfraResources.Any(one => one is { Tool: InfraTool.Kubernetes, Type: "Secret" } && one.At.Path == secret.At.Path)
            ? InCluster
        : Ends(secret.At.Path) is "tf" or "bicep" or "hcl" ? InInfrastructure
        : InFile;

    /// <summary>Whether a file holds settings or keys, and no code, no prose and nothing that a run left behind.</summary>
    static bool IsSettings(string path) =>
        !$"/{path}".Split('/')[..^1].Any(part => part is "benchmark" or "benchmarks" or "results" or "test-results")
        && Ends(path)
            is not (
                "js"
                or "jsx"
                or "mjs"
                or "cjs"
                or "ts"
                or "tsx"
                or "mts"
                or "cts"
                or "vue"
                or "svelte"
                or "astro"
                or "py"
                or "cs"
                or "cshtml"
                or "razor"
                or "go"
                or "rb"
                or "php"
                or "java"
                or "kt"
                or "kts"
                or "scala"
                or "rs"
                or "ex"
                or "exs"
                or "swift"
                or "dart"
                or "html"
                or "htm"
                or "sql"
                or "md"
                or "mdx"
                or "txt"
                or "rst"
                or "ipynb"
                or "csv"
                or "log"
                or "sh"
                or "bash"
                or "ps1"
                or "tfstate"
                or "http"
                or "dump"
                or "sqlite"
                or "sqlite3"
                or "db"
            );

    /// <summary>Whether a copy stands where no production reads it.</summary>
    static bool IsAside(string path) =>
        $"/{path}/"
            .Split('/')
            .Any(part => part is "test" or "tests" or "__tests__" or "fixtures" or "docs" or "examples" or "node_modules" or "vendor");

    static string Ends(string path) => path[(path.LastIndexOf('.') + 1)..].ToLowerInvariant();
}
