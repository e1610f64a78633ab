namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>Libraries that write logs in JavaScript, by the package that a logger comes from.</summary>
static class NodeLogLibraries
{
    static readonly Dictionary<string, (string Name, LogFormat Format)> Packages = new(StringComparer.Ordinal)
    {
        ["pino"] = ("pino", LogFormat.Json),
        ["pino-http"] = ("pino", LogFormat.Json),
        ["nestjs-pino"] = ("pino", LogFormat.Json),
        ["express-pino-logger"] = ("pino", LogFormat.Json),
        ["hono-pino"] = ("pino", LogFormat.Json),
        ["@fastify/one-line-logger"] = ("pino", LogFormat.TextByChoice),
        ["fastify"] = ("Fastify's logger", LogFormat.Unknown),
        ["bunyan"] = ("bunyan", LogFormat.Json),
        ["winston"] = ("winston", LogFormat.Unknown),
        ["nest-winston"] = ("winston", LogFormat.Unknown),
        ["@nestjs/common"] = ("Nest's logger", LogFormat.Unknown),
        ["firebase-functions"] = ("the logger of Firebase", LogFormat.Json),
        ["@aws-lambda-powertools/logger"] = ("Powertools", LogFormat.Json),
        ["next-axiom"] = ("Axiom's logger", LogFormat.Json),
        ["@axiomhq/logging"] = ("Axiom's logger", LogFormat.Json),
        ["@axiomhq/nextjs"] = ("Axiom's logger", LogFormat.Json),
        ["@logtail/node"] = ("Better Stack's logger", LogFormat.Json),
        ["@logtail/next"] = ("Better Stack's logger", LogFormat.Json),
        ["@logtail/pino"] = ("pino", LogFormat.Json),
        ["@google-cloud/logging"] = ("Google Cloud's logger", LogFormat.Json),
        ["roarr"] = ("roarr", LogFormat.Json),
        ["evlog"] = ("evlog", LogFormat.Json),
        ["tslog"] = ("tslog", LogFormat.Unknown),
        ["consola"] = ("consola", LogFormat.Text),
        ["signale"] = ("signale", LogFormat.Text),
        ["loglevel"] = ("loglevel", LogFormat.Text),
        ["npmlog"] = ("npmlog", LogFormat.Text),
        ["debug"] = ("debug", LogFormat.Text),
        ["log4js"] = ("log4js", LogFormat.Unknown),
        ["@logtape/logtape"] = ("LogTape", LogFormat.Unknown),
        ["@sentry/node"] = ("Sentry's logger", LogFormat.Json),
        ["@sentry/nextjs"] = ("Sentry's logger", LogFormat.Json),
    };

    /// <summary>The name of the library that a logger comes from; null when it is none.</summary>
    public static string? Of(Origin origin) =>
        Packages.TryGetValue(origin.Package, out var library) && IsLogger(origin) ? library.Name : null;

    /// <summary>What a library writes when nothing else is said; unknown when that has to be looked up in its options.</summary>
    public static LogFormat DefaultOf(string library) => Packages.Values.FirstOrDefault(one => one.Name == library).Format;

    /// <summary>Packages that do more than logging offer a logger among other things.</summary>
    static bool IsLogger(Origin origin) =>
        origin.Package switch
        {
            "@nestjs/common" => origin.Name.StartsWith("Logger", StringComparison.Ordinal)
                || origin.Name.StartsWith("ConsoleLogger", StringComparison.Ordinal),
            "firebase-functions" => origin.Module.EndsWith("logger", StringComparison.Ordinal)
                || origin.Name.Contains("logger", StringComparison.Ordinal),
            "@sentry/node" or "@sentry/nextjs" => origin.Name.Contains("logger", StringComparison.Ordinal),
            "fastify" => origin.Name.EndsWith(".log", StringComparison.Ordinal),
            _ => true,
        };
}
