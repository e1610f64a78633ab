using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Backups;

/// <summary>Backups that the app makes by itself on a timer, and writes to the disk of the machine that it runs on.</summary>
sealed partial class BackupsInCode(Sources sources)
{
    /// <summary>One for each file that does. One that sends the copy on is not among them: what becomes of it there was not followed.</summary>
    public IEnumerable<BackupJob> All()
    {
        foreach (
            var write in sources
                .Code.Calls("writeFile", "writeFileSync", "createWriteStream")
                .Where(call => sources.IsDeployed(call.File) && sources.RunsInProduction(call))
                .DistinctBy(call => call.File.Path)
        )
            if (
                IsOfBackup(write)
                && Timer().IsMatch(write.File.Text)
                && Reads().IsMatch(write.File.Text)
                && !Sends().IsMatch(write.File.Text)
            )
                yield return new(write.At, "any", StartedBy.Clock, $"is copied by {write.File.Path}") { Leaves = false };
    }

    /// <summary>Whether the function or the class around a write says that it backs up, and the path does as well.</summary>
    bool IsOfBackup(Code write) =>
        (Says(write.Enclosing(CodeKind.Function).Name) || Says(write.Enclosing(CodeKind.Class).Name)) && Leads(write.ArgumentAt(0), 3);

    bool Leads(Code path, int steps) =>
        steps > 0
        && path.Exists
        && (
            Says(path.Text)
            || path.Kind is CodeKind.Name
                && sources.Code.Definition(path) is { Kind: CodeKind.Variable } named
                && Leads(named[Part.Value], steps - 1)
        );

    static bool Says(string text) => Word().IsMatch(text);

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"back-?_?up|dump|sicherung|respaldo|sauvegarde", Plain, 10_000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"\bsetInterval\(|@Cron\(|@Interval\(|\bcron\.schedule\(|\bnew CronJob\(|\bscheduleJob\(",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Timer();

    /// <summary>What a copy of the app's own data reads.</summary>
    [GeneratedRegex(
        @"\.findMany\(|\.find\(|\.query\(|\.findAll\(|pg_dump|mysqldump|mongodump|\.from\(",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Reads();

    [GeneratedRegex(
        @"PutObject|\.upload\(|\bupload\w*\(|rclone|\bscp\b|sftp|@aws-sdk|storage\.from|sendMail|googleapis|\.putObject|azure/storage|dropbox",
        Plain,
        10_000
    )]
    private static partial Regex Sends();
}
