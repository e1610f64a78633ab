namespace Shipworthy.Checks.Security;

public sealed class DependenciesScanned() : CheckNotJudgedYet("1.5", "Dependencies scanned for known CVEs")
{
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

    public override string Counts => "each folder with a list of packages that run in production counts once";

    public override string ProvedWhen =>
        "is scanned on each change or at least weekly, where a result stops a build or reaches somebody, and no serious hole with a fix is in use";

    public override string UnprovenWhen =>
        "has a bot whose security alerts are a setting outside the repository, or a pipeline that lives elsewhere";

    public override string? NotApplicableWhen => "no third-party package runs in production";
}
