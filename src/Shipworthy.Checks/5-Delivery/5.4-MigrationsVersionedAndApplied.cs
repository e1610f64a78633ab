namespace Shipworthy.Checks.Delivery;

public sealed class MigrationsVersionedAndApplied() : Check("5.4", "Database migrations are versioned and applied automatically")
{
    static readonly Rule Guessed = new("5.4-1", Blocker, BadLuck)
    {
        Says = "changes the production database by guess, without a file that says how",
        Title = "Lose a column of customers' data when the code is deployed",
        Consequence =
            "The tool compares the models with the database and does what makes them alike, or never changes a table again. Nobody reads the statement before it runs on the data of customers.",
        Fix =
            "Write each change of the schema to a file, and apply the files in the deploy: `prisma migrate deploy`, `alembic upgrade head`, `Database.Migrate()`.",
    };

    static readonly Rule NoFiles = new("5.4-2", Major, BadLuck)
    {
        Says = "is a schema without a file that says how it changes",
        Title = "Have a database that nobody can build again",
        Consequence =
            "The tables of production exist because somebody typed them once. A second environment, or a rebuilt one, differs from the first, and the code finds out.",
        Fix = "Take the schema of production into a first migration, and make every later change a file beside it.",
    };

    static readonly Rule NotApplied = new("5.4-3", Major, BadLuck)
    {
        Says = "starts the app, and nothing applies its migrations",
        Title = "Deploy code that asks for a column which is not there",
        Consequence =
            "Whoever deploys has to remember the migrations. The first time that they do not, every request to the changed table fails.",
        Fix = "Run the migrations in the deploy, before the new code starts: a release command, a pipeline step, or the entrypoint.",
    };

    static readonly Rule Swallowed = new("5.4-4", Major, BadLuck)
    {
        Says = "goes on when a migration fails",
        Title = "Serve customers on a database that is half changed",
        Consequence = "The new code starts on the old tables. The failure stands in a log, and customers see its consequences first.",
        Fix =
            "Let a failed migration stop the start: `set -e` in the entrypoint, `&&` in place of `;`, no `|| true`, and rethrow what you catch.",
    };

    static readonly Rule Rewritten = new("5.4-5", Major, BadLuck)
    {
        Says = "was changed after it had been applied",
        Title = "Build a new database that differs from production",
        Consequence =
            "Databases that have applied the file keep what it did then, and new ones get what it does now. Code that works on one breaks on the other.",
        Fix = "Take the file back to what was applied, and write the change to a new migration with the newest version.",
    };

    static readonly Rule Disagreeing = new("5.4-6", Major, BadLuck)
    {
        Says = "names what no migration makes",
        Title = "Deploy code that asks for a table which no file makes",
        Consequence = "The table or column exists where somebody made it by hand. Everywhere else the code that uses it fails.",
        Fix =
            "Let the tool write the missing migration (`prisma migrate dev`, `alembic revision --autogenerate`, `makemigrations`, `dotnet ef migrations add`) and commit it.",
    };

    static readonly Rule InPreviews = new("5.4-8", Minor, BadLuck)
    {
        Says = "migrates in a build that previews run too",
        Title = "Change the production database from a branch that nobody merged",
        Consequence =
            "Every preview runs the same build. A branch that is only tried out changes the database that its variables name, which is production's unless somebody set another.",
        Fix =
            "Migrate only when the host builds for production (`if [ \"$VERCEL_ENV\" = production ]; then prisma migrate deploy; fi && next build`), or in a pipeline step before the deploy.",
    };

    public override string Why =>
        """
            A database changed by hand cannot be repeated, reviewed or taken back, and one day the code asks for a column
            that is not there.
            """;

    public override string Fix =>
        """
            Keep every change of the schema as a file, and let the deploy apply the files before the new code starts,
            stopping when one fails:

            - **Prisma**: `prisma migrate deploy`, never `prisma db push`
            - **Drizzle**: `drizzle-kit generate` on the laptop and `drizzle-kit migrate` in the deploy, never `drizzle-kit push`
            - **Supabase**: `supabase migration new <name>` on the laptop and `supabase db push` in the deploy
            - **SQLAlchemy**: `alembic upgrade head`, never `create_all` at start
            - **Django**: `python manage.py migrate --no-input`
            - **EF Core**: `dotnet ef migrations bundle`, then `./efbundle --connection "$CONNECTION"` in the deploy, never `EnsureCreated`
            - **Rails**: `bin/rails db:migrate`
            - **Laravel**: `php artisan migrate --force`
            - **Go**: `goose -dir migrations postgres "$DATABASE_URL" up`
            - **Where it runs**: `release_command` in `fly.toml`, `preDeployCommand` in `render.yaml`, `release:` in a `Procfile`, a `vercel-build` script that migrates for production only, or a pipeline step before the deploy
            """;

    public override string SettledBy =>
        """
            A look into the database compares its list of applied migrations with the files, and its schema with the one
            that the files build. An integration set up in a dashboard is settled by a screenshot: `shipworthy attest 5.4`,
            for 180 days.
            """;

    public override string Counts => "each schema of each service counts once";

    public override string ProvedWhen =>
        "changes through ordered files in the repository, and the deploy applies them and stops when one fails";

    public override string UnprovenWhen => "has its files, but nothing here shows what applies them";

    public override string? NotApplicableWhen => "the app owns no schema";

    public override ImmutableArray<Rule> Rules => [Guessed, NoFiles, NotApplied, Swallowed, Rewritten, Disagreeing, InPreviews];

