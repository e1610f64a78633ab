using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Backups;

/// <summary>Tells commands that dump a database, that restore one, that carry files elsewhere, and that ask what came back.</summary>
static partial class BackupCommands
{
    /// <summary>The engine that a command dumps or snapshots; <c>any</c> where the tool is for several; null when it makes no backup of data.</summary>
    public static string? Dumps(string line) =>
        IsTalk(line) || SchemaOnly().IsMatch(line) ? null
        : Dump().Match(line) is { Success: true } match ? EngineOf(match.Value)
        : null;

    /// <summary>The engine that a command restores; <c>any</c> where the tool is for several; null when it restores nothing.</summary>
    public static string? Restores(string line) =>
        IsTalk(line) ? null
        : Restore().Match(line) is { Success: true } match ? EngineOf(match.Value)
        : null;

    /// <summary>Whether a command carries files to another machine or service.</summary>
    public static bool Sends(string line) => !IsTalk(line) && Send().IsMatch(line);

    /// <summary>Whether the tool keeps its copies at a place of its own, away from the database.</summary>
    public static bool KeepsElsewhere(string line) => Keeper().IsMatch(line);

    /// <summary>Whether a command asks a database for rows, or runs tests.</summary>
    public static bool Asks(string line) => !IsTalk(line) && Question().IsMatch(line);

    /// <summary>Whether a text of any language speaks of a tool that makes backups of databases.</summary>
    public static string? Mentioned(string text) => Mention().Match(text) is { Success: true } match ? EngineOf(match.Value) : null;

    /// <summary>Whether one engine's backup is one of the other.</summary>
    public static bool Covers(string backup, string engine) => backup is "any" || engine is "any" || backup == engine;

    /// <summary>Commands that speak, install or look whether a tool is there.</summary>
    static bool IsTalk(string line) => Talk().IsMatch(line);

