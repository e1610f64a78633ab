namespace Shipworthy.Checks.Delivery;

public sealed class DeploysAutomated() : CheckNotJudgedYet("5.1", "Production deploys are automated (no copying files to a server)")
{
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
}
