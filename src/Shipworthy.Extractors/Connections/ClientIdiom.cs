namespace Shipworthy.Extractors.Connections;

/// <summary>A way to open connections to a database: the name that is called, the packages that it comes from, and what the library does by default.</summary>
/// <param name="Name">The last name of what is called.</param>
/// <param name="Packages">The packages, apart by blanks; empty for any. Behind a dot the receiver.</param>
/// <param name="Library">The library, as its makers spell it.</param>
/// <param name="Engine">The product that it leads to; empty when address or driver tell.</param>
/// <param name="Pooling">How it shares connections by default.</param>
readonly record struct ClientIdiom(string Name, string Packages, string Library, string Engine, ClientPooling Pooling)
{
    /// <summary>Whether a call of the same again gives the client that there is.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether only a construction with <c>new</c> counts.</summary>
    public bool OnlyNew { get; init; }

    /// <summary>Whether a call is one of this kind.</summary>
    public bool Fits(CodeBase code, Code call)
    {
        if (OnlyNew && call.Kind is not CodeKind.New)
            return false;
        if (Packages.Length == 0)
            return true;
        if (Packages.StartsWith('.'))
            return call.Receiver.Name == Packages[1..];
        var origin = code.OriginOf(call.Callee);
        if (!origin.Exists)
            return false;
        // What a client gives is no client: pool.connect() of a Pool.
        if (origin.Name.Contains("()", StringComparison.Ordinal))
            return false;
        foreach (var package in Packages.Split(' '))
            if (origin.Package == package || origin.Package.StartsWith(package + "/", StringComparison.Ordinal))
                return true;
        return false;
    }
}

/// <summary>The ways that Shipworthy knows, by language.</summary>
static class ClientIdioms
{
    static readonly ImmutableArray<ClientIdiom> Script =
    [
        new("PrismaClient", "", "Prisma", "prisma", ClientPooling.Pool) { OnlyNew = true },
        new("Pool", "pg", "pg", "postgres", ClientPooling.Pool) { OnlyNew = true },
        new("Client", "pg", "pg", "postgres", ClientPooling.Single) { OnlyNew = true },
        new("Pool", "@neondatabase/serverless", "Neon", "postgres", ClientPooling.Service) { OnlyNew = true },
        new("neon", "@neondatabase/serverless", "Neon", "postgres", ClientPooling.Service),
        new("createPool", "@vercel/postgres", "Vercel Postgres", "postgres", ClientPooling.Service),
        new("default", "postgres", "postgres.js", "postgres", ClientPooling.Pool),
        new("postgres", "postgres", "postgres.js", "postgres", ClientPooling.Pool),
        new("createPool", "mysql2 mysql mariadb", "mysql", "mysql", ClientPooling.Pool),
        new("createConnection", "mysql2 mysql mariadb", "mysql", "mysql", ClientPooling.Single),
        new("connect", "@planetscale/database", "PlanetScale", "mysql", ClientPooling.Service),
        new("connect", "mongoose", "Mongoose", "mongo", ClientPooling.Pool) { IsShared = true },
        new("createConnection", "mongoose", "Mongoose", "mongo", ClientPooling.Pool),
        new("MongoClient", "mongodb", "MongoDB", "mongo", ClientPooling.Pool) { OnlyNew = true },
        new("connect", "mongodb", "MongoDB", "mongo", ClientPooling.Pool),
        new("DataSource", "typeorm", "TypeORM", "", ClientPooling.Pool) { OnlyNew = true },
        new("createConnection", "typeorm", "TypeORM", "", ClientPooling.Pool) { IsShared = true },
        new("forRoot", "@nestjs/typeorm", "TypeORM", "", ClientPooling.Pool) { IsShared = true },
        new("forRootAsync", "@nestjs/typeorm", "TypeORM", "", ClientPooling.Pool) { IsShared = true },
        new("forRoot", "@nestjs/mongoose", "Mongoose", "mongo", ClientPooling.Pool) { IsShared = true },
        new("forRootAsync", "@nestjs/mongoose", "Mongoose", "mongo", ClientPooling.Pool) { IsShared = true },
        new("forRoot", "@nestjs/sequelize @mikro-orm/nestjs", "Sequelize", "", ClientPooling.Pool) { IsShared = true },
        new("forRootAsync", "@nestjs/sequelize @mikro-orm/nestjs", "Sequelize", "", ClientPooling.Pool) { IsShared = true },
        new("Sequelize", "sequelize sequelize-typescript", "Sequelize", "", ClientPooling.Pool) { OnlyNew = true },
        new("knex", "knex", "Knex", "", ClientPooling.Pool),
        new("default", "knex", "Knex", "", ClientPooling.Pool),
        new("createPool", "slonik", "Slonik", "postgres", ClientPooling.Pool),
        new("ConnectionPool", "mssql", "mssql", "mssql", ClientPooling.Pool) { OnlyNew = true },
        new("connect", "mssql", "mssql", "mssql", ClientPooling.Pool) { IsShared = true },
        new("createPool", "oracledb", "oracledb", "oracle", ClientPooling.Pool),
        new("createClient", "@supabase/supabase-js", "Supabase", "supabase", ClientPooling.Service),
        new("createServerClient", "@supabase/ssr", "Supabase", "supabase", ClientPooling.Service),
        new("createBrowserClient", "@supabase/ssr", "Supabase", "supabase", ClientPooling.Service),
    ];

