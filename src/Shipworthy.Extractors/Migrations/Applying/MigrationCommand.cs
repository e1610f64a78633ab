using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>What a command does to a schema.</summary>
/// <param name="Tool">The tool that it calls.</param>
/// <param name="Act">What it does.</param>
readonly record struct MigrationCommand(MigrationTool Tool, ApplyAct Act)
{
    /// <summary>Reads a command whose wrappers (<c>npx</c>, <c>bundle exec</c>) were taken off; null for every other command.</summary>
    public static MigrationCommand? Of(string line)
    {
        line = CommandPatterns.Manager().Replace(line, "");
        foreach (var (pattern, command) in CommandPatterns.All)
            if (pattern.IsMatch(line))
                return command;
        return null;
    }
}

/// <summary>The commands by which tools change a schema, by the tools' own documentation.</summary>
static partial class CommandPatterns
{
    /// <summary>Each with what it does; the first that matches counts.</summary>
    public static ImmutableArray<(Regex Pattern, MigrationCommand Command)> All { get; } =
    [
        (Prisma(), new(MigrationTool.Prisma, ApplyAct.Migrate)),
        (PrismaPush(), new(MigrationTool.Prisma, ApplyAct.Push)),
        (PrismaReset(), new(MigrationTool.Prisma, ApplyAct.Reset)),
        (Drizzle(), new(MigrationTool.Drizzle, ApplyAct.Migrate)),
        (DrizzlePush(), new(MigrationTool.Drizzle, ApplyAct.Push)),
        (SupabaseReset(), new(MigrationTool.Supabase, ApplyAct.Reset)),
        (Supabase(), new(MigrationTool.Supabase, ApplyAct.Migrate)),
        (Knex(), new(MigrationTool.Knex, ApplyAct.Migrate)),
        (Kysely(), new(MigrationTool.Kysely, ApplyAct.Migrate)),
        (Sequelize(), new(MigrationTool.Sequelize, ApplyAct.Migrate)),
        (TypeOrm(), new(MigrationTool.TypeOrm, ApplyAct.Migrate)),
        (TypeOrmSync(), new(MigrationTool.TypeOrm, ApplyAct.Push)),
        (MikroOrm(), new(MigrationTool.MikroOrm, ApplyAct.Migrate)),
        (MikroOrmUpdate(), new(MigrationTool.MikroOrm, ApplyAct.Push)),
        (NodePgMigrate(), new(MigrationTool.NodePgMigrate, ApplyAct.Migrate)),
        (Postgrator(), new(MigrationTool.Postgrator, ApplyAct.Migrate)),
        (Ley(), new(MigrationTool.Ley, ApplyAct.Migrate)),
        (Alembic(), new(MigrationTool.Alembic, ApplyAct.Migrate)),
        (Django(), new(MigrationTool.Django, ApplyAct.Migrate)),
        (DjangoFlush(), new(MigrationTool.Django, ApplyAct.Reset)),
        (EntityFramework(), new(MigrationTool.EntityFramework, ApplyAct.Migrate)),
        (Rails(), new(MigrationTool.Rails, ApplyAct.Migrate)),
        (RailsReset(), new(MigrationTool.Rails, ApplyAct.Reset)),
        (LaravelReset(), new(MigrationTool.Laravel, ApplyAct.Reset)),
        (Laravel(), new(MigrationTool.Laravel, ApplyAct.Migrate)),
        (Flyway(), new(MigrationTool.Flyway, ApplyAct.Migrate)),
        (Liquibase(), new(MigrationTool.Liquibase, ApplyAct.Migrate)),
        (Goose(), new(MigrationTool.Goose, ApplyAct.Migrate)),
        (GolangMigrate(), new(MigrationTool.GolangMigrate, ApplyAct.Migrate)),
        (Dbmate(), new(MigrationTool.Dbmate, ApplyAct.Migrate)),
        (Atlas(), new(MigrationTool.Atlas, ApplyAct.Migrate)),
        (AtlasApply(), new(MigrationTool.Atlas, ApplyAct.Push)),
        (CloudflareD1(), new(MigrationTool.CloudflareD1, ApplyAct.Migrate)),
        (Ecto(), new(MigrationTool.Ecto, ApplyAct.Migrate)),
        (PlainSql(), new(MigrationTool.Unknown, ApplyAct.Migrate)),
    ];

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    /// <summary>A manager of packages that starts a program of one of them; scripts were followed before.</summary>
    [GeneratedRegex(@"^(?:pnpm|yarn) (?=[a-z])", Plain, 10_000)]
    public static partial Regex Manager();