    public override Verdict Judge(App app) =>
        app.OwnedSchemas.JudgeEach(schema => Failures(schema).FirstOrDefault() ?? Standing(schema))
            .OrNotApplicable("the app owns no schema")
        & new Facts<Further>(app.OwnedSchemas.SelectMany(schema => Failures(schema).Skip(1).Select(failure => new Further(failure))))
            .JudgeEach(further => further.Of with { Items = 0 })
            .OrNotApplicable("the app owns no schema");

    /// <summary>What else is wrong with a schema that failed already. It counts in no "k of n".</summary>
    sealed record Further(Finding Of) : Fact(Of.At)
    {
        public override string Identity => Of.Identity;
    }

    /// <summary>Everything that is wrong with a schema: how it changes in production, then its files, the worst first.</summary>
    static IEnumerable<Finding> Failures(OwnedSchema schema) =>
        [.. Guesses(schema), .. Applying(schema), .. Flaws(schema), .. Builds(schema)];

    static IEnumerable<Finding> Guesses(OwnedSchema schema) =>
        schema
            .Guesses.Where(guess =>
                guess.Act is not (ApplyAct.Create or ApplyAct.AddMissing) || schema.Files.IsEmpty || schema.Applies.IsEmpty
            )
            .OrderBy(guess => guess.Act is ApplyAct.Reset ? 0 : 1)
            .ThenBy(guess => guess.Act)
            .Take(schema.Files.IsEmpty ? 1 : int.MaxValue)
            .Select(guess => guess.Fails(WeighedGuess(guess, schema), WordsOf(guess)));

    /// <summary>What only adds what is missing loses nothing.</summary>
    static Rule WeighedGuess(SchemaApply guess, OwnedSchema schema) =>
        guess.Act is ApplyAct.AddMissing && schema.Tool is MigrationTool.Gorm ? Guessed with { Severity = Major } : Guessed;

    static string WordsOf(SchemaApply guess) =>
        guess.Act switch
        {
            ApplyAct.Push => $"makes the production database look like the models by guess: {guess.Says}",
            ApplyAct.Create => $"makes missing tables at the start and never changes one that is there: {guess.Says}",
            ApplyAct.AddMissing => $"adds missing columns at the start, and nothing says what changes otherwise: {guess.Says}",
            ApplyAct.Reset => $"throws the tables away and makes them anew: {guess.Says}",
            ApplyAct.Migrate or ApplyAct.Unknown => guess.Says,
        };

    static IEnumerable<Finding> Applying(OwnedSchema schema) =>
        [
            .. schema.Files.IsEmpty && schema.Guesses.IsEmpty && schema.NotSeen is null
                ? ImmutableArray.Create(schema.Fails(NoFiles, schema.Because))
                : [],
            .. schema.Files.IsEmpty || schema.Guesses.Any(guess => guess.Act is not ApplyAct.Reset) && schema.Applies.IsEmpty
                ? []
                : HowApplied(schema),
        ];

    static ImmutableArray<Finding> HowApplied(OwnedSchema schema) =>
        schema.Applies switch
        {
            [] when schema.PerhapsElsewhere is null =>
            [
                schema.Fails(
                    NotApplied,
                    schema.NotAppliedAt is null
                        ? $"{schema.Because}, which nothing here applies"
                        : $"does not apply the migrations in {schema.Folder}, and nothing else here does"
                ) with
                {
                    At = schema.NotAppliedAt ?? schema.At,
                    Related = [schema.At],
                },
            ],
            [{ IsByHand: true } byHand, ..] =>
            [
                byHand.Fails(NotApplied, $"applies the migrations only when somebody starts it by hand: {byHand.Says}"),
            ],
            [{ Swallowed: { } why } swallowed, ..] => [swallowed.Fails(Swallowed, $"{why}: {swallowed.Says}")],
            _ => [],
        };

    static IEnumerable<Finding> Flaws(OwnedSchema schema) =>
        from flaw in schema.Flaws
        orderby flaw.Kind is FlawKind.Repaired
        select flaw.Fails(
            flaw.Kind switch
            {
                FlawKind.Rewritten or FlawKind.Unknown => Rewritten,
                FlawKind.Repaired => Rewritten with { Severity = Minor },
                FlawKind.Disagreeing => Disagreeing,
            },
            flaw.Says
        );

    static IEnumerable<Finding> Builds(OwnedSchema schema) =>
        from build in schema.Applies
        where build is { Place: ApplyPlace.Build, TestsEnvironment: false, Swallowed: null }
        select build.Fails(InPreviews, $"migrates in the build of every environment, previews included: {build.Says}");

    static Finding Standing(OwnedSchema schema) =>
        schema.NotSeen is { } open ? schema.Unproven(open)
        : schema.Applies is [{ StopsUnknown: true } perhaps, ..]
            ? perhaps.Unproven($"applies the migrations at the start, and whether a failure stops it is not seen: {perhaps.Says}")
        : schema.Applies is [var apply, ..] ? schema.Passes($"{schema.Because}, which {PlaceOf(apply)} applies: {apply.Says}")
        : schema.Unproven($"{schema.Because}: {schema.PerhapsElsewhere}");

    static string PlaceOf(SchemaApply apply) =>
        apply.Place switch
        {
            ApplyPlace.Pipeline => $"the pipeline in {apply.At}",
            ApplyPlace.Release => $"the release command in {apply.At}",
            ApplyPlace.Start => $"the start command in {apply.At}",
            ApplyPlace.Code => $"the start of the app in {apply.At}",
            ApplyPlace.Build => $"the build in {apply.At}",
            ApplyPlace.Unknown => apply.At.ToString(),
        };
}