    static readonly ImmutableArray<ClientIdiom> Python =
    [
        new("create_engine", "sqlalchemy sqlmodel", "SQLAlchemy", "", ClientPooling.Pool),
        new("create_async_engine", "sqlalchemy", "SQLAlchemy", "", ClientPooling.Pool),
        new("SQLAlchemy", "flask_sqlalchemy", "SQLAlchemy", "", ClientPooling.Pool),
        new("connect", "psycopg2", "psycopg2", "postgres", ClientPooling.Single),
        new("connect", "psycopg", "psycopg", "postgres", ClientPooling.Single),
        new("connect", "asyncpg", "asyncpg", "postgres", ClientPooling.Single),
        new("create_pool", "asyncpg aiopg", "asyncpg", "postgres", ClientPooling.Pool),
        new("ConnectionPool", "psycopg_pool", "psycopg", "postgres", ClientPooling.Pool),
        new("AsyncConnectionPool", "psycopg_pool", "psycopg", "postgres", ClientPooling.Pool),
        new("ThreadedConnectionPool", "psycopg2", "psycopg2", "postgres", ClientPooling.Pool),
        new("SimpleConnectionPool", "psycopg2", "psycopg2", "postgres", ClientPooling.Pool),
        new("connect", "pymysql", "PyMySQL", "mysql", ClientPooling.Single),
        new("connect", "MySQLdb", "mysqlclient", "mysql", ClientPooling.Single),
        new("connect", "mysql", "mysql-connector", "mysql", ClientPooling.Single),
        new("connect", "aiomysql", "aiomysql", "mysql", ClientPooling.Single),
        new("create_pool", "aiomysql", "aiomysql", "mysql", ClientPooling.Pool),
        new("connect", "pyodbc", "pyodbc", "mssql", ClientPooling.Single),
        new("MongoClient", "pymongo", "PyMongo", "mongo", ClientPooling.Pool),
        new("AsyncMongoClient", "pymongo", "PyMongo", "mongo", ClientPooling.Pool),
        new("AsyncIOMotorClient", "motor", "Motor", "mongo", ClientPooling.Pool),
        new("connect", "mongoengine", "MongoEngine", "mongo", ClientPooling.Pool) { IsShared = true },
        new("Database", "databases", "databases", "", ClientPooling.Pool),
        new("register_tortoise", "tortoise", "Tortoise", "", ClientPooling.Pool) { IsShared = true },
        new("PooledPostgresqlDatabase", "playhouse", "peewee", "postgres", ClientPooling.Pool),
        new("create_client", "supabase", "Supabase", "supabase", ClientPooling.Service),
        new("acreate_client", "supabase", "Supabase", "supabase", ClientPooling.Service),
    ];

    /// <summary>Drivers of .NET lend connections of one address from a pool, however often one is made.</summary>
    static readonly ImmutableArray<ClientIdiom> CSharp =
    [
        new("UseNpgsql", "", "Npgsql", "postgres", ClientPooling.Pool) { IsShared = true },
        new("AddNpgsqlDbContext", "", "Npgsql", "postgres", ClientPooling.Pool) { IsShared = true },
        new("AddNpgsqlDataSource", "", "Npgsql", "postgres", ClientPooling.Pool) { IsShared = true },
        new("NpgsqlConnection", "", "Npgsql", "postgres", ClientPooling.Pool) { IsShared = true, OnlyNew = true },
        new("Create", ".NpgsqlDataSource", "Npgsql", "postgres", ClientPooling.Pool),
        new("UseSqlServer", "", "SqlClient", "mssql", ClientPooling.Pool) { IsShared = true },
        new("AddSqlServerDbContext", "", "SqlClient", "mssql", ClientPooling.Pool) { IsShared = true },
        new("SqlConnection", "", "SqlClient", "mssql", ClientPooling.Pool) { IsShared = true, OnlyNew = true },
        new("UseMySql", "", "MySqlConnector", "mysql", ClientPooling.Pool) { IsShared = true },
        new("UseMySQL", "", "MySqlConnector", "mysql", ClientPooling.Pool) { IsShared = true },
        new("MySqlConnection", "", "MySqlConnector", "mysql", ClientPooling.Pool) { IsShared = true, OnlyNew = true },
        new("UseOracle", "", "Oracle", "oracle", ClientPooling.Pool) { IsShared = true },
        new("OracleConnection", "", "Oracle", "oracle", ClientPooling.Pool) { IsShared = true, OnlyNew = true },
        new("MongoClient", "", "MongoDB", "mongo", ClientPooling.Pool) { IsShared = true, OnlyNew = true },
    ];

    /// <summary>The ways of each group of languages.</summary>
    public static ImmutableArray<(ImmutableArray<ClientIdiom> Idioms, ImmutableArray<Language> Languages)> All { get; } =
    [(Script, [Language.JavaScript, Language.TypeScript, Language.Tsx]), (Python, [Language.Python]), (CSharp, [Language.CSharp])];
}