    [GeneratedRegex(@"^(?:\S*/)?prisma migrate deploy\b", Plain, 10_000)]
    private static partial Regex Prisma();

    [GeneratedRegex(@"^(?:\S*/)?prisma (?:db push|migrate dev)\b", Plain, 10_000)]
    private static partial Regex PrismaPush();

    [GeneratedRegex(@"^(?:\S*/)?prisma migrate reset\b", Plain, 10_000)]
    private static partial Regex PrismaReset();

    [GeneratedRegex(@"^(?:drizzle-kit migrate|nuxt db migrate|nuxthub database migrations? )\b", Plain, 10_000)]
    private static partial Regex Drizzle();

    [GeneratedRegex(@"^drizzle-kit push", Plain, 10_000)]
    private static partial Regex DrizzlePush();

    [GeneratedRegex(@"^supabase db reset\b.*--(?:linked|db-url)", Plain, 10_000)]
    private static partial Regex SupabaseReset();

    [GeneratedRegex(@"^supabase (?:db push\b(?!.*--(?:local|dry-run))|migration up\b.*--(?:linked|db-url))", Plain, 10_000)]
    private static partial Regex Supabase();

    [GeneratedRegex(@"^knex\b.* ?migrate:(?:latest|up)\b", Plain, 10_000)]
    private static partial Regex Knex();

    [GeneratedRegex(@"^kysely (?:migrate(?::latest|:up)?|migrate latest)\b", Plain, 10_000)]
    private static partial Regex Kysely();

    [GeneratedRegex(@"^sequelize(?:-cli)?\b.* ?db:migrate(?:\s|$)", Plain, 10_000)]
    private static partial Regex Sequelize();

    [GeneratedRegex(@"^(?:(?:node|tsx|ts-node|bun)(?: -\S+)* )?(?:\S*/)?typeorm\S*\b.* ?migration:run\b", Plain, 10_000)]
    private static partial Regex TypeOrm();

    [GeneratedRegex(@"^(?:(?:node|tsx|ts-node|bun)(?: -\S+)* )?(?:\S*/)?typeorm\S*\b.* ?schema:sync\b", Plain, 10_000)]
    private static partial Regex TypeOrmSync();

    [GeneratedRegex(@"^mikro-orm\S*\b.* ?migration:up\b", Plain, 10_000)]
    private static partial Regex MikroOrm();

    [GeneratedRegex(@"^mikro-orm\S*\b.* ?schema:update\b", Plain, 10_000)]
    private static partial Regex MikroOrmUpdate();

    [GeneratedRegex(@"^node-pg-migrate\b.* ?up\b", Plain, 10_000)]
    private static partial Regex NodePgMigrate();

    [GeneratedRegex(@"^postgrator(?:\s|$)", Plain, 10_000)]
    private static partial Regex Postgrator();

    [GeneratedRegex(@"^ley\b.* ?up\b", Plain, 10_000)]
    private static partial Regex Ley();

    [GeneratedRegex(@"^(?:\S*/)?(?:alembic\b.* ?upgrade|flask\b.* ?db upgrade)\b", Plain, 10_000)]
    private static partial Regex Alembic();

