using System.Text.RegularExpressions;
using Shipworthy.Extractors.Migrations.Applying;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations;

/// <summary>
/// Schemas that the app owns without migrations: models of a mapper, tables that code makes as it starts, loose files of SQL, or a database that only its driver
/// shows.
/// </summary>
static partial class SchemasWithoutFiles
{
    /// <summary>The schemas of an app, those that a set of migrations covers left out.</summary>
    public static IEnumerable<OwnedSchema> In(
        Sources sources,
        App known,
        ImmutableArray<FoundSet> sets,
        SchemaJoining joining,
        Packages packages
    )
    {
        List<OwnedSchema> found = [.. OfMappers(sources, sets, joining)];
        if (found.Count == 0 && sets.IsEmpty)
            found.AddRange(OfDrivers(sources, known));
        if (TablesBesideSupabase.LooseIn(sources, sets) is { } loose)
            found.Add(loose);
        else if (
            found.TrueForAll(schema => schema.Tool is not MigrationTool.Unknown)
            && SchemasInDocuments.Pasted(sources.Tree, known, sets) is { } pasted
        )
            found.Add(pasted);
        return found;
    }

    static IEnumerable<OwnedSchema> OfMappers(Sources sources, ImmutableArray<FoundSet> sets, SchemaJoining joining)
    {
        foreach (var schema in sources.Tree.Files.Where(file => file.Name is "schema.prisma" && IsOwn(file)))
            if (HasTables(schema) && !sets.Any(set => set.Tool is MigrationTool.Prisma && SharesHome(set, schema.Folder)) && !HasSql(sets))
                yield return Of(
                    joining,
                    MigrationTool.Prisma,
                    Location.At(schema.Path, 1),
                    schema.Folder,
                    "holds models without a migration"
                );
        if (!HasTool(sets, MigrationTool.EntityFramework) && !HasSql(sets) && Context(sources) is { } context)
            yield return Of(joining, MigrationTool.EntityFramework, context.At, Paths.FolderOf(context.At.Path), context.Because);
        if (HasTool(sets, MigrationTool.EntityFramework) && !HasSql(sets))
            foreach (var schema in ContextsWithoutFiles.In(sources, sets, joining))
                yield return schema;
        if (!HasTool(sets, MigrationTool.Alembic) && !HasSql(sets) && Declared(sources) is { } table)
            yield return Of(
                joining,
                MigrationTool.SqlAlchemy,
                table.At,
                table.File.Path is var path ? Paths.FolderOf(path) : "",
                "declares tables without a migration"
            );
        if (!HasTool(sets, MigrationTool.TypeOrm) && !HasSql(sets) && Entity(sources, "typeorm", "Entity") is { } entity)
            yield return Of(
                joining,
                MigrationTool.TypeOrm,
                entity.At,
                Paths.FolderOf(entity.File.Path),
                "declares entities without a migration"
            );
        if (!HasTool(sets, MigrationTool.Sequelize) && !HasSql(sets) && Sequelize(sources) is { } model)
            yield return Of(
                joining,
                MigrationTool.Sequelize,
                model.At,
                Paths.FolderOf(model.File.Path),
                "declares models without a migration"
            );
        if (!HasTool(sets, MigrationTool.Drizzle) && !HasSql(sets) && Drizzle(sources) is { } drizzle)
            yield return Of(
                joining,
                MigrationTool.Drizzle,
                drizzle.At,
                Paths.FolderOf(drizzle.File.Path),
                "declares tables without a migration"
            );
        if (!HasTool(sets, MigrationTool.Drizzle) && HasSql(sets) && TablesBesideSql.OfDrizzle(sources, sets) is { } beside)
            yield return Of(joining, MigrationTool.Drizzle, beside.At, Paths.FolderOf(beside.At.Path), beside.Because);
        foreach (var tool in new[] { MigrationTool.Hibernate, MigrationTool.Gorm })
            if (sets.IsEmpty && joining.By(tool) is [var first, ..])
                yield return Of(joining, tool, first.At, Paths.FolderOf(first.At.Path), "makes tables from its models");
    }

    static OwnedSchema Of(SchemaJoining joining, MigrationTool tool, Location at, string folder, string because) =>
        new(at, tool, folder) { Because = because, Guesses = [.. joining.By(tool).Where(apply => apply.Act is not ApplyAct.Migrate)] };

