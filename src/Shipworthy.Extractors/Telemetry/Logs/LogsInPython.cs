namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>Logs of Python: <c>print</c>, the logging of the standard library, structlog, loguru and others.</summary>
sealed class LogsInPython : ILogReader
{
    static readonly Dictionary<string, string> Libraries = new(StringComparer.Ordinal)
    {
        ["logging"] = "logging",
        ["flask"] = "logging",
        ["celery"] = "logging",
        ["uvicorn"] = "logging",
        ["django"] = "logging",
        ["structlog"] = "structlog",
        ["loguru"] = "loguru",
        ["logfire"] = "Logfire",
        ["aws_lambda_powertools"] = "Powertools",
    };

    /// <inheritdoc/>
    public bool Reads(Stack stack) => stack is Stack.Python;

    /// <inheritdoc/>
    public LogReading Read(Sources sources, Deployable part, ImmutableArray<CodeFile> files)
    {
        var (own, used) = (files.ToHashSet(), new Dictionary<string, int>(StringComparer.Ordinal));
        var settings = new PythonLogSettings(sources, part, files);
        var calls = new List<LogCall>();
        foreach (var call in sources.Code.Calls("print").Where(call => own.Contains(call.File) && call.Callee.Kind is CodeKind.Name))
            if (!LogSites.IsBanner(call))
                calls.Add(new(call, IsJson(call) ? LogFormat.Json : LogFormat.Text, RequestIds.In(call)));
        foreach (var call in sources.Code.Calls(LogSites.Methods).Where(call => own.Contains(call.File)))
        {
            if (
                call.Callee.Kind is not CodeKind.Member
                || LogSites.IsBanner(call)
                || LibraryOf(sources, call.Receiver, settings) is not { } library
            )
                continue;
            used[library] = used.GetValueOrDefault(library) + 1;
            var setting = settings.Of(library);
            calls.Add(new(call, setting.Format, setting.BoundBy is not null || RequestIds.In(call)));
        }
        var main = used.OrderByDescending(one => one.Value)
            .ThenBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => one.Key)
            .FirstOrDefault();
        return new(
            [.. calls.OrderBy(call => call.At.File.Path, StringComparer.Ordinal).ThenBy(call => call.At.Start)],
            main is null ? settings.Declared : settings.Of(main)
        )
        {
            BindingUnseen = settings.BindingUnseen,
        };
    }

    static string? LibraryOf(Sources sources, Code logger, PythonLogSettings settings)
    {
        var origin = sources.Code.OriginOf(logger);
        if (origin.Exists)
            return
                Libraries.GetValueOrDefault(origin.Package) is { } library
                && (
                    library is not "logging"
                    || LogSites.IsLogger(logger.Name)
                    || logger.Name is "logging"
                    || logger.Kind is CodeKind.Call
                    || origin.Package is "logging"
                )
                ? library
                : null;
        return LogSites.IsLogger(logger.Name) ? settings.Only : null;
    }

    static bool IsJson(Code call) =>
        !call.ArgumentAt(1).Exists
        && call.ArgumentAt(0) is { Kind: CodeKind.Call } first
        && (
            first.Callee.DottedName is "json.dumps" or "orjson.dumps" or "ujson.dumps"
            || first.Receiver is { Kind: CodeKind.Call } inner && inner.Callee.DottedName is "orjson.dumps"
        );
}
