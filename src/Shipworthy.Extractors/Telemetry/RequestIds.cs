using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry;

/// <summary>The words by which code speaks of the ID of a request.</summary>
static partial class RequestIds
{
    static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "requestid",
        "reqid",
        "correlationid",
        "traceid",
        "traceparent",
        "xrequestid",
        "xcorrelationid",
        "xamzntraceid",
        "xvercelid",
        "sbrequestid",
        "cfray",
    };

    static readonly HashSet<string> Givers = new(StringComparer.OrdinalIgnoreCase)
    {
        "getRequestId",
        "currentRequestId",
        "getCorrelationId",
        "getTraceId",
        "getRequestContext",
    };

    /// <summary>Whether a name, a key or the name of a header means one.</summary>
    public static bool Is(string name) =>
        name.Length is > 4 and < 24
        && Words.Contains(name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal));

    /// <summary>Whether something below a node names one.</summary>
    public static bool In(Code node) => node.Descendants().Any(Names);

    /// <summary>Whether a node itself names one.</summary>
    public static bool Names(Code node) =>
        node.Kind switch
        {
            CodeKind.Name or CodeKind.Member or CodeKind.Property or CodeKind.Argument or CodeKind.Parameter or CodeKind.Index => Is(
                node.Name
            ),
            CodeKind.Literal => node.String is { } text && Is(text),
            _ => false,
        };

    /// <summary>Whether a call gives the ID of the request that is being answered, without being told which: from a store that follows the request.</summary>
    public static bool IsGiven(Sources sources, Code node) =>
        node.Kind is CodeKind.Call
        && (
            Givers.Contains(node.Callee.Name) && !AsksEmptyStore(sources, node)
            || node.Callee.Name is "getStore" && FillsStore(sources)
            || node.Callee.Name is "id" or "getId" && sources.Code.OriginOf(node.Callee).Package is "cls-rtracer" or "nestjs-cls"
            || node.Callee.Name is "get"
                && RequestIds.Is(
                    node.Receiver.Name.TrimStart('_')
                        .Replace("_var", "", StringComparison.Ordinal)
                        .Replace("_ctx", "", StringComparison.Ordinal)
                )
        );

    /// <summary>A function may promise an ID by its name and ask a store that nothing fills.</summary>
    static bool AsksEmptyStore(Sources sources, Code call) =>
        sources.Code.Target(call) is { Kind: CodeKind.Function } giver
        && giver.Descendants(CodeKind.Call).Any(inner => inner.Callee.Name is "getStore")
        && !FillsStore(sources);

    /// <summary>A store that nothing fills for each request gives nothing.</summary>
    static bool FillsStore(Sources sources) =>
        sources
            .Code.Calls("run", "enterWith")
            .Any(call => sources.IsDeployed(call.File) && Reach(sources.Code, call.ArgumentAt(0)).Any(Names));

    /// <summary>Whether something in some files makes IDs of requests, or takes them over from outside: a name alone holds nothing.</summary>
    public static bool AreMade(IEnumerable<CodeFile> files) => files.Any(file => Source().IsMatch(file.Text));

    [GeneratedRegex(
        @"randomUUID|\buuid\w*\(|nanoid|ulid|x-request-id|x-correlation-id|x-vercel-id|sb-request-id|cf-ray|traceparent|genReqId|requestIdHeader|pino-http|nestjs-pino|[""']fastify[""']|hono/request-id|express-request-id|cls-rtracer|nestjs-cls|uuid4|correlation_id|CorrelationIdMiddleware|TraceIdentifier|Activity\.Current|getActiveSpan|get_current_span",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Source();

    /// <summary>The nodes of an expression, and of what the names in it stand for.</summary>
    public static IEnumerable<Code> Reach(CodeBase code, Code expression, int steps = 3)
    {
        if (!expression.Exists)
            yield break;
        foreach (var node in expression.Descendants().Prepend(expression))
        {
            yield return node;
            if (
                steps <= 0
                || node.Kind is not (CodeKind.Name or CodeKind.Member)
                || node.Part is Part.Receiver or Part.Key
                || code.Definition(node) is not { Exists: true } declared
                || expression.Contains(declared)
            )
                continue;
            var inside = declared.Kind switch
            {
                CodeKind.Variable or CodeKind.Property => declared[Part.Value],
                CodeKind.Function => declared.Body,
                CodeKind.Class => declared,
                _ => default,
            };
            foreach (var below in Reach(code, inside, steps - 1))
                yield return below;
        }
    }
}
