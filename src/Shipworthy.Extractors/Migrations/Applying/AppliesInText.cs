using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>
/// What changes a schema in languages that are not lowered, and in settings: Go's migration libraries, Spring Boot's Flyway and Liquibase, Hibernate; and runners
/// of the team's own, which read files of SQL and send them.
/// </summary>
static partial class AppliesInText
{
    /// <summary>All of them, tests left out.</summary>
    public static IEnumerable<CodeApply> In(SourceTree tree)
    {
        foreach (
            var file in tree.Files.Where(file => file.Role is FileRole.Prod or FileRole.Infra or FileRole.Script or FileRole.Migration)
        )
        foreach (
            var found in Path.GetExtension(file.Name) switch
            {
                ".go" when !file.Name.EndsWith("_test.go", StringComparison.Ordinal) => Go(file),
                ".properties" or ".yml" or ".yaml" when file.Name.StartsWith("application", StringComparison.Ordinal) => Hibernate(file),
                ".xml" or ".gradle" or ".kts" when file.Name is "pom.xml" or "build.gradle" or "build.gradle.kts" => Spring(file),
                ".js" or ".mjs" or ".cjs" or ".ts" or ".mts" or ".py" when RunnerName().IsMatch(file.Path) => OwnRunner(file),
                _ => [],
            }
        )
            yield return found;
    }

    static IEnumerable<CodeApply> Go(SourceFile file)
    {
        var text = file.Text;
        var (tool, act, pattern, says) =
            text.Contains("golang-migrate/migrate", StringComparison.Ordinal)
                ? (MigrationTool.GolangMigrate, ApplyAct.Migrate, GoUp(), "migrate.Up()")
            : text.Contains("pressly/goose", StringComparison.Ordinal) ? (MigrationTool.Goose, ApplyAct.Migrate, GooseUp(), "goose.Up()")
            : text.Contains(".AutoMigrate(", StringComparison.Ordinal)
                ? (MigrationTool.Gorm, ApplyAct.AddMissing, AutoMigrate(), "AutoMigrate()")
            : Embedded().IsMatch(text) ? (MigrationTool.OwnRunner, ApplyAct.Migrate, Embedded(), "the embedded migrations")
            : (MigrationTool.Unknown, ApplyAct.Unknown, null, "");
        if (pattern is null || pattern.Match(text) is not { Success: true } found)
            yield break;
        yield return new(file.At(found.Index), file.Path, tool, act, says)
        {
            RunsAtStart = file.Role is FileRole.Prod,
            StopsUnknown = !GoStops().IsMatch(text),
        };
    }

    static IEnumerable<CodeApply> Hibernate(SourceFile file)
    {
        if (DdlAuto().Match(file.Text) is not { Success: true } found || ForOthers().IsMatch(file.Name))
            yield break;
        var mode = found.Groups["mode"].Value;
        yield return new(
            file.At(found.Index),
            file.Path,
            MigrationTool.Hibernate,
            mode is "update" ? ApplyAct.Push : ApplyAct.Reset,
            $"ddl-auto={mode}"
        )
        {
            RunsAtStart = true,
        };
    }

    static IEnumerable<CodeApply> Spring(SourceFile file)
    {
        if (!file.Text.Contains("spring-boot", StringComparison.Ordinal))
            yield break;
        foreach (var (word, tool) in new[] { ("flyway-core", MigrationTool.Flyway), ("liquibase-core", MigrationTool.Liquibase) })
            if (file.Text.IndexOf(word, StringComparison.Ordinal) is >= 0 and var at)
                yield return new(file.At(at), file.Path, tool, ApplyAct.Migrate, $"{tool.Called} at the start of Spring Boot")
                {
                    RunsAtStart = true,
                };
    }

    static IEnumerable<CodeApply> OwnRunner(SourceFile file)
    {
        if (
            !file.Text.Contains(".sql", StringComparison.Ordinal)
            || Reads().Match(file.Text) is not { Success: true } found
            || !Sends().IsMatch(file.Text)
        )
            yield break;
        yield return new(file.At(found.Index), file.Path, MigrationTool.OwnRunner, ApplyAct.Migrate, $"{file.Name}");
    }

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\.(?:Up|Migrate|Steps)\(", Plain, 10_000)]
    private static partial Regex GoUp();

    [GeneratedRegex(@"\bgoose\.(?:Up\w*|NewProvider)\(|\.Up\(", Plain, 10_000)]
    private static partial Regex GooseUp();

    [GeneratedRegex(@"\.AutoMigrate\(", Plain, 10_000)]
    private static partial Regex AutoMigrate();

    [GeneratedRegex(@"//go:embed [^\n]*migrat", Plain, 10_000)]
    private static partial Regex Embedded();

    [GeneratedRegex(@"log\.Fatal|panic\(|os\.Exit|return (?:nil, )?(?:err\b|errors\.|fmt\.Errorf)", Plain, 10_000)]
    private static partial Regex GoStops();

    [GeneratedRegex(@"ddl-auto\s*[:=]\s*[""']?(?<mode>update|create-drop|create)\b", Plain, 10_000)]
    private static partial Regex DdlAuto();

    [GeneratedRegex(@"-(?:dev\w*|local|test\w*|h2|docker|stag\w*)\.", RegexOptions.IgnoreCase | Plain, 10_000)]
    private static partial Regex ForOthers();

    [GeneratedRegex(@"migrat[^/]*\.\w+$", RegexOptions.IgnoreCase | Plain, 10_000)]
    private static partial Regex RunnerName();

    [GeneratedRegex(@"\b(?:readdir(?:Sync)?|readFile(?:Sync)?|readTextFile|listdir|glob|read_text|open)\(", Plain, 10_000)]
    private static partial Regex Reads();

    [GeneratedRegex(@"(?:\.|\bawait )(?:query|execute|executemany|executescript|unsafe|exec|rpc|raw|run)\(", Plain, 10_000)]
    private static partial Regex Sends();
}
