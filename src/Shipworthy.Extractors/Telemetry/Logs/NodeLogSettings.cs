namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>How the log libraries of a JavaScript service are set up where it starts.</summary>
sealed class NodeLogSettings
{
    /// <summary>The logger of Fastify, which is off unless it is turned on.</summary>
    public const string OfFastify = "Fastify's logger";

    readonly Sources sources;
    readonly Deployable part;
    readonly HashSet<CodeFile> files;
    readonly StartPath start;
    readonly Dictionary<string, LogSetting?> known = new(StringComparer.Ordinal);
    readonly Lazy<ImmutableArray<string>> made;

    public NodeLogSettings(Sources sources, Deployable part, HashSet<CodeFile> files)
    {
        this.sources = sources;
        this.part = part;
        this.files = files;
        start = new(sources);
        made = new(() => [.. Made().Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The one library that the service sets up; null when it sets up none, or several.</summary>
    public string? Only => made.Value is [var only] ? only : null;

    /// <summary>A library that the service sets up, whether or not any call goes through it; null when there is none.</summary>
    public string? Declared => made.Value is [var first, ..] ? first : null;

    /// <summary>The library whose logger hangs on each request; null when none does.</summary>
    public string? ForRequests =>
        Calls("pinoHttp", "pino", "default", "pinoLogger").Any(call => IsFrom(call, "pino-http", "hono-pino", "express-pino-logger"))
        || Imports("pino-http", "hono-pino")
            ? "pino"
        : FastifyMakes().Any() ? OfFastify
        : null;

    /// <summary>Why an ID may reach the records in a way that was not followed; null when there is no sign.</summary>
    public string? BindingUnseen => null;

    /// <summary>What production makes of a library's records; null for a library that nothing sets up and that has no format of its own.</summary>
    public LogSetting? Of(string library)
    {
        if (!known.TryGetValue(library, out var setting))
            known[library] = setting = Find(library) is { } found ? found with { BoundBy = found.BoundBy ?? Traced(library) } : null;
        return setting;
    }

    LogSetting? Find(string library) =>
        library switch
        {
            "" => null,
            "pino" => Pino(PinoMakes(), library),
            OfFastify => Fastify(),
            "winston" => Winston(),
            "Nest's logger" => Nest(),
            "tslog" => Tslog(),
            _ => NodeLogLibraries.DefaultOf(library) is var format && format is LogFormat.Unknown
                ? new(format, part.At, library, $"logs through {library}, whose settings are not read")
                : new(format, part.At, library, $"logs through {library}"),
        };

    /// <summary>Libraries by the calls that make their loggers.</summary>
    IEnumerable<string> Made()
    {
        if (PinoMakes().Any())
            yield return "pino";
        if (FastifyMakes().Any())
            yield return OfFastify;
        if (Calls("createLogger").Any(call => IsFrom(call, "winston", "nest-winston")))
            yield return "winston";
        if (Calls("createLogger").Any(call => IsFrom(call, "bunyan")))
            yield return "bunyan";
        if (NestStart().Exists)
            yield return "Nest's logger";
    }

    IEnumerable<Code> PinoMakes() =>
        Calls("pino", "P", "pinoHttp", "pinoLogger", "default", "forRoot", "forRootAsync")
            .Where(call => IsFrom(call, "pino", "pino-http", "nestjs-pino", "hono-pino", "express-pino-logger"));

    IEnumerable<Code> FastifyMakes() => Calls("fastify", "Fastify", "default").Where(call => IsFrom(call, "fastify"));

    LogSetting Pino(IEnumerable<Code> makes, string library)
    {
        var setting = new LogSetting(LogFormat.Json, part.At, library, $"logs through {library}");
        foreach (var make in makes)
        {
            setting = setting with { At = make.At };
            var reach = make.Arguments.SelectMany(argument => RequestIds.Reach(sources.Code, argument)).ToList();
            if (IsFrom(make, "nestjs-pino") || reach.Exists(BindsId))
                setting = setting with { BoundBy = IsFrom(make, "nestjs-pino") ? "nestjs-pino" : "a store that follows the request" };
            setting = setting with { LogsRequests = setting.LogsRequests || IsFrom(make, "pino-http", "nestjs-pino") };
            foreach (var pretty in reach.Where(IsPretty))
            {
                var arrival = start.At(pretty);
                if (arrival.Kind is Coming.Never)
                    continue;
                var (format, because) = arrival.Kind switch
                {
                    Coming.WhenSet => (
                        LogFormat.Unknown,
                        $"writes text when {arrival.Variable} says so, and nothing here shows what it says"
                    ),
                    Coming.Unclear => (LogFormat.Unknown, "writes text under a condition that could not be decided"),
                    Coming.Surely or Coming.Never => (LogFormat.TextByChoice, "prints its records for people in production too"),
                };
                return setting with { Format = format, At = pretty.At, Because = because };
            }
        }
        return setting;
    }

    bool IsPretty(Code node) =>
        node.String is "pino-pretty" or "@fastify/one-line-logger"
        || node is { Kind: CodeKind.Property, Name: "prettyPrint" }
        || node.Kind is CodeKind.Call && IsFrom(node, "pino-pretty", "pino-colada", "pino-princess");

    LogSetting Fastify()
    {
        var makes = FastifyMakes().ToList();
        var logging = makes
            .Select(make => (Make: make, Options: sources.Code.ObjectOf(make.ArgumentAt(0))))
            .Select(one => (one.Make, Logger: one.Options.Exists ? sources.Code.Entry(one.Options, "logger") : default, one.Options))
            .ToList();
        if (logging.Exists(one => one.Make.ArgumentAt(0).Exists && !one.Options.Exists))
            return new(LogFormat.Unknown, makes[0].At, OfFastify, "takes the options of its logger from somewhere that was not followed");
        var on = logging.Where(one => one.Logger.Exists && sources.Production.Holds(one.Logger) is not false).ToList();
        if (on.Count == 0)
            return new(LogFormat.Text, makes.Count > 0 ? makes[0].At : part.At, OfFastify, "never turns on Fastify's logger");
        return Pino(on.Select(one => one.Make), OfFastify) with { LogsRequests = true };
    }

    LogSetting Winston()
    {
        var makes = Calls("createLogger", "add", "configure").Where(call => IsFrom(call, "winston", "nest-winston")).ToList();
        var setting = new LogSetting(LogFormat.Json, makes.Count > 0 ? makes[0].At : part.At, "winston", "logs through winston");
        foreach (var make in makes)
        {
            var reach = make.Arguments.SelectMany(argument => RequestIds.Reach(sources.Code, argument)).ToList();
            if (reach.Exists(BindsId))
                setting = setting with { BoundBy = "a store that follows the request" };
            foreach (var text in reach.Where(IsWinstonText))
            {
                var arrival = start.At(make).And(start.At(text));
                if (arrival.Kind is not Coming.Never && setting.Format is LogFormat.Json)
                    setting =
                        arrival.Kind is Coming.Surely
                            ? setting with
                            {
                                Format = LogFormat.TextByChoice,
                                At = text.At,
                                Because = "formats its records as lines of text",
                            }
                            : setting with
                            {
                                Format = LogFormat.Unknown,
                                At = text.At,
                                Because = "formats its records as text under a condition that could not be decided",
                            };
            }
        }
        return setting;
    }

    /// <summary>A format of winston that makes a line of text: <c>simple()</c>, <c>printf(…)</c> of something that is not JSON.</summary>
    static bool IsWinstonText(Code node) =>
        node.Kind is CodeKind.Call
        && (
            node.Callee.Name is "simple" or "cli" or "prettyPrint" or "nestLike"
            || node.Callee.Name is "printf" && !node.Text.Contains("JSON.stringify(", StringComparison.Ordinal)
        );

    Code NestStart() =>
        Calls("create", "createApplicationContext", "createMicroservice")
            .OrderBy(call => call.File.Path.Contains("main.", StringComparison.Ordinal) ? 0 : 1)
            .FirstOrDefault(call => call.Receiver.Name is "NestFactory" && IsFrom(call, "@nestjs/core"));

    LogSetting Nest()
    {
        var make = NestStart();
        var given =
            make.Exists && sources.Code.ObjectOf(make.Arguments.LastOrDefault()) is { Exists: true } options
                ? sources.Code.Entry(options, "logger")
                : default;
        var used = Calls("useLogger").Select(call => call.ArgumentAt(0)).FirstOrDefault();
        foreach (var logger in new[] { used, given }.Where(one => one.Exists && one.Kind is not (CodeKind.Array or CodeKind.Literal)))
        {
            var reach = RequestIds
                .Reach(sources.Code, logger)
                .Where(node => node.Kind is CodeKind.Name or CodeKind.Call or CodeKind.New or CodeKind.Member)
                .ToList();
            if (reach.Exists(node => IsFrom(node, "nestjs-pino", "pino")))
                return Pino(PinoMakes(), "pino");
            if (reach.Exists(node => IsFrom(node, "nest-winston", "winston")))
                return Winston();
            if (
                logger
                    .Descendants()
                    .Prepend(logger)
                    .Any(node => node is { Kind: CodeKind.Property, Name: "json" } && sources.Production.Holds(node[Part.Value]) is true)
            )
                return new(LogFormat.Json, logger.At, "Nest's logger", "has Nest's logger write JSON");
            return new(LogFormat.Unknown, logger.At, "Nest's logger", "logs through a logger of its own that was not followed")
            {
                BoundBy = RequestIds.Reach(sources.Code, logger).Any(RequestIds.Names) ? "a logger of its own" : null,
            };
        }
        return new(LogFormat.Text, make.Exists ? make.At : part.At, "Nest's logger", "logs through Nest's own logger, which writes text");
    }

    LogSetting Tslog()
    {
        var make = Calls("Logger").FirstOrDefault(call => IsFrom(call, "tslog"));
        var type =
            make.Exists && sources.Code.ObjectOf(make.ArgumentAt(0)) is { Exists: true } options
                ? sources.Code.Entry(options, "type")
                : default;
        return sources.Code.ValueOf(type).AsText is "json" ? new(LogFormat.Json, make.At, "tslog", "logs through tslog")
            : type.Exists && sources.Code.ValueOf(type).AsText is null
                ? new(LogFormat.Unknown, make.At, "tslog", "chooses between text and JSON under a condition that could not be decided")
            : new(LogFormat.TextByChoice, make.Exists ? make.At : part.At, "tslog", "prints its records for people in production too");
    }

    bool BindsId(Code node) => RequestIds.IsGiven(sources, node);

    /// <summary>OpenTelemetry puts the ID of the trace into the records of the libraries that it knows.</summary>
    string? Traced(string library) =>
        library is "pino" or "winston" or "bunyan" or OfFastify
        && Calls("getNodeAutoInstrumentations", "PinoInstrumentation", "WinstonInstrumentation", "BunyanInstrumentation")
            .Any(call => start.At(call).Kind is Coming.Surely)
            ? "OpenTelemetry"
            : null;

    IEnumerable<Code> Calls(params IEnumerable<string> names) => sources.Code.Calls(names).Where(call => files.Contains(call.File));

    bool Imports(params ReadOnlySpan<string> packages)
    {
        foreach (var file in files)
        foreach (var node in file.Root.Children)
            if (node.Kind is CodeKind.Import && packages.Contains(node.Name))
                return true;
        return false;
    }

    bool IsFrom(Code node, params ReadOnlySpan<string> packages) =>
        packages.Contains(sources.Code.OriginOf(node.Kind is CodeKind.Call or CodeKind.New ? node.Callee : node).Package);
}
