namespace Shipworthy.Checks.Security;

public sealed class ImagesScannedAndRebuilt() : Check("1.6", "Container images scanned and rebuilt on a schedule")
{
    /// <summary>The longest time between two looks of a bot, in days.</summary>
    const int LongestGap = 31;

    static readonly Rule NeverScanned = new("1.6-F1", Major, Stranger)
    {
        Says = "builds an image that nothing scans",
        Title = "Use a published hole in the operating system of your image",
        Consequence =
            "Holes in the image's system and runtime are published every week, with programs that use them. Nothing tells you which of them you ship.",
        Fix = "Scan the image in the job that builds it, before it is pushed, and let a critical hole that has a fix stop the job.",
    };

    static readonly Rule OutOfSupport = new("1.6-F2", Major, Stranger)
    {
        Says = "rests on a release that nobody mends any more",
        Title = "Use a hole that will never be mended in your base image",
        Consequence = "The makers have stopped mending this release. A new build brings the same holes, and each new one stays for good.",
        Fix = "Move the last FROM to a release that is still supported, and let a bot raise it from there.",
    };

    static readonly Rule NeverRebuilt = new("1.6-F3", Major, Stranger)
    {
        Says = "is rebuilt by no schedule and updated by no bot",
        Title = "Use a hole whose fix was published months ago",
        Consequence =
            "While nobody changes your code, the image keeps the system of the day it was built. Its fixes exist, and never reach your servers.",
        Fix =
            "Name a release in the last FROM, such as `nginx:1.29-alpine`; then run the deploy workflow once a week on a fresh base, or let Dependabot or Renovate raise it and deploy each merge.",
    };

    static readonly Rule CannotRefresh = new("1.6-F4", Minor, Stranger)
    {
        Says = "is rebuilt on schedule on the base that it has already",
        Title = "Use a hole that the weekly rebuild was meant to close",
        Consequence = "The schedule runs and looks well, yet it makes the old image again: the fixes of the base do not get in.",
        Fix = "Add `pull: true` and `no-cache: true` to the scheduled build, and give a pinned digest to a bot.",
    };

    static readonly Rule ScannedMutely = new("1.6-F5", Minor, BadLuck)
    {
        Says = "is scanned where nobody hears of a hit",
        Title = "Ship a hole that your own scan has found",
        Consequence = "The scan runs, finds what there is, and stays green. Nobody learns of it.",
        Fix = "Give the scan an exit code that stops the job, or upload its result to the alerts of the forge.",
    };

    static readonly Rule FloatingBase = new("1.6-F6", Minor, BadLuck)
    {
        Says = "rests on a tag that means another image every week",
        Title = "Change the system under your app by a rebuild that nobody meant as an update",
        Consequence = "Two builds of one commit differ, a jump to the next major release arrives unasked, and no bot can propose it.",
        Fix = "Name the release in the last FROM, such as `node:24-alpine`.",
    };

    static readonly Rule ForeignUnsupported = new("1.6-F7", Minor, Stranger)
    {
        Says = "runs somebody else's image on latest, or on a release that is no longer mended",
        Title = "Use a hole in a database or server that you run and do not update",
        Consequence =
            "Nobody decides when this image changes, or it never changes again. What runs depends on the day on which it was last fetched.",
        Fix = "Give it an exact supported version, and let a bot raise it.",
    };

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

    public override ImmutableArray<Rule> Rules =>
        [NeverScanned, OutOfSupport, NeverRebuilt, CannotRefresh, ScannedMutely, FloatingBase, ForeignUnsupported];

    public override Verdict Judge(App app) => Scanned(app) & Fresh(app) & Foreign(app) & EndingSoon(app);

    static Verdict Scanned(App app) =>
        app
            .BuiltImages.JudgeEach(image =>
                image.InProduction switch
                {
                    ImageInProduction.Deployed => Scan(image) with { Identity = $"{image.Identity}:scanned" },
                    ImageInProduction.Unused or ImageInProduction.NotForProduction => image.NotCounted(image.Because),
                    ImageInProduction.Unknown => image.Unproven(image.Because),
                }
            )
            .OrNotApplicable(WithoutContainers(app));

    static Finding Scan(BuiltImage image) =>
        image.Scanning.Standing switch
        {
            ScanStanding.Effective => image.Passes(image.Scanning.Because),
            ScanStanding.Mute => At(image.Scanning.At, image.Fails(ScannedMutely, image.Scanning.Because)),
            ScanStanding.None => At(
                image.BuiltAt,
                image.Fails(NeverScanned, Because($"makes {Made(image)}, which nothing scans", image.Scanning.Because))
            ),
            ScanStanding.NoPipeline => image.Unproven("is built by no pipeline here, so its registry alone can tell whether it is scanned"),
            ScanStanding.Unknown => image.Unproven(image.Scanning.Because),
        };

