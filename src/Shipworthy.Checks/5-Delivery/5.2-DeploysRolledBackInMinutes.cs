namespace Shipworthy.Checks.Delivery;

public sealed class DeploysRolledBackInMinutes() : Check("5.2", "Every deploy can be rolled back in under 5 minutes")
{
    static readonly Rule NothingKept = new("5.2-1", Major, BadLuck)
    {
        Says = "pulls one name whose earlier content is gone",
        Title = "Break checkout, and have nothing to go back to",
        Consequence =
            "The registry holds the newest image alone. When it is broken, yesterday's version has to be built again, while customers wait.",
        Fix = "Tag each image with its commit, push that tag, and let production name it.",
    };

    static readonly Rule Overwritten = new("5.2-2", Major, BadLuck)
    {
        Says = "overwrites the running version where it lies",
        Title = "Overwrite the only version that works",
        Consequence =
            "Each deploy replaces the files of the one before. Going back means pulling, installing and building an older commit by hand, in the middle of an outage.",
        Fix = "Put each release into an image or a folder of its own, keep five, and let a tag or a link choose.",
    };

    static readonly Rule BrokenProcedure = new("5.2-3", Major, BadLuck)
    {
        Says = "is a way back that does not lead back",
        Title = "Press the rollback button in an outage, and make it worse",
        Consequence =
            "People follow the written way back without thinking, because there is no time. This one fails, takes long, or damages what is still whole.",
        Fix = "Replace it with the one command that points the host to the earlier release, and try it once on a quiet day.",
    };

    static readonly Rule BrokenBesideSound = BrokenProcedure with { Severity = Minor };

    static readonly Rule OneWaySchema = new("5.2-4", Major, BadLuck)
    {
        Says = "takes away what the version before still used",
        Title = "Roll back the code, and meet a database that no longer fits",
        Consequence =
            "The earlier version asks for a column or table that this release removed. After a rollback it fails at once, so there is no rollback.",
        Fix = "Split it: first a release that no longer uses the column, and in a later one the migration that drops it.",
    };

    static readonly Rule NoHealthGate = new("5.2-5", Minor, BadLuck)
    {
        Says = "sends traffic to a new release that nothing has asked",
        Title = "Learn from the customers that a release does not start",
        Consequence = "A version that starts and does not answer gets traffic all the same. Nobody knows before the first complaint.",
        Fix = "Add a readiness probe, a circuit breaker or a health check that the proxy obeys, or a request after each deploy.",
    };

    public override string Why =>
        """
            When a release breaks checkout, yesterday's version is the quickest repair. Without a way back, the outage lasts
            as long as the search for the bug.
            """;

    public override string Fix =>
        """
            Keep the last five releases, each under its commit, and write the one command that goes back into the runbook:

            - **Docker**: `docker build -t "$IMAGE:$GITHUB_SHA" .`, push and deploy that tag, and never `latest`
            - **Vercel**: `vercel rollback`
            - **Cloudflare**: `wrangler rollback`
            - **Heroku**: `heroku rollback`
            - **Fly.io**: `fly releases --image`, then `fly deploy --image <previous image>`
            - **Google Cloud Run**: `gcloud run services update-traffic shop --to-revisions=shop-00041=100`
            - **AWS ECS**: `enable = true` and `rollback = true` in `deployment_circuit_breaker`, and `aws ecs update-service --task-definition shop:41` by hand
            - **Kubernetes**: `kubectl rollout undo deployment/shop`, or `helm rollback shop`
            - **Kamal**: `kamal rollback <version>`
            - **Database**: add the new column in one release, and drop the old one in a later release
            """;

    public override string SettledBy =>
        """
            The rollback drill: deploy, go back with the documented command, and count the seconds until the old version
            answers everywhere. The log of a real rollback: `shipworthy attest 5.2`, for 180 days.
            """;

    public override string Counts => "each part that runs in production counts once, together with the database schema that it needs";

    public override string ProvedWhen => "went back to an earlier version within five minutes, timed in the last 180 days";

    public override string UnprovenWhen => "has a way back that nobody has timed";

    public override string? NotApplicableWhen => "nothing here is deployed, or only through an app store";

    public override ImmutableArray<Rule> Rules => [NothingKept, Overwritten, BrokenProcedure, OneWaySchema, NoHealthGate];

    public override Verdict Judge(App app) =>
        app.IsLibraryOrTool ? Verdict.NotApplicable("nothing here is deployed: it is a library or a command-line tool")
        : app.Rollbacks.Count == 0 && app.SourcePackages.Count == 0 ? Verdict.NotApplicable("there is no code here that could be deployed")
        : Parts(app) & Flaws(app);

    /// <summary>No file proves five minutes: without a gap it stays open until somebody has timed it.</summary>
    static Verdict Parts(App app) =>
        app
            .Rollbacks.JudgeEach(rollback =>
                rollback.Kept switch
                {
                    KeptRelease.Nothing => rollback.Fails(NothingKept, rollback.Because),
                    KeptRelease.Overwritten => rollback.Fails(Overwritten, rollback.Because),
                    KeptRelease.Pointer or KeptRelease.Artifact or KeptRelease.Source or KeptRelease.Unknown => rollback.Unproven(
                        rollback.Because
                    ),
                }
            )
            .Joined(
                finding => $"{finding.Rule?.Id}:{finding.At}",
                findings =>
                    findings is [var only] ? only : findings[0] with { Says = $"{findings[0].Says}; {findings.Length} parts in all" }
            )
            .OrUnproven("no part that runs in production was recognised");

    static Verdict Flaws(App app)
    {
        var ready = app.Rollbacks.Any(rollback => rollback.IsReady);
        return app
            .RollbackFlaws.JudgeEach(flaw =>
                flaw.Kind switch
                {
                    RollbackFlawKind.Procedure => Beside(flaw.Fails(ready ? BrokenBesideSound : BrokenProcedure, flaw.Because)),
                    RollbackFlawKind.OneWaySchema => Beside(flaw.Fails(OneWaySchema, flaw.Because)),
                    RollbackFlawKind.NoHealthGate => Beside(flaw.Fails(NoHealthGate, flaw.Because)),
                    RollbackFlawKind.Unknown => Beside(flaw.Unproven(flaw.Because)),
                }
            )
            .OrNotApplicable("nothing stands in the way of going back");
    }

    /// <summary>What is counted are parts.</summary>
    static Finding Beside(Finding finding) => finding with { Items = 0 };
}
