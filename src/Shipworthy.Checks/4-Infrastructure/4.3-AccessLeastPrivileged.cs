namespace Shipworthy.Checks.Infrastructure;

public sealed class AccessLeastPrivileged() : Check("4.3", "IAM follows least-privilege (no broad admin policies in production)")
{
    static readonly Rule FullAdmin = new("4.3-1", Blocker, Stranger)
    {
        Says = "gives a program of the app every right",
        Title = "Take over the whole account through one hole in one service",
        Consequence =
            "Whoever gets into this one program has everything: data, backups, other services, the bill. They can lock the team out.",
        Fix = "List the calls that the code makes, and grant these on the resources that it uses, by name.",
    };

    static readonly Rule NearlyAdmin = new("4.3-2", Major, Insider)
    {
        Says = "gives nearly every right to a pipeline, a person or a program",
        Title = "Take over the account with one leaked key",
        Consequence = "One leaked token, or one changed pipeline, is enough to change or delete everything that runs.",
        Fix = "Let the pipeline change only what it deploys, and let its role be taken on from one repository and one environment alone.",
    };

    static readonly Rule WholeService = new("4.3-3", Major, Stranger)
    {
        Says = "allows data or rights on every resource",
        Title = "Read or change data of other services through this one",
        Consequence = "A hole in this program opens every bucket, table, secret or role of the account, not only its own.",
        Fix = "Name the resources: the ARN of the bucket, the table, the secret, and for `iam:PassRole` the one role.",
    };

    static readonly Rule Trust = new("4.3-4", Major, Stranger)
    {
        Says = "lets too many take on a role",
        Title = "Take on the role from somebody else's account or pipeline",
        Consequence = "Others than the team can become this role, and then have its rights.",
        Fix = "Name who can take it on: one service, or `repo:org/app:environment:production` as the subject of the forge.",
    };

    static readonly Rule Project = new("4.3-5", Major, Stranger)
    {
        Says = "opens a service to more than its users",
        Title = "Use a service of the account without belonging to it",
        Consequence = "What is open to everybody, or administered by a program, is one request or one hole away from being misused.",
        Fix = "Name who may, and grant it on the one resource: a source account, a source ARN, a role for one bucket or one secret.",
    };

    static readonly Rule Cluster = new("4.3-6", Major, Stranger)
    {
        Says = "reads the secrets of a whole cluster, or gets into its programs",
        Title = "Read every secret of the cluster through one pod",
        Consequence = "Whoever gets into this one pod reads the passwords and keys of all others.",
        Fix = "Use a `Role` in the program's own namespace, with `resourceNames` for the secrets that it needs.",
    };

    static readonly Rule Superuser = new("4.3-7", Major, Stranger)
    {
        Says = "puts the app above the rules of its database or vault",
        Title = "Do everything in the database through one hole in the app",
        Consequence = "Rules for rows do not bind the app, and one injected query can read files, change roles or drop everything.",
        Fix = "Give the app a role of its own without `SUPERUSER` and `BYPASSRLS`, with rights on its tables alone.",
    };

    static readonly Rule Lasting = new("4.3-8", Minor, Stranger)
    {
        Says = "uses a key that never ends, or is wider than it has to be",
        Title = "Use a leaked key for years",
        Consequence = "A key that never ends works for whoever finds it, until somebody notices and changes it.",
        Fix = "Let each run sign in by OIDC with a role of its own, and delete the key; give each service its own account.",
    };

    static readonly Rule OpenStore = new("4.3-9", Major, Stranger)
    {
        Says = "lets the internet reach a store of data",
        Title = "Guess passwords at the database from anywhere",
        Consequence = "One weak password, or one hole in the database's own software, is enough for anybody on the internet.",
        Fix = "Take the public address away, or let in only the app's own network.",
    };

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

    public override ImmutableArray<Rule> Rules =>
        [FullAdmin, NearlyAdmin, WholeService, Trust, Project, Cluster, Superuser, OpenStore, Lasting];