    static bool IsOwn(SourceFile file) => file.Role is FileRole.Prod or FileRole.Infra or FileRole.Migration;

    static bool HasTool(ImmutableArray<FoundSet> sets, MigrationTool tool) => sets.Any(set => set.Tool == tool);

    /// <summary>Whether files of plain SQL, or of Supabase, may be what makes the tables of the models.</summary>
    static bool HasSql(ImmutableArray<FoundSet> sets) =>
        sets.Any(set =>
            set.Files.Any(one => one.File.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)) && set.Tool is not MigrationTool.Prisma
        );

    static bool SharesHome(FoundSet set, string folder) => Paths.IsIn(folder, set.Folder) || Paths.IsIn(Paths.FolderOf(set.Folder), folder);

    static bool HasTables(SourceFile schema) =>
        schema.Text.Contains("\nmodel ", StringComparison.Ordinal) && !schema.Text.Contains("\"mongodb\"", StringComparison.Ordinal);

    /// <summary>A context of EF Core with a real provider. One that only lives in memory owns no schema.</summary>
    static (Location At, string Because)? Context(Sources sources)
    {
        var real = sources
            .Code.Calls(
                "UseSqlServer",
                "UseNpgsql",
                "UseSqlite",
                "UseMySql",
                "UseMySQL",
                "UseOracle",
                "AddNpgsqlDbContext",
                "AddSqlServerDbContext"
            )
            .FirstOrDefault(call => sources.IsDeployed(call.File));
        return real.Exists ? (real.At, "keeps data through EF Core without a migration") : null;
    }

    static Code? Declared(Sources sources)
    {
        if (!sources.Code.Imports("sqlalchemy", "sqlmodel", "flask_sqlalchemy"))
            return null;
        foreach (var model in sources.Code.All(CodeKind.Class))
            if (
                model.File.Language is Language.Python
                && sources.IsDeployed(model.File)
                && (model.Property("__tablename__").Exists || model.All(Part.Base).Any(one => one.Text is "db.Model"))
            )
                return model;
        return null;
    }

    static Code? Entity(Sources sources, string package, string decorator)
    {
        if (!sources.Code.Imports(package))
            return null;
        foreach (var call in sources.Code.All(CodeKind.Decorator))
            if (
                call.Name == decorator
                && sources.Code.OriginOf(call[Part.Value].Kind is CodeKind.Call ? call[Part.Value].Callee : call[Part.Value]).Package
                    == package
                && sources.IsDeployed(call.File)
            )
                return call;
        foreach (var call in sources.Code.Calls(decorator))
            if (
                call.Parent.Kind is CodeKind.Decorator
                && sources.Code.OriginOf(call.Callee).Package == package
                && sources.IsDeployed(call.File)
            )
                return call;
        return null;
    }

    static Code? Sequelize(Sources sources)
    {
        if (!sources.Code.Imports("sequelize", "sequelize-typescript"))
            return null;
        foreach (var call in sources.Code.Calls("define", "init"))
            if (
                sources.IsDeployed(call.File)
                && (
                    call.Callee.Name is "define"
                        ? call.Receiver.Text.EndsWith("sequelize", StringComparison.OrdinalIgnoreCase)
                        : call.ArgumentAt(1).Text.Contains("sequelize", StringComparison.Ordinal)
                )
            )
                return call;
        return null;
    }

    static Code? Drizzle(Sources sources)
    {
        foreach (var call in sources.Code.Calls("pgTable", "sqliteTable", "mysqlTable"))
            if (sources.IsDeployed(call.File))
                return call;
        return null;
    }

    /// <summary>A driver among the packages, with the tables that are made in loose files or in code, or nowhere to be seen.</summary>
    static IEnumerable<OwnedSchema> OfDrivers(Sources sources, App known)
    {
        var supabase = SupabaseTables(sources);
        var driver = known.Dependencies.FirstOrDefault(package =>
            package.Scope is not DependencyScope.Development && package.IsDirect is not false && Driver().IsMatch(package.Name)
        );
        var builtIn = driver is null && supabase is null ? BuiltIn(sources, known) : null;
        if (driver is null && supabase is null && builtIn is null)
            yield break;
        var loose = sources.Tree.Files.FirstOrDefault(file =>
            file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
            && file.Role is not (FileRole.Vendored or FileRole.Test or FileRole.Example)
            && Makes().IsMatch(file.Text)
        );
        if (loose is not null)
            yield return new(loose.At(Makes().Match(loose.Text).Index), MigrationTool.Unknown, loose.Folder)
            {
                Because = "makes tables in a loose file of SQL that no tool applies",
            };
        else if (InCode(sources) is { } made)
            yield return new(made, MigrationTool.Unknown, Paths.FolderOf(made.Path))
            {
                Because = "makes tables from code, and no file says how they change",
            };
        else if (supabase is { } used)
            yield return new(used, MigrationTool.Supabase, Paths.FolderOf(used.Path))
            {
                Because = "uses tables that nothing in the repository makes",
            };
        else if (builtIn is { } opened)
            yield return new(opened, MigrationTool.Unknown, Paths.FolderOf(opened.Path))
            {
                Because = "opens SQLite",
                NotSeen = "opens SQLite, and no file here makes a table",
            };
        else
            yield return new(driver!.At, MigrationTool.Unknown, driver.Directory)
            {
                Because = $"depends on {driver.Name}",
                NotSeen = $"depends on {driver.Name}, and no file here makes a table",
            };
    }

    /// <summary>Where a server loads the SQLite of its language, which no manifest names; null where none does.</summary>
    static Location? BuiltIn(Sources sources, App known)
    {
        if (!known.Deployables.Any(part => part.Serves is Serves.Pages or Serves.Answers))
            return null;
        var load = sources
            .Code.All(CodeKind.Import)
            .FirstOrDefault(import =>
                import.Name is "sqlite3" or "node:sqlite" or "bun:sqlite"
                && (import.Name is not "sqlite3" || import.File.Language is Language.Python)
                && sources.IsDeployed(import.File)
                && sources.Code.IsReachable(import.File)
                && !ByHand().IsMatch(import.File.Path)
                && known.Deployables.Any(part => part.Serves is Serves.Pages or Serves.Answers && part.Holds(import.File.Path))
            );
        return load.Exists ? load.At : null;
    }

    /// <summary>A table that is asked for through Supabase's client.</summary>
    static Location? SupabaseTables(Sources sources)
    {
        if (!sources.Code.Imports("@supabase/supabase-js", "@supabase/ssr", "supabase"))
            return null;
        foreach (var call in sources.Code.Calls("from", "from_", "table"))
            if (
                call.ArgumentAt(0).String is { Length: > 0 }
                && sources.IsDeployed(call.File)
                && call.Receiver.Text.Contains("supabase", StringComparison.OrdinalIgnoreCase)
                && !call.Receiver.Text.EndsWith("storage", StringComparison.Ordinal)
            )
                return call.At;
        return null;
    }

    static Location? InCode(Sources sources)
    {
        foreach (var file in sources.Code.Files)
            if (
                file.Text.Contains("create table", StringComparison.OrdinalIgnoreCase)
                && sources.IsDeployed(file)
                && Makes().Match(file.Text) is { Success: true } found
            )
                return sources.Tree.Find(file.Path)?.At(found.Index);
        return null;
    }

    [GeneratedRegex(
        @"^(?:pg|postgres|@vercel/postgres|@neondatabase/serverless|mysql2?|mariadb|better-sqlite3|sqlite3?|@libsql/client|mssql|oracledb|psycopg\d?(?:-binary)?|psycopg2-binary|asyncpg|aiosqlite|pymysql|mysqlclient|aiomysql|Npgsql|MySqlConnector|MySql\.Data|Microsoft\.Data\.SqlClient|System\.Data\.SqlClient|Microsoft\.Data\.Sqlite|github\.com/(?:lib/pq|jackc/pgx(?:/v\d)?|go-sql-driver/mysql|mattn/go-sqlite3)|sqlx|tokio-postgres|org\.postgresql:postgresql|mysql:mysql-connector-java|com\.mysql:mysql-connector-j)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Driver();

    [GeneratedRegex(@"(?:^|/)(?:scripts?|tools|bin|bench\w*|notebooks?)/", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ByHand();

    [GeneratedRegex(@"\bcreate\s+table\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Makes();
}
