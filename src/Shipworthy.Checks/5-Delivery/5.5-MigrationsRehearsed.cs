namespace Shipworthy.Checks.Delivery;

public sealed class MigrationsRehearsed() : Check("5.5", "Migrations are tested on a copy of production data")
{
    const int MostDays = 180;
    const int MostMigrations = 100;

    /// <summary>One rehearsal mends them all: what comes after so many is told in one line.</summary>
    const int MostShown = 10;

    /// <summary>A table that is younger holds no data of production yet (ruling 5.5).</summary>
    const int DaysWithoutData = 7;

    static readonly Rule ProductionFirst = new("5.5-1", Major, BadLuck)
    {
        Says = "applies migrations to production before any other database",
        Title = "Learn in production that a migration fails",
        Consequence = "A typing error in a migration is first seen by customers, with the schema half changed.",
        Fix = "Apply the migrations to a database of the pipeline on each pull request, and to a copy of production before the release.",
    };

    static readonly Rule Risky = new("5.5-2", Major, BadLuck)
    {
        Says = "does to a table in use what no copy of production has seen",
        Title = "Lock or lose rows of production for minutes",
        Consequence = "What is instant on an empty table locks a full one, or fails on rows that nobody thought of, while customers wait.",
        Fix =
            "Restore the last backup into a scratch database in the pipeline, migrate it there with a short `lock_timeout`, and split what takes long.",
    };

    public override string Why =>
        """
            A database change that takes a blink on ten rows can lock the shop for an hour, or fail halfway, on a million
            real ones. A copy of the real data tells you before your customers do.
            """;

    public override string Fix =>
        """
            Apply each new migration to a fresh copy of production first, with personal data masked, and let that job stop
            the release:

            - **Neon**: `neondatabase/create-branch-action` with production as the parent, then the usual migrate command on the branch
            - **Supabase**: `supabase branches create rehearsal --with-data`, or the last dump restored into `supabase start`
            - **Amazon RDS**: `aws rds restore-db-instance-from-db-snapshot --db-instance-identifier rehearsal --db-snapshot-identifier <latest>`
            - **Heroku**: `heroku pg:copy shop::DATABASE_URL DATABASE_URL --app shop-staging`
            - **PostgreSQL of your own**: `pg_restore --no-owner --dbname "$COPY_URL" last-night.dump`, then migrate with `PGOPTIONS="-c lock_timeout=5s"`
            - **Indexes**: `create index concurrently`, in a migration without a transaction
            - **New rules on old rows**: `add constraint ... not valid` in one release, `validate constraint` in the next
            - **Filling columns**: a thousand rows at a time
            """;

    public override string SettledBy =>
        """
            The migration drill: the newest backup goes into a throw-away database, the pending migrations run there, and
            the time and the strongest lock of each statement are noted. The log of one made by hand:
            `shipworthy attest 5.5`, for 90 days.
            """;

    public override string Counts => "each migration of the last 180 days counts once";

    public override string ProvedWhen =>
        "ran on a copy of production's data before it ran on production, in a job that can stop the release";

    public override string UnprovenWhen =>
        "ran on an empty database, or on a staging whose data has an unknown origin, and did nothing risky";

    public override string? NotApplicableWhen =>
        "the app owns no schema, or no table that holds production data changed in the last 180 days";

    public override ImmutableArray<Rule> Rules => [ProductionFirst, Risky];

    public override Verdict Judge(App app)
    {
        if (app.OwnedSchemas.Count == 0 && app.OwnedSchemas.BlindSpots.IsEmpty)
            return Verdict.NotApplicable("the app owns no schema");
        if (app.OwnedSchemas.All(schema => schema.Files.IsEmpty))
            return app
                .OwnedSchemas.JudgeEach(schema => schema.Unproven("changes a schema without migrations, so there is nothing to rehearse"))
                .OrUnproven("no migrations are kept here");
        if (Newest(app) is not { } newest)
            return app
                .OwnedSchemas.JudgeEach(schema => schema.Unproven("holds migrations; when they came, the history does not tell"))
                .OrUnproven("no migrations are kept here");
        var recent = new RecentMigrations(app, newest, MostDays, MostMigrations, DaysWithoutData);
        var harmless = app.MigrationContents.Where(content => recent.Has(content) && IsHarmless(content, recent, app)).ToList();
        var further = app
            .MigrationContents.Where(content => recent.Has(content) && !recent.SureRisksOf(content).IsEmpty)
            .Reverse()
            .Skip(MostShown)
            .Select(content => content.Identity)
            .ToHashSet(StringComparer.Ordinal);
        var migrations = app
            .MigrationContents.Where(content => recent.Has(content) && (!harmless.Contains(content) || content == harmless[^1]))
            .JudgeEach(content => Of(content, recent, app) with { Items = harmless.Contains(content) ? harmless.Count : 1 })
            .Joined(
                finding => further.Contains(finding.Identity) ? "further" : null,
                findings =>
                    findings is [var only]
                        ? only
                        : findings[0] with
                        {
                            Says = $"{findings[0].Says}; {findings.Length} older migrations have such steps",
                            Related = [.. findings.Skip(1).Select(finding => finding.At)],
                        }
            )
            .OrNotApplicable("no table that can hold data of production was changed by a migration of the last 180 days");
        return
            migrations.Kind is VerdictKind.NotApplicable || app.OwnedSchemas.All(schema => FirstOnProduction(schema, recent, app) is null)
            ? migrations
            : migrations
                & app.OwnedSchemas.Where(schema => FirstOnProduction(schema, recent, app) is not null)
                    .JudgeEach(schema => FirstOnProduction(schema, recent, app)!)
                    .OrNotApplicable("nothing applies migrations here");
    }

