using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>What brings the ID of a request into the records of a Python service.</summary>
sealed partial class PythonRequestIds(Sources sources, HashSet<CodeFile> files, StartPath start)
{
    /// <summary>What brings the ID of the request into every record; null when nothing does.</summary>
    public string? Bound()
    {
        if (Added("CorrelationIdMiddleware") && Says(CorrelationFilter()))
            return "asgi-correlation-id";
        if (Says(GuidMiddleware()) && Says(GuidFilter()))
            return "django-guid";
        if (Says(StructlogMiddleware()) && Says(MergesContext()))
            return "django-structlog";
        if (Calls("bind_contextvars").Any(call => IsFrom(call, "structlog") && RequestIds.In(call)) && Says(MergesContext()))
            return "structlog's context";
        if (Calls("contextualize").Any(call => RequestIds.In(call)))
            return "loguru's context";
        if (Calls("LoggingInstrumentor", "instrument_logging").Any(call => start.At(call).Kind is Coming.Surely))
            return "OpenTelemetry";
        if (Says(PowertoolsContext()))
            return "Powertools";
        return OwnFilter() ?? OwnFormatter();
    }

    /// <summary>A formatter of the app's own that asks the context of the request as it writes a record.</summary>
    string? OwnFormatter() =>
        files.Any(file => KeepsInContext().IsMatch(file.Text))
        && Calls("setFormatter")
            .Any(call =>
                start.At(call).Kind is not Coming.Never
                && call.ArgumentAt(0) is { Kind: CodeKind.Call or CodeKind.New } made
                && sources.Code.Definition(made.Callee) is { Kind: CodeKind.Class } own
                && own.All(Part.Base).Any(parent => parent.Name is "Formatter")
                && AsksContext().IsMatch(own.Text)
            )
            ? "a formatter of its own"
            : null;

    /// <summary>A filter of the app's own that copies the ID of the current request onto the record.</summary>
    string? OwnFilter() =>
        files.Any(file => SetsOnRecord().IsMatch(file.Text)) && files.Any(file => KeepsInContext().IsMatch(file.Text))
            ? "a filter of its own"
            : null;

    bool Added(string middleware) =>
        Calls("add_middleware").Any(call => call.ArgumentAt(0).Name == middleware)
        || Calls("Middleware").Any(call => call.ArgumentAt(0).Name == middleware)
        || Calls(middleware).Any();

    bool Says(Regex words) => files.Any(file => words.IsMatch(file.Text));

    IEnumerable<Code> Calls(params IEnumerable<string> names) => sources.Code.Calls(names).Where(call => files.Contains(call.File));

    bool IsFrom(Code call, string package) => sources.Code.OriginOf(call.Callee).Package == package;

    [GeneratedRegex(@"CorrelationIdFilter|correlation_id\.get\(|asgi_correlation_id\.context", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex CorrelationFilter();

    [GeneratedRegex(@"['""]django_guid\.middleware", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex GuidMiddleware();

    [GeneratedRegex(@"django_guid\.log_filters", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex GuidFilter();

    [GeneratedRegex(@"['""]django_structlog\.middlewares\.(?:request\.)?RequestMiddleware", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex StructlogMiddleware();

    [GeneratedRegex(@"\bmerge_contextvars\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex MergesContext();

    [GeneratedRegex(@"@\w+\.inject_lambda_context", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex PowertoolsContext();

    [GeneratedRegex(
        @"\brecord\.(?:request_?id|correlation_?id|trace_?id)\s*=|\b(?:log_record|event_dict|record\[""extra""\])\[[""'](?:request_id|correlation_id|trace_id)[""']\]\s*=",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SetsOnRecord();

    [GeneratedRegex(
        @"\b\w*(?:request_id|correlation_id|trace_id)\w*\.get\(",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AsksContext();

    [GeneratedRegex(
        @"\b\w*(?:request_id|correlation_id|trace_id)\w*\.set\(",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex KeepsInContext();
}
