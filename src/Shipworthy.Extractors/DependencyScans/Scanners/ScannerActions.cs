using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Scans;

namespace Shipworthy.Extractors.DependencyScans.Scanners;

/// <summary>Actions, tasks, orbs and pipes that look for known holes in packages, with their defaults, each by its own documentation.</summary>
static class ScannerActions
{
    const string OfARequest = "looks only at what a request adds";

    /// <summary>The scan that a step's action does; null when it does none.</summary>
    public static PackageScan? Of(StepOfPipeline run)
    {
        if (run.Step.Uses.Length == 0)
            return null;
        var uses = run.Step.Uses.Split('@')[0].ToLowerInvariant();
        string With(string name) => run.Expanded(run.Step.With.GetValueOrDefault(name, "")).Trim();
        var look =
            OfOneLanguage(uses, With) ?? OfTrivyAndFriends(uses, With, run.Step) ?? OfProducts(uses, With) ?? OfOtherSystems(uses, With);
        return look is null ? null : new(run, run.Step.At, look, "") { Swallowing = run.Step.Swallowing };
    }

    static Look? OfOneLanguage(string uses, Func<string, string> with) =>
        uses switch
        {
            "actions/dependency-review-action" => with("vulnerability-check") is "false"
                ? null
                : new Look("GitHub's dependency review", with("warn-only") is "true" ? Voice.Silent : Voice.Stops, PackageFiles.All)
                {
                    Reach = Reach.Below,
                    Gap = OfARequest,
                },
            "golang/govulncheck-action" => new(
                "govulncheck",
                with("output-format") is "" or "text" ? Voice.Stops : Voice.Silent,
                PackageFiles.Go
            )
            {
                Folder = with("work-dir"),
                Reach = Reach.Above,
            },
            "pypa/gh-action-pip-audit" or "trailofbits/gh-action-pip-audit" => PipAudit(with),
            "pyupio/safety-action" or "pyupio/safety-cli-action" or "pyupio/safety" => new("Safety", Voice.Stops, PackageFiles.Python)
            {
                Reach = Reach.Below,
            },
            "rustsec/audit-check" or "actions-rs/audit-check" or "actions-rust-lang/audit" => new(
                "cargo audit",
                Voice.Stops,
                PackageFiles.Rust
            )
            {
                Folder = with("working-directory").Length > 0 ? with("working-directory") : with("workingdirectory"),
                Reach = Reach.Above,
            },
            "embarkstudios/cargo-deny-action" => OtherScanners.Of([
                "cargo",
                "deny",
                .. (with("command") is { Length: > 0 } command ? command : "check").Split(' '),
            ])
                is { } look
                ? look with
                {
                    Folder = Folder(with("manifest-path")),
                }
                : null,
            "symfonycorp/security-checker-action" => new("security-checker", Voice.Stops, PackageFiles.Php)
            {
                Only = with("lock") is { Length: > 0 } file ? [file] : [],
            },
            "oke-py/npm-audit-action" => new("npm audit", Voice.Tells, PackageFiles.Npm) { Folder = with("working_directory") },
            "andrewmcodes/bundler-audit-action" or "thoughtbot/bundler-audit-action" => new(
                "bundler-audit",
                Voice.Stops,
                PackageFiles.Ruby
            ),
            _ => null,
        };

    static Look PipAudit(Func<string, string> with)
    {
        var inputs = with("inputs")
            .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(input => input is not ".")
            .ToImmutableArray();
        ImmutableArray<string> files = [.. inputs.Where(input => input.EndsWith(".txt", StringComparison.Ordinal))];
        return new("pip-audit", with("internal-be-careful-allow-failure") is "true" ? Voice.Silent : Voice.Stops, PackageFiles.Python)
        {
            Only = files,
            Beside = PythonScanners.Beside(files),
            Folder = inputs.FirstOrDefault(input => !input.EndsWith(".txt", StringComparison.Ordinal), ""),
        };
    }

