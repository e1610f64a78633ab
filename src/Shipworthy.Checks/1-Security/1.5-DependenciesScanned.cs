namespace Shipworthy.Checks.Security;

public sealed class DependenciesScanned() : Check("1.5", "Dependencies scanned for known CVEs")
{
    /// <summary>The score from which a hole is critical, and that from which it is serious (CVSS, "Qualitative Severity Rating Scale").</summary>
    const double Critical = 9;
    const double Serious = 7;

    /// <summary>How long a fix may wait, in days.</summary>
    const int Patience = 30;

    static readonly Rule OpenToAttacks = new("1.5-F3", Blocker, Stranger)
    {
        Says = "has a published hole that strangers can use",
        Title = "Break in through a published hole in a library that you run",
        Consequence =
            "The hole is public, and so are the programs that use it. Machines try it on every address of the internet, and yours is one.",
        Fix = "Raise the package to the version that mends it, deploy, and look through the logs of the days before.",
    };

    static readonly Rule IsMalicious = new("1.5-F3c", Blocker, Stranger)
    {
        Says = "is malicious",
        Title = "Run a program of an attacker that came as a package",
        Consequence =
            "The package was published to do harm. Whoever installed it has run it, and it could read every secret of that machine.",
        Fix = "Remove the package, and renew every key and password that a machine which installed it could read.",
    };

    static readonly Rule NeverScanned = new("1.5-F1", Major, Stranger)
    {
        Says = "takes packages of others that nothing scans",
        Title = "Use a published hole in a library before you know that you ship it",
        Consequence =
            "Holes in libraries are published every day, with programs that use them. Nothing tells you which of them you ship; the break-in does.",
        Fix = "Let one job look up every locked package on each change and once a week, and let a serious hole that has a fix stop it.",
    };

    static readonly Rule LeftOpen = new("1.5-F3b", Major, Stranger)
    {
        Says = "has a serious hole whose fix is older than a month",
        Title = "Use a hole in a library whose fix was published more than a month ago",
        Consequence = "The fix has told everybody where the hole is. It waits in the registry, and your servers run the old version.",
        Fix = "Raise the package to the version that mends it, and let a bot propose the next one.",
    };

    static readonly Rule NothingLocked = new("1.5-F4", Major, BadLuck)
    {
        Says = "leaves open which versions run in production",
        Title = "Run versions of libraries that no scan has ever seen",
        Consequence =
            "Each build takes what is newest on that day. Nobody can say which versions run, so nobody can say whether one has a hole.",
        Fix = "Commit one lock file and install from it: `npm ci`, `uv sync --locked`, `composer install`.",
    };

    static readonly Rule ScannedMutely = new("1.5-F2", Minor, BadLuck)
    {
        Says = "is scanned where nobody hears of a hit",
        Title = "Ship a library with a hole that your own scan has seen",
        Consequence = "The scan runs, sees the hole or looks past it, and everything stays green. Nobody learns of it.",
        Fix = "Give the scan an exit code that stops the job, or upload its result to the alerts of the forge.",
    };

    public override string Why =>
        """
            Most break-ins into small apps use a published hole in a library, for which a fix already existed. Something has
            to look regularly, and somebody has to hear of it.
            """;

    public override string Fix =>
        """
            Let one job look up every locked dependency on each change and once a week, and fail when a fix for a serious
            hole exists:

            - **Any**: `osv-scanner scan source -r .` on `pull_request` and on a weekly `schedule`; it reads every lockfile
            - **npm**: `npm audit --omit=dev --audit-level=high`, with pnpm `pnpm audit --prod --audit-level high`
            - **Python**: `uv export --no-dev --no-emit-project -o requirements.txt && uvx pip-audit -r requirements.txt`
            - **.NET**: `<NuGetAuditMode>all</NuGetAuditMode>` and `<WarningsAsErrors>$(WarningsAsErrors);NU1903;NU1904</WarningsAsErrors>` in `Directory.Build.props`
            - **Go**: `go run golang.org/x/vuln/cmd/govulncheck@latest ./...`
            - **Rust**: `cargo audit`
            - **Ruby**: `bundle exec bundle-audit check --update`
            - **PHP**: `composer audit --locked`
            - **Java**: `mvn org.owasp:dependency-check-maven:check -DfailBuildOnCVSS=7`
            - **GitHub**: turn on Dependabot alerts, so that news between two builds reaches you
            """;