    /// <summary>The day of the newest commit; null where the history does not tell when migrations came.</summary>
    static DateOnly? Newest(App app) =>
        app.OwnedSchemas.Any(schema => !schema.Files.IsEmpty && schema.Files.All(file => file.AddedOn is null))
            ? null
            : app.History.FirstOrDefault()?.NewestCommit;

    /// <summary>Whether a migration was read, has no risky step, and met no copy: all that is open is one question for all of them.</summary>
    static bool IsHarmless(MigrationContent content, RecentMigrations recent, App app) =>
        content.NotRead is null
        && recent.RisksOf(content).IsEmpty
        && !app.MigrationRehearsals.Any(one => one is { Data: RehearsalData.Copy, StopsNothing: null });

    static Finding Of(MigrationContent content, RecentMigrations recent, App app)
    {
        var copies = app.MigrationRehearsals.Where(one => one.Data is RehearsalData.Copy);
        var risks = recent.SureRisksOf(content);
        if (copies.FirstOrDefault(one => one.StopsNothing is null) is { } copy)
            return content.Passes($"is one of the migrations that {copy.Says}");
        if (risks is [var first, ..])
            return content.Fails(
                IsMild(first, app) ? Risky with { Severity = Minor } : Risky,
                risks.Length == 1 ? first.Says : $"{first.Says}; {risks.Length} such steps in this file"
            ) with
            {
                At = first.At,
                // One rehearsal mends all of them.
                Roots = ["absent:rehearsal on a copy of production"],
            };
        if (recent.RisksOf(content) is [var open, ..])
            return content.Unproven(
                $"{open.Says}, a table that no migration makes: whether it held data of production by then is open"
            ) with
            {
                At = open.At,
            };
        if (content.NotRead is { } unread)
            return content.Unproven($"{unread}, and no rehearsal on a copy of production is shown");
        return content.Unproven(
            copies.FirstOrDefault() is { StopsNothing: { } nothing } idle
                ? $"is the newest migration without a risky step; migrations {idle.Says}, which {nothing}"
            : IsSeenEmpty(app) ? "is the newest migration without a risky step; such migrations are seen by an empty database only"
            : "is the newest migration without a risky step; that such migrations meet a copy of production's data first is not shown"
        );
    }

    /// <summary>Mild where an empty database has seen it and no code speaks of the table, or where nothing shows a production.</summary>
    static bool IsMild(MigrationRisk risk, App app) =>
        (IsSeenEmpty(app) && !risk.IsUsed)
        || !app.DeployedEnvironments.Any(one =>
            one.Stage is EnvironmentStage.Production or EnvironmentStage.Previews or EnvironmentStage.Unknown
        );

    static bool IsSeenEmpty(App app) => app.MigrationRehearsals.Count > 0 || app.OwnedSchemas.Any(schema => !schema.Rehearsals.IsEmpty);

    /// <summary>
    /// The step that brings migrations to production by itself, where no database of a pipeline and no staging sees them first. When an app migrates as it starts, it does so
    /// in production only if something deploys it (ruling 5.5).
    /// </summary>
    static Finding? FirstOnProduction(OwnedSchema schema, RecentMigrations recent, App app) =>
        recent.HasAny(schema)
        && !IsSeenEmpty(app)
        && !app.DeployedEnvironments.Any(one => one.Stage is EnvironmentStage.Trial)
        && schema.Applies.FirstOrDefault(apply =>
            !apply.IsByHand
            && (
                apply.Place is ApplyPlace.Pipeline or ApplyPlace.Release or ApplyPlace.Build
                || app.DeployedEnvironments.Any(one => one.Stage is EnvironmentStage.Production)
            )
        )
            is { } apply
            ? apply.Fails(
                ProductionFirst,
                $"applies migrations to production with {apply.Says}, and no other database sees them before"
            ) with
            {
                Items = 0,
            }
            : null;
}
