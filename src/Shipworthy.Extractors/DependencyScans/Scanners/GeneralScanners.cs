using Shipworthy.Extractors.Pipelines.Scans;

namespace Shipworthy.Extractors.DependencyScans.Scanners;

/// <summary>Scanners that know the packages of many languages.</summary>
static class GeneralScanners
{
    static readonly ImmutableArray<string> alone =
    [
        "-r",
        "--recursive",
        "--ignore-unfixed",
        "--no-progress",
        "--quiet",
        "-q",
        "--debug",
        "-d",
        "--include-dev-deps",
        "--all-projects",
        "--dev",
        "--json",
        "--only-fixed",
        "--skip-git",
        "--no-ignore",
        "--offline",
        "--fail-fast",
        "--all-sub-projects",
        "--detection-depth",
        "--skip-unresolved",
        "-v",
        "--verbose",
    ];

    /// <summary>The look of a call; null when it looks for no packages: an image, a configuration, a bill of materials alone.</summary>
    /// <param name="env">A variable of the step; empty without it.</param>
    public static Look? Of(ImmutableArray<string> words, Func<string, string> env) =>
        words switch
        {
            ["osv-scanner", .. var rest] => OfOsv(rest),
            ["trivy", .. var rest] => OfTrivy(rest, env),
            ["grype", .. var rest] => OfGrype(new(rest, alone)),
            ["snyk", "test" or "monitor", .. var rest] => OfSnyk(words[1] is "monitor", new(rest, alone)),
            ["snyk-to-html" or "snyk-delta", ..] => null,
            ["dependency-check" or "dependency-check.sh", .. var rest] => OfDependencyCheck(new(rest, alone)),
            ["depscan", ..] => Product("dep-scan", Voice.Silent),
            ["socket", "ci" or "scan", ..] or ["socketcli", ..] or ["socketsecurity", ..] => Product("Socket", Voice.Stops),
            ["mend", "dep" or "sca", ..] or ["whitesource", ..] => Product("Mend", Voice.Tells),
            ["jf" or "jfrog", "audit", ..] or ["jf", "au", ..] => Product("JFrog Xray", Voice.Stops),
            ["fossa", "test", ..] => Product("FOSSA", Voice.Stops),
            ["fossa", "analyze", ..] => Product("FOSSA", Voice.Tells),
            ["debricked", "scan", ..] => Product("Debricked", Voice.Stops),
            ["srcclr", "scan", ..] => Product("Veracode SCA", Voice.Tells),
            ["endorctl", "scan", ..] => Product("Endor Labs", Voice.Tells),
            ["nexus-iq-cli", ..] => Product("Sonatype Lifecycle", Voice.Stops),
            ["phylum", "analyze", ..] => Product("Phylum", Voice.Stops),
            _ => null,
        };

    /// <summary>A product that finds all lists of packages below a folder.</summary>
    public static Look Product(string tool, Voice voice) => new(tool, voice, PackageFiles.All) { Reach = Reach.Below };

    /// <summary>It fails on a hit whatever it writes (google.github.io/osv-scanner, "Return Codes").</summary>
    public static Look? OfOsv(ImmutableArray<string> words)
    {
        var rest =
            words is ["scan", "source", .. var source] ? source
            : words is ["scan", .. var scan] ? scan
            : words;
        if (rest is ["image" or "fix" or "update" or "mcp" or "help", ..] || rest.Contains("--version"))
            return null;
        var given = new Arguments(rest, alone);
        var files = given.All("--lockfile", "-L").Select(file => file[(file.LastIndexOf(':') + 1)..]).ToImmutableArray();
        ImmutableArray<string> folders =
            !files.IsEmpty ? []
            : given.Has(".", "./") ? ["", .. given.Operands]
            : given.Operands;
        return new("OSV-Scanner", Voice.Stops, PackageFiles.Osv)
        {
            Only = files,
            Folder = folders is [var folder, ..] ? folder : "",
            MoreFolders = [.. folders.Skip(1)],
            Reach = given.Has("-r", "--recursive") || rest.IsEmpty ? Reach.Below : Reach.Here,
        };
    }

    static Look? OfTrivy(ImmutableArray<string> words, Func<string, string> env)
    {
        var verb = words.FirstOrDefault(
            word => word is "fs" or "filesystem" or "repo" or "repository" or "rootfs" or "image" or "config" or "sbom" or "k8s",
            ""
        );
        if (verb is not ("fs" or "filesystem" or "repo" or "repository" or "rootfs"))
            return null;
        var given = new Arguments(words.Where(word => word != verb), alone);
        var scanners = given.Of("--scanners", "--security-checks") ?? env("TRIVY_SCANNERS");
        if (!(scanners.Length == 0 || scanners.Split(',').Contains("vuln")))
            return null;
        var code = given.Of("--exit-code") ?? env("TRIVY_EXIT_CODE");
        return new("Trivy", OfExitCode(code, given.Has("--config", "-c")), PackageFiles.Trivy)
        {
            Reach = Reach.Below,
            Folder = given.Operands is [var folder, ..] ? folder : "",
            Skips = [.. given.All("--skip-dirs").SelectMany(list => list.Split(','))],
        };
    }

    /// <summary>Trivy goes on with exit code 0 unless it is given another one.</summary>
    public static Voice OfExitCode(string code, bool configured) =>
        code is not ("" or "0") ? Voice.Stops
        : configured && code.Length == 0 ? Voice.Unknown
        : Voice.Silent;

    static Look? OfGrype(Arguments given)
    {
        var target = given.Operands is [var first, ..] ? first : "";
        var folder = target.StartsWith("dir:", StringComparison.Ordinal) ? target[4..] : target;
        var isFolder =
            target.StartsWith("dir:", StringComparison.Ordinal)
            || target.StartsWith("./", StringComparison.Ordinal)
            || target.Length == 0
            || target.StartsWith("sbom:", StringComparison.Ordinal);
        return isFolder
            ? new("Grype", given.Has("--fail-on", "-f") ? Voice.Stops : Voice.Silent, PackageFiles.Grype)
            {
                Reach = Reach.Below,
                Folder = target.StartsWith("sbom:", StringComparison.Ordinal) || folder is "." ? "" : folder,
            }
            : null;
    }

    /// <summary>Without <c>--all-projects</c> it takes the first manifest that it finds in the folder (docs.snyk.io, "snyk test").</summary>
    public static Look OfSnyk(bool monitors, Arguments given) =>
        new("Snyk", monitors ? Voice.Tells : Voice.Stops, PackageFiles.All)
        {
            Only = given.All("--file"),
            Folder = given.Operands is [var folder, ..] ? folder : "",
            Reach = given.Has("--all-projects") ? Reach.Below : Reach.Here,
            TakesFirst = !given.Has("--all-projects", "--file"),
            Skips = [.. given.All("--exclude").SelectMany(list => list.Split(','))],
        };

    public static Look OfDependencyCheck(Arguments given) =>
        new("OWASP Dependency-Check", OtherScanners.BelowTen(given.Of("--failOnCVSS")) ?? Voice.Silent, PackageFiles.All)
        {
            Reach = Reach.Below,
            Folder = given.Of("--scan", "-s") is { } folder && folder is not ("." or "./") ? folder : "",
        };
}
