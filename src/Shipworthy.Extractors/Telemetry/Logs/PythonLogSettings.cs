using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>
/// How logging is set up in a Python service: formatters that make JSON, dictionaries of <c>dictConfig</c> and of Django, renderers of structlog, sinks of loguru. Whatever sets
/// nothing up writes the text of the standard library.
/// </summary>
sealed partial class PythonLogSettings
{
    readonly Sources sources;
    readonly Deployable part;
    readonly HashSet<CodeFile> files;
    readonly StartPath start;
    readonly PythonRequestIds ids;
    readonly Dictionary<string, LogSetting> known = new(StringComparer.Ordinal);

    public PythonLogSettings(Sources sources, Deployable part, ImmutableArray<CodeFile> files)
    {
        this.sources = sources;
        this.part = part;
        this.files = [.. files];
        start = new(sources);
        ids = new(sources, this.files, start);
    }

    /// <summary>The library that a logger without a known origin most likely comes from.</summary>
    public string Only => Calls("configure").Any(call => IsFrom(call, "structlog")) ? "structlog" : "logging";

    /// <summary>What the service sets up, whether or not any call goes through it; null when it sets up nothing.</summary>
    public LogSetting? Declared => Of("logging") is { Format: LogFormat.Json or LogFormat.Unknown } set ? set : null;

    /// <summary>Why an ID may reach the records in a way that was not followed, as a clause; null when there is no sign of that.</summary>
    public string? BindingUnseen =>
        ids.Bound() is null
        && Calls("addFilter", "setLogRecordFactory").FirstOrDefault() is { Exists: true } added
        && start.At(added).Kind is not Coming.Never
            ? "adds something to its records that was not followed"
            : null;

    /// <summary>What production makes of a library's records.</summary>
    public LogSetting Of(string library)
    {
        if (!known.TryGetValue(library, out var setting))
            known[library] = setting = Find(library) with { BoundBy = ids.Bound() };
        return setting;
    }

    LogSetting Find(string library) =>
        library switch
        {
            "structlog" => Structlog(),
            "loguru" => Loguru(),
            "Logfire" or "Powertools" => new(LogFormat.Json, part.At, library, $"logs through {library}"),
            _ => Standard(),
        };

    LogSetting Structlog()
    {
        var configured = Calls("configure").Where(call => IsFrom(call, "structlog")).ToList();
        if (configured.Count == 0)
            return new(LogFormat.TextByChoice, part.At, "structlog", "leaves structlog as it is, which prints for people");
        var renderers = Calls("JSONRenderer", "ConsoleRenderer", "KeyValueRenderer", "LogfmtRenderer")
            .Where(call => IsFrom(call, "structlog"))
            .Select(call => (call.Callee.Name is "JSONRenderer", Call: call, Arrival: Chosen(call)))
            .Where(one => one.Arrival.Kind is not Coming.Never)
            .ToList();
        var (json, text) = (renderers.Find(one => one.Item1), renderers.Find(one => !one.Item1));
        return json.Call.Exists && !text.Call.Exists && json.Arrival.Kind is Coming.Surely
                ? new(LogFormat.Json, json.Call.At, "structlog", "logs through structlog")
            : text.Call.Exists && !json.Call.Exists && text.Arrival.Kind is Coming.Surely
                ? new(LogFormat.TextByChoice, text.Call.At, "structlog", "has structlog print for people in production too")
            : new(
                LogFormat.Unknown,
                configured[0].At,
                "structlog",
                renderers.Select(one => one.Arrival.Variable).FirstOrDefault(one => one.Length > 0) is { } variable
                    ? $"chooses between text and JSON by {variable}, and nothing here shows what it says"
                    : "chooses between text and JSON in a way that could not be decided"
            );
    }

    /// <summary>Whether production takes a renderer: <c>JSONRenderer() if production else ConsoleRenderer()</c>.</summary>
    Arrival Chosen(Code renderer) => start.At(renderer);

