namespace Shipworthy.Checks.Infrastructure;

public sealed class EnvironmentsSeparated() : Check("4.2", "Production, staging and dev environments are separated")
{
    static readonly Rule Shared = new("4.2-1", Blocker, Insider)
    {
        Says = "shares production's data with another environment",
        Title = "Change or delete customers' data while developing or testing",
        Consequence = "A seed, a test or a migration that is tried out runs on what customers stored.",
        Fix = "Make a second project or database for everything but production, and read which one from the environment.",
    };

    static readonly Rule OnlyProduction = new("4.2-2", Major, BadLuck)
    {
        Says = "is the only environment that anything here deploys to",
        Title = "Try every change on the customers first",
        Consequence = "What goes wrong with real settings and real data is seen in production before anywhere else.",
        Fix = "Deploy the same build to a staging with a database of its own before production.",
    };

    static readonly Rule Requests = new("4.2-3", Major, Insider)
    {
        Says = "gives production's credentials to runs for requests",
        Title = "Reach production's data with a pull request",
        Consequence = "Code that nobody has reviewed yet runs with the keys of production.",
        Fix = "Give runs for requests a database of their own, and bind production's secrets to `environment: production`.",
    };

    static readonly Rule Tests = new("4.2-4", Major, BadLuck)
    {
        Says = "sends tests to production",
        Title = "Fill production with test data, or slow it down by a load test",
        Consequence = "Test accounts and orders appear among real ones, and a test that cleans up deletes the wrong rows.",
        Fix = "Take the address from the environment, and let it default to `localhost`.",
    };

    static readonly Rule LiveKey = new("4.2-6", Minor, BadLuck)
    {
        Says = "takes a live key outside production",
        Title = "Charge a real card while testing",
        Consequence = "A test run moves real money or writes to real people.",
        Fix = "Put the test key of the same account there, such as `sk_test_`.",
    };

    public override string Why =>
        """
            With one database for everything, a test run or a seed script is one wrong command away from your customers'
            data.
            """;

    public override string Fix =>
        """
            Give production a database, a bucket, a payment account and a mail account of its own, and everybody else
            others:

            - **Supabase**: a second project for staging, `supabase start` on laptops, and `import.meta.env.VITE_SUPABASE_URL` instead of an address in the code
            - **Vercel**: `vercel env add DATABASE_URL preview` with the staging value
            - **Neon**: `neondatabase/create-branch-action` for each pull request
            - **Render**: `previews: { generation: automatic }` with a database of their own
            - **Fly.io**: `fly deploy --config fly.staging.toml`, an app with its own secrets
            - **GitHub Actions**: `environment: staging` and `environment: production`, each with its own secrets under the same names
            - **Terraform**: one state and one file of values for each stage, with the stage in every name
            - **Firebase**: `firebase use --add` for a second project, and both aliases in `.firebaserc`
            - **Stripe**: `sk_test_` keys everywhere except in production
            - **Any**: read each connection from the environment, without a default that points at production
            """;

    public override string SettledBy =>
        """
            A look into the host compares each environment's variables by their hashes, and a probe compares the back ends
            that both sites talk to. A list of which environment uses what: `shipworthy attest 4.2`, for 180 days.
            """;

    public override string Counts =>
        "each thing that keeps data or reaches the world counts once: database, bucket, queue, payment and mail account, cloud project, set of secrets";

    public override string ProvedWhen => "differs between production, a deployed second environment and the developers' machines";

    public override string UnprovenWhen =>
        "is reached through one variable whose value for each environment stands in the host's dashboard";

    public override string? NotApplicableWhen => "nothing is deployed, or what is deployed keeps no data and sends nothing";

    public override ImmutableArray<Rule> Rules => [Shared, OnlyProduction, Requests, Tests, LiveKey];

    public override Verdict Judge(App app)
    {
        if (app.IsLibraryOrTool)
            return Verdict.NotApplicable("nothing here is deployed: it is a library or a command-line tool");
        var judged = app.StatefulIdentities.JudgeEach(identity => Of(identity, app));
        // A database that is a file, one that only infrastructure names, or one of which only the tables are seen is kept too.
        var identities =
            app.DataStores.Count > 0 || app.DataStores.BlindSpots.Any() || app.OwnedSchemas.Count > 0
                ? judged.OrUnproven("which store each environment uses is not shown")
                : judged.OrNotApplicable("what is deployed keeps no data and reaches nobody");
        var leaks =
            app.EnvironmentLeaks.Count == 0
                ? identities
                : identities & app.EnvironmentLeaks.JudgeEach(leak => Of(leak) with { Items = Further(app) }).OrNotApplicable("no leak");
        return OnlyOne(app) is { } only
            ? leaks
                & app.DeployedEnvironments.Where(one => one == only)
                    .JudgeEach(one =>
                        one.Fails(OnlyProduction, $"{one.Because}, and to no other environment") with
                        {
                            Items = Further(app),
                        }
                    )
                    .OrNotApplicable("no environment")
            : leaks;
    }

    /// <summary>Production, where it is the only environment and keeps data in a database. Where none is declared, nothing is known (ruling 4.2).</summary>
    static DeployedEnvironment? OnlyOne(App app) =>
        app.DataStores.Count > 0 && app.DeployedEnvironments.All(one => one.Stage is EnvironmentStage.Production)
            ? app.DeployedEnvironments.FirstOrDefault()
            : null;

    static Finding Of(StatefulIdentity identity, App app) =>
        identity.Sharing switch
        {
            Sharing.Shared => identity.Fails(Shared, identity.Because),
            Sharing.OwnInEach when TriesFirst(app) => identity.Passes(identity.Because),
            Sharing.OwnInEach => identity.Unproven(
                $"{identity.Because}; which one a deployed environment before production uses is not shown"
            ),
            Sharing.Unknown => identity.Unproven(identity.Because),
        };

    /// <summary>Whether every environment is described, and one comes before production. A host that makes previews gives them settings of its own.</summary>
    static bool TriesFirst(App app) =>
        app.DeployedEnvironments.Any(one => one.Stage is EnvironmentStage.Trial)
        && !app.DeployedEnvironments.Any(one => one.Stage is EnvironmentStage.Previews or EnvironmentStage.Unknown);

    /// <summary>A gap between environments is about things that are counted already, where any were found.</summary>
    static int Further(App app) => app.StatefulIdentities.Count > 0 ? 0 : 1;

    static Finding Of(EnvironmentLeak leak) =>
        leak.Kind switch
        {
            EnvironmentLeakKind.SharedStore => leak.Fails(Shared, leak.Because),
            EnvironmentLeakKind.RequestWithProduction => leak.Fails(Requests, leak.Because),
            EnvironmentLeakKind.TestsOnProduction => leak.Fails(Tests, leak.Because),
            EnvironmentLeakKind.LiveKeyOutside => leak.Fails(LiveKey, leak.Because),
            EnvironmentLeakKind.Unknown => leak.Unproven(leak.Because),
        };
}
