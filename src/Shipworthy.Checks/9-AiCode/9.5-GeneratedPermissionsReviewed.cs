namespace Shipworthy.Checks.AiCode;

public sealed class GeneratedPermissionsReviewed()
    : Check("9.5", "AI-generated infrastructure code has been reviewed for over-permissive IAM")
{
    static readonly Rule Everything = new("9.5-1", Blocker, Stranger)
    {
        Says = "permits everything",
        Title = "Own the whole account through one leaked key",
        Consequence = "What the assistant wrote to make it work lets whoever gets hold of this one program or pipeline do anything.",
        Fix = "List the calls that the code makes, permit these on the resources that it uses, and delete the rest.",
    };

    static readonly Rule Open = new("9.5-2", Blocker, Stranger)
    {
        Says = "lets everybody in",
        Title = "Write data, or take on a role, without belonging to the team",
        Consequence = "Anybody on the internet, or any pipeline on the same forge, can do what this permits.",
        Fix = "Name who may: a source account, the subject `repo:org/app:environment:production`, the owner of the row or file.",
    };

    static readonly Rule Escalates = new("9.5-3", Major, Stranger)
    {
        Says = "permits rights or secrets on every resource",
        Title = "Turn a small hole into rights on everything",
        Consequence = "With these acts on everything, an intruder gives itself further rights or reads every secret.",
        Fix = "Name the one role that can be passed, the one secret that is read, and add a condition such as `iam:PassedToService`.",
    };

    static readonly Rule WholeService = new("9.5-4", Major, Stranger)
    {
        Says = "permits a whole service",
        Title = "Change or delete everything that a service holds",
        Consequence = "A program that needs one bucket or one table can change and delete all of them.",
        Fix = "Replace the star by the acts that the code calls, and name the resource.",
    };

    static readonly Rule Pipelines = new("9.5-5", Major, Insider)
    {
        Says = "gives a pipeline the run of the repository",
        Title = "Change code and releases through one step of a pipeline",
        Consequence = "Any action in this pipeline, also one that somebody else changes tomorrow, can write code, releases and packages.",
        Fix = "Put `permissions: { contents: read }` at the top of the workflow, and add single write scopes to the job that needs them.",
    };

    static readonly Rule Unexplained = new("9.5-6", Minor, BadLuck)
    {
        Says = "is wider than it has to be, and says no reason",
        Title = "Leave a permission that nobody can explain",
        Consequence = "Nobody knows any more whether less is enough, so it stays, and grows.",
        Fix = "Narrow it, or write beside it why it cannot be narrowed.",
    };

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

    public override ImmutableArray<Rule> Rules => [Everything, Open, Escalates, WholeService, Pipelines, Unexplained];

    public override Verdict Judge(App app) =>
        app
            .AccessGrants.Where(IsPermission)
            .JudgeEach(grant => Of(app, grant) with { Items = grant.Statements })
            .OrNotApplicable("no file here grants a permission");

    /// <summary>What a file permits. Keys that never end and open ports are questions of 4.3.</summary>
    static bool IsPermission(AccessGrant grant) =>
        grant.Place is not GrantPlace.Network && grant.Reach is not (GrantReach.LastingKey or GrantReach.MasterUser);

    static Finding Of(App app, AccessGrant grant) =>
        grant.Reach switch
        {
            GrantReach.Everything or GrantReach.NearlyEverything or GrantReach.AboveRules => grant.Fails(Everything, grant.Because),
            GrantReach.AdministersProject => grant.Fails(Everything with { Severity = Major }, grant.Because),
            GrantReach.TrustsTooMany or GrantReach.Open or GrantReach.OpensSecret => grant.Fails(Open, grant.Because),
            GrantReach.OwnRights or GrantReach.AllData or GrantReach.ReadsCluster => grant.Fails(Lowered(Escalates, grant), grant.Because),
            GrantReach.WholeService => grant.Fails(Lowered(WholeService, grant), grant.Because),
            GrantReach.WholeForge => grant.Fails(Pipelines, grant.Because),
            GrantReach.Wide => grant.Fails(Unexplained, grant.Because),
            GrantReach.WritesAnywhere or GrantReach.Narrow when grant.IsLoose && !grant.IsExplained => grant.Fails(
                Unexplained,
                $"{grant.Because}, and gives no reason"
            ),
            GrantReach.WritesAnywhere or GrantReach.Narrow when grant.IsLoose && IsOnlyByTools(app, grant) => grant.Unproven(
                $"{grant.Because}, for a reason that stands in a file by an AI tool, and no person is recorded to have read it"
            ),
            GrantReach.WritesAnywhere or GrantReach.Narrow when grant.IsLoose => grant.Passes($"{grant.Because}, and says why"),
            GrantReach.WritesAnywhere or GrantReach.Narrow => grant.Passes(grant.Because),
            GrantReach.OpenStore or GrantReach.ReachableStore or GrantReach.LastingKey or GrantReach.MasterUser => grant.NotCounted(
                grant.Because
            ),
            GrantReach.Unknown => grant.Unproven(grant.Because),
        };

    static Rule Lowered(Rule rule, AccessGrant grant) => grant.IsNarrowed ? rule with { Severity = Minor } : rule;

    /// <summary>Whether an AI tool had a part in the file, and nothing records a person who read it.</summary>
    static bool IsOnlyByTools(App app, AccessGrant grant) =>
        app.FileOrigins.Any(origin => origin.Path == grant.At.Path && origin.ReadBy.Length == 0);
}