    [GeneratedRegex(@"^(?:(?:\S*/)?python[\d.]* +(?:-\w+ +)*)?(?:\S*/)?(?:manage\.py|django-admin) migrate\b", Plain, 10_000)]
    private static partial Regex Django();

    [GeneratedRegex(@"^(?:(?:\S*/)?python[\d.]* +)?(?:\S*/)?(?:manage\.py|django-admin) (?:flush|reset_db)\b", Plain, 10_000)]
    private static partial Regex DjangoFlush();

    [GeneratedRegex(
        @"^(?:dotnet(?: tool run)? (?:dotnet-)?ef database update\b|(?:\S*/)?dotnet-ef database update\b|(?:\S*/)?efbundle(?:\.exe)?\b)",
        Plain,
        10_000
    )]
    private static partial Regex EntityFramework();

    [GeneratedRegex(@"^(?:ruby )?(?:\S*/)?(?:rails|rake)\b.* ?db:(?:migrate|prepare)(?::\w+)?(?=\s|$)", Plain, 10_000)]
    private static partial Regex Rails();

    [GeneratedRegex(@"^(?:ruby )?(?:\S*/)?(?:rails|rake)\b.* ?db:(?:schema:load|reset|setup|drop|migrate:reset)\b", Plain, 10_000)]
    private static partial Regex RailsReset();

    [GeneratedRegex(@"^php\S* (?:\S*/)?artisan migrate:(?:fresh|refresh|reset)\b|^php\S* (?:\S*/)?artisan db:wipe", Plain, 10_000)]
    private static partial Regex LaravelReset();

    [GeneratedRegex(
        @"^(?:php\S* (?:\S*/)?artisan migrate|(?:php )?(?:\S*/)?(?:phinx|console doctrine:migrations:) ?migrate)(?:\s|$)",
        Plain,
        10_000
    )]
    private static partial Regex Laravel();

    [GeneratedRegex(@"^(?:\S*/)?(?:flyway\b.* ?migrate|(?:mvn|mvnw|gradle|gradlew)\b.*(?:flyway:migrate|flywayMigrate))\b", Plain, 10_000)]
    private static partial Regex Flyway();

    [GeneratedRegex(@"^(?:\S*/)?(?:liquibase\b.* ?update|(?:mvn|mvnw|gradle|gradlew)\b.*liquibase:update)\b", Plain, 10_000)]
    private static partial Regex Liquibase();

    [GeneratedRegex(@"^(?:\S*/)?goose\b.* up\b", Plain, 10_000)]
    private static partial Regex Goose();

    [GeneratedRegex(@"^(?:\S*/)?migrate\b.* up\b", Plain, 10_000)]
    private static partial Regex GolangMigrate();

    [GeneratedRegex(@"^(?:\S*/)?dbmate\b.* ?(?:up|migrate)\b", Plain, 10_000)]
    private static partial Regex Dbmate();

    [GeneratedRegex(@"^(?:\S*/)?atlas migrate apply\b", Plain, 10_000)]
    private static partial Regex Atlas();

    [GeneratedRegex(@"^(?:\S*/)?atlas schema apply\b", Plain, 10_000)]
    private static partial Regex AtlasApply();

    [GeneratedRegex(@"^wrangler d1 migrations apply\b(?!.*--local)", Plain, 10_000)]
    private static partial Regex CloudflareD1();

    [GeneratedRegex(@"^mix (?:ecto\.migrate|ecto\.setup|do .*ecto\.migrate)|^\S+ eval \S*\.migrate|^\S*/migrate$", Plain, 10_000)]
    private static partial Regex Ecto();

    /// <summary>Files of the folder, handed to the database's own program one after the other.</summary>
    [GeneratedRegex(@"^(?:psql|mysql|sqlite3|sqlcmd)\b.*\bmigrations?/", Plain, 10_000)]
    private static partial Regex PlainSql();
}