    static Look? OfTrivyAndFriends(string uses, Func<string, string> with, PipelineStep step)
    {
        switch (uses)
        {
            case "aquasecurity/trivy-action":
                var scanners = with("scanners").Length > 0 ? with("scanners") : with("security-checks");
                if (with("scan-type") is not ("fs" or "filesystem" or "repo" or "repository" or "rootfs"))
                    return null;
                if (scanners.Length > 0 && !scanners.Split(',').Any(one => one.Trim() is "vuln"))
                    return null;
                var code = with("exit-code") is { Length: > 0 } given ? given : step.Env.GetValueOrDefault("TRIVY_EXIT_CODE", "");
                return new("Trivy", GeneralScanners.OfExitCode(code, with("trivy-config").Length > 0), PackageFiles.Trivy)
                {
                    Reach = Reach.Below,
                    Folder = with("scan-ref"),
                    Skips = [.. with("skip-dirs").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
                };
            case "anchore/scan-action" when with("image").Length == 0:
                return new("Grype", with("fail-build") is "false" ? Voice.Silent : Voice.Stops, PackageFiles.Grype)
                {
                    Reach = Reach.Below,
                    Folder = with("sbom").Length > 0 ? "" : with("path"),
                };
            case "google/osv-scanner-action" or "google/osv-scanner-action/osv-scanner-action":
                return GeneralScanners.OfOsv([.. with("scan-args").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)]);
            case "ossf/scorecard-action":
                return new("OpenSSF Scorecard", Voice.Silent, PackageFiles.Osv) { Reach = Reach.Below };
            case "aws-actions/vulnerability-scan-github-action-for-amazon-inspector" when with("artifact_type") is "repository":
                return new(
                    "Amazon Inspector",
                    with("critical_threshold").Length + with("high_threshold").Length > 0 ? Voice.Stops : Voice.Silent,
                    PackageFiles.All
                )
                {
                    Reach = Reach.Below,
                    Folder = with("artifact_path"),
                };
            case ['s', 'n', 'y', 'k', '/', 'a', 'c', 't', 'i', 'o', 'n', 's', '/', .. var language]
                when language is not ("docker" or "iac" or "setup"):
                var command = with("command");
                return command is "" or "test" or "monitor"
                    ? OfLanguage(
                        GeneralScanners.OfSnyk(
                            command is "monitor",
                            new(with("args").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries), ["--all-projects"])
                        ),
                        language
                    )
                    : null;
            default:
                return null;
        }
    }

    /// <summary>Each of Snyk's actions brings the tools of one language; it takes the first manifest, which must be one of that.</summary>
    static Look OfLanguage(Look look, string language) =>
        !look.TakesFirst
            ? look
            : look with
            {
                Reads = language.Split('-')[0] switch
                {
                    "node" => PackageFiles.InOrder[0],
                    "python" => PackageFiles.Python,
                    "golang" => PackageFiles.Go,
                    "ruby" => PackageFiles.InOrder[1],
                    "php" => [.. PackageFiles.Php, "composer.json"],
                    "gradle" or "maven" or "scala" => PackageFiles.Java,
                    "dotnet" => PackageFiles.NuGet,
                    "cocoapods" or "swift" => PackageFiles.Swift,
                    _ => look.Reads,
                },
            };

    static Look? OfProducts(string uses, Func<string, string> with) =>
        uses switch
        {
            "dependency-check/dependency-check_action" => GeneralScanners.OfDependencyCheck(
                new(with("args").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries), [])
            ) with
            {
                Folder = with("path"),
            },
            "socketdev/action" or "socketsecurity/action" => GeneralScanners.Product("Socket", Voice.Tells),
            "aikidosec/github-actions-workflow" => GeneralScanners.Product("Aikido", Voice.Stops),
            "debricked/actions" or "debricked/actions/scan" => GeneralScanners.Product("Debricked", Voice.Stops),
            "fossas/fossa-action" or "fossa-contrib/fossa-action" => GeneralScanners.Product(
                "FOSSA",
                with("run-tests") is "true" ? Voice.Stops : Voice.Tells
            ),
            "veracode/veracode-sca" => GeneralScanners.Product("Veracode SCA", Voice.Tells),
            "jfrog/frogbot" => GeneralScanners.Product("JFrog Frogbot", Voice.Tells),
            "sonatype/actions/evaluate" or "sonatype-nexus-community/iq-github-action" => GeneralScanners.Product(
                "Sonatype Lifecycle",
                Voice.Tells
            ),
            "blackduck-inc/black-duck-security-scan" or "synopsys-sig/synopsys-action" => GeneralScanners.Product(
                "Black Duck",
                Voice.Tells
            ),
            "datadog/datadog-sca-github-action" => GeneralScanners.Product("Datadog SCA", Voice.Tells),
            "endorlabs/github-action" => GeneralScanners.Product("Endor Labs", Voice.Tells),
            "checkmarx/ast-github-action" => GeneralScanners.Product("Checkmarx", Voice.Unknown),
            "phylum-dev/phylum-analyze-pr-action" => GeneralScanners.Product("Phylum", Voice.Stops) with { Gap = OfARequest },
            "oxsecurity/megalinter" => GeneralScanners.Product("MegaLinter", Voice.Unknown),
            _ => null,
        };

    static Look? OfOtherSystems(string uses, Func<string, string> with) =>
        uses switch
        {
            "snyk/scan" => GeneralScanners.OfSnyk(monitors: false, new([], [])),
            "snyksecurityscan" => with("testType") is "container" or "code"
                ? null
                : GeneralScanners.OfSnyk(
                    monitors: false,
                    new(with("additionalArguments").Split(' ', StringSplitOptions.RemoveEmptyEntries), ["--all-projects"])
                ) with
                {
                    Voice = with("failOnIssues") is "false" ? Voice.Tells : Voice.Stops,
                },
            "advancedsecurity-dependency-scanning" => GeneralScanners.Product("GitHub Advanced Security", Voice.Tells),
            "dependency-check-build-task" => GeneralScanners.Product(
                "OWASP Dependency-Check",
                OtherScanners.BelowTen(with("failOnCVSS")) ?? Voice.Silent
            ),
            "trivy" when with("path").Length > 0 => new("Trivy", with("exitCode") is "0" ? Voice.Silent : Voice.Stops, PackageFiles.Trivy)
            {
                Reach = Reach.Below,
                Folder = with("path"),
            },
            "whitesource" or "mend" => GeneralScanners.Product("Mend", Voice.Tells),
            _ when uses.StartsWith("snyk/snyk-scan", StringComparison.Ordinal) => with("CODE_INSIGHTS_RESULTS").Length
                + with("IMAGE_NAME").Length
                > 0
            && with("LANGUAGE") is "docker"
                ? null
                : GeneralScanners.OfSnyk(monitors: false, new([], [])) with
                {
                    Folder = with("PROJECT_FOLDER"),
                    Voice = with("DONT_BREAK_BUILD") is "true" ? Voice.Silent : Voice.Stops,
                },
            _ => null,
        };

    static string Folder(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";
}
