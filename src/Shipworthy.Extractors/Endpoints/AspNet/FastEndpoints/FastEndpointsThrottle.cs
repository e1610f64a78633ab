namespace Shipworthy.Extractors.Endpoints.AspNet.FastEndpoints;

/// <summary>
/// The limit of FastEndpoints itself (documentation, "Rate limiting"): it counts in memory by the value of a header, of <c>X-Forwarded-For</c> where none is named, and falls back on the
/// address of the connection only where that header is missing. Whoever calls writes these headers, unless it is one that the host in front writes itself.
/// </summary>
static class FastEndpointsThrottle
{
    /// <summary>The step that a call or an attribute makes.</summary>
    public static Step Step(CodeBase code, Code throttle, string header)
    {
        var calls = Argument(throttle, "hitLimit", 0);
        var seconds = Argument(throttle, "durationSeconds", 1);
        var named = Argument(throttle, "headerName", 2) is { Exists: true } given ? code.ValueOf(given).AsText ?? "" : header;
        var counted = named.Length == 0 ? "x-forwarded-for" : named.ToLowerInvariant();
        var limit = new RateLimit(throttle.At, "FastEndpoints' Throttle")
        {
            Key = IsWrittenByHosts(counted) ? LimitKey.Address : LimitKey.Chosen,
            KeyFrom = $"the {counted} header",
            Store = LimitStore.Memory,
            Calls = code.ValueOf(calls).AsNumber,
            Seconds = code.ValueOf(seconds).AsNumber,
        };
        return new(throttle) { Known = new(ActKind.Limits, throttle, limit.By) { Limit = limit } };
    }

    static Code Argument(Code throttle, string name, int position)
    {
        if (throttle.ArgumentNamed(name) is { Exists: true } named)
            return named;
        var argument = throttle.Arguments.ElementAtOrDefault(position);
        return argument.Kind is CodeKind.Argument ? default : argument;
    }

    static bool IsWrittenByHosts(string header) => header is "cf-connecting-ip" or "fly-client-ip" or "x-real-ip";
}
