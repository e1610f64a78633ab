using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>How the log of a .NET service is set up where it starts, in code and in <c>appsettings.json</c>.</summary>
sealed partial class DotNetLogSettings(Sources sources, Deployable part)
{
    readonly StartCalls calls = new(sources, part);
    readonly AppSettings settings = new(sources, part);
    readonly StartPath start = new(sources);

    /// <summary>What production makes of the records.</summary>
    public LogSetting Find()
    {
        var text = new LogSetting(
            LogFormat.Text,
            part.At,
            ".NET's logger",
            "leaves .NET's logger as it is, which writes text to the console"
        );
        var found = new[] { JsonConsole(), Serilog(), NLog(), Sent() }.OfType<LogSetting>().ToList();
        return found.Find(one => one.Format is LogFormat.Json)
            ?? found.Find(one => one.Format is LogFormat.Unknown)
            ?? found.FirstOrDefault()
            ?? text;
    }

    LogSetting? JsonConsole()
    {
        var call = calls.Named("AddJsonConsole").FirstOrDefault();
        if (call.Call.Exists)
            return Judged(
                new(LogFormat.Json, call.Call.At, ".NET's logger", "writes JSON to the console")
                {
                    BoundBy =
                        ScopesOn().IsMatch(call.Call.Text) || settings["Logging:Console:FormatterOptions:IncludeScopes"].Truth is true
                            ? ".NET's scopes"
                            : null,
                },
                call.Arrival
            );
        return settings["Logging:Console:FormatterName"] is { Exists: true, Text: "json" } named
            ? new(LogFormat.Json, named.At, ".NET's logger", "writes JSON to the console")
            {
                BoundBy = settings["Logging:Console:FormatterOptions:IncludeScopes"].Truth is true ? ".NET's scopes" : null,
            }
            : null;
    }

    LogSetting? Serilog()
    {
        var used = calls.Named("UseSerilog", "AddSerilog").FirstOrDefault();
        if (!used.Call.Exists)
            return null;
        var sinks = SinksInCode().Concat(SinksInSettings()).ToList();
        var bound = BindsInCode() || settings["Serilog:Enrich"].Texts.Any(Enriches().IsMatch) ? "Serilog's context" : null;
        var best =
            sinks.Find(sink => sink.Format is LogFormat.Json)
            ?? sinks.Find(sink => sink.Format is LogFormat.Unknown)
            ?? sinks.FirstOrDefault()
            ?? new(LogFormat.Unknown, used.Call.At, "Serilog", "logs through Serilog, whose sinks were not found");
        return Judged(best with { BoundBy = bound }, used.Arrival);
    }

    bool BindsInCode() =>
        calls.Named("FromLogContext", "WithCorrelationId", "WithCorrelationIdHeader", "WithTraceIdentifier", "WithSpan").Any();

    IEnumerable<LogSetting> SinksInCode()
    {
        foreach (var (call, arrival) in calls.All)
        {
            if (!InSinks().IsMatch(call.Receiver.Text))
                continue;
            var name = call.Callee.Name;
            if (name is "Console" or "File" or "Async" or "Debug")
            {
                if (name is "Console" or "File" && !(name is "File" && !MakesJson().IsMatch(call.Text)))
                    yield return Judged(
                        MakesJson().IsMatch(string.Concat(call.Arguments.Select(one => one.Text)))
                            ? new(LogFormat.Json, call.At, "Serilog", "has Serilog write JSON")
                            : new(LogFormat.TextByChoice, call.At, "Serilog", "has Serilog write text to the console"),
                        arrival
                    );
            }
            else if (Sends(name))
                yield return Judged(Sent(call, "Serilog"), arrival);
        }
    }

    IEnumerable<LogSetting> SinksInSettings()
    {
        foreach (var sink in settings["Serilog:WriteTo"].Each())
        {
            var name = sink["Name"].Exists ? sink["Name"].Text : sink.Text;
            var arguments = sink["Args"];
            if (name is "Console")
                yield return MakesJson().IsMatch(arguments["formatter"].Text)
                || MakesJson().IsMatch(arguments.Under("formatter", "type").Text)
                    ? new(LogFormat.Json, sink.At, "Serilog", "has Serilog write JSON")
                    : new(LogFormat.TextByChoice, sink.At, "Serilog", "has Serilog write text to the console");
            else if (Sends(name))
                yield return arguments.Entries.FirstOrDefault(entry => entry.Value.Text.Contains("://", StringComparison.Ordinal))
                    is { } address
                && !IsLocal(address.Value.Text)
                    ? new(LogFormat.Json, sink.At, "Serilog", $"sends its records to {name}")
                    : new(
                        LogFormat.Unknown,
                        sink.At,
                        "Serilog",
                        $"sends its records to {name}, and nothing here shows its address in production"
                    );
        }
    }

