namespace Shipworthy.Checks.Architecture;

public sealed class BoundariesDocumented() : CheckNotJudgedYet("3.1", "Service boundaries are documented and intentional")
{
    public override string Why =>
        """
            When nobody wrote down which part owns what, each change quietly ties everything to everything, and one day no
            part can be changed or handed over alone. Each AI prompt pulls the knot tighter.
            """;

    public override string Fix =>
        """
            Write one page, `ARCHITECTURE.md`, that says for each part what it does, which data it owns and whom it may
            call, and let a tool hold the code to it:

            - **Any**: one line for each part, such as `worker/ sends mail; owns the table mails; reads orders; called by nobody`
            - **JavaScript, TypeScript**: one `forbidden` rule for each line that must not be crossed in `.dependency-cruiser.mjs`, and `npx depcruise src` in the pipeline
            - **Python**: a `layers` contract under `[tool.importlinter]`, and `lint-imports` in the pipeline
            - **.NET**: `Types.InAssembly(web).ShouldNot().HaveDependencyOn("Shop.Worker")` in a test with NetArchTest
            - **Java**: `ApplicationModules.of(Application.class).verify();` in a test with Spring Modulith
            - **Go**: packages that others must not use under `internal/`, and a `depguard` rule in `.golangci.yml`
            - **Ruby**: `bin/packwerk check`
            - **PHP**: `vendor/bin/deptrac analyse`
            """;

    public override string SettledBy =>
        """
            A document kept elsewhere is settled by its link and the date of its last edit: `shipworthy attest 3.1`, for 180
            days. A look into the database shows which part really writes which table.
            """;

    public override string Counts => "each part that runs by itself counts once, and so does each larger module";

    public override string ProvedWhen => "is named in a page that says what it does and which data it owns, and what the page names exists";

    public override string UnprovenWhen => "is described only outside the repository, or only in a picture";

    public override string? NotApplicableWhen => "there is nothing but a static site";
}
