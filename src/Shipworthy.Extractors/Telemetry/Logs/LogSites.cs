using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>Tells calls that belong to a log from others, and those that nobody looks for in one.</summary>
static partial class LogSites
{
    /// <summary>Methods of loggers.</summary>
    public static readonly ImmutableArray<string> Methods =
    [
        "trace",
        "debug",
        "info",
        "log",
        "warn",
        "warning",
        "error",
        "exception",
        "fatal",
        "critical",
        "verbose",
        "notice",
        "success",
        "silly",
        "http",
    ];

    /// <summary>Whether a name is one that people give to loggers.</summary>
    public static bool IsLogger(string name) => Logger().IsMatch(name);

    /// <summary>Whether a name is one that people give to functions that write to a log.</summary>
    public static bool Writes(string name) => Writer().IsMatch(name);

    /// <summary>Whether a file holds a logger and not much beside it.</summary>
    public static bool IsLoggerFile(string path) => LoggerFile().IsMatch(path);

    /// <summary>A line that says that the server has started, and what a file does when a person runs it by itself.</summary>
    public static bool IsBanner(Code call)
    {
        for (var at = call.Parent; at.Exists; at = at.Parent)
            if (
                at.Kind is CodeKind.Function && IsTold(at)
                || at.Kind is CodeKind.Branch && at[Part.Condition].Text.Contains("__main__", StringComparison.Ordinal)
            )
                return true;
        return call.Arguments.FirstOrDefault() is { Exists: true, Kind: CodeKind.Literal or CodeKind.Template } first
            && Banner().IsMatch(first.Text);
    }

    /// <summary>A function that is called when a server has started, beside the one that answers.</summary>
    static bool IsTold(Code function) =>
        function.Parent is { Kind: CodeKind.Call } call
        && (
            call.Callee.Name is "listen"
            || call.Callee.DottedName is "serve" && call.ArgumentAt(0) is { Exists: true } answers && answers != function
        );

    /// <summary>Whether a message is put together of text and values, which a record could keep apart.</summary>
    public static bool IsPieced(Code call) =>
        call.Arguments.Any(argument =>
            argument.Kind is CodeKind.Template && argument.Children.Any(piece => piece.Kind is not CodeKind.Literal)
            || argument is { Kind: CodeKind.Binary, Operator: "+" }
                && argument.Descendants(CodeKind.Literal).Any(one => one.String is not null)
        );

    [GeneratedRegex(@"^[_$]?(?:log|logging|slog|\w*[lL]og|\w*[lL]ogger|LOG|LOGGER)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Logger();

    [GeneratedRegex(@"^_?(?:log|write_?log|emit_?log|print_?log|structured_?log)(?:[A-Z_]\w*)?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Writer();

    [GeneratedRegex(
        @"(?:^|/)(?:[\w-]*[-_.]?log(?:ger|ging|s)?|observability|telemetry)(?:/index)?\.\w+$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex LoggerFile();

    [GeneratedRegex(
        @"listening|(?:running|started|ready|up) (?:on|at)\b|server (?:is )?(?:running|started|up)|starting (?:up|server)|shutting down",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Banner();
}
