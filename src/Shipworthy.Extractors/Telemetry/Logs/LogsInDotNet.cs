namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>Logs of .NET: <c>ILogger</c>, Serilog, NLog, and the console.</summary>
sealed class LogsInDotNet : ILogReader
{
    static readonly ImmutableArray<string> Abstract =
    [
        "LogTrace",
        "LogDebug",
        "LogInformation",
        "LogWarning",
        "LogError",
        "LogCritical",
        "Log",
    ];

    static readonly ImmutableArray<string> OfLibraries =
    [
        "Verbose",
        "Debug",
        "Information",
        "Warning",
        "Error",
        "Fatal",
        "Trace",
        "Info",
        "Warn",
    ];

    /// <inheritdoc/>
    public bool Reads(Stack stack) => stack is Stack.DotNet;

    /// <inheritdoc/>
    public LogReading Read(Sources sources, Deployable part, ImmutableArray<CodeFile> files)
    {
        var own = files.ToHashSet();
        var setting = new DotNetLogSettings(sources, part).Find();
        var calls = new List<LogCall>();
        foreach (var call in sources.Code.Calls("WriteLine", "Write").Where(call => own.Contains(call.File)))
            if (
                call.Callee.DottedName is "Console.WriteLine" or "Console.Write" or "Console.Error.WriteLine" or "System.Console.WriteLine"
                && !LogSites.IsBanner(call)
            )
                calls.Add(new(call, IsJson(call) ? LogFormat.Json : LogFormat.Text, RequestIds.In(call)));
        foreach (var call in sources.Code.Calls(Abstract.Concat(OfLibraries)).Where(call => own.Contains(call.File)))
            if (call.Callee.Kind is CodeKind.Member && IsLog(call) && !LogSites.IsBanner(call))
                calls.Add(
                    new(call, setting.Format, setting is { Format: not LogFormat.Unknown, BoundBy: not null } || RequestIds.In(call))
                );
        return new([.. calls.OrderBy(call => call.At.File.Path, StringComparer.Ordinal).ThenBy(call => call.At.Start)], setting);
    }

    static bool IsLog(Code call) =>
        call.Callee.Name.StartsWith("Log", StringComparison.Ordinal) && call.Callee.Name.Length > 3
        || LogSites.IsLogger(call.Receiver.Name)
        || call.Receiver.Name is "Log" or "Logger" or "Logs";

    static bool IsJson(Code call) =>
        call.ArgumentAt(0) is { Kind: CodeKind.Call } first
        && first.Callee.DottedName is "JsonSerializer.Serialize" or "JsonConvert.SerializeObject";
}