    public override string SettledBy =>
        """
            GitHub or GitLab answers whether its security alerts are on and when the last scan ran. A scanner outside the
            repository is settled by its export: `shipworthy attest 1.5`, for 90 days.
            """;

    public override string Counts =>
        "each folder whose packages run in production counts once, and so does each package in it with a serious hole that has a fix";

    public override string ProvedWhen =>
        "is scanned on each change or at least weekly, where a result stops a build or reaches somebody, and no serious hole with a fix is in use";

    public override string UnprovenWhen =>
        "has a bot whose security alerts are a setting outside the repository, or a pipeline that lives elsewhere";

    public override string? NotApplicableWhen => "no third-party package runs in production";

    public override ImmutableArray<Rule> Rules => [OpenToAttacks, IsMalicious, NeverScanned, LeftOpen, NothingLocked, ScannedMutely];

    public override Verdict Judge(App app) => Scanned(app) & Locked(app) & Mended(app) & NotCompared(app);

    static Verdict Scanned(App app) =>
        app
            .DependencyManifests.JudgeEach(manifest =>
                manifest.Use switch
                {
                    ManifestUse.Development or ManifestUse.Example or ManifestUse.Library => manifest.NotCounted(manifest.UseBecause),
                    ManifestUse.Deployed or ManifestUse.Unknown when manifest.RuntimeDependencies == 0 => manifest.NotCounted(
                        "takes no packages of others that run in production"
                    ),
                    ManifestUse.Deployed or ManifestUse.Unknown => Scan(app, manifest),
                }
            )
            .OrNotApplicable("no third-party package runs in production");

    static Finding Scan(App app, DependencyManifest manifest)
    {
        var scan = app.DependencyScans.Where(scan => scan.Reads(manifest)).OrderBy(scan => Rank(scan.Standing)).FirstOrDefault();
        return scan?.Standing switch
        {
            DependencyScanStanding.Effective when LeavesOpen(manifest) || HasJudgedHole(app, manifest) => manifest.NotCounted(scan.Because),
            DependencyScanStanding.Effective => manifest.Passes(scan.Because),
            DependencyScanStanding.Unknown or DependencyScanStanding.Outside => manifest.Unproven(scan.Because),
            DependencyScanStanding.Mute or DependencyScanStanding.Partial => manifest.Fails(
                ScannedMutely,
                scan.Because + Where(manifest)
            ) with
            {
                At = scan.At,
                Related = [manifest.At],
                Roots = [.. scan.Roots, .. manifest.Roots],
            },
            DependencyScanStanding.None or null when app.DependencyScans.BlindSpots is [var spot, ..] => manifest.Unproven(
                $"may be scanned by {spot.At}, which {spot.Because}"
            ),
            DependencyScanStanding.None => manifest.Fails(NeverScanned, $"{NeverScanned.Says}: {scan.Because}"),
            null => manifest.Fails(NeverScanned),
        };
    }

    /// <summary>The best one decides; that a scan is mute weighs more than a service that may or may not be there, and one with a gap less.</summary>
    static int Rank(DependencyScanStanding standing) =>
        standing switch
        {
            DependencyScanStanding.Effective => 0,
            DependencyScanStanding.Unknown => 1,
            DependencyScanStanding.Mute => 2,
            DependencyScanStanding.Outside => 3,
            DependencyScanStanding.Partial => 4,
            DependencyScanStanding.None => 5,
        };

    static string Where(DependencyManifest manifest) => manifest.Directory.Length == 0 ? "" : $": those of {manifest.At.Path}";

    /// <summary>Only what is wrong is said: that versions are fixed comes with the scan that reads them.</summary>
    static Verdict Locked(App app) =>
        new Facts<DependencyManifest>(app.DependencyManifests.Where(manifest => IsCounted(manifest) && LeavesOpen(manifest)))
            .JudgeEach(manifest =>
                manifest.Fails(NothingLocked, $"{manifest.LockBecause}, so what runs in production cannot be scanned") with
                {
                    At = manifest.LockAt ?? manifest.At,
                    Identity = $"{manifest.Identity}:locked",
                }
            )
            .OrNotApplicable("no third-party package runs in production");

