using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>Calls of JavaScript, Python and C# that change a schema, by the libraries' own reference.</summary>
sealed partial class AppliesInCode(Sources sources)
{
    readonly StartFiles starts = new(sources);
    readonly CallersInProduction callers = new(sources);
    readonly SwitchesOfAnyText anyText = new(sources);
    readonly Lazy<bool> publishedAsDevelopment = new(() => PublishedAsDevelopment.Is(sources.Tree));

    CodeBase Code => sources.Code;

    /// <summary>All of them, tests left out.</summary>
    public IEnumerable<CodeApply> All()
    {
        foreach (var (node, tool, act, says) in Calls().Concat(Options()).Concat(Commands()))
            if (
                sources.Tree.Find(node.File.Path) is
                { Role: not (FileRole.Test or FileRole.Vendored or FileRole.Generated or FileRole.Example) } file
            )
                yield return Of(node, file, tool, act, says);
    }

    CodeApply Of(Code node, SourceFile file, MigrationTool tool, ApplyAct act, string says)
    {
        var argument = ArgumentOf(node);
        var outside =
            (!sources.RunsInProduction(node) || callers.AllStayOutsideProduction(node))
            && !(IsCSharp(node) && publishedAsDevelopment.Value);
        return new(node.At, node.File.Path, tool, act, says)
        {
            RunsAtStart =
                argument is null
                && !outside
                && sources.IsDeployed(node.File)
                && !RunnerName().IsMatch(file.Path)
                && Code.IsReachable(node.File)
                && starts.Include(node.File),
            Argument = argument,
            IsOutsideProduction = outside,
            Swallowed = Swallows.Of(Code, node),
        };
    }

    IEnumerable<(Code, MigrationTool, ApplyAct, string)> Calls()
    {
        foreach (var call in Code.Calls("Migrate", "MigrateAsync"))
            if (IsCSharp(call) && call.Receiver.Name is "Database")
                yield return (call, MigrationTool.EntityFramework, ApplyAct.Migrate, "Database.Migrate()");
        foreach (var call in Code.Calls("EnsureCreated", "EnsureCreatedAsync"))
            if (IsCSharp(call) && call.Receiver.Name is "Database")
                yield return (call, MigrationTool.EntityFramework, ApplyAct.Create, "EnsureCreated()");
        foreach (var call in Code.Calls("EnsureDeleted", "EnsureDeletedAsync"))
            if (IsCSharp(call) && call.Receiver.Name is "Database")
                yield return (call, MigrationTool.EntityFramework, ApplyAct.Reset, "EnsureDeleted()");
        foreach (var call in Code.Calls("migrate"))
            if (Code.OriginOf(call.Callee) is { Package: "drizzle-orm" })
                yield return (call, MigrationTool.Drizzle, ApplyAct.Migrate, "migrate()");
            else if (Code.OriginOf(call.Callee) is { Package: "postgrator" } || call.Receiver.Name is "postgrator")
                yield return (call, MigrationTool.Postgrator, ApplyAct.Migrate, "postgrator.migrate()");
        foreach (var call in Code.Calls("latest"))
            if (call.Receiver.Name is "migrate")
                yield return (call, MigrationTool.Knex, ApplyAct.Migrate, "migrate.latest()");
        foreach (var call in Code.Calls("migrateToLatest"))
            yield return (call, MigrationTool.Kysely, ApplyAct.Migrate, "migrateToLatest()");
        foreach (var call in Code.Calls("runMigrations"))
            if (call.Receiver.Exists && !Code.Target(call).Exists && Code.Imports("typeorm"))
                yield return (call, MigrationTool.TypeOrm, ApplyAct.Migrate, "runMigrations()");
        foreach (var call in Code.Calls("up"))
            if (IsUmzug(call.Receiver))
                yield return (call, MigrationTool.Sequelize, ApplyAct.Migrate, "umzug.up()");
            else if (
                call.Receiver.Text.Contains("getMigrator", StringComparison.Ordinal)
                || call.Receiver.Text.EndsWith(".migrator", StringComparison.Ordinal)
            )
                yield return (call, MigrationTool.MikroOrm, ApplyAct.Migrate, "migrator.up()");
        foreach (var call in Code.Calls("updateSchema"))
            yield return (call, MigrationTool.MikroOrm, ApplyAct.Push, "updateSchema()");
        foreach (var call in Code.Calls("runner"))
            if (Code.OriginOf(call.Callee) is { Package: "node-pg-migrate" })
                yield return (call, MigrationTool.NodePgMigrate, ApplyAct.Migrate, "runner()");
        foreach (var call in Code.Calls("synchronize"))
            if (Code.Imports("typeorm") && call.Receiver.Exists && !Code.Target(call).Exists)
                yield return (call, MigrationTool.TypeOrm, ApplyAct.Push, "synchronize()");
        foreach (var call in Code.Calls("sync"))
            if (Code.Imports("sequelize", "sequelize-typescript") && SyncOf(call) is { } act)
                yield return (call, MigrationTool.Sequelize, act, "sync()");
        foreach (var found in InPython())
            yield return found;
    }

    /// <summary>Whether a name says that it is one, or stands for one that was made, also in another file.</summary>
    bool IsUmzug(Code receiver) =>
        receiver.Text.Contains("umzug", StringComparison.OrdinalIgnoreCase)
        || receiver is { Kind: CodeKind.Name }
            && Code.Imports("umzug")
            && Code.Definition(receiver) is { Exists: true } defined
            && (defined[Part.Value] is { Kind: CodeKind.New, Callee.Name: "Umzug" } || Code.OriginOf(receiver).Package is "umzug");

