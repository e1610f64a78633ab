using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>
/// Logs of parts in languages that are not read call by call, where one default decides for all of them: <c>log/slog</c> that nothing sets up, Spring Boot without a
/// setting for its log, Rails with tagged lines. Whatever sets up more leaves the log unseen.
/// </summary>
static partial class LogsInOtherStacks
{
    const int MostFiles = 3;

    /// <summary>The log of a part; null where no default decides.</summary>
    public static ServiceLog? Of(SourceTree tree, Deployable part) =>
        part.Stack switch
        {
            Stack.Go when tree.Find(Paths.Below(part.Folder, "go.mod")) is { } module => OfGo(tree, part, module),
            Stack.Ruby when tree.Find(Paths.Below(part.Folder, "Gemfile")) is { } gems => OfRails(tree, part, gems),
            Stack.Jvm when BuildOf(tree, part) is { } build => OfSpring(tree, part, build),
            _ => null,
        };

    static SourceFile? BuildOf(SourceTree tree, Deployable part) =>
        ((string[])["pom.xml", "build.gradle", "build.gradle.kts"])
            .Select(name => tree.Find(Paths.Below(part.Folder, name)))
            .FirstOrDefault(file => file is not null);

    static ServiceLog? OfGo(SourceTree tree, Deployable part, SourceFile module)
    {
        var code = CodeOf(tree, part, ".go");
        return OtherGoLoggers().IsMatch(module.Text) || code.Exists(file => SetsUpSlog().IsMatch(file.Text))
            ? null
            : Log(part, code, SlogCall(), "leaves log/slog at its default, which writes lines of text");
    }

    static ServiceLog? OfSpring(SourceTree tree, Deployable part, SourceFile build)
    {
        var code = CodeOf(tree, part, ".java", ".kt");
        return
            !build.Text.Contains("spring-boot-starter", StringComparison.Ordinal)
            || OtherSpringLoggers().IsMatch(build.Text)
            || tree.Files.Any(file =>
                IsOf(part, file)
                && (
                    SpringLogFile().IsMatch(file.Name)
                    || file.Name.StartsWith("application", StringComparison.Ordinal) && StructuredInSpring().IsMatch(file.Text)
                )
            )
            ? null
            : Log(part, code, SpringCall(), "keeps the log of Spring Boot at its default, which writes lines of text");
    }

    static ServiceLog? OfRails(SourceTree tree, Deployable part, SourceFile gems)
    {
        if (
            OtherRubyLoggers().IsMatch(gems.Text)
            || tree.Find(Paths.Below(part.Folder, "config/environments/production.rb")) is not { } production
            || Tagged().Match(production.Text) is not { Success: true } tagged
            || production.Text.Contains("log_formatter", StringComparison.Ordinal)
                && production.Text.Contains("json", StringComparison.OrdinalIgnoreCase)
        )
            return null;
        var log = Log(part, CodeOf(tree, part, ".rb"), RubyCall(), "writes tagged lines of text");
        return log is null ? null
            : Tags().IsMatch(production.Text)
                ? log with
                {
                    At = production.At(tagged.Index),
                    WithRequestId = log.Calls,
                    BoundBy = "log_tags",
                }
            : log with { At = production.At(tagged.Index) };
    }

    static ServiceLog? Log(Deployable part, List<SourceFile> code, Regex call, string because)
    {
        var calls = code.Select(file => (File: file, Found: call.Matches(file.Text)))
            .Where(one => one.Found.Count > 0)
            .OrderByDescending(one => one.Found.Count)
            .ThenBy(one => one.File.Path, StringComparer.Ordinal)
            .ToList();
        var count = calls.Sum(one => one.Found.Count);
        return count == 0
            ? null
            : new(part.At, part)
            {
                Format = LogFormat.TextByChoice,
                Library = "default",
                Because = because,
                Calls = count,
                TextByChoice = count,
                Densest = [.. calls.Take(MostFiles).Select(one => new TextLogs(one.File.At(one.Found[0].Index), one.Found.Count))],
                BindingAt = part.At,
                BindingUnseen = code.Exists(file => Ids().IsMatch(file.Text))
                    ? "speaks of the ID of a request, and whether it reaches the log was not followed"
                    : null,
            };
    }

    static List<SourceFile> CodeOf(SourceTree tree, Deployable part, params string[] endings) =>
        [
            .. tree.Files.Where(file =>
                file.Role is FileRole.Prod
                && IsOf(part, file)
                && Array.Exists(endings, ending => file.Name.EndsWith(ending, StringComparison.Ordinal))
            ),
        ];

    static bool IsOf(Deployable part, SourceFile file) => part.Folder.Length == 0 || Paths.IsIn(part.Folder, file.Path);

    [GeneratedRegex(
        @"zap|zerolog|logrus|charmbracelet/log|slog|phuslu|apex/log|opentelemetry|sentry|datadog",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OtherGoLoggers();

    [GeneratedRegex(@"NewJSONHandler|NewTextHandler|slog\.SetDefault|slog\.New\(|slog\.Handler\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SetsUpSlog();

    [GeneratedRegex(@"\bslog\.(?:Debug|Info|Warn|Error|Log)(?:Context|Attrs)?\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SlogCall();

    [GeneratedRegex(
        @"logstash|log4j2|jsonevent|ecs-logging|json-log|opentelemetry|sentry|spring-cloud-gcp|datadog",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OtherSpringLoggers();

    [GeneratedRegex(@"^(?:logback|log4j2)[\w.-]*\.(?:xml|groovy|ya?ml|json|properties)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SpringLogFile();

    [GeneratedRegex(
        @"logging\.(?:structured|config)|^\s+(?:structured|config):",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex StructuredInSpring();

    [GeneratedRegex(
        @"\b(?:log|logger|LOG|LOGGER)\.(?:trace|debug|info|warn|error)\(|System\.(?:out|err)\.print",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SpringCall();

    [GeneratedRegex(
        @"lograge|semantic_logger|ougai|logstash|json_logger|rails_structured|opentelemetry|sentry|datadog|appsignal",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OtherRubyLoggers();

    [GeneratedRegex(@"^[ \t]*config\.logger\s*=[^\n]*TaggedLogging", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Tagged();

    [GeneratedRegex(@"^[ \t]*config\.log_tags\s*=[^\n]*:request_id", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\blogger\.(?:debug|info|warn|error|fatal)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex RubyCall();

    [GeneratedRegex(
        @"request_?id|x-request-id|trace_?id|correlation_?id|GetReqID|\bMDC\b|micrometer",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Ids();
}
