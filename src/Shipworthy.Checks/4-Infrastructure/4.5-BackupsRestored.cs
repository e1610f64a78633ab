namespace Shipworthy.Checks.Infrastructure;

public sealed class BackupsRestored() : Check("4.5", "Backups are automated AND tested by restoring")
{
    static readonly Rule SwitchedOff = new("4.5-1", Blocker, BadLuck)
    {
        Says = "keeps no backups",
        Title = "Lose every customer's data with one disk or one wrong command",
        Consequence = "There is no copy. What a failed disk, a bad migration or a stolen password takes is gone for good.",
        Fix = "Switch backups on and keep at least seven days: `backup_retention_period = 7`, or a plan that has them.",
    };

    static readonly Rule Absent = new("4.5-2", Blocker, BadLuck)
    {
        Says = "runs a database of its own that nothing backs up",
        Title = "Lose every customer's data with the machine that holds it",
        Consequence = "Database and machine die together. Nobody can bring back what was on its disk.",
        Fix = "Dump the database every night to another provider, or stream it there with WAL-G, pgBackRest or Litestream.",
    };

    static readonly Rule Short = new("4.5-3", Major, BadLuck)
    {
        Says = "keeps too little of its past",
        Title = "Notice a loss on Monday that no backup reaches back to",
        Consequence = "Losses are often noticed after days. By then the last good state has been thrown away.",
        Fix = "Keep at least seven days: set the retention, switch on recovery to a point in time, or take a plan that has it.",
    };

    static readonly Rule SamePlace = new("4.5-4", Major, BadLuck)
    {
        Says = "leaves the copy where the original is",
        Title = "Lose the database and its backup together",
        Consequence = "A dead disk, a wiped machine or an intruder takes both at once.",
        Fix = "Send each copy to another provider, with `rclone copy` or `aws s3 cp`, into a bucket that keeps versions.",
    };

    static readonly Rule Silent = new("4.5-5", Major, BadLuck)
    {
        Says = "makes backups whose failure nobody notices",
        Title = "Find on the worst day that the backups are empty",
        Consequence = "The job stays green while it copies nothing, so the loss is discovered when the copy is needed.",
        Fix = "Begin the script with `set -euo pipefail`, start it by a clock, and fail when the dump is smaller than yesterday's.",
    };

    static readonly Rule InGit = new("4.5-6", Major, Insider)
    {
        Says = "keeps rows of a database in git",
        Title = "Read customers' data in every clone of the repository",
        Consequence = "Everybody who ever cloned the repository has the data, and deleting the file does not take it back.",
        Fix = "Take the file out of git and its history, and keep dumps in a private bucket.",
    };

    static readonly Rule NeverRestored = new("4.5-7", Minor, BadLuck)
    {
        Says = "can restore a backup, and never did",
        Title = "Restore for the first time on the day of the disaster",
        Consequence = "A restore that was never tried fails on details: a version, a missing role, an empty file.",
        Fix = "Run the restore every week in a job, into a scratch database, and count what came back.",
    };

    static readonly Rule EasilyDeleted = NeverRestored with
    {
        Says = "lets one command delete the database with its backups",
        Title = "Delete the production database by a slip",
        Consequence = "One wrong `destroy` takes the database and its automatic backups together.",
        Fix = "Set `deletion_protection = true` and `skip_final_snapshot = false`, or the removal policy `RETAIN`.",
    };

    public override string Why =>
        """
            One dead disk or one wrong command takes everything, and only a backup that works brings it back. Many a team
            learned on that day that its backup was empty.
            """;

    public override string Fix =>
        """
            Turn on automatic backups, then restore the newest one into an empty database every week and count what came
            back:

            - **GitHub Actions**: a weekly job with `set -euo pipefail`, `pg_dump --format=custom "$DATABASE_URL" > app.dump`, `pg_restore --exit-on-error --no-owner --dbname "$SCRATCH_URL" app.dump` and `psql "$SCRATCH_URL" -c "select count(*) from users"`; the copy goes away with `configure-aws-credentials` and a `role-to-assume`, never with a key that does not end
            - **Amazon RDS**: `backup_retention_period = 7` and `deletion_protection = true`
            - **Google Cloud SQL**: `enabled = true` and `point_in_time_recovery_enabled = true` in `backup_configuration`
            - **Supabase**: a plan with daily backups, a copy of the files beside it, which backups leave out, and `supabase db dump --data-only -f data.sql` in a scheduled job
            - **PostgreSQL of your own**: `pgbackrest --stanza=main backup` or `wal-g backup-push` to another provider
            - **SQLite**: `litestream replicate app.db s3://bucket/app`, and `litestream restore -o check.db s3://bucket/app` in the weekly job
            - **SQL Server of your own**: `sqlcmd -Q "BACKUP DATABASE app TO DISK = '/backup/app.bak'"` on a schedule, the file copied to another provider, and `RESTORE DATABASE` in the weekly job
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

    public override ImmutableArray<Rule> Rules => [SwitchedOff, Absent, Short, SamePlace, Silent, InGit, NeverRestored];

    public override Verdict Judge(App app)
    {
        if (app.IsLibraryOrTool)
            return Verdict.NotApplicable("nothing here keeps data: it is a library or a command-line tool");
        var judged = app.DataStores.JudgeEach(Of);
        var stores =
            app.OwnedSchemas.Count > 0
                ? judged.OrUnproven("tables are made here, and which database keeps them could not be read")
                : judged.OrNotApplicable("the app keeps no data of its own");
        return app.BackupFlaws.Count == 0 ? stores : stores & app.BackupFlaws.JudgeEach(Of).OrNotApplicable("no backup is made here");
    }

    static Finding Of(DataStore store) =>
        store.Backup switch
        {
            BackupState.SwitchedOff => store.Fails(SwitchedOff, store.Because),
            BackupState.Absent => store.Fails(Absent, store.Because),
            BackupState.Short => store.Fails(Short, store.Because),
            // A restore is an event, which no repository can show (rubric 4.5): the drill or a statement proves it.
            BackupState.Automatic or BackupState.ByPlan or BackupState.Unknown => store.Unproven(store.Because),
        };

    /// <summary>A flaw is about the backups of stores that are counted already.</summary>
    static Finding Of(BackupFlaw flaw) =>
        (
            flaw.Kind switch
            {
                BackupFlawKind.SamePlace => flaw.Fails(SamePlace, flaw.Because),
                BackupFlawKind.Silent or BackupFlawKind.Idle => flaw.Fails(Silent, flaw.Because),
                BackupFlawKind.InGit => flaw.Fails(InGit, flaw.Because),
                BackupFlawKind.NeverRestored => flaw.Fails(NeverRestored, flaw.Because),
                BackupFlawKind.EasilyDeleted => flaw.Fails(EasilyDeleted, flaw.Because),
                BackupFlawKind.Unknown => flaw.Unproven(flaw.Because),
            }
        ) with
        {
            Items = 0,
        };
}
