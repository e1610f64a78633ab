using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Backups;

/// <summary>Backups outside pipelines: containers beside the database, jobs of Kubernetes, scripts with whatever starts them, and code that names a tool.</summary>
sealed partial class BackupsOfMachines(SourceTree tree, App known)
{
    /// <summary>Containers that make backups, and jobs of a cluster.</summary>
    public IEnumerable<BackupJob> Declared()
    {
        foreach (var one in known.InfraResources.Where(one => one.IsInProduction))
        {
            var texts = Texts(one.Settings).Append(one.Type).Take(400).ToList();
            var image = one.Settings["image"].Literal ?? texts.Find(text => BackupImage().IsMatch(text)) ?? "";
            if (BackupImage().IsMatch(image))
                yield return new(one.At, EngineOfImage(image), StartedBy.Clock, $"is copied by {one.Name} of {one.At.Path}")
                {
                    Leaves =
                        Away().IsMatch(string.Join('\n', texts)) ? true
                        : LocalOnly().IsMatch(image) ? false
                        : null,
                };
            else if (one.Tool is InfraTool.Kubernetes && one.Type is "ScheduledBackup" or "Schedule")
                yield return new(one.At, "any", StartedBy.Clock, $"is backed up by {one.Name} of {one.At.Path}") { Leaves = true };
            else if (
                one.Tool is InfraTool.Kubernetes or InfraTool.Compose or InfraTool.Terraform
                && texts.Find(text => Lines(text).Any(line => BackupCommands.Dumps(line) is not null)) is { } script
            )
                yield return new(
                    one.At,
                    Lines(script).Select(BackupCommands.Dumps).OfType<string>().First(),
                    one.Type is "CronJob" || Clock().IsMatch(script) || one.Tool is InfraTool.Compose ? StartedBy.Clock : StartedBy.Unknown,
                    $"is dumped by {one.Name} of {one.At.Path}"
                )
                {
                    Leaves =
                        texts.Exists(text => Lines(text).Any(BackupCommands.Sends)) || Lines(script).Any(BackupCommands.KeepsElsewhere)
                            ? true
                        : one.Tool is InfraTool.Compose ? false
                        : null,
                };
        }
    }

    /// <summary>Scripts that make backups, each with who starts it. Those that pipelines run are looked at there.</summary>
    public IEnumerable<BackupJob> Scripts(IReadOnlyCollection<BackupJob> ofPipelines)
    {
        foreach (var file in tree.Files.Where(IsShell))
        {
            var commands = ShellScript.Commands(
                file.Text,
                ShellOptions.Plain,
                file.Folder,
                ImmutableDictionary<string, string>.Empty,
                (_, _) => []
            );
            var dumps = commands.Where(command => BackupCommands.Dumps(Line(command)) is not null).ToList();
            if (dumps is not [var first, ..] || ofPipelines.Any(job => job.At.Path == file.Path))
                continue;
            // What is dumped and read into another database at once is a move, not a backup.
            if (!NamedBackup().IsMatch(file.Name) || commands.Any(command => BackupCommands.Restores(Line(command)) is not null))
                continue;
            var starts = StarterOf(file);
            yield return new(
                file.AtLine(first.Line),
                BackupCommands.Dumps(Line(first))!,
                starts,
                starts is StartedBy.Clock
                    ? $"is dumped by {file.Path}"
                    : $"is dumped by {file.Path} if something starts it that the repository does not show"
            )
            {
                Silent = first.Swallowed,
                Leaves = commands.Any(command => BackupCommands.Sends(Line(command)) || BackupCommands.KeepsElsewhere(Line(command))),
            };
        }
    }

    /// <summary>Places in code, settings and infrastructure that name a tool for backups, which nobody followed.</summary>
    public IEnumerable<BackupJob> Mentions() =>
        from file in tree.Files
        where
            file.Role is FileRole.Prod or FileRole.Infra or FileRole.Script or FileRole.Ci
            && !IsShell(file)
            && file.Text.Length < 400_000
            && !file.Name.StartsWith("package", StringComparison.Ordinal)
            && !ReadElsewhere().IsMatch(file.Path)
            && !file.Text.Contains("--schema-only", StringComparison.Ordinal)
            && !ProductionScope.LeavesOut(file.Path)
        let engine = BackupCommands.Mentioned(file.Text)
        where engine is not null
        select new BackupJob(
            Location.File(file.Path),
            engine,
            StartedBy.Unknown,
            $"is perhaps backed up by {file.Path}, which was not followed"
        );

    /// <summary>Scripts that restore a backup and that nothing starts, the plainest by name first.</summary>
    public IEnumerable<RestoreJob> IdleRestores()
    {
        foreach (var file in tree.Files.Where(IsShell).Where(file => NamedRestore().IsMatch(file.Name)))
        {
            var commands = ShellScript.Commands(
                file.Text,
                ShellOptions.Plain,
                file.Folder,
                ImmutableDictionary<string, string>.Empty,
                (_, _) => []
            );
            if (commands.FirstOrDefault(command => BackupCommands.Restores(Line(command)) is not null) is { } restore)
                yield return new(file.AtLine(restore.Line), StarterOf(file), $"restores a backup into a database");
        }
    }