    LogSetting Loguru()
    {
        var sinks = Calls("add").Where(call => IsFrom(call, "loguru") && start.At(call).Kind is not Coming.Never).ToList();
        foreach (var sink in sinks)
        {
            var serialize = sink.ArgumentNamed("serialize");
            if (serialize.Exists)
                return sources.Production.Holds(serialize) switch
                {
                    true when start.At(sink).Kind is Coming.Surely => new(LogFormat.Json, sink.At, "loguru", "has loguru write JSON"),
                    false => new(LogFormat.TextByChoice, sink.At, "loguru", "has loguru write text in production"),
                    _ => new(
                        LogFormat.Unknown,
                        sink.At,
                        "loguru",
                        start.VariableOf(serialize) is { } variable
                            ? $"has loguru write JSON when {variable} says so"
                            : "has loguru write JSON under a condition that could not be decided"
                    ),
                };
        }
        return
            sinks.Find(sink =>
                sink.ArgumentAt(0).Kind is CodeKind.Name && sources.Code.Definition(sink.ArgumentAt(0)).Kind is CodeKind.Function
            )
                is { Exists: true } own
            ? new(LogFormat.Unknown, own.At, "loguru", "hands its records to a function of its own that was not followed")
            : new(LogFormat.TextByChoice, sinks.Count > 0 ? sinks[0].At : part.At, "loguru", "has loguru write text in production");
    }

    LogSetting Standard()
    {
        foreach (var (handlers, at) in Dictionaries())
            if (OfDictionary(handlers, at) is { } set)
                return set;
        foreach (
            var call in Calls(
                "setFormatter",
                "JsonFormatter",
                "StructuredLogHandler",
                "setup_logging",
                "LoggingHandler",
                "AzureLogHandler",
                "LogtailHandler"
            )
        )
            if (OfCall(call) is { } set)
                return set;
        var basic = Calls("basicConfig").FirstOrDefault(call => start.At(call).Kind is not Coming.Never);
        var text = basic.Exists
            ? basic
            : Calls("Formatter", "ColoredFormatter").FirstOrDefault(call => start.At(call).Kind is not Coming.Never);
        return text.Exists
            ? new(LogFormat.Text, text.At, "logging", "sets up the standard library's logging as text")
            : new(LogFormat.Text, part.At, "logging", "leaves the standard library's logging as it is, which writes text");
    }

    /// <summary>The dictionaries by which logging is set up: those of <c>dictConfig</c>, and Django's <c>LOGGING</c>.</summary>
    IEnumerable<(Value.ObjectOf Settings, Location At)> Dictionaries()
    {
        foreach (var call in Calls("dictConfig"))
            if (start.At(call).Kind is not Coming.Never && sources.Code.ValueOf(call.ArgumentAt(0)) is Value.ObjectOf settings)
                yield return (settings, call.At);
        foreach (var file in files.Where(file => file.Text.Contains("LOGGING", StringComparison.Ordinal)))
        foreach (var node in file.Root.Children)
            if (
                node is { Kind: CodeKind.Variable or CodeKind.Assignment }
                && (node.Name is "LOGGING" || node[Part.Target].Name is "LOGGING")
                && sources.Code.ValueOf(node[Part.Value]) is Value.ObjectOf settings
            )
                yield return (settings, node.At);
    }

    /// <summary>What the handlers of a dictionary write that go to the output of the process, or elsewhere when none does.</summary>
    static LogSetting? OfDictionary(Value.ObjectOf settings, Location at)
    {
        if (settings["handlers"] is not Value.ObjectOf handlers)
            return null;
        var formatters = settings["formatters"] as Value.ObjectOf;
        var formats = new List<LogFormat>();
        foreach (var handler in handlers.Entries.Values.OfType<Value.ObjectOf>())
        {
            var kind = handler["class"]?.AsText ?? "";
            if (
                kind.EndsWith("NullHandler", StringComparison.Ordinal)
                || kind.Contains("Email", StringComparison.Ordinal)
                || kind.Contains("File", StringComparison.Ordinal) && handlers.Entries.Count > 1
            )
                continue;
            if (SendsRecords().IsMatch(kind))
                return new(LogFormat.Json, at, "logging", "sends its records with their fields");
            formats.Add(
                handler["formatter"] switch
                {
                    null => LogFormat.Text,
                    Value.Text { Content: var name } when formatters?[name] is Value.ObjectOf formatter => OfFormatter(formatter),
                    Value.Text when formatters is { Open: false } => LogFormat.Text,
                    _ => LogFormat.Unknown,
                }
            );
        }
        return formats.Count == 0 ? null
            : formats.TrueForAll(one => one is LogFormat.Json) ? new(LogFormat.Json, at, "logging", "sets up logging as JSON")
            : formats.Contains(LogFormat.Unknown)
                ? new(LogFormat.Unknown, at, "logging", "chooses the format of its log in a way that could not be decided")
            : new(LogFormat.Text, at, "logging", "sets up the standard library's logging as text");
    }

