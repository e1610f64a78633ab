namespace Shipworthy.Checks.Delivery;

public sealed class StagingRunsTheProductionImage() : CheckNotJudgedYet("5.3", "Staging uses the same image as production")
{
    public override string Why =>
        """
            A second build can pull another library or another setting, and then your customers are the first to try it.
            What was tested must be what runs.
            """;

    public override string Fix =>
        """
            Build once for each commit, run that image on staging, then start the same one in production:

            - **GitHub Actions**: a `build` job with the digest as its output, and `${{ needs.build.outputs.digest }}` in both deploy jobs
            - **AWS ECS, Google Cloud Run, Kubernetes**: `"$IMAGE@$DIGEST"` in both environments
            - **Fly.io**: `fly deploy --image "$IMAGE" --app shop-staging`, then the same with `--app shop`
            - **Heroku**: `heroku pipelines:promote --app shop-staging`
            - **Vercel**: `vercel deploy --prod --skip-domain`, then `vercel promote <address>`
            - **Azure Pipelines**: `publish` one artifact in the build, and `download` it in both stages
            - **Front ends**: fetch `/config.json` at start instead of building `VITE_` or `NEXT_PUBLIC_` values in
            """;

    public override string SettledBy =>
        """
            A look into the host compares the image digests of both environments; a probe compares the versions that both
            answer. A promotion with its two equal digests: `shipworthy attest 5.3`, for 90 days.
            """;

    public override string Counts => "each part that is built and deployed counts once";

    public override string ProvedWhen => "is built once for each commit, and staging and production both receive that build";

    public override string UnprovenWhen =>
        "is built by hosts whose builds the repository does not show, or nothing here shows whether there is a staging";

    public override string? NotApplicableWhen => "nothing is built: the source itself or a static site is what gets deployed";
}
