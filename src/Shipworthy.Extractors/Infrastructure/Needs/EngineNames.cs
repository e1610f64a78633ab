using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Infrastructure.Needs;

/// <summary>Tells which database a call opens whose library speaks to several: by the address or dialect that it is given, by the schema, by the drivers of the app.</summary>
sealed partial class EngineNames(Sources sources, Facts<Dependency> dependencies)
{
    static readonly ImmutableArray<(string Driver, string Engine)> Drivers =
    [
        ("pg", "postgres"),
        ("postgres", "postgres"),
        ("psycopg2", "postgres"),
        ("psycopg2-binary", "postgres"),
        ("psycopg", "postgres"),
        ("psycopg-binary", "postgres"),
        ("asyncpg", "postgres"),
        ("mysql2", "mysql"),
        ("mysqlclient", "mysql"),
        ("pymysql", "mysql"),
        ("aiomysql", "mysql"),
        ("tedious", "mssql"),
        ("pyodbc", "mssql"),
    ];

    /// <summary>The engine; empty when it cannot be told, <c>sqlite</c> for a file.</summary>
    public string Of(Code call, string engine) =>
        engine switch
        {
            "prisma" => OfPrisma(),
            "drizzle" => OfDrizzle(call),
            "" => Told(call) ?? (DatabaseFilesInSettings.In(sources.Tree) is null ? OfDrivers() : "sqlite"),
            "mongo" when IsGiven(call, "mongodb-memory-server") => "",
            _ => engine,
        };

    /// <summary>The database in the settings of Django.</summary>
    public IEnumerable<StoreUse> OfDjango()
    {
        foreach (var file in sources.Code.Files)
            if (
                file.Language is Language.Python
                && file.Text.Contains("django.db.backends.", StringComparison.Ordinal)
                && sources.IsDeployed(file)
                && InfraStageNames.OfPath(file.Path[(file.Path.LastIndexOf('/') + 1)..])
                    is not (InfraStage.Development or InfraStage.Staging)
                && DjangoEngine().Match(file.Text) is { Success: true } match
                && sources.Tree.Find(file.Path) is { } source
            )
                yield return new(
                    source.At(match.Index),
                    InfraKind.Database,
                    match.Groups["engine"].Value is "postgresql" ? "postgres" : match.Groups["engine"].Value,
                    StoreHome.Anybody
                );
    }

    string OfPrisma()
    {
        foreach (var file in sources.Tree.Files)
            if (
                file.Name.EndsWith(".prisma", StringComparison.Ordinal)
                && Folders.Counts(file.Role)
                && Provider().Match(file.Text) is { Success: true } match
            )
                return match.Groups["engine"].Value switch
                {
                    "postgresql" or "postgres" or "cockroachdb" => "postgres",
                    "mongodb" => "mongo",
                    "sqlserver" => "mssql",
                    var other => other,
                };
        return OfDrivers();
    }

    string OfDrizzle(Code call)
    {
        var module = sources.Code.OriginOf(call.Callee).Module;
        return module[(module.LastIndexOf('/') + 1)..] switch
        {
            "node-postgres" or "postgres-js" or "neon-http" or "neon-serverless" or "vercel-postgres" or "pglite" => "postgres",
            "mysql2" or "planetscale-serverless" or "tidb-serverless" => "mysql",
            "libsql" => "turso",
            // A binding of Cloudflare is declared where it is named, and a file is no resource.
            _ => "",
        };
    }

    string? Told(Code call)
    {
        foreach (var text in call.Arguments.SelectMany(argument => argument.Descendants().Prepend(argument)).Take(60))
            if (
                sources.Code.ValueOf(text) switch
                {
                    Value.Text known => EngineOf(known.Content),
                    Value.FromEnvironment { Default: Value.Text { Content: var known } } => EngineOf(known),
                    Value.Joined { Parts: [Value.Text { Content: var known }, ..] } => EngineOf(known),
                    _ => null,
                } is
                { } engine
            )
                return engine is "sqlite" && OfDrivers() is { Length: > 0 } driver ? driver : engine;
        return null;
    }

    static string? EngineOf(string text) =>
        Scheme().Match(text) is { Success: true } match
            ? match.Value.ToLowerInvariant() switch
            {
                ['p', ..] => "postgres",
                ['m', 's', ..] => "mssql",
                ['m', ..] => "mysql",
                _ => "sqlite",
            }
            : null;

    string OfDrivers() =>
        Drivers.FirstOrDefault(driver => dependencies.Any(one => one.Name.Equals(driver.Driver, StringComparison.OrdinalIgnoreCase))).Engine
        ?? "";

    bool IsGiven(Code call, string package) => sources.Code.Imports(package) && call.File.Text.Contains(package, StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?:postgres|mysql|mariadb|mssql|sqlite|better-sqlite3)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Scheme();

    [GeneratedRegex(@"datasource\s+\w+\s*\{[^}]*?provider\s*=\s*""(?<engine>\w+)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Provider();

    [GeneratedRegex(@"django\.db\.backends\.(?<engine>postgresql|mysql|oracle)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DjangoEngine();
}