    LogSetting? NLog()
    {
        var used = calls.Named("UseNLog", "AddNLog", "AddNLogWeb").FirstOrDefault();
        if (!used.Call.Exists)
            return null;
        var file = sources.Tree.Files.FirstOrDefault(one =>
            one.Name.Equals("nlog.config", StringComparison.OrdinalIgnoreCase) && part.Holds(one.Path)
        );
        return file is null ? new(LogFormat.Unknown, used.Call.At, "NLog", "logs through NLog, whose settings were not found")
            : file.Text.Contains("JsonLayout", StringComparison.OrdinalIgnoreCase)
                ? new(LogFormat.Json, file.AtLine(1), "NLog", "has NLog write JSON")
                {
                    BoundBy = IdsOfNLog().IsMatch(file.Text) ? "NLog's layout" : null,
                }
            : new(LogFormat.TextByChoice, file.AtLine(1), "NLog", "has NLog write text");
    }

    /// <summary>Records that are sent with their fields: by OpenTelemetry, to Azure, to Sentry.</summary>
    LogSetting? Sent()
    {
        var records = calls
            .Named("AddOpenTelemetry", "WithLogging")
            .FirstOrDefault(one =>
                one.Call.Callee.Name is "WithLogging" || one.Call.Receiver.Text.Contains("ogging", StringComparison.Ordinal)
            );
        if (
            calls
                .Named(
                    "UseAzureMonitor",
                    "AddApplicationInsightsTelemetry",
                    "AddApplicationInsights",
                    "AddApplicationInsightsTelemetryWorkerService"
                )
                .FirstOrDefault() is
            { Call.Exists: true } azure
        )
            return Destined(azure.Call, azure.Arrival, "APPLICATIONINSIGHTS_CONNECTION_STRING", "Application Insights");
        if (!records.Call.Exists)
            return null;
        var exporter = calls
            .Named("UseOtlpExporter", "AddOtlpExporter")
            .OrderBy(one => one.Arrival.Kind is Coming.Surely ? 0 : 1)
            .FirstOrDefault();
        return exporter.Call.Exists
            ? Destined(exporter.Call, exporter.Arrival, "OTEL_EXPORTER_OTLP_ENDPOINT", "OpenTelemetry")
            : new(LogFormat.Text, records.Call.At, "OpenTelemetry", "has OpenTelemetry make records, and sends them nowhere");
    }

    LogSetting Destined(Code call, Arrival arrival, string variable, string to)
    {
        var setting = new LogSetting(LogFormat.Json, call.At, to, $"sends its records by {to}") { BoundBy = "the ID of the trace" };
        if (arrival.Kind is not Coming.Surely)
            return Judged(setting, arrival);
        return
            start.IsSet(variable)
            || settings["ApplicationInsights:ConnectionString"].Text.Length > 0 && to is not "OpenTelemetry"
            || Addresses(call)
            ? setting
            : setting with
            {
                Format = LogFormat.Unknown,
                Because = $"sends its records by {to}, to an address that nothing here names",
            };
    }

    static bool Addresses(Code call) =>
        call.Descendants(CodeKind.Literal)
            .Any(one => one.String is { } text && text.Contains("://", StringComparison.Ordinal) && !IsLocal(text));

    LogSetting Sent(Code call, string library) =>
        Addresses(call)
            ? new(LogFormat.Json, call.At, library, $"sends its records to {call.Callee.Name}")
            : new(
                LogFormat.Unknown,
                call.At,
                library,
                $"sends its records to {call.Callee.Name}, and nothing here shows its address in production"
            );

    static LogSetting Judged(LogSetting setting, Arrival arrival) =>
        arrival.Kind switch
        {
            Coming.Surely => setting,
            Coming.WhenSet => setting with
            {
                Format = LogFormat.Unknown,
                Because = $"{setting.Because} only when {arrival.Variable} is set, and nothing here sets it",
            },
            Coming.Unclear or Coming.Never => setting with
            {
                Format = LogFormat.Unknown,
                Because = $"{setting.Because} under a condition that could not be decided",
            },
        };

    static bool Sends(string name) =>
        name
            is "Seq"
                or "ApplicationInsights"
                or "OpenTelemetry"
                or "Elasticsearch"
                or "GrafanaLoki"
                or "DatadogLogs"
                or "AmazonCloudWatch"
                or "BetterStack"
                or "NewRelicLogs"
                or "Splunk"
                or "EventCollector"
                or "Http"
                or "DurableHttpUsingFileSizeRolledBuffers"
                or "AzureAnalytics"
                or "GoogleCloudLogging"
                or "Sentry";

    static bool IsLocal(string address) =>
        address.Contains("localhost", StringComparison.Ordinal) || address.Contains("127.0.0.1", StringComparison.Ordinal);

    [GeneratedRegex(@"IncludeScopes\s*=\s*true", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ScopesOn();

    [GeneratedRegex(@"\bWriteTo\s*$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex InSinks();

    [GeneratedRegex(@"Json|Ecs\w*Formatter|ExpressionTemplate|Stackdriver|Logstash", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex MakesJson();

    [GeneratedRegex(@"FromLogContext|CorrelationId|TraceIdentifier|WithSpan", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Enriches();

    [GeneratedRegex(
        @"aspnet-traceidentifier|activity:property|activityid|TraceId|CorrelationId|includeScopeProperties=""true""|includeMdlc=""true""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex IdsOfNLog();
}
