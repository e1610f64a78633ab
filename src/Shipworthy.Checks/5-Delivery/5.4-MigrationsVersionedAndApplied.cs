namespace Shipworthy.Checks.Delivery;

public sealed class MigrationsVersionedAndApplied()
    : CheckNotJudgedYet("5.4", "Database migrations are versioned and applied automatically")
{
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
            - **Where it runs**: `release_command` in `fly.toml`, `preDeployCommand` in `render.yaml`, `release:` in a `Procfile`, or a pipeline step before the deploy
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
}
