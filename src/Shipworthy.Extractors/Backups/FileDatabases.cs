using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Infrastructure;
using Shipworthy.Extractors.Infrastructure.Needs;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Backups;

/// <summary>Finds databases that are a file on the machine of the app: SQLite.</summary>
/// <param name="sources">The app.</param>
/// <param name="known">What was learnt.</param>
sealed partial class FileDatabases(Sources sources, App known)
{
    /// <summary>Drivers of databases that are no file. With one of them installed, a setting decides.</summary>
    static readonly ImmutableArray<string> servers =
    [
        "pg",
        "postgres",
        "@neondatabase/serverless",
        "@vercel/postgres",
        "psycopg2",
        "psycopg2-binary",
        "psycopg",
        "psycopg-binary",
        "asyncpg",
        "mysql2",
        "mysql",
        "mysqlclient",
        "pymysql",
        "aiomysql",
        "mariadb",
        "tedious",
        "mssql",
        "pyodbc",
        "mongodb",
        "mongoose",
        "@libsql/client",
        "@supabase/supabase-js",
        "supabase",
        "npgsql",
        "npgsql.entityframeworkcore.postgresql",
        "microsoft.entityframeworkcore.sqlserver",
        "pomelo.entityframeworkcore.mysql",
        "trilogy",
        "psycopg[binary]",
    ];

    /// <summary>The file that holds the data, and whether it is sure that production keeps its data there; null when nothing opens one.</summary>
    public (Location At, bool IsSure)? Find()
    {
        if (known.Dependencies.Any(one => one.Name is "electron" or "expo-sqlite" or "react-native" or "expo"))
            return null;
        if (InRails() is { } rails)
            return rails;
        var set = DatabaseFilesInSettings.In(sources.Tree);
        if ((Opened() ?? (Opens() ? set : null)) is not { } opened)
            return null;
        var others = set is null && known.Dependencies.Any(one => servers.Contains(one.Name.ToLowerInvariant()));
        return (Set() ?? set ?? opened, !others && HasHome());
    }

    /// <summary>Whether anything opens a database whose address the settings tell.</summary>
    bool Opens() =>
        sources
            .Code.Calls("create_engine", "create_async_engine")
            .Any(call => sources.IsDeployed(call.File) && !Aside().IsMatch(call.File.Path) && sources.RunsInProduction(call));

    Location? Opened()
    {
        foreach (var call in sources.Code.Calls("create_engine", "create_async_engine", "UseSqlite", "Database", "connect"))
            if (
                sources.IsDeployed(call.File)
                && !Aside().IsMatch(call.File.Path)
                && sources.RunsInProduction(call)
                && (call.Callee.Name is "UseSqlite" || IsFile(call))
            )
                return call.At;
        foreach (var file in sources.Tree.Files.Where(file => Folders.Counts(file.Role) && !Aside().IsMatch(file.Path)))
            if (InSettings(file) is { Success: true } match)
                return file.At(match.Index);
        return null;
    }

    static Match? InSettings(SourceFile file) =>
        file.Name.EndsWith(".prisma", StringComparison.Ordinal) ? PrismaFile().Match(file.Text)
        : file.Name.EndsWith(".py", StringComparison.Ordinal)
        && !OtherDjangoDatabase().IsMatch(file.Text)
        && InfraStageNames.OfPath(file.Name) is not (InfraStage.Development or InfraStage.Staging)
            ? DjangoFile().Match(file.Text)
        : null;

    bool IsFile(Code call)
    {
        var origin = sources.Code.OriginOf(call.Callee);
        if (call.Callee.Name is "Database")
            return origin.Package is "better-sqlite3" or "sqlite3" or "bun:sqlite" or "node:sqlite" && !InMemory(call);
        if (call.Callee.Name is "connect")
            return origin.Package is "sqlite3" or "aiosqlite" && call.File.Language is Language.Python && !InMemory(call);
        return sources
            .Code.ValueOf(call.ArgumentAt(0))
            .Possible.All(value =>
                value switch
                {
                    Value.Text text => IsFile(text.Content),
                    Value.FromEnvironment { Default: Value.Text text } => IsFile(text.Content),
                    Value.Joined { Parts: [Value.Text text, ..] } => IsFile(text.Content),
                    _ => false,
                }
            );
    }

    static bool IsFile(string address) =>
        address.StartsWith("sqlite", StringComparison.OrdinalIgnoreCase) && !address.Contains(":memory:", StringComparison.Ordinal);

    static bool InMemory(Code call) => call.ArgumentAt(0).String is ":memory:" or "";

    /// <summary>Where a container is told which file it is.</summary>
    Location? Set() =>
        known
            .InfraResources.Where(one => one.Tool is InfraTool.Compose or InfraTool.Platform or InfraTool.Kubernetes)
            .SelectMany(one => Leaves(one.Settings))
            .FirstOrDefault(value => value.Text.Contains("sqlite:", StringComparison.OrdinalIgnoreCase) && value.At.Path.Length > 0)
            ?.At;

    static IEnumerable<InfraValue> Leaves(InfraValue value) =>
        value.Kind is InfraValueKind.Text
            ? [value]
            : value.Items.SelectMany(Leaves).Concat(value.Entries.SelectMany(entry => Leaves(entry.Value)));

    /// <summary>Whether anything shows that the app runs somewhere: a container, a host.</summary>
    bool HasHome() =>
        known.ContainerFiles.Count > 0
        || known.InfraResources.Any(one => one.Kind is InfraKind.Runtime or InfraKind.Machine)
        || known.Deployables.Any(part => part.Hosting is not Hosting.Unknown);

    (Location, bool)? InRails()
    {
        foreach (var file in sources.Tree.Files)
            if (
                file.Name is "database.yml"
                && file.Folder.EndsWith("config", StringComparison.Ordinal)
                && Folders.Counts(file.Role)
                && RailsFile().Match(file.Text) is { Success: true } match
                && !file.Text.Contains("postgresql", StringComparison.Ordinal)
                && !file.Text.Contains("mysql", StringComparison.Ordinal)
                && !file.Text.Contains("<% ", StringComparison.Ordinal)
            )
                return (file.At(match.Groups["file"].Index), HasHome());
        return null;
    }

    [GeneratedRegex(
        @"(?:^|/)(?:scripts?|tools?|seeds?|migrations?|alembic|bin|notebooks?)/|setup_|seed|test",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Aside();

    [GeneratedRegex(@"provider\s*=\s*""sqlite""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex PrismaFile();

    [GeneratedRegex(@"django\.db\.backends\.sqlite3", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DjangoFile();

    [GeneratedRegex(@"django\.db\.backends\.(?:postgresql|mysql|oracle)|dj_database_url|env\.db\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OtherDjangoDatabase();

    [GeneratedRegex(
        @"^production:[\s\S]*?database:\s*(?<file>\S+\.sqlite3)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex RailsFile();
}