    /// <summary>What could not be seen was said once, where scans are judged.</summary>
    static Verdict Fresh(App app) =>
        new Facts<BuiltImage>(app.BuiltImages.Where(image => image.InProduction is ImageInProduction.Deployed))
            .JudgeEach(image => Freshness(image) with { Identity = $"{image.Identity}:fresh" })
            .OrNotApplicable(WithoutContainers(app));

    static Finding Freshness(BuiltImage image) =>
        image.Support is { HadEnded: true } support
            ? image.Fails(OutOfSupport, $"rests on {support.Product}, whose support ended on {support.On:yyyy-MM-dd}{Unrefreshed(image)}")
            : image.Refreshing.Standing switch
            {
                RefreshStanding.None => image.Fails(
                    NeverRebuilt,
                    Because($"{Rests(image)} is rebuilt by no schedule and updated by no bot", image.Refreshing.Because)
                ),
                RefreshStanding.CannotRefresh => image.Fails(CannotRefresh, image.Refreshing.Because),
                RefreshStanding.Scheduled or RefreshStanding.ThroughBot or RefreshStanding.Unknown when image.BaseIsFloating => image.Fails(
                    FloatingBase,
                    $"rests on {image.Base}, which means another image every week"
                ),
                RefreshStanding.Scheduled or RefreshStanding.ThroughBot or RefreshStanding.Unknown when image.BaseUnknown is { } because =>
                    image.Unproven(because),
                RefreshStanding.Scheduled or RefreshStanding.ThroughBot => image.Passes(image.Refreshing.Because),
                RefreshStanding.Unknown => image.Unproven(image.Refreshing.Because),
            };

    static Verdict Foreign(App app) =>
        app
            .ThirdPartyImages.JudgeEach(image =>
                image switch
                {
                    { NotProduction: { } because } => image.NotCounted(because),
                    { Unknown: { } because } => image.Unproven(because),
                    { Support: { HadEnded: true } support } => image.Fails(
                        ForeignUnsupported,
                        $"runs {support.Product}, whose support ended on {support.On:yyyy-MM-dd}"
                    ),
                    { Image.IsFloating: true } => image.Fails(
                        ForeignUnsupported,
                        $"runs {image.Image}, which means another version every week"
                    ),
                    { Image.IsComputed: true } => image.Unproven($"runs {image.Image}, whose version is set elsewhere"),
                    { Bot: { PerhapsDead: null, Days: <= LongestGap } bot } => image.Passes(
                        $"runs {image.Image}, which {bot.Tool} keeps up to date"
                    ),
                    { Bot: { } bot } => image.Unproven(
                        $"runs {image.Image}, and nothing shows that {bot.Tool} looks after it once a month"
                    ),
                    _ => image.Unproven($"runs {image.Image}, and nothing here shows who updates it"),
                }
            )
            .OrNotApplicable(WithoutContainers(app));

    /// <summary>Support that ends after the newest commit changes no verdict; a reader wants to know it all the same.</summary>
    static Verdict EndingSoon(App app) =>
        new Facts<BuiltImage>(
            app.BuiltImages.Where(image =>
                image is { InProduction: ImageInProduction.Deployed, Support: { HadEnded: false, IsNear: true } }
            )
        )
            .JudgeEach(image => image.NotCounted($"rests on {image.Support!.Product}, whose support ends on {image.Support.On:yyyy-MM-dd}"))
            .OrNotApplicable(WithoutContainers(app));

    static string WithoutContainers(App app) =>
        app.BuiltImages.FirstOrDefault(image => image.InProduction is ImageInProduction.Unused) is { } unused
            ? $"{unused.File} {unused.Because}"
        : app.BuiltImages.Count > 0 || app.ThirdPartyImages.Count > 0 ? "the containers here are for development and tests only"
        : app.Deployables.Any(part => part.Hosting is not Hosting.Unknown) ? "the host builds the app itself at each deploy"
        : "no container runs in production";

    static string Rests(BuiltImage image) =>
        image.Tool.Length > 0 ? $"rests on the base that {image.Tool} chooses and"
        : image.Base.Length > 0 ? $"rests on {image.Base} and"
        : "holds no system of its own and";

    static string Made(BuiltImage image) => image.Tool.Length > 0 ? $"an image with {image.Tool}" : $"the image of {image.File}";

    static string Because(string says, string detail) => detail.Length > 0 ? $"{says}: {detail}" : says;

    /// <summary>A release without support is what stands in the way; that nothing would bring the next one comes with it.</summary>
    static string Unrefreshed(BuiltImage image) =>
        image.Refreshing.Standing is RefreshStanding.None ? ", and neither a schedule nor a bot brings the next release" : "";

    /// <summary>The step is the place of the finding, and the image belongs to it.</summary>
    static Finding At(Location? at, Finding finding) => at is null ? finding : finding with { At = at, Related = [finding.At] };
}
