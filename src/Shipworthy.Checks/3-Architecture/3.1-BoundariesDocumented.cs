namespace Shipworthy.Checks.Architecture;

public sealed class BoundariesDocumented() : Check("3.1", "Service boundaries are documented and intentional")
{
    static readonly Rule NoPage = new("3.1-F1", Major, BadLuck)
    {
        Says = "has no page that says which part does what",
        Title = "Change one part and break another that nobody thought of",
        Consequence = "Several parts run by themselves, and only the head of whoever built them knows which owns what.",
        Fix = "Write `ARCHITECTURE.md`: one line for each part, what it does, which data it owns, whom it calls.",
    };

    static readonly Rule NoPageOfModules = new("3.1-F2", Minor, BadLuck)
    {
        Says = "has no page that says what its folders are for",
        Title = "Tie everything to everything, one change at a time",
        Consequence = "Each new hand, and each prompt, puts code where it finds room, and no folder keeps its meaning.",
        Fix = "Add a section to the README: one line for each larger folder, what belongs there and what does not.",
    };

    static readonly Rule Stale = new("3.1-F3", Minor, BadLuck)
    {
        Says = "describes what is no longer there",
        Title = "Follow a map of an older app",
        Consequence = "Whoever trusts the page looks in the wrong place, and builds on parts that are gone.",
        Fix = "Take out what does not exist any more, and name what has taken its place.",
    };

    static readonly Rule Crossed = new("3.1-F4", Major, BadLuck)
    {
        Says = "reaches into the inside of another part",
        Title = "Break one part by tidying up another",
        Consequence = "The two can no longer be changed, tested or deployed apart, though they run apart.",
        Fix = "Move what both need into a package of its own, or call the other part over its API.",
    };

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

    public override string? NotApplicableWhen => "there is nothing but a static site, or nothing that runs by itself";

    public override ImmutableArray<Rule> Rules => [NoPage, Crossed, NoPageOfModules, Stale];

    public override Verdict Judge(App app)
    {
        var parts = app.CodeUnits.Where(one => one.RunsByItself);
        if (parts.Count == 0 && parts.BlindSpots.Length == 0)
            return Verdict.NotApplicable("nothing here runs by itself");
        if (IsStaticSite(app))
            return Verdict.NotApplicable("there is one boundary, and it is that of the server of files");
        var (named, missing) = (app.CodeUnits.Count(one => one.DescribedAt is not null), Missing(app));
        var isGood = missing is null && named > 0;
        return app.BoundaryDescriptions.JudgeEach(page => Read(page, app, missing))
                .OrUnproven("no part of the app was found to compare a page with")
            & app.CodeUnits.JudgeEach(unit => Read(unit, isGood)).OrNotApplicable(NotApplicableWhen!)
            & app.BoundaryCrossings.JudgeEach(one => one.Fails(Crossed, $"{one.From} takes {one.What} out of the inside of {one.To}"))
                .OrNotApplicable("no part reaches into another");
    }

    static bool IsStaticSite(App app) =>
        app.Deployables.All(one => one.Serves is Serves.Files)
        && app.Deployables.BlindSpots.Length == 0
        && app.DataApis.Count == 0
        && app.Endpoints.Count == 0
        && app.ClientDecisions.Count == 0;

    static Finding Read(CodeUnit unit, bool isGood) =>
        unit.DescribedAt is { } page ? unit.Passes($"{Called(unit)} is described at {page}")
        : isGood ? unit.NotCounted($"{Called(unit)} is not described; most others are")
        : unit.NotCounted($"{Called(unit)} is described nowhere");

    static string Called(CodeUnit unit) => unit.Folder.Length > 0 ? unit.Folder : unit.Name;

    static Finding Read(BoundaryDescription page, App app, string? missing) =>
        page.Place switch
        {
            DescriptionPlace.Elsewhere or DescriptionPlace.Unknown => page.Unproven(
                $"sends the reader to {page.KeptAt}, which was not looked at"
            ),
            DescriptionPlace.Picture => page.Unproven($"shows the parts in {page.KeptAt}, which cannot be read as text"),
            DescriptionPlace.Nowhere => Nowhere(page, app),
            DescriptionPlace.Here when page.Dead.Length >= 3 && page.Dead.Length * 2 >= page.Paths => page.Fails(
                Stale,
                $"names {page.Dead.Length} of {page.Paths} things that do not exist: {string.Join(", ", page.Dead.Take(3))}"
            ),
            DescriptionPlace.Here when page.Dead.Length >= 3 && page.Dead.Length * 5 > page.Paths => page.Unproven(
                $"names {page.Dead.Length} of {page.Paths} things that do not exist, so how much of it still holds is open: {string.Join(", ", page.Dead.Take(3))}"
            ),
            DescriptionPlace.Here => missing is not null ? page.Unproven($"describes parts of the app, and {missing}")
            : !page.SpeaksOfData && Writers(app) > 1
                ? page.Unproven($"describes the parts; {Writers(app)} of them write data, and it does not say which owns what")
            : page.Passes("describes the parts of the app") with { Items = 0 },
        };

    static Finding Nowhere(BoundaryDescription page, App app)
    {
        var parts = app.CodeUnits.Where(one => one.RunsByItself);
        var says = string.Join(", ", parts.Take(6).Select(Called));
        return parts.Count > 1
                ? page.Fails(NoPage, $"no page says what the {parts.Count} parts that run by themselves do and own: {says}") with
                {
                    Related = [.. parts.Select(one => one.At)],
                }
            : app.CodeUnits.Count >= 5
                ? page.Fails(
                    NoPageOfModules,
                    $"no page says what the {app.CodeUnits.Count - parts.Count} larger folders are for: {string.Join(", ", app.CodeUnits.Where(one => !one.RunsByItself).Take(6).Select(Called))}"
                )
            : page.Unproven("no page describes the app, which is small enough to be read");
    }

    /// <summary>What the page leaves out, when it leaves out too much: a clause about it; null when it names enough.</summary>
    static string? Missing(App app)
    {
        var parts = app.CodeUnits.Where(one => one.RunsByItself).ToList();
        var others = app.CodeUnits.Where(one => !one.RunsByItself).ToList();
        return parts.Count(one => one.DescribedAt is null) * 5 > parts.Count ? $"leaves out {Left(parts)}, which run by themselves"
            : others.Count(one => one.DescribedAt is null) * 5 > others.Count * 2
                ? $"leaves out {others.Count(one => one.DescribedAt is null)} of {others.Count} larger folders: {Left(others)}"
            : null;
    }

    static string Left(List<CodeUnit> units) => string.Join(", ", units.Where(one => one.DescribedAt is null).Take(4).Select(Called));

    static int Writers(App app) =>
        app
            .Endpoints.Where(one => one.Effects.Any(effect => effect.Kind is EffectKind.WritesData))
            .Select(one => one.Deployable)
            .Distinct(StringComparer.Ordinal)
            .Count();
}
