namespace Shipworthy.Checks.Infrastructure;

public sealed class EnvironmentsSeparated() : CheckNotJudgedYet("4.2", "Production, staging and dev environments are separated")
{
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
}
