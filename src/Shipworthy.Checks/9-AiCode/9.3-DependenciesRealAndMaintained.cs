namespace Shipworthy.Checks.AiCode;

public sealed class DependenciesRealAndMaintained()
    : Check("9.3", "AI-suggested dependencies exist and are maintained (no hallucinated packages)")
{
    static readonly Rule Malicious = new("9.3-1", Blocker, Stranger)
    {
        Says = "is a package that was made to do harm",
        Title = "Run on your servers and laptops whatever a package's maker wants",
        Consequence =
            "The package is on the public list of malicious ones. Every install runs its code with the rights of whoever installs it.",
        Fix =
            "Remove the package, renew every secret that machines held which installed it, and look up the name of the package that was meant.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule Phantom = new("9.3-3", Major, BadLuck)
    {
        Says = "is loaded, and neither a manifest nor a lock file names it",
        Title = "Fail at the first call, or load whatever somebody registers under the name",
        Consequence = "The next clean install lacks the package, and whoever registers its name decides what it does.",
        Fix = "Look the name up, add the package that is meant with `npm install <name>` or `uv add <name>`, and commit the lock file.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule Borrowed = new("9.3-3b", Minor, BadLuck)
    {
        Says = "is loaded, and only another package brings it",
        Title = "Break by an update of something else",
        Consequence =
            "The package is there because another one needs it today. An update of that one takes it away or changes its version.",
        Fix = "Name it in the manifest yourself, in the version that the lock file has: `npm install <name>` or `uv add <name>`.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule Unlocked = new("9.3-7", Minor, Stranger)
    {
        Says = "leaves versions open, and no lock file names them",
        Title = "Install something else tomorrow than today",
        Consequence =
            "Each install takes what the registry has at that moment. A package that was taken over yesterday comes with the next deploy.",
        Fix = "Write the lock file with the ordinary tool, `npm install`, `uv lock`, `poetry lock`, commit it, and install from it.",
    };

    public override string Why =>
        """
            Assistants invent names of packages, and attackers register just these and wait. An abandoned package is the
            slower trap: the fix for its next hole never comes.
            """;

    public override string Fix =>
        """
            Replace names that do not exist and packages that nobody maintains, commit the lockfile, and install from it:

            - **npm**: `npm view <name> time.created repository.url` before you add it, and `npm ci` in the pipeline
            - **pnpm**: `minimumReleaseAge: 10080` in `pnpm-workspace.yaml`, and `pnpm install --frozen-lockfile`
            - **Python**: `uv lock`, then `uv sync --locked` in the pipeline
            - **.NET**: `<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>`, then `dotnet restore --locked-mode`
            - **Go**: `go mod tidy`, then `go mod verify`
            - **Rust**: `cargo build --locked`
            - **Ruby**: `bundle config set frozen true`
            - **PHP**: `composer audit --abandoned=fail`
            - **Deno**: `deno install --frozen`
            - **Private packages**: a scope of your own, tied to your registry in `.npmrc`, so that no stranger can take the name
            """;

    public override string SettledBy =>
        """
            Each package's page in its public registry, with its makers and its last release, as a person read them; and the
            owner of one that is kept although nobody maintains it: `shipworthy attest 9.3`, for 180 days.
            """;

    public override string Counts => "each direct dependency counts once, and so does each package that is imported and declared nowhere";

    public override string ProvedWhen => "exists in its registry, was locked with its hash, and is maintained";

    public override string UnprovenWhen => "was not looked up because the scan was offline, or lives in a private registry";

    public override string? NotApplicableWhen => "no third-party package is used";

    public override ImmutableArray<Rule> Rules => [Malicious, Phantom, Borrowed, Unlocked];

    public override Verdict Judge(App app) =>
        app.DependencyManifests is { Count: 0, BlindSpots: [] } && app.UndeclaredImports is { Count: 0, BlindSpots: [] }
            ? Verdict.NotApplicable("no third-party package is used")
            : Manifests(app) & Exact(app) & Imports(app) & KnownToHarm(app);

    static Verdict Manifests(App app) =>
        app
            .DependencyManifests.Where(manifest => manifest.Use is not ManifestUse.Example)
            .JudgeEach(manifest => Of(manifest, DirectIn(manifest, app)))
            .OrNotApplicable("no third-party package is used");

    /// <summary>The packages of which a list names the exact versions, where it leaves others open.</summary>
    static Verdict Exact(App app) =>
        app
            .DependencyManifests.Where(manifest => manifest.Use is not ManifestUse.Example && IsPartly(manifest, DirectIn(manifest, app)))
            .JudgeEach(manifest =>
            {
                var exact = DirectIn(manifest, app) - manifest.LeftOpen.Length;
                return manifest.Unproven(
                    exact == 1
                        ? "names one package in an exact version; whether it exists and is maintained was not looked up"
                        : $"names {exact} packages in exact versions; whether they exist and are maintained was not looked up"
                ) with
                {
                    Items = exact,
                    Identity = $"{manifest.Identity}:exact",
                };
            })
            .OrNotApplicable("no list names some versions and leaves others open");

    /// <summary>Whether some versions are exact, and only the others are taken as they come.</summary>
    static bool IsPartly(DependencyManifest manifest, int direct) =>
        manifest is { Lock: LockStanding.Missing or LockStanding.Ignored, LeftOpen.Length: > 0 }
        && manifest.LeftOpen.Length < direct
        && IsOpen(manifest);

    static Finding Of(DependencyManifest manifest, int direct)
    {
        if (IsPartly(manifest, direct))
            return manifest.Fails(
                Unlocked,
                $"leaves the {(manifest.LeftOpen.Length == 1 ? "version" : "versions")} of {Listed(manifest.LeftOpen)} open, and no lock file says which"
            ) with
            {
                Items = manifest.LeftOpen.Length,
            };
        if (direct == 0)
            return manifest.NotCounted("names no package of others");
        var names = direct == 1 ? "names one package" : $"names {direct} packages";
        var (exist, maintained) =
            direct == 1
                ? ("it exists and is maintained was not looked up", "it is maintained was not looked up")
                : ("they exist and are maintained was not looked up", "they are maintained was not looked up");
        var finding = manifest.Lock switch
        {
            LockStanding.Ignored when IsOpen(manifest) => manifest.Fails(Unlocked, $"{names}, and git ignores the lock file"),
            LockStanding.Missing when IsOpen(manifest) => manifest.Fails(
                Unlocked,
                $"{names}, and no lock file says in which {(direct == 1 ? "version" : "versions")}"
            ),
            LockStanding.Locked => manifest.Unproven($"{names}, which a lock file shows to exist; whether {maintained}"),
            LockStanding.Pinned => manifest.Unproven($"{names} in exact versions; whether {exist}"),
            LockStanding.Disagreeing => manifest.Unproven($"{names}, and its lock files disagree; whether {maintained}"),
            LockStanding.Unknown or LockStanding.NotUsual or LockStanding.Missing or LockStanding.Ignored => manifest.Unproven(
                $"{names}; whether {exist}"
            ),
        };
        return finding with { Items = direct };
    }

    static string Listed(ImmutableArray<string> names) =>
        names switch
        {
            [var one] => one,
            [var one, var other] => $"{one} and {other}",
            _ => $"{names[0]}, {names[1]} and {names.Length - 2} more",
        };

    /// <summary>Whether each install of something that runs takes the versions of the day.</summary>
    static bool IsOpen(DependencyManifest manifest) => manifest.Use is ManifestUse.Deployed or ManifestUse.Unknown && WritesLocks(manifest);

    /// <summary>What the list of advisories does not hold is asked by 1.5.</summary>
    static Verdict KnownToHarm(App app) =>
        new Facts<VulnerableDependency>(app.VulnerableDependencies.Where(one => one.Advisory.MaliciousBy is not null))
            .JudgeEach(one =>
                one.Fails(Malicious, $"{one.Dependency.Name} is a package that was made to do harm: {one.Advisory.MaliciousBy}")
            )
            .OrNotApplicable("no package is on the list of malicious ones");

    /// <summary>Ecosystems whose ordinary tool writes a lock file.</summary>
    static bool WritesLocks(DependencyManifest manifest) =>
        manifest.Ecosystem
            is PackageEcosystem.Npm
                or PackageEcosystem.PyPi
                or PackageEcosystem.Go
                or PackageEcosystem.CratesIo
                or PackageEcosystem.Packagist
                or PackageEcosystem.RubyGems;

    static int DirectIn(DependencyManifest manifest, App app) =>
        app
            .Dependencies.Where(one =>
                one.Ecosystem == manifest.Ecosystem && one.Directory == manifest.Directory && one.IsDirect is not false
            )
            .Select(one => one.Name)
            .Distinct(StringComparer.Ordinal)
            .Count();

    /// <summary>More of them than these are one habit, and one finding.</summary>
    const int FewBorrowed = 4;

    static Verdict Imports(App app)
    {
        var many =
            app.UndeclaredImports.Count(import => import is { By: BroughtBy.AnotherPackage, IsTypesOnly: false, IsReached: true })
            > FewBorrowed;
        return app
            .UndeclaredImports.JudgeEach(Of)
            .Joined(
                finding => many && finding.Rule == Borrowed ? Borrowed.Id : null,
                findings =>
                    findings[0] with
                    {
                        Says = $"{findings[0].Says}, as it does {findings.Length - 1} more that code loads",
                        Related = [.. findings.Skip(1).Select(finding => finding.At).Take(50)],
                    }
            )
            .OrNotApplicable("every package that is loaded is declared");
    }

    static Finding Of(UndeclaredImport import) =>
        import.IsTypesOnly ? import.NotCounted($"takes types of {import.Name}, which no manifest names")
        : !import.IsReached ? import.NotCounted($"loads {import.Name}, which no manifest names, in a file that no part of the app loads")
        : import.By switch
        {
            BroughtBy.AnotherPackage => import.Fails(Borrowed, $"loads {import.Name}, which only another package brings"),
            BroughtBy.Nothing => import.Fails(Phantom, $"loads {import.Name}, which neither a manifest nor a lock file names"),
            BroughtBy.Unknown => import.Unproven($"loads {import.Name}, and which package brings it could not be told"),
        };
}
