namespace Shipworthy.Checks.Infrastructure;

public sealed class InfrastructureInCode()
    : CheckNotJudgedYet("4.1", "Infrastructure is in code (Terraform / Pulumi / CDK - not the cloud console)")
{
    public override string Why =>
        """
            If the cloud account is lost, hacked or misclicked, what exists only in its console cannot be rebuilt. Nobody
            can review it or say what changed, either.
            """;

    public override string Fix =>
        """
            Write down every resource that the code uses, beginning with the database and the thing that runs the app:

            - **Supabase**: `supabase init`, `supabase link`, `supabase db pull`, then commit the folder `supabase/`
            - **Vercel, Neon**: `vercel_project` and `neon_project` in Terraform, with the names of the variables and without their values
            - **AWS**: an `import` block with `to = aws_db_instance.main` and `id = "shop-prod"`, then `terraform plan -generate-config-out=generated.tf`
            - **Google Cloud**: `google_cloud_run_v2_service` and `google_sql_database_instance` in Terraform
            - **Azure**: `azd infra gen` for an Aspire app, Bicep files below `infra/` for any other
            - **Render**: `render.yaml` with `services:` and `databases:`
            - **Cloudflare**: `d1_databases`, `kv_namespaces`, `r2_buckets` and `queues` in `wrangler.jsonc`
            - **A server of your own**: a production `compose.yaml`, and a short Ansible playbook or cloud-init file for user, Docker, firewall and disk
            - **Terraform**: `backend "s3"` with `use_lockfile = true`, and no state file in git
            """;

    public override string SettledBy =>
        """
            A plan run against the cloud account shows whether it still equals the code, and the account's inventory shows
            what was made by hand; a second environment built from the repository alone proves it best. The statement that
            nothing was made by hand: `shipworthy attest 4.1`, for 180 days.
            """;

    public override string Counts =>
        "each thing that the code needs to run counts once: service, database, cache, queue, file store, schedule, server";

    public override string ProvedWhen => "is declared in the repository, so that an empty account could be filled from it";

    public override string UnprovenWhen =>
        "is declared in another repository, or runs on a host that only a document names or that nothing names";

    public override string? NotApplicableWhen => "there is nothing to run: a library, a command-line tool or a static site";
}
