using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Backups;

/// <summary>Finds copies of databases that lie in git. Seeds, fixtures, samples and mere schemas are none.</summary>
static partial class DumpsInGit
{
    /// <summary>One for each file.</summary>
    public static IEnumerable<BackupFlaw> In(SourceTree tree)
    {
        foreach (var file in tree.Files)
            if (
                file.Tracked
                && file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
                && (file.Role is FileRole.Generated && !ProductionScope.LeavesOut(file.Folder) || IsOwn(file.Path, file.Role))
                && !Aside().IsMatch(file.Path)
                && DumpHead().IsMatch(file.Text[..Math.Min(file.Text.Length, 4000)])
                && Rows().Match(file.Text) is { Success: true } rows
            )
                yield return new(file.At(rows.Index), BackupFlawKind.InGit, "holds rows of a database that somebody dumped");
        foreach (var file in tree.Unread)
            if (file.Tracked && IsOwn(file.Path, file.Role) && DumpName().IsMatch(file.Path))
                yield return new(
                    Location.File(file.Path),
                    BackupFlawKind.InGit,
                    "is the backup of a database, by its name, and lies in git"
                );
    }

    static bool IsOwn(string path, FileRole role) => role is FileRole.Prod or FileRole.Script or FileRole.Infra && !Aside().IsMatch(path);

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"^--\s+(?:PostgreSQL database (?:cluster )?dump|MySQL dump|MariaDB dump|phpMyAdmin SQL Dump)",
        RegexOptions.Multiline | Plain,
        10_000
    )]
    private static partial Regex DumpHead();

    [GeneratedRegex(@"^COPY [^;\n]+ FROM stdin;\r?\n(?!\\\.)|^INSERT INTO ", RegexOptions.Multiline | Plain, 10_000)]
    private static partial Regex Rows();

    [GeneratedRegex(
        @"\.(?:dump|pgdump|sql\.gz|sql\.zip|sql\.bz2|bacpac)$|(?:^|[/_.-])(?:backup|prod|production)[^/]*\.(?:bak|sqlite3?|db)$",
        Plain,
        10_000
    )]
    private static partial Regex DumpName();

    [GeneratedRegex(
        @"seed|fixture|sample|demo|test|example|schema|initdb|docker-entrypoint|migrations?/|northwind|chinook|sakila",
        Plain,
        10_000
    )]
    private static partial Regex Aside();
}
