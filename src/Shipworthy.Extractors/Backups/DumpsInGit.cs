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
            if (
                file.Tracked
                && (IsOwn(file.Path, file.Role) || IsOwn(FolderOf(file.Path), file.Role) && BackupName().IsMatch(file.Path))
                && DumpName().IsMatch(file.Path)
            )
                yield return new(
                    Location.File(file.Path),
                    BackupFlawKind.InGit,
                    "is the backup of a database, by its name, and lies in git"
                );
    }

    /// <summary>Databases in files that the search for secrets opened and found people in.</summary>
    public static IEnumerable<BackupFlaw> WithPeople(App known) =>
        known
            .Secrets.Where(secret =>
                secret is { Pattern: "database-file", AtHead: true, Class: SecretClass.Live }
                && secret.Role is PlaceRole.Production or PlaceRole.Script or PlaceRole.Infra or PlaceRole.Unknown
                && !Aside().IsMatch(secret.At.Path)
            )
            .DistinctBy(secret => secret.At.Path)
            .Select(secret => new BackupFlaw(
                Location.File(secret.At.Path),
                BackupFlawKind.InGit,
                "is a database with rows of people, and lies in git"
            ));

    static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

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

    /// <summary>A name that begins with what it is says so of a copy of anything, a test's database among it.</summary>
    [GeneratedRegex(@"(?:^|/)backup[_.-][^/]*$", Plain, 10_000)]
    private static partial Regex BackupName();

    [GeneratedRegex(
        @"seed|fixture|sample|demo|test|example|schema|initdb|docker-entrypoint|migrations?/|northwind|chinook|sakila",
        Plain,
        10_000
    )]
    private static partial Regex Aside();
}