    IEnumerable<(Code, MigrationTool, ApplyAct, string)> InPython()
    {
        foreach (var call in Code.Calls("create_all"))
            if (call.Receiver.Name is "metadata" or "db" || call.Arguments.Any() is false && call.Receiver.Exists)
                yield return (call, MigrationTool.SqlAlchemy, ApplyAct.Create, "create_all()");
        foreach (var call in Code.Calls("run_sync"))
            if (call.ArgumentAt(0) is { Name: "create_all" })
                yield return (call, MigrationTool.SqlAlchemy, ApplyAct.Create, "create_all()");
        foreach (var call in Code.Calls("upgrade"))
            if (
                Code.OriginOf(call.Callee) is { Package: "alembic" or "flask_migrate" }
                || call.Callee.DottedName is "command.upgrade" or "alembic.command.upgrade"
            )
                yield return (call, MigrationTool.Alembic, ApplyAct.Migrate, "command.upgrade()");
        foreach (var call in Code.Calls("call_command"))
            if (call.ArgumentAt(0).String is "migrate")
                yield return (call, MigrationTool.Django, ApplyAct.Migrate, "call_command(\"migrate\")");
    }

    static bool IsCSharp(Code call) => call.File.Language is Language.CSharp;

    /// <summary>A sync of Sequelize; null for other things that are called sync.</summary>
    ApplyAct? SyncOf(Code call)
    {
        if (call.File.Language is not (Language.JavaScript or Language.TypeScript or Language.Tsx) || !call.Receiver.Exists)
            return null;
        var options = Code.ObjectOf(call.ArgumentAt(0));
        var isSequelize =
            call.Receiver.Text.EndsWith("sequelize", StringComparison.OrdinalIgnoreCase)
            || Code.OriginOf(call.Receiver) is { Package: "sequelize" or "sequelize-typescript" };
        return IsOn(options, "force") ? ApplyAct.Reset
            : IsOn(options, "alter") ? ApplyAct.Push
            : isSequelize ? ApplyAct.Create
            : null;
    }

    /// <summary>Whether an option is there and production does not switch it off.</summary>
    bool IsOn(Code options, string name) =>
        Code.Entry(options, name) is { Exists: true } value
        && Code.ValueOf(value) is not Value.Truth { Holds: false }
        && sources.Production.Holds(value) is not false;

    /// <summary>Settings by which TypeORM and MikroORM change the schema when they connect.</summary>
    IEnumerable<(Code, MigrationTool, ApplyAct, string)> Options()
    {
        if (!Code.Imports("typeorm", "@nestjs/typeorm", "@nestjs/sequelize"))
            yield break;
        foreach (var property in Code.All(CodeKind.Property))
            if (property.Name is "synchronize" && IsOn(property))
                yield return (property, MigrationTool.TypeOrm, ApplyAct.Push, "synchronize: true");
            else if (property.Name is "migrationsRun" && IsOn(property))
                yield return (property, MigrationTool.TypeOrm, ApplyAct.Migrate, "migrationsRun: true");
            else if (property.Name is "synchronize" && anyText.Holds(property[Part.Value]))
                yield return (property, MigrationTool.TypeOrm, ApplyAct.Push, $"{property.Text}, which is true for the word false too");
    }

    /// <summary>Whether a switch is on in production. What is not known is left to whoever judges the schema as a whole.</summary>
    bool IsOn(Code property)
    {
        var value = property[Part.Value];
        return Code.ValueOf(value) is Value.Truth { Holds: true } || sources.Production.Holds(value) is true;
    }

    /// <summary>Programs started from code: <c>execSync("npx prisma migrate deploy")</c>, <c>subprocess.run(["alembic", "upgrade", "head"])</c>.</summary>
    IEnumerable<(Code, MigrationTool, ApplyAct, string)> Commands()
    {
        foreach (
            var call in Code.Calls(
                "exec",
                "execSync",
                "spawn",
                "spawnSync",
                "execFileSync",
                "execa",
                "execaSync",
                "run",
                "check_call",
                "call",
                "system",
                "Popen"
            )
        )
        {
            var first = call.ArgumentAt(0);
            var words =
                first.Kind is CodeKind.Array
                    ? first.Children.Select(item => (item.Kind is CodeKind.Element ? item[Part.Value] : item).String ?? "")
                : call.ArgumentAt(1) is { Kind: CodeKind.Array } rest
                    ? rest
                        .Children.Select(item => (item.Kind is CodeKind.Element ? item[Part.Value] : item).String ?? "")
                        .Prepend(first.String ?? "")
                : (first.String ?? "").Split(' ');
            var line = string.Join(
                ' ',
                words.SkipWhile(word => word is "npx" or "pnpm" or "yarn" or "exec" or "python" or "-m" or "uv" or "run" or "poetry")
            );
            if (line.Length > 0 && MigrationCommand.Of(line) is { } found)
                yield return (call, found.Tool, found.Act, line);
        }
    }

    /// <summary>A word of the command line that the code around a place asks for.</summary>
    static string? ArgumentOf(Code node)
    {
        for (var at = node; at.Parent.Exists; at = at.Parent)
            foreach (var (condition, _) in Environments.Production.Between(at, at.Parent))
                if (
                    condition.Text is var text
                    && (text.Contains("args", StringComparison.Ordinal) || text.Contains("argv", StringComparison.Ordinal))
                )
                    return condition
                        .Descendants()
                        .Prepend(condition)
                        .Select(part => part.String)
                        .FirstOrDefault(text => text is { Length: > 0 });
        return null;
    }

    [GeneratedRegex(
        @"(?:^|/)(?:scripts?|tools|bin|cli|commands|management|migrations?|alembic)/|(?:^|/)drizzle\.config\.|(?:^|/)env\.py$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex RunnerName();
}
