namespace Shipworthy.Checks.Infrastructure;

public sealed class BackupsRestored() : CheckNotJudgedYet("4.5", "Backups are automated AND tested by restoring")
{
    public override string Why =>
        """
            One dead disk or one wrong command takes everything, and only a backup that works brings it back. Many a team
            learned on that day that its backup was empty.
            """;

    public override string Fix =>
        """
            Turn on automatic backups, then restore the newest one into an empty database every week and count what came
            back:

            - **GitHub Actions**: a weekly job with `set -euo pipefail`, `pg_dump --format=custom "$DATABASE_URL" > app.dump`, `pg_restore --exit-on-error --no-owner --dbname "$SCRATCH_URL" app.dump` and `psql "$SCRATCH_URL" -c "select count(*) from users"`
            - **Amazon RDS**: `backup_retention_period = 7` and `deletion_protection = true`
            - **Google Cloud SQL**: `enabled = true` and `point_in_time_recovery_enabled = true` in `backup_configuration`
            - **Supabase**: a plan with daily backups, a copy of the files beside it, which backups leave out, and `supabase db dump --data-only -f data.sql` in a scheduled job
            - **PostgreSQL of your own**: `pgbackrest --stanza=main backup` or `wal-g backup-push` to another provider
            - **SQLite**: `litestream replicate app.db s3://bucket/app`, and `litestream restore -o check.db s3://bucket/app` in the weekly job
            - **MongoDB of your own**: `mongodump --archive --gzip` to another provider, and `mongorestore` into a scratch server
            - **Files in S3**: `aws_s3_bucket_versioning` with `status = "Enabled"`
            - **Laravel**: `Schedule::command('backup:run')->daily()` of spatie/laravel-backup with a disk elsewhere
            """;

    public override string SettledBy =>
        """
            The restore drill: the newest backup goes into a throw-away database, tables and rows are counted, the minutes
            are noted. The log of a restore made by hand: `shipworthy attest 4.5`, for 180 days.
            """;

    public override string Counts => "each database and each store of people's files counts once";

    public override string ProvedWhen => "is backed up by itself, and a backup of it was restored and checked within the last 180 days";

    public override string UnprovenWhen => "is backed up by a plan that the repository does not show, or was never seen restored";

    public override string? NotApplicableWhen => "the app keeps no data of its own";
}
