namespace Shipworthy.Checks.Delivery;

public sealed class DeploysRolledBackInMinutes() : CheckNotJudgedYet("5.2", "Every deploy can be rolled back in under 5 minutes")
{
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
}
