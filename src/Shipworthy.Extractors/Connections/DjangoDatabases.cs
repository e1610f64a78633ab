using Shipworthy.Extractors.Endpoints.Django;

namespace Shipworthy.Extractors.Connections;

/// <summary>
/// Databases in the settings of Django. Without <c>CONN_MAX_AGE</c> and without a pool of psycopg 3 each request opens a connection and closes it again.
/// </summary>
sealed class DjangoDatabases(Sources sources, App known)
{
    /// <summary>All of production.</summary>
    public IEnumerable<DatabaseClient> All()
    {
        foreach (var settings in DjangoSettings.Of(sources))
            if (settings.Setting("DATABASES") is { Exists: true } databases && Of(databases) is { } client)
                yield return client;
    }

    DatabaseClient? Of(Code databases)
    {
        var value = databases[Part.Value].Exists ? databases[Part.Value] : databases;
        var text = value.Text;
        var given = sources.Code.ObjectOf(value);
        var main = given.Exists ? sources.Code.Entry(given, "default") : default;
        if (!main.Exists)
            return Unclear(value, "takes its databases from a value that could not be followed");
        if (main.Kind is CodeKind.Call)
            return OfAddress(main);
        var options = sources.Code.ObjectOf(main);
        if (!options.Exists)
            return Unclear(main, "takes its database from a value that could not be followed");
        var engine = sources.Code.ValueOf(sources.Code.Entry(options, "ENGINE"));
        if (
            engine.AsText?.Contains("sqlite", StringComparison.Ordinal) is true
            && !text.Contains("postgres", StringComparison.OrdinalIgnoreCase)
        )
            return null;
        var pool = sources.Code.Entry(sources.Code.ObjectOf(sources.Code.Entry(options, "OPTIONS")), "pool");
        if (pool.Exists && sources.Code.ValueOf(pool).AsTruth is not false)
            return Client(main, ClientPooling.Pool, "");
        return Kept(main, sources.Code.Entry(options, "CONN_MAX_AGE"));
    }

    /// <summary><c>dj_database_url.config(conn_max_age=600)</c>, <c>env.db()</c>.</summary>
    DatabaseClient? OfAddress(Code call)
    {
        if (call.Callee.Name is not ("config" or "parse" or "db" or "db_url" or "dj_db_url"))
            return Unclear(call, "takes its database from a value that could not be followed");
        return Kept(call, call.ArgumentNamed("conn_max_age"));
    }

    DatabaseClient? Kept(Code at, Code age)
    {
        if (!age.Exists)
            // An assignment after the settings, or in those of one environment, such as DATABASES["default"]["CONN_MAX_AGE"] = 60.
            return sources.Code.Files.Any(file =>
                (file == at.File || sources.Tree.Find(file.Path)?.Role is Reading.FileRole.Prod && FolderOf(file) == FolderOf(at.File))
                && file.Text.Contains("CONN_MAX_AGE", StringComparison.Ordinal)
            )
                ? Unclear(at, "sets CONN_MAX_AGE in a way that was not followed")
                : Client(
                    at,
                    ClientPooling.Off,
                    "sets no CONN_MAX_AGE and no pool, so that each request opens a connection and closes it again"
                );
        return sources.Code.ValueOf(age) switch
        {
            Value.Number { Amount: 0 } => Client(
                at,
                ClientPooling.Off,
                "sets CONN_MAX_AGE to 0, so that each request opens a connection and closes it again"
            ),
            Value.Number or Value.Nothing => Client(at, ClientPooling.Kept, ""),
            _ when age.Text is "None" => Client(at, ClientPooling.Kept, ""),
            Value.FromEnvironment { Default: Value.Text { Content: not "0" } or Value.Number { Amount: > 0 } } => Client(
                at,
                ClientPooling.Kept,
                ""
            ),
            _ => Client(at, ClientPooling.Unknown, "takes CONN_MAX_AGE from a value that is not known here"),
        };
    }

    static string FolderOf(CodeFile file) => file.Path[..(file.Path.LastIndexOf('/') + 1)];

    DatabaseClient? Unclear(Code at, string because) =>
        known.Dependencies.Any(one =>
            one.Name is "psycopg" or "psycopg2" or "psycopg2-binary" or "mysqlclient" or "pymysql" or "cx_Oracle" or "oracledb"
        )
            ? Client(at, ClientPooling.Unknown, because)
            : null;

    static DatabaseClient Client(Code at, ClientPooling pooling, string because) =>
        new(at.At, "Django")
        {
            Life = ClientLife.Process,
            LifeBecause = "for each process that answers",
            Pooling = pooling,
            PoolingBecause = because,
        };
}