    static LogFormat OfFormatter(Value.ObjectOf formatter)
    {
        var made = formatter["()"] ?? formatter["class"];
        return made switch
        {
            null => formatter["format"]?.AsText is { } line
            && line.TrimStart().StartsWith('{')
            && line.Contains('"', StringComparison.Ordinal)
                ? LogFormat.Json
                : LogFormat.Text,
            Value.Text { Content: var name } => MakesJson().IsMatch(name) ? LogFormat.Json
            : name.EndsWith("logging.Formatter", StringComparison.Ordinal) ? LogFormat.Text
            : LogFormat.Unknown,
            _ => MakesJson().IsMatch(made.Origin.Exists ? made.Origin.Text : "") ? LogFormat.Json : LogFormat.Unknown,
        };
    }

    /// <summary>A handler that gets a formatter, or that sends records with their fields.</summary>
    LogSetting? OfCall(Code call)
    {
        var arrival = start.At(call);
        if (arrival.Kind is Coming.Never)
            return null;
        var formatter = call.Callee.Name is "setFormatter" ? call.ArgumentAt(0) : call;
        if (call.Callee.Name is "setup_logging" && !IsFrom(call, "google"))
            return null;
        if (call.Callee.Name is "setFormatter" && OwnJson(formatter) is { Exists: true } dumps)
            return IsAlways(dumps) && arrival.Kind is Coming.Surely
                ? new(LogFormat.Json, call.At, "logging", "sets up logging as JSON with a formatter of its own")
                : new(
                    LogFormat.Unknown,
                    call.At,
                    "logging",
                    "writes JSON with a formatter of its own, under a condition that could not be decided"
                );
        var reach = RequestIds.Reach(sources.Code, formatter, 1).ToList();
        var json = reach.Find(node =>
            node.Kind is CodeKind.Call or CodeKind.New
            && (MakesJson().IsMatch(node.Callee.Name) || SendsRecords().IsMatch(node.Callee.Name) || node.Callee.Name is "setup_logging")
        );
        if (!json.Exists)
            return null;
        return arrival.And(start.At(json)) switch
        {
            { Kind: Coming.Surely } => new(LogFormat.Json, call.At, "logging", "sets up logging as JSON"),
            { Kind: Coming.WhenSet, Variable: var variable } => new(
                LogFormat.Unknown,
                call.At,
                "logging",
                $"writes JSON when {variable} says so, and nothing here shows what it says"
            ),
            { Kind: Coming.Never } => null,
            _ => new(LogFormat.Unknown, call.At, "logging", "writes JSON under a condition that could not be decided"),
        };
    }

    /// <summary>Where a formatter of the app's own makes JSON of a record; no node when it does not.</summary>
    Code OwnJson(Code formatter)
    {
        var made = formatter.Kind is CodeKind.Name ? sources.Code.Definition(formatter)[Part.Value] : formatter;
        return
            made.Kind is CodeKind.Call or CodeKind.New
            && sources.Code.Definition(made.Callee) is { Kind: CodeKind.Class } own
            && own.All(Part.Base).Any(parent => parent.Name is "Formatter")
            ? own.Descendants(CodeKind.Call).FirstOrDefault(call => call.Callee.Name is "dumps")
            : default;
    }

    /// <summary>Whether the method <c>format</c> comes to a place whatever the record and the settings are.</summary>
    static bool IsAlways(Code node)
    {
        for (var at = node; at.Exists; at = at.Parent)
            if (at.Kind is CodeKind.Branch or CodeKind.Conditional or CodeKind.Case or CodeKind.Try or CodeKind.Loop)
                return false;
            else if (at.Kind is CodeKind.Function)
                return at.Name is "format" && at.Descendants(CodeKind.Return).Count() == 1;
        return false;
    }

    IEnumerable<Code> Calls(params IEnumerable<string> names) => sources.Code.Calls(names).Where(call => files.Contains(call.File));

    bool IsFrom(Code call, string package) => sources.Code.OriginOf(call.Callee).Package == package;

    [GeneratedRegex(
        @"(?:json|ecs|stackdriver|gelf|logstash).{0,12}(?:formatter|renderer)|^StdlibFormatter$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex MakesJson();

    [GeneratedRegex(
        @"StructuredLogHandler|CloudLoggingHandler|AzureLogHandler|LogtailHandler|CloudWatchLogHandler|LokiHandler|SeqStructuredLogHandler|^LoggingHandler$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SendsRecords();
}