    const string NoRights = "no host in use has rights to grant";

    public override Verdict Judge(App app) => Grants(app) & Platforms(app);

    static Verdict Grants(App app) => app.AccessGrants.Where(grant => IsInScope(app, grant)).JudgeEach(Of).OrNotApplicable(NoRights);

    static bool IsInScope(App app, AccessGrant grant) => grant.Reach is GrantReach.MasterUser ? HasRights(app) : IsInScope(grant);

    /// <summary>An app that signs in as the owner of its database is judged where anything else has rights to grant (ruling 4.3).</summary>
    static bool HasRights(App app) =>
        app.GovernedPlatforms.Count > 0 || app.AccessGrants.Any(grant => grant.Reach is not GrantReach.MasterUser && IsInScope(grant));

    /// <summary>Ordinary grants on tables and rules for clients are another question (2.3), and tokens of the forge are 9.5's.</summary>
    static bool IsInScope(AccessGrant grant) =>
        grant.Place switch
        {
            GrantPlace.Platform or GrantPlace.Network => true,
            GrantPlace.Database => grant.Reach is GrantReach.AboveRules,
            GrantPlace.Forge or GrantPlace.Rules => false,
        };

    static Finding Of(AccessGrant grant) =>
        grant.Aside is { } aside ? grant.NotCounted($"{grant.Because}; it {aside}") : InProduction(grant);

    static Finding InProduction(AccessGrant grant) =>
        grant.Reach switch
        {
            GrantReach.Everything when grant.Holder is GrantHolder.Workload or GrantHolder.Everybody => grant.Fails(
                FullAdmin,
                grant.Because
            ),
            GrantReach.Everything or GrantReach.NearlyEverything => grant.Fails(NearlyAdmin, grant.Because),
            GrantReach.WholeService or GrantReach.AllData or GrantReach.OwnRights => grant.Fails(
                Lowered(WholeService, grant),
                grant.Because
            ),
            GrantReach.TrustsTooMany => grant.Fails(Lowered(Trust, grant), grant.Because),
            GrantReach.OpensSecret => grant.Fails(Project with { Severity = Blocker }, grant.Because),
            GrantReach.Open or GrantReach.AdministersProject => grant.Fails(Project, grant.Because),
            GrantReach.ReadsCluster => grant.Fails(Cluster, grant.Because),
            GrantReach.AboveRules => grant.Fails(Superuser, grant.Because),
            GrantReach.MasterUser => grant.Fails(Superuser with { Severity = Minor }, grant.Because),
            GrantReach.LastingKey or GrantReach.Wide or GrantReach.WholeForge => grant.Fails(Lasting, grant.Because),
            GrantReach.OpenStore => grant.Fails(OpenStore, grant.Because),
            GrantReach.ReachableStore => grant.Fails(OpenStore with { Severity = Minor }, grant.Because),
            GrantReach.WritesAnywhere => grant.Unproven($"{grant.Because}; whether it can be narrowed is open"),
            GrantReach.Narrow => grant.Passes(grant.Because),
            GrantReach.Unknown => grant.Unproven(grant.Because),
        };

    /// <summary>A condition narrows what a grant lets do, by one step.</summary>
    static Rule Lowered(Rule rule, AccessGrant grant) => grant.IsNarrowed ? rule with { Severity = Minor } : rule;

    /// <summary>A platform whose grants are made elsewhere: they exist, and nothing here shows them.</summary>
    static Verdict Platforms(App app) =>
        app
            .GovernedPlatforms.Where(platform =>
                !app.AccessGrants.Any(grant =>
                    grant.Platform == platform.Name
                    && grant is { Place: GrantPlace.Platform, Holder: not GrantHolder.Everybody }
                    && grant.Reach is not (GrantReach.LastingKey or GrantReach.OpenStore or GrantReach.ReachableStore)
                )
            )
            .JudgeEach(platform =>
                platform.Unproven($"{platform.Because} {platform.Name}, and who may do what there is written in no file here")
            )
            .OrNotApplicable(NoRights);
}
