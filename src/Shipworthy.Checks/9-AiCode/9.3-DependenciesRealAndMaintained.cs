namespace Shipworthy.Checks.AiCode;

public sealed class DependenciesRealAndMaintained()
    : CheckNotJudgedYet("9.3", "AI-suggested dependencies exist and are maintained (no hallucinated packages)")
{
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
            Every package is looked up by name in its public registry: `shipworthy scan --online`. The owner of one that is
            kept although nobody maintains it, and the day to look again: `shipworthy attest 9.3`, for 180 days.
            """;

    public override string Counts =>
        "each direct dependency counts once, and so does each package that is imported or installed and declared nowhere";

    public override string ProvedWhen => "exists in its registry, was locked with its hash, and is maintained";

    public override string UnprovenWhen => "was not looked up because the scan was offline, or lives in a private registry";

    public override string? NotApplicableWhen => "no third-party package is used";
}
