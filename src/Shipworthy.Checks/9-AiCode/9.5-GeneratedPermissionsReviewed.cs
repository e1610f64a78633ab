namespace Shipworthy.Checks.AiCode;

public sealed class GeneratedPermissionsReviewed()
    : CheckNotJudgedYet("9.5", "AI-generated infrastructure code has been reviewed for over-permissive IAM")
{
    public override string Why =>
        """
            An assistant's quickest working answer is to permit everything. With that, one leaked function key owns the
            whole cloud account.
            """;

    public override string Fix =>
        """
            Read each permission that was generated, cut it down to the calls that the code makes, and write the reason
            beside what has to stay wide:

            - **AWS CDK**: `table.grantReadData(handler)` instead of `actions: ["dynamodb:*"]`
            - **AWS SAM**: `DynamoDBReadPolicy: { TableName: !Ref Orders }`
            - **AWS with Terraform**: `resources = [aws_iam_role.task.arn]` and a condition on `iam:PassedToService` beside `iam:PassRole`
            - **GitHub Actions**: `permissions: { contents: read }` at the top of the workflow, and `repo:org/app:environment:production` as the `sub` that a role trusts
            - **Google Cloud**: `roles/storage.objectViewer` on the bucket instead of `roles/editor` on the project
            - **Azure**: a role on the resource or its group, never `Owner` on the subscription
            - **Kubernetes**: named `verbs` and `resources` in a `Role`, never `"*"`
            - **Supabase**: `create policy own on storage.objects for select to authenticated using (owner_id = (select auth.uid())::text);`
            - **Firebase**: no `if true`, and no rule that ends on a date
            - **PostgreSQL**: `grant select, insert on orders to app`, never `grant all ... to public`
            """;

    public override string SettledBy =>
        """
            The list of a person who read each file with wide permissions, of those that stay and why:
            `shipworthy attest 9.5`, until the file changes and for 180 days at most. The cloud's own list of unused rights
            shows what can go.
            """;

    public override string Counts => "each permission counts once, whatever its environment";

    public override string ProvedWhen => "names its actions and resources, or says beside it why it has to be wider";

    public override string UnprovenWhen =>
        "is built from variables or modules that are not in the repository, or is wide for a reason that only an AI tool wrote";

    public override string? NotApplicableWhen => "no file here grants a permission";
}