    /// <summary>All texts of settings, at any depth.</summary>
    public static IEnumerable<string> Texts(InfraValue value) =>
        value.Kind is InfraValueKind.Text ? [value.Text]
        : value.Kind is InfraValueKind.Map ? value.Entries.SelectMany(entry => Texts(entry.Value).Prepend(entry.Key))
        : value.Kind is InfraValueKind.List && value.Items.All(item => item.Kind is InfraValueKind.Text)
            ? value.Items.Select(item => item.Text).Append(string.Join(' ', value.Items.Select(item => item.Text)))
        : value.Items.SelectMany(Texts);

    StartedBy StarterOf(SourceFile script)
    {
        var starts = StartedBy.Nobody;
        foreach (var file in tree.Files)
            if (
                file != script
                && file.Role is FileRole.Prod or FileRole.Infra or FileRole.Script or FileRole.Ci or FileRole.Docs
                && file.Text.Contains(script.Name, StringComparison.Ordinal)
            )
                starts = Stronger(starts, StarterIn(file, script.Name));
        return starts;
    }

    static StartedBy StarterIn(SourceFile file, string script)
    {
        if (file.Role is FileRole.Docs || file.Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase))
            // A line of a crontab in a document is a promise of one on the server.
            return CronLine().Matches(file.Text).Any(match => match.Value.Contains(script, StringComparison.Ordinal))
                ? StartedBy.Unknown
                : StartedBy.Nobody;
        if (Scheduler().IsMatch(file.Path) || CronLine().IsMatch(file.Text) || file.Text.Contains("OnCalendar", StringComparison.Ordinal))
            return StartedBy.Clock;
        return file.Name is "package.json" or "Makefile" or "justfile" or "Taskfile.yml" or "composer.json"
            ? StartedBy.Person
            : StartedBy.Unknown;
    }

    static StartedBy Stronger(StartedBy one, StartedBy other) => Rank(one) >= Rank(other) ? one : other;

    static int Rank(StartedBy one) =>
        one switch
        {
            StartedBy.Clock => 4,
            StartedBy.Deploy => 3,
            StartedBy.Unknown => 2,
            StartedBy.Person => 1,
            StartedBy.Nobody => 0,
        };

    static string EngineOfImage(string image) =>
        image.Contains("postgres", StringComparison.OrdinalIgnoreCase) || image.Contains("pg", StringComparison.Ordinal) ? "postgres"
        : image.Contains("mysql", StringComparison.OrdinalIgnoreCase) ? "mysql"
        : image.Contains("mongo", StringComparison.OrdinalIgnoreCase) ? "mongo"
        : image.Contains("litestream", StringComparison.OrdinalIgnoreCase) ? "sqlite"
        : "any";

    static string Line(ShellCommand command) => string.Join(' ', command.Words);

    static IEnumerable<string> Lines(string text) => text.Split('\n', '\r').Select(line => line.Trim());

    static bool IsShell(SourceFile file) =>
        file.Role is FileRole.Script or FileRole.Infra or FileRole.Prod or FileRole.Ci
        && (
            file.Name.EndsWith(".sh", StringComparison.OrdinalIgnoreCase)
            || file.Name.EndsWith(".bash", StringComparison.OrdinalIgnoreCase)
            || !file.Name.Contains('.') && file.Text.StartsWith("#!", StringComparison.Ordinal) && ShellHead().IsMatch(file.Text)
        );

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\A#!.*\b(?:ba|da|z|k)?sh\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ShellHead();

    [GeneratedRegex(
        @"postgres-backup|pg-?backup|pgbackups|mysql-backup|mongo-?backup|(?<![a-z])db-backup|volume-backup|litestream|(?:^|/)(?:restic|autorestic|borgmatic|kopia|duplicati|backrest|barman|pgbackrest|wal-g|resticprofile)\b|mazzolino/restic",
        Plain,
        10_000
    )]
    private static partial Regex BackupImage();

    /// <summary>Images that write into a folder and nowhere else, unless told otherwise.</summary>
    [GeneratedRegex(@"postgres-backup-local|pgbackups|mysql-cron-backup", Plain, 10_000)]
    private static partial Regex LocalOnly();

    [GeneratedRegex(
        @"\bS3|s3:|\bAWS_|\bB2_|AZURE|\bGCS|GOOGLE|SFTP|RCLONE|REMOTE|RESTIC_REPOSITORY|BORG_REPO|DROPBOX|WEBDAV|SSH_HOST|BUCKET|WALG_|R2_|MINIO",
        Plain,
        10_000
    )]
    private static partial Regex Away();

    [GeneratedRegex(@"\bcrond?\b|\bsleep\b|\bwhile\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"back-?up|dump", Plain, 10_000)]
    private static partial Regex NamedBackup();

    [GeneratedRegex(@"restore|recover", Plain, 10_000)]
    private static partial Regex NamedRestore();

    [GeneratedRegex(
        @"(?:^|/)(?:[\w.-]*crontab[\w.-]*|cron\.(?:d|daily|hourly|weekly)/[^/]+|[^/]+\.(?:cron|timer|service))$",
        Plain,
        10_000
    )]
    private static partial Regex Scheduler();

    [GeneratedRegex(
        @"^[\s`]*(?:[-*\d/,]+\s+){4}[-*\d/,A-Za-z]+\s+\S.*$|^@(?:daily|hourly|weekly)\s.*$",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex CronLine();

    [GeneratedRegex(@"^\.github/workflows/|compose[\w.-]*\.ya?ml$", Plain, 10_000)]
    private static partial Regex ReadElsewhere();
}
