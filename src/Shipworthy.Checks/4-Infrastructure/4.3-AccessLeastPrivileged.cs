namespace Shipworthy.Checks.Infrastructure;

public sealed class AccessLeastPrivileged()
    : CheckNotJudgedYet("4.3", "IAM follows least-privilege (no broad admin policies in production)")
{
    public override string Why =>
        """
            With an administrator's rights, one hole in one service hands an intruder the whole cloud account: data, backups
            and bill. With narrow rights it hands over that one service.
            """;

    public override string Fix =>
        """
            Grant each service the calls that its code makes, on the resources that it uses, and nothing else:

            - **AWS CDK**: `bucket.grantRead(handler)` instead of `actions: ["*"]`
            - **AWS with Terraform**: `actions = ["s3:GetObject"]` and `resources = ["${aws_s3_bucket.uploads.arn}/*"]`
            - **GitHub Actions to AWS**: sign in by OIDC with a role whose trust names `repo:org/app:environment:production`, and delete the static keys
            - **Google Cloud**: one `google_service_account` for each service, with roles on single resources instead of `roles/editor` on the project
            - **Azure**: `azurerm_role_assignment` with `scope = azurerm_storage_account.uploads.id`
            - **Kubernetes**: `kind: Role` in the service's own namespace, never `cluster-admin`
            - **PostgreSQL**: `create role app login nosuperuser nobypassrls; grant select, insert, update, delete on all tables in schema public to app;`
            - **Network**: `publicly_accessible = false`, and no `0.0.0.0/0` in front of a database
            """;

    public override string SettledBy =>
        """
            A look into the cloud account lists real rights and unused ones. A drill tries five forbidden reads with a
            service's own rights; all must be refused. A reviewed list of who may do what: `shipworthy attest 4.3`, for 90
            days.
            """;

    public override string Counts =>
        "each grant in production counts once: policy statement, role binding, trust, database role, open network rule";

    public override string ProvedWhen => "names the actions and the resources that its holder needs";

    public override string UnprovenWhen => "is made in a console, in another repository, or by a module that could not be followed";

    public override string? NotApplicableWhen => "no host in use has rights to grant";
}
