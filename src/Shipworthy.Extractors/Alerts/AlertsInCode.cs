using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Alerts;

/// <summary>
/// Alerts that the app sends about itself: mails of its logger, messages on an unhandled error. When the process is gone, so are they. Only libraries whose purpose it
/// is count: mails and messages to people who use the product look alike.
/// </summary>
sealed partial class AlertsInCode(SourceTree tree)
{
    /// <summary>The alerts of the app about itself, and the services to which it reports its errors: what those tell, and whom, is kept there.</summary>
    public IEnumerable<FoundAlert> All()
    {
        var source = tree.Files.Where(IsSource).ToList();
        List<(SourceFile File, Match Match)> services = [];
        foreach (var file in source)
            if (Reports(file) is { Success: true } start)
                services.Add((file, start));
        foreach (var service in services.DistinctBy(one => NameOf(one.Match)))
            if (NameOf(service.Match) is var name)
                yield return new(
                    service.File.At(service.Match.Index),
                    name,
                    "error",
                    new(
                        AlertReach.Unknown,
                        service.File.At(service.Match.Index),
                        $"service:{name}",
                        $"goes to {name}; whether that tells anybody is kept there"
                    )
                )
                {
                    Watches = AlertSubject.Errors,
                };
        foreach (var file in source)
            if (Own(file) is { Success: true } match)
                yield return new(
                    file.At(match.Index),
                    "the app",
                    "the alert of the app's own logger",
                    new(AlertReach.OfItself, file.At(match.Index), "self", "goes out from the app that it watches")
                )
                {
                    Watches = AlertSubject.Errors,
                };
    }

    /// <summary>Where a file starts the library of a service that collects errors.</summary>
    static Match? Reports(SourceFile file) =>
        file.Language is Language.Hcl or Language.None && !file.Name.EndsWith(".rb", StringComparison.Ordinal)
            ? null
            : Live(Starts(), file);

    /// <summary>The first place that is no comment: templates of frameworks bring such lines commented out.</summary>
    static Match? Live(Regex pattern, SourceFile file) =>
        pattern.Matches(file.Text).FirstOrDefault(match => !CommentLine.Holds(file.Text, match.Index));

    static string NameOf(Match match) =>
        match.Value.ToLowerInvariant() switch
        {
            var text when text.Contains("sentry", StringComparison.Ordinal) => "Sentry",
            var text when text.Contains("rollbar", StringComparison.Ordinal) => "Rollbar",
            var text when text.Contains("bugsnag", StringComparison.Ordinal) => "Bugsnag",
            var text when text.Contains("honeybadger", StringComparison.Ordinal) => "Honeybadger",
            var text when text.Contains("raygun", StringComparison.Ordinal) => "Raygun",
            var text when text.Contains("airbrake", StringComparison.Ordinal) => "Airbrake",
            var text when text.Contains("relic", StringComparison.Ordinal) => "New Relic",
            var text when text.Contains("ddtrace", StringComparison.Ordinal) || text.Contains("dd-trace", StringComparison.Ordinal) =>
                "Datadog",
            _ => "Azure Monitor",
        };

    static Match? Own(SourceFile file) =>
        file.Language switch
        {
            Language.Python => Live(Python(), file),
            Language.JavaScript or Language.TypeScript or Language.Tsx => Live(Node(), file),
            Language.CSharp => Live(DotNet(), file),
            _ => file.Name.EndsWith(".rb", StringComparison.Ordinal) ? Live(Ruby(), file)
            : file.Name.StartsWith("logback", StringComparison.Ordinal) ? Live(Logback(), file)
            : null,
        };

    static bool IsSource(SourceFile file) =>
        Folders.Counts(file.Role) && !ProductionScope.LeavesOut(file.Path) && file.Text.Length < 300_000;

    const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.Multiline;

    [GeneratedRegex(@"^ADMINS\s*=\s*[\[(]\s*[(\[""']|logging\.handlers\.SMTPHandler|\bSMTPHandler\(", Plain, 10_000)]
    private static partial Regex Python();

    [GeneratedRegex(
        @"(?:from\s+|require\()['""](?:winston-mail|winston-slack-webhook-transport|winston-slack-transport|pino-slack-webhook|pino-discord)['""]",
        Plain,
        10_000
    )]
    private static partial Regex Node();

    [GeneratedRegex(@"\.WriteTo\s*\.\s*(?:Email|Slack|MicrosoftTeams|Discord)\(", Plain, 10_000)]
    private static partial Regex DotNet();

    [GeneratedRegex(@"ExceptionNotification::Rack|ExceptionNotification\.configure", Plain, 10_000)]
    private static partial Regex Ruby();

    [GeneratedRegex(@"SMTPAppender|SlackAppender", Plain, 10_000)]
    private static partial Regex Logback();

    [GeneratedRegex(
        @"\bSentry\.init\(|\bsentry_sdk\.init\(|\bSentrySdk\.Init\(|\.UseSentry\(|\.AddSentry\(|\bSentry\.Init\(|new Rollbar\(|\brollbar\.init\(|\bRollbar\.configure|\b[Bb]ugsnag\.(?:start|configure)\b|\b[Hh]oneybadger\.configure\b|\bRaygun\.setup|\bAirbrake\.configure|require\(['""]newrelic['""]\)|import ['""]newrelic['""]|newrelic\.agent\.initialize|['""]dd-trace(?:/init)?['""]|import ddtrace|\bUseAzureMonitor\(|AddApplicationInsightsTelemetry\(|\bappInsights\.setup\(",
        Plain,
        10_000
    )]
    private static partial Regex Starts();
}
