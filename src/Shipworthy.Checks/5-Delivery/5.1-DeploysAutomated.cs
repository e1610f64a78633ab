namespace Shipworthy.Checks.Delivery;

public sealed class DeploysAutomated() : Check("5.1", "Production deploys are automated (no copying files to a server)")
{
    static readonly Rule TypedByHand = new("5.1-1", Major, BadLuck)
    {
        Says = "is typed by a person, and no pipeline does it",
        Title = "Wait for the one person who knows how to deploy",
        Consequence =
            "Each deploy is a list of steps in somebody's head or terminal. One step is forgotten on a bad day, and nobody else can bring out the repair.",
        Fix = "Move the commands into a job that starts on a push to the main branch, and delete the instructions for typing them.",
    };

    static readonly Rule CannotDeploy = new("5.1-2", Major, BadLuck)
    {
        Says = "is a deploy that cannot bring anything out",
        Title = "Merge a repair that never reaches the customers",
        Consequence =
            "The pipeline is called a deploy and brings nothing out. The repair is merged, the team believes it is live, and the customers still meet the mistake.",
        Fix = "Run the workflow once, read its log to the end, and mend or delete what does not arrive in production.",
    };

    static readonly Rule OverFtp = new("5.1-3", Major, BadLuck)
    {
        Says = "puts the app on a server over FTP",
        Title = "Read the password of the server on the way, and serve half a release meanwhile",
        Consequence =
            "FTP sends name, password and files in clear, and replaces file by file: while it runs, visitors get a mixture of two versions.",
        Fix = "Deploy a finished artifact through the host, or at least over SSH into a new folder that a link then points to.",
    };

    static readonly Rule Copied = OverFtp with
    {
        Severity = Minor,
        Says = "copies files or installs in place on a server",
        Title = "Run a server that no repository describes",
        Consequence =
            "The running version is whatever the last copy left behind. A deploy that stops half-way leaves a mixture, and the old version is gone.",
        Fix = "Build an image or a bundle once, name it after the commit, and let the server fetch that.",
    };

    static readonly Rule Races = new("5.1-4", Minor, BadLuck)
    {
        Says = "deploys the same part as another pipeline, from the same push",
        Title = "Bring out the older of two versions, by chance",
        Consequence = "Two deploys of one push run at the same time. Which of them ends last decides what the customers get.",
        Fix = "Delete one of the two, or give both the same `concurrency` group.",
    };

    public override string Why =>
        """
            A deploy typed by hand is different each time, fails under stress, and waits for the one person who knows how.
            """;

    public override string Fix =>
        """
            Let the host or a pipeline deploy each commit of the main branch, and delete the instructions for doing it by
            hand:

            - **Vercel, Netlify, Cloudflare**: connect the repository in the project's settings, and say so in the README
            - **Fly.io**: `flyctl deploy --remote-only` in a job that runs on a push to `main`
            - **Render**: `autoDeployTrigger: checksPass` in `render.yaml`
            - **AWS**: `aws-actions/configure-aws-credentials` with a role, then `aws-actions/amazon-ecs-deploy-task-definition`
            - **Google Cloud**: `google-github-actions/deploy-cloudrun` after `google-github-actions/auth`
            - **Azure**: `azd pipeline config`, or `azure/webapps-deploy` in the workflow
            - **Supabase**: `supabase db push && supabase functions deploy` in a job on `main`
            - **A server of your own**: `kamal deploy` in a job, instead of `ssh` and `git pull`
            - **Phone apps**: `eas build --auto-submit --non-interactive` in a job on a tag
            """;

    public override string SettledBy =>
        """
            GitHub or the host lists the last production deployments: which commit, and who or what made them. A connection
            made in a dashboard is settled by a screenshot: `shipworthy attest 5.1`, for 180 days.
            """;

    public override string Counts => "each part that runs in production counts once";

    public override string ProvedWhen =>
        "is deployed from a commit by a pipeline or by its host; a person may choose the moment and does none of the steps";

    public override string UnprovenWhen => "has a known host, but nothing here shows that the repository is connected to it";

    public override string? NotApplicableWhen => "nothing here is deployed: it is a library, a package or a desktop app";

    public override ImmutableArray<Rule> Rules => [TypedByHand, CannotDeploy, OverFtp, Races];

    public override Verdict Judge(App app) =>
        app.IsLibraryOrTool ? Verdict.NotApplicable("nothing here is deployed: it is a library or a command-line tool")
        : app.WaysToProduction.Count == 0 && app.SourcePackages.Count == 0
            ? Verdict.NotApplicable("there is no code here that could be deployed")
        : Parts(app) & Pipelines(app);

    static Verdict Parts(App app) =>
        app
            .WaysToProduction.JudgeEach(way =>
                way.BroughtOut switch
                {
                    BroughtOut.ByPipeline or BroughtOut.ByHost => way.Passes(way.Because),
                    BroughtOut.ByCopying => way.Fails(Copied, way.Because),
                    BroughtOut.ByFtp => way.Fails(OverFtp, way.Because),
                    BroughtOut.Broken => way.Fails(CannotDeploy, way.Because),
                    BroughtOut.ByHand => way.Fails(TypedByHand, way.Because),
                    BroughtOut.PerhapsByItself or BroughtOut.Unknown => way.Unproven(way.Because),
                }
            )
            .Joined(
                finding => $"{finding.Rule?.Id}:{finding.At}",
                findings =>
                    findings is [var only] ? only : findings[0] with { Says = $"{findings[0].Says}; {findings.Length} parts in all" }
            )
            .OrUnproven("no part that runs in production was recognised");

    static Verdict Pipelines(App app) =>
        app
            .DeployFlaws.JudgeEach(flaw =>
                flaw.Kind switch
                {
                    DeployFlawKind.CannotDeploy => Beside(flaw.Fails(CannotDeploy, flaw.Because)),
                    DeployFlawKind.Races => Beside(flaw.Fails(Races, flaw.Because)),
                    DeployFlawKind.Unknown => Beside(flaw.Unproven(flaw.Because)),
                }
            )
            .OrNotApplicable("no pipeline deploys in a way that cannot work");

    /// <summary>What is counted are parts; a deploy that stands beside the one that works is no part.</summary>
    static Finding Beside(Finding finding) => finding with { Items = 0 };
}
