namespace Shipworthy.Checks.Security;

public sealed class ImagesScannedAndRebuilt() : CheckNotJudgedYet("1.6", "Container images scanned and rebuilt on a schedule")
{
    public override string Why =>
        """
            Your servers collect published holes every week although nobody changes a line: a container image keeps the
            operating system of the day it was built. Only a fresh build brings the fixes.
            """;

    public override string Fix =>
        """
            Run the deploy workflow once a week as well, on a fresh base image, and scan what it builds:

            - **GitHub Actions**: `on: { schedule: [{ cron: "0 4 * * 1" }] }`, `pull: true` and `no-cache: true` at `docker/build-push-action`, then `aquasecurity/trivy-action` with `image-ref`, `ignore-unfixed: true` and `exit-code: "1"`
            - **GitLab CI**: `include: [{ template: Jobs/Container-Scanning.gitlab-ci.yml }]`, and a weekly pipeline schedule
            - **Amazon ECR**: `image_scanning_configuration { scan_on_push = true }` in Terraform
            - **Dependabot**: `{ package-ecosystem: docker, directory: /, schedule: { interval: weekly } }` under `updates`
            - **Dockerfile**: start from a release that is still supported, such as `node:24-alpine`, `python:3.14-slim` or `mcr.microsoft.com/dotnet/aspnet:10.0`
            - **Compose**: give databases and caches an exact supported version, such as `postgres:18.1`, never `latest`, and let the bot raise it
            """;

    public override string SettledBy =>
        """
            The registry answers when the running image was built and what its scan found. Scanning and rebuilding that live
            in a console are settled by an export: `shipworthy attest 1.6`, for 60 days.
            """;

    public override string Counts =>
        "each image you build counts twice, for being scanned and for being fresh; each third-party image in production counts once";

    public override string ProvedWhen =>
        "is scanned where somebody hears of it, and is rebuilt on a fresh base, or updated through a bot, at least once a month";

    public override string UnprovenWhen =>
        "is scanned or rebuilt in a registry that the repository does not show, or nothing here shows that it is deployed";

    public override string? NotApplicableWhen => "no container runs in production, or the host builds the image itself at each deploy";
}
