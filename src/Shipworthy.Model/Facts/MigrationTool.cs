namespace Shipworthy.Model;

/// <summary>Tools that apply changes of a database schema.</summary>
public enum MigrationTool
{
    /// <summary>Which one is not known: plain files of SQL.</summary>
    Unknown,
    Supabase,
    Prisma,
    Drizzle,
    Knex,
    Kysely,
    Sequelize,
    TypeOrm,
    MikroOrm,
    NodePgMigrate,
    Postgrator,
    Ley,
    Alembic,
    Django,
    EntityFramework,
    Rails,
    Laravel,
    Flyway,
    Liquibase,
    Hibernate,
    GolangMigrate,
    Goose,
    Gorm,
    Dbmate,
    Atlas,
    CloudflareD1,
    SqlAlchemy,
    Ecto,

    /// <summary>A program that the team wrote.</summary>
    OwnRunner,
}

/// <summary>Questions to <see cref="MigrationTool"/>.</summary>
public static class MigrationTools
{
    extension(MigrationTool tool)
    {
        /// <summary>The tool as its makers spell it.</summary>
        public string Called =>
            tool switch
            {
                MigrationTool.Unknown => "SQL",
                MigrationTool.TypeOrm => "TypeORM",
                MigrationTool.MikroOrm => "MikroORM",
                MigrationTool.NodePgMigrate => "node-pg-migrate",
                MigrationTool.EntityFramework => "EF Core",
                MigrationTool.GolangMigrate => "golang-migrate",
                MigrationTool.CloudflareD1 => "Cloudflare D1",
                MigrationTool.SqlAlchemy => "SQLAlchemy",
                MigrationTool.OwnRunner => "the team's own runner",
                MigrationTool.Gorm => "GORM",
                MigrationTool.Dbmate => "dbmate",
                MigrationTool.Goose => "goose",
                MigrationTool.Ley => "ley",
                MigrationTool.Supabase
                or MigrationTool.Prisma
                or MigrationTool.Drizzle
                or MigrationTool.Knex
                or MigrationTool.Kysely
                or MigrationTool.Sequelize
                or MigrationTool.Postgrator
                or MigrationTool.Alembic
                or MigrationTool.Django
                or MigrationTool.Rails
                or MigrationTool.Laravel
                or MigrationTool.Flyway
                or MigrationTool.Liquibase
                or MigrationTool.Hibernate
                or MigrationTool.Ecto
                or MigrationTool.Atlas => tool.ToString(),
            };
    }
}