    static bool IsCounted(DependencyManifest manifest) =>
        manifest.RuntimeDependencies > 0
        && manifest.Use switch
        {
            ManifestUse.Deployed or ManifestUse.Unknown => true,
            ManifestUse.Development or ManifestUse.Example or ManifestUse.Library => false,
        };

    static bool LeavesOpen(DependencyManifest manifest) =>
        manifest.Lock switch
        {
            LockStanding.Missing or LockStanding.Ignored or LockStanding.Disagreeing => true,
            LockStanding.Locked or LockStanding.Pinned or LockStanding.NotUsual or LockStanding.Unknown => false,
        };

    /// <summary>One finding a package, about the worst of its holes. What was published after the newest commit is a remark.</summary>
    static Verdict Mended(App app) =>
        new Facts<VulnerableDependency>(
            app.VulnerableDependencies.Where(hole =>
                    hole.IsRuntime && app.DependencyManifests.Any(one => IsCounted(one) && IsIn(one, hole.Dependency))
                )
                .GroupBy(hole => hole.Dependency.Identity)
                .Select(holes =>
                    holes
                        .OrderBy(hole => Judged(hole)?.Severity is { } severity ? -(int)severity : 1)
                        .ThenByDescending(hole => hole.Advisory.Score)
                        .First()
                )
        )
            .JudgeEach(hole => Judged(hole) is { } rule ? hole.Fails(rule, Says(hole)) : hole.NotCounted(Says(hole)))
            .OrNotApplicable("no third-party package runs in production");

    /// <summary>A manifest that fails for what it installs does not pass for the scan of it as well.</summary>
    static bool HasJudgedHole(App app, DependencyManifest manifest) =>
        app.VulnerableDependencies.Any(hole => hole.IsRuntime && IsIn(manifest, hole.Dependency) && Judged(hole) is not null);

    static bool IsIn(DependencyManifest manifest, Dependency dependency) =>
        manifest.Ecosystem == dependency.Ecosystem && manifest.Directory == dependency.Directory;

    static Rule? Judged(VulnerableDependency hole) =>
        (hole.FixAgeAtNewestCommit ?? hole.FixAge) switch
        {
            _ when hole.Advisory.MaliciousBy is not null => IsMalicious,
            null or < 0 => null,
            _ when hole is { ReliesOn: not null } or { Advisory.ExploitedSince: not null } => OpenToAttacks,
            _ when hole.Advisory is { Score: >= Critical, IsOpenToStrangers: true } => OpenToAttacks,
            > Patience when hole.Advisory.Score >= Serious => LeftOpen,
            _ => null,
        };

    static string Says(VulnerableDependency hole)
    {
        var (name, advisory) = ($"{hole.Dependency.Name} {hole.Dependency.Version}", hole.Advisory);
        if (advisory.MaliciousBy is not null)
            return $"installs {name}, which {advisory.MaliciousBy} calls malicious";
        var why =
            advisory.ExploitedSince is { } day ? $", which has been used in attacks since {day:yyyy-MM-dd}"
            : hole.ReliesOn is { } relies ? $", by which strangers get in where the app {relies}"
            : advisory.Score is { } score ? FormattableString.Invariant($" ({score:0.0} of 10)")
            : "";
        var mended =
            hole.FixedIn.Length == 0 ? "which no version mends yet"
            : hole.FixAgeAtNewestCommit < 0 ? $"mended in {hole.FixedIn} after the newest commit"
            : $"mended in {hole.FixedIn}";
        return $"installs {name} with {advisory.Name}{why}, {mended}";
    }

    /// <summary>Without advisories nothing is said about holes; a reader wants to know that, once.</summary>
    static Verdict NotCompared(App app) =>
        new Facts<DependencyManifest>(
            app.DependencyManifests.Where(manifest =>
                    IsCounted(manifest) && !app.AdvisoryData.Any(data => data.Ecosystem == manifest.Ecosystem)
                )
                .Take(1)
        )
            .JudgeEach(manifest =>
                manifest.NotCounted(
                    app.VulnerableDependencies.Any(hole => hole.Dependency.Ecosystem == manifest.Ecosystem)
                        ? "is compared with the few advisories that Shipworthy carries: `shipworthy advisories update` brings the others"
                        : "is compared with no advisories: `shipworthy advisories update` brings them"
                ) with
                {
                    Identity = $"{manifest.Identity}:compared",
                }
            )
            .OrNotApplicable("no third-party package runs in production");
}
