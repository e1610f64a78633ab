namespace Shipworthy.Checks.Infrastructure;

public sealed class InfrastructureInCode() : Check("4.1", "Infrastructure is in code (Terraform / Pulumi / CDK - not the cloud console)")
{
    /// <summary>From so many managed services made by hand on, putting them together again is a day's work (rubric 4.1, rule 2).</summary>
    const int Many = 3;

    static readonly Rule MadeInCloud = new("4.1-1", Major, BadLuck)
    {
        Says = "uses a resource of a cloud that no file declares",
        Title = "Lose the cloud account, and with it how everything was set up",
        Consequence =
            "What exists only in the console of the cloud cannot be rebuilt, compared or reviewed. Nobody can say what changed before it broke.",
        Fix =
            "Write an `import` block for each resource, let `terraform plan -generate-config-out=generated.tf` write the rest, and commit it.",
    };

    static readonly Rule StateInGit = new("4.1-3", Major, BadLuck)
    {
        Says = "keeps the state of the infrastructure in git",
        Title = "Apply two changes at once, and break what runs",
        Consequence =
            "State in git is neither shared nor locked: two people who apply at once undo each other's work. It holds passwords in clear, too.",
        Fix = "Move the state to a backend with a lock, take it out of git, and renew the secrets that it held.",
    };

    static readonly Rule MadeByHand = new("4.1-2", Minor, BadLuck)
    {
        Says = "uses a managed service that no file declares",
        Title = "Set up a managed service again from memory",
        Consequence =
            "Version, region, size and access of this service are known only to its dashboard. After a mistake there, nothing says how it was.",
        Fix = "Declare it with the provider's Terraform resource, or in the platform's own file, beside the code that uses it.",
    };

    static readonly Rule OwnState = new("4.1-4", Minor, BadLuck)
    {
        Says = "keeps the state of the infrastructure on one person's machine",
        Title = "Apply infrastructure that only one laptop knows",
        Consequence = "Whoever else applies it starts from nothing, and makes everything a second time.",
        Fix = "Add a `backend` block with a lock, and run `terraform init -migrate-state` once.",
    };

    static readonly Rule NoMachine = new("4.1-5", Minor, BadLuck)
    {
        Says = "runs on a machine that no file declares",
        Title = "Rebuild the server from memory",
        Consequence = "When the machine is lost, its user, firewall, disk and Docker have to be set up from memory while the app is down.",
        Fix = "Write down the machine as a short Ansible playbook, a cloud-init file or a Terraform resource, beside the compose file.",
    };

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

    public override ImmutableArray<Rule> Rules => [MadeInCloud, StateInGit, MadeByHand, OwnState, NoMachine];

    public override Verdict Judge(App app)
    {
        var byHand = app.NeededResources.Count(need => need.Standing is NeedStanding.MadeByHand);
        var judged = app
            .NeededResources.JudgeEach(need => Of(need, byHand))
            .Joined(
                finding => finding.Rule == NoMachine ? $"{finding.At}" : null,
                findings =>
                    findings is [var only] ? only : findings[0] with { Says = $"{findings[0].Says}; {findings.Length} parts in all" }
            )
            .OrNotApplicable("there is nothing here that runs on infrastructure of its own");
        var needs = IsPlainSite(app) ? Verdict.NotApplicable("the app is a static site without a back end of its own") : judged;
        return app.TerraformStates.Count == 0 ? needs : needs & States(app);
    }

    /// <summary>Files for browsers alone, and nothing behind them, need no infrastructure but a host for files.</summary>
    static bool IsPlainSite(App app) =>
        app.Deployables.Count > 0
        && app.Deployables.All(part => part.Stack is Stack.Static)
        && app.NeededResources.All(need => need.Kind is InfraKind.Runtime && need.Standing is NeedStanding.Declared or NeedStanding.Unknown)
        && app.NeededResources.BlindSpots.IsEmpty;

    static Finding Of(NeededResource need, int byHand) =>
        need.Standing switch
        {
            NeedStanding.Declared => need.Passes(Says(need)),
            NeedStanding.Unknown => need.Unproven(Says(need)),
            NeedStanding.MadeInCloudByHand => need.Fails(MadeInCloud, Says(need)),
            NeedStanding.MadeByHand => need.Fails(byHand >= Many ? MadeByHand with { Severity = Major } : MadeByHand, Says(need)),
            NeedStanding.HomeMadeByHand => need.Fails(NoMachine, Says(need)),
        };

    static string Says(NeededResource need) =>
        need.Kind is InfraKind.Runtime ? $"holds {need.Name}, which {need.Because}" : $"needs {need.Name}, which {need.Because}";

    static Verdict States(App app)
    {
        var people = app
            .Commits.Where(commit => commit.Author is AuthorKind.Person)
            .Select(commit => commit.AuthorEmail)
            .Distinct()
            .Count();
        return app
            .TerraformStates.JudgeEach(state =>
                state.Keeping switch
                {
                    StateKeeping.InGit => state.Fails(StateInGit),
                    StateKeeping.OnOneMachine when people > 1 => state.Fails(
                        OwnState,
                        $"keeps the state of {state.Name} on one machine, and {people} people work here"
                    ),
                    StateKeeping.OnOneMachine => state.NotCounted($"keeps the state of {state.Name} on one machine"),
                    StateKeeping.Shared => state.NotCounted($"keeps the state of {state.Name} where all share it"),
                    StateKeeping.Unknown => state.NotCounted($"does not say where the state of {state.Name} is kept"),
                }
            )
            .OrNotApplicable("no state of infrastructure is kept here");
    }
}
