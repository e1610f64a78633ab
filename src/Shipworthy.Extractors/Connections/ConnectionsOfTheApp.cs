using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Endpoints;

namespace Shipworthy.Extractors.Connections;

/// <summary>
/// Joins the places that open connections to databases with the parts of the app, the copies in which these run and the addresses that they are given (rubric 7.3).
/// </summary>
public sealed partial class ConnectionsOfTheApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(DatabaseClient), typeof(DatabaseAddress), typeof(KeptConnection)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var (clients, files) = new ClientsInCode(sources, known).All();
        var parts = new PartsOfTheApp(known.Deployables);
        var copies = new CopiesOfParts(sources, known);
        var opened = clients.Select(one => one.Client).Concat(new DjangoDatabases(sources, known).All()).ToList();
        foreach (var client in opened)
        {
            // A package that several parts share lies in none of them; then each of them may open it.
            var part = parts.Of(client.At.Path) is { Serves: not Serves.Files } held ? held : null;
            var (number, because) = part is null ? copies.OfAll() : copies.Of(part);
            learn.Add(client with { Part = part?.Name ?? "", Copies = number, CopiesBecause = because });
        }
        if (opened.Exists(client => client.Library is "Npgsql" or "SqlClient" or "MySqlConnector" or "Oracle"))
            foreach (var client in WithoutPool(sources))
                learn.Add(client);
        if (opened.Exists(client => client.Pooling is not ClientPooling.Service))
        {
            foreach (var address in new AddressesInFiles(sources, known).All())
                learn.Add(address);
            foreach (var kept in new KeptConnections(sources).All())
                learn.Add(kept);
        }
        Unseen(sources, known, learn, opened, files);
    }

    /// <summary>Parts in other languages, code that was not parsed, and libraries whose clients were not found.</summary>
    static void Unseen(Sources sources, App known, Learner learn, List<DatabaseClient> opened, ImmutableArray<Code> files)
    {
        foreach (var part in known.Deployables.Where(part => part.NotSeen is not null && part.Serves is not Serves.Files))
            learn.CannotSee<DatabaseClient>(
                part.At,
                part.Stack is Stack.Php
                    ? $"{part.Name} {part.NotSeen}, where each request opens a connection of its own unless a pooler or a lasting server is there, and neither could be read"
                    : $"{part.Name} {part.NotSeen}, so how it opens its database could not be read"
            );
        foreach (var file in sources.Code.Files)
            if (
                file.NotParsed is { } reason
                && sources.IsDeployed(file)
                && sources.Tree.Find(file.Path) is { } source
                && Opens().IsMatch(source.Text)
            )
                learn.CannotSee<DatabaseClient>(Location.File(file.Path), $"was not read as code: {reason}");
        foreach (var library in known.DataLibraries.Where(library => IsUnexplained(library.Name, opened, files)))
            learn.CannotSee<DatabaseClient>(
                library.At,
                $"asks a database through {library.Name}, and where its connections are opened was not found"
            );
    }

    /// <summary>
    /// Whether nothing that was found opens the connections of a library. Builders of queries work over any driver; a library with a driver of its own needs a client of its own.
    /// </summary>
    static bool IsUnexplained(string library, List<DatabaseClient> opened, ImmutableArray<Code> files) =>
        opened.Count == 0 && files.Length == 0 ? Servers().IsMatch(library)
        : files.Length > 0 ? false
        : library switch
        {
            "Mongoose" or "MongoDB" => !opened.Exists(client => client.Library is "Mongoose" or "MongoDB"),
            "PyMongo" or "Motor" or "Beanie" => !opened.Exists(client => client.Library is "PyMongo" or "Motor" or "MongoEngine"),
            "Sequelize" or "TypeORM" or "Django" or "Tortoise" or "peewee" => !opened.Exists(client => client.Library == library),
            "MikroORM" or "Neo4j" or "Pony" => true,
            _ => false,
        };

    /// <summary>Connection strings of .NET in settings that switch the pool off.</summary>
    static IEnumerable<DatabaseClient> WithoutPool(Sources sources)
    {
        foreach (var file in sources.Tree.Files)
            if (
                file.Role is Reading.FileRole.Prod or Reading.FileRole.Infra
                && file.Language is Language.None
                && file.Text.Length < 200_000
                && Infrastructure.InfraStageNames.OfPath(file.Name) is not (InfraStage.Development or InfraStage.Staging)
                && SwitchedOff().Match(file.Text) is { Success: true } match
            )
                yield return new(file.At(match.Index), "the connection string")
                {
                    Life = ClientLife.Process,
                    Pooling = ClientPooling.Off,
                    PoolingBecause = "switches pooling off with Pooling=false",
                };
    }

    [GeneratedRegex(
        @"(?:Host|Server|Data Source)\s*=[^""\r\n]{0,300};\s*Pooling\s*=\s*false",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex SwitchedOff();

    /// <summary>Libraries that speak to a server over a connection that stays open.</summary>
    [GeneratedRegex(
        @"^(?:Prisma|Drizzle|Kysely|Knex|Objection|TypeORM|Sequelize|MikroORM|Mongoose|MongoDB|pg|pg-promise|postgres\.js|mysql2?|mariadb|mssql|oracledb|Slonik|Neo4j|SQLAlchemy|SQLModel|databases|psycopg2?|asyncpg|aiopg|PyMySQL|mysqlclient|mysql-connector|aiomysql|pyodbc|PyMongo|Motor|Beanie|Tortoise|peewee|Pony|Django|Entity Framework Core|Dapper|Npgsql|SqlClient|MySqlConnector|Bun)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Servers();

    [GeneratedRegex(
        @"PrismaClient\(|\bnew Pool\(|createPool\(|create_(?:async_)?engine\(|MongoClient\(|mongoose\.connect|psycopg2?\.connect|SqlConnection\(|UseNpgsql|UseSqlServer",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Opens();
}