    static string EngineOf(string words) =>
        words.Contains("sqlcmd", StringComparison.OrdinalIgnoreCase)
        || words.Contains("sqlpackage", StringComparison.OrdinalIgnoreCase)
        || words.Contains("-sqldatabase", StringComparison.OrdinalIgnoreCase)
            ? "sqlserver"
        : words.Contains("mongo", StringComparison.OrdinalIgnoreCase) ? "mongo"
        : words.Contains("mysql", StringComparison.OrdinalIgnoreCase) || words.Contains("maria", StringComparison.OrdinalIgnoreCase)
            ? "mysql"
        : words.Contains("sqlite", StringComparison.OrdinalIgnoreCase)
        || words.Contains("litestream", StringComparison.OrdinalIgnoreCase)
        || words.Contains(".backup", StringComparison.Ordinal)
        || words.Contains("VACUUM", StringComparison.OrdinalIgnoreCase)
            ? "sqlite"
        : words.Contains("pg", StringComparison.Ordinal)
        || words.Contains("psql", StringComparison.Ordinal)
        || words.Contains("wal-g", StringComparison.Ordinal)
        || words.Contains("barman", StringComparison.Ordinal)
        || words.Contains("supabase", StringComparison.Ordinal)
        || words.Contains("neon", StringComparison.Ordinal)
            ? "postgres"
        : "any";

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"(?<![\w-])(?:pg_dump(?:all)?|pg_basebackup|mysqldump|mysqlpump|mariadb-dump|mariabackup|xtrabackup|mongodump|supabase db dump|pgbackrest\b.* backup|wal-g(?: \S+)? (?:backup|wal)-push|barman(?:-cloud)?[ -]backup|litestream replicate|sqlite3 .*(?:\.backup|\.dump|VACUUM INTO)|heroku pg:backups(?::capture|:schedule)|aws rds (?:create-db-(?:cluster-)?snapshot|start-export-task)|aws dynamodb create-backup|aws backup start-backup-job|gcloud sql (?:backups create|export)|gcloud firestore export|az (?:postgres|mysql|sql|cosmosdb)\b.* (?:backup|export)|pscale backup create|(?:restic|kopia|borg|borgmatic|autorestic|duplicity|velero)(?: \S+)* (?:backup|create|snapshot)\b|(?:php artisan )?backup:run|manage\.py dbbackup|rails db:backup|rake db:backup|(?i:(?:invoke-)?sqlcmd\b.*\bbackup database|backup-sqldatabase|sqlpackage(?:\.exe)?\b.* [/-]{1,2}a(?:ction)?:export))(?![\w-])",
        Plain,
        10_000
    )]
    private static partial Regex Dump();

    [GeneratedRegex(
        @"(?<![\w-])(?:--schema-only|-s|--no-data|-d --role-only|--role-only)(?![\w-])|supabase db dump(?!.*--data-only)(?=.*\bschema)",
        Plain,
        10_000
    )]
    private static partial Regex SchemaOnly();

    [GeneratedRegex(
        @"(?<![\w-])(?:pg_restore|mongorestore|psql\b[^|]*(?:<\s*\S|-f\s*\S*(?:dump|backup|restore)|--file[= ]\S*(?:dump|backup|restore))|(?:\.dump|\.sql|gunzip|zcat|gzip|cat|aws|dump\S*)\b[^|]*\|\s*(?:docker \S.* )?(?:psql|mysql|mariadb)|(?:mysql|mariadb)\b[^|]*<\s*\S|pgbackrest\b.* restore|wal-g(?: \S+)? backup-fetch|barman(?:-cloud)?[ -](?:recover|restore)|litestream restore|sqlite3 .*\.restore|heroku pg:(?:backups:restore|copy)|aws rds restore-db-\S+|aws backup start-(?:restore|restore-testing)\S*|gcloud sql (?:backups restore|import|instances clone)|gcloud firestore import|pscale (?:backup restore|branch create .*--restore)|(?:restic|kopia|borg|autorestic|velero)(?: \S+)* (?:restore|extract)\b|backup:restore|manage\.py dbrestore|(?i:(?:invoke-)?sqlcmd\b.*\brestore (?:database|verifyonly)|restore-sqldatabase|sqlpackage(?:\.exe)?\b.* [/-]{1,2}a(?:ction)?:import))(?![\w-])",
        Plain,
        10_000
    )]
    private static partial Regex Restore();

    [GeneratedRegex(
        @"(?<![\w-])(?:aws (?:--\S+ \S+ )*s3 (?:cp|sync|mv)|aws s3api put-object|s3cmd put|s5cmd|rclone (?:copy\w*|sync|move\w*|rcat)|gsutil (?:-\S+ )*(?:cp|rsync|mv)|gcloud storage (?:cp|rsync)|az storage blob upload\S*|azcopy|mc (?:cp|mirror|pipe)|b2 (?:upload|file upload|sync)\S*|wrangler r2 object put|scp|rsync|sftp|ftp|lftp|curl .*(?:-T|--upload-file|-F)|restic|borg|kopia|duplicity|gh release upload|git push|dropbox_uploader\S*|gdrive|oci os object put|swift upload|doctl)(?![\w-])",
        Plain,
        10_000
    )]
    private static partial Regex Send();

    [GeneratedRegex(
        @"pgbackrest|wal-g|barman|litestream|heroku pg:|aws (?:rds|dynamodb|backup)|gcloud |az (?:postgres|mysql|sql|cosmosdb)|pscale|restic|kopia|borg|duplicity|velero|backup:run|dbbackup",
        Plain,
        10_000
    )]
    private static partial Regex Keeper();

    [GeneratedRegex(
        @"(?<![\w-])(?:psql|mysql|mariadb|mongosh|mongo|sqlite3|duckdb|(?:invoke-)?sqlcmd)\b.*(?:select|count|show|\\dt|db\.|find)|(?<![\w-])(?:pytest|vitest|jest|(?:npm|pnpm|yarn|bun|dotnet|go|cargo|mix|rails|php artisan)(?: run)? test|node --test|(?:npm|pnpm|yarn|bun)(?: run)? \S*(?:verify|check|smoke|assert)\S*|test |\[ )",
        RegexOptions.IgnoreCase | Plain,
        10_000
    )]
    private static partial Regex Question();

    [GeneratedRegex(
        @"\bpg_dump(?:all)?\b|\bpg_basebackup\b|\bmysqldump\b|\bmariadb-dump\b|\bmongodump\b|\bsupabase db dump\b|\bpgbackrest\b|\bwal-g\b|\bbarman\b|\blitestream\b|\bpostgres-backup\w*|\bdb-backup\b|\bbackup:run\b|\bdbbackup\b|\bVACUUM INTO\b|\bpg:backups\b|spatie/laravel-backup|\.backup\(\s*[`""']|\bsqlite3?\b.{0,40}\.backup\b",
        Plain,
        10_000
    )]
    private static partial Regex Mention();

    [GeneratedRegex(
        @"^(?:echo|printf|which|type|command|hash|man|grep|test|\[|apt|apt-get|apk|yum|dnf|brew|sudo (?:apt|apt-get|apk|yum|dnf)|pip|pip3|npm|cat)\b(?!.*\|\s*\w)|--version\b|--help\b",
        Plain,
        10_000
    )]
    private static partial Regex Talk();
}
