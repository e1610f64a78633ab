namespace Shipworthy.Checks.Delivery;

public sealed class StagingRunsTheProductionImage() : Check("5.3", "Staging uses the same image as production")
{
    static readonly Rule BuiltForEach = new("5.3-1", Major, BadLuck)
    {
        Says = "builds for production what staging has built already",
        Title = "Ship a build that nobody has tried",
        Consequence =
            "Staging tries one build, and the customers get another one. A library that was released in between, or a setting of the second build, is first met in production.",
        Fix = "Build once for each commit, and hand the digest or the artifact of that build to both deploys.",
    };

    static readonly Rule BuiltDifferently = new("5.3-2", Major, BadLuck)
    {
        Says = "builds production from another recipe than staging",
        Title = "Try one program, and ship another",
        Consequence =
            "What runs in production was never run on staging: another Dockerfile, stage or set of values was built in. Green tests on staging say nothing about it.",
        Fix = "Use one Dockerfile and one stage for both, and read what differs from variables when the program starts.",
    };

    static readonly Rule SameMovingTag = new("5.3-3", Minor, BadLuck)
    {
        Says = "takes a tag that moves, as staging does",
        Title = "Get another image than the one that was tried",
        Consequence = "Both environments ask for the same tag, and get whatever it means at that moment. That the two are equal is luck.",
        Fix = "Tag the image with the commit and deploy that tag, or the digest, to both.",
    };

    static readonly Rule BuiltByHost = new("5.3-4", Minor, BadLuck)
    {
        Says = "lets the host build the source again for production",
        Title = "Ship a second build of what was tried",
        Consequence =
            "The host builds the same commit once for staging and once for production. Lock file and runtime hold most of it still; the rest can differ.",
        Fix = "Promote the build that staging runs, where the host can do that, or build an image once and deploy it to both.",
    };

    static readonly Rule BuiltByHostUnpinned = BuiltByHost with
    {
        Severity = Major,
        Consequence =
            "The host builds the same commit once for staging and once for production, and takes the newest libraries or runtime each time. The two can be different programs.",
        Fix =
            "Commit the lock file and pin the runtime; then promote the build that staging runs, or build an image once and deploy it to both.",
    };

    static readonly Rule NoStaging = new("5.3-5", Minor, BadLuck)
    {
        Says = "goes straight to production, and no staging is described",
        Title = "Let the customers be the first to run each build",
        Consequence = "There is no place where the build that ships runs before the customers get it.",
        Fix =
            "Add a small second environment, deploy each build there first, and start the same image in production when it holds (see 4.2).",
    };

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

    public override ImmutableArray<Rule> Rules => [BuiltForEach, BuiltDifferently, SameMovingTag, BuiltByHost, NoStaging];

    public override Verdict Judge(App app) =>
        app.IsLibraryOrTool ? Verdict.NotApplicable("nothing here is deployed: it is a library or a command-line tool")
        : app.StagingImages.Count == 0 && app.SourcePackages.Count == 0 ? Verdict.NotApplicable("there is no code here that could be built")
        : app.WaysToProduction.Count == 0 ? app.StagingImages.JudgeEach(Of).OrUnproven("no part that runs in production was recognised")
        : app
            .StagingImages.JudgeEach(Of)
            .Joined(
                finding => $"{finding.Rule?.Id}:{finding.At}",
                findings =>
                    findings is [var only] ? only : findings[0] with { Says = $"{findings[0].Says}; {findings.Length} parts in all" }
            )
            .OrNotApplicable("nothing is built: the source itself or a static site is what gets deployed");

    static Finding Of(StagingImage image) =>
        image.Same switch
        {
            SameBuild.Same => image.Passes(image.Because),
            SameBuild.NotBuilt => image.NotCounted(image.Because),
            SameBuild.BuiltForEach => image.Fails(BuiltForEach, image.Because),
            SameBuild.BuiltDifferently => image.Fails(BuiltDifferently, image.Because),
            SameBuild.SameMovingTag => image.Fails(SameMovingTag, image.Because),
            SameBuild.BuiltByHost => image.Fails(BuiltByHost, image.Because),
            SameBuild.BuiltByHostUnpinned => image.Fails(BuiltByHostUnpinned, image.Because),
            SameBuild.NoStaging => image.Fails(NoStaging, image.Because),
            SameBuild.Unknown => image.Unproven(image.Because),
        };
}
