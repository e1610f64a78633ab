namespace Shipworthy.Checks.Delivery;

public sealed class MigrationsRehearsed() : CheckNotJudgedYet("5.5", "Migrations are tested on a copy of production data")
{
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
}
