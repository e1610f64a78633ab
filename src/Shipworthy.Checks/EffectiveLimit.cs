namespace Shipworthy.Checks.Security;

/// <summary>
/// Judges whether a limit of calls protects an endpoint (rubric, "L. Effective limiter"): it is switched on and obeyed, tells callers apart by something that they cannot
/// choose, counts where all instances see it, and stays under a ceiling.
/// </summary>
/// <param name="Chosen">The rule for a key that callers choose.</param>
/// <param name="Shared">The rule for one count that everybody shares.</param>
/// <param name="InMemory">The rule for counts that instances do not share.</param>
/// <param name="TooMany">The rule for more calls than the ceiling.</param>
sealed record EffectiveLimit(Rule Chosen, Rule Shared, Rule InMemory, Rule TooMany)
{
    /// <summary>Calls a minute above which it protects nothing; null for the ceilings of rubric L5.</summary>
    public int? MostPerMinute { get; init; }

    /// <summary>The best that the endpoint's limits make of it; null when none of them works at all.</summary>
    public Finding? Best(Endpoint endpoint) =>
        endpoint
            .Limits.Where(limit => limit.Idle is null && limit.RunsIn.ReachesProduction)
            .Select(limit => Of(endpoint, limit))
            .Order(FindingOrder.BestFirst)
            .FirstOrDefault();

    /// <summary>One limiter is mended in one place, however many endpoints stand behind it: its failings are one finding there, which names them.</summary>
    public static Judgement ByLimiter(Judgement judgement, App app)
    {
        var limits = app.Endpoints.SelectMany(endpoint => endpoint.Limits).ToLookup(limit => limit.Root, StringComparer.Ordinal);
        var names = app.Endpoints.ToLookup(endpoint => endpoint.Identity, endpoint => endpoint.Name, StringComparer.Ordinal);
        return judgement.Joined(
            finding =>
                finding.Roots is [var root] && limits.Contains(root)
                    ? $"{root} {finding.Rule!.Id} {finding.Severity} {finding.Says}"
                    : null,
            behind =>
            {
                var limit = limits[behind[0].Roots[0]].First();
                var stand = behind.Select(one => names[one.Identity].First()).Distinct(StringComparer.Ordinal).ToList();
                return behind[0] with
                {
                    At = limit.MadeAt,
                    Says = $"{limit.By} {behind[0].Says}; behind it {(stand.Count == 1 ? "stands" : "stand")} {Some(stand)}",
                    Identity = $"limiter:{limit.MadeAt.Path}:{limit.By}:{limit.Calls}/{limit.Seconds}",
                    Related = [.. behind.Select(one => one.At).Distinct()],
                };
            }
        );
    }

    static string Some(List<string> names) =>
        names switch
        {
            [var only] => only,
            [.. var first, var last] when names.Count <= 4 => $"{string.Join(", ", first)} and {last}",
            _ => $"{string.Join(", ", names.Take(3))} and {names.Count - 3} more",
        };

    /// <summary>Why the limits that an endpoint has do not count, as the rest of a sentence; empty when it has none.</summary>
    public static string WhyIdle(Endpoint endpoint) =>
        endpoint.Limits.FirstOrDefault(limit => limit.Idle is not null || !limit.RunsIn.ReachesProduction) is { } idle
            ? $"; {idle.By} does not count, since {idle.Idle ?? "it is switched on outside production only"}"
            : "";

    /// <summary>What one limit that acts makes of an endpoint.</summary>
    public Finding Of(Endpoint endpoint, RateLimit limit)
    {
        if (limit.IsVendorDefault && limit.Key is LimitKey.Everybody)
            return Wrong(Shared, "sees the address of the server alone, and so has one count for everybody");
        if (limit.IsVendorDefault)
            return endpoint.Passes($"{endpoint.Name} is limited by {limit.By}, which does so by default");
        // What is surely wrong decides, whatever else could not be told.
        if (limit.Key is LimitKey.Chosen)
            return Wrong(Chosen, $"counts by {limit.KeyFrom}, which callers choose");
        if (limit.Store is LimitStore.Memory && endpoint.Hosting.RunsManyCopies is true)
            return Wrong(InMemory, "counts in memory, and its host starts a new copy for each call or two");
        if (limit.Key is LimitKey.User && endpoint.Caller is Caller.Anonymous or Caller.Credential)
            return limit.KeyFrom.Length > 0
                ? Wrong(Chosen, $"counts strangers by {limit.KeyFrom}, which callers choose")
                : Wrong(Shared, "counts by the signed-in user, and strangers, who are none, share one count");
        if (limit.Key is LimitKey.Everybody)
            return Wrong(Shared, "has one count for everybody");
        if (limit.CountsConnections)
            return Wrong(TooMany, "counts who connects, and no calls on an open connection");
        if (limit.PerMinute is { } calls && calls > Ceiling(endpoint))
            return Wrong(TooMany, $"allows {calls:0.#} calls a minute, more than {Ceiling(endpoint)}");
        return limit.Doubt is { } doubt ? Open(doubt)
            : limit.Key is LimitKey.User && endpoint.Caller is Caller.Unknown
                ? Open("who may call it, and so what strangers share, could not be told")
            : limit.Key is LimitKey.Unknown ? Open("by what it tells callers apart could not be told")
            : limit.Store is LimitStore.Memory && endpoint.Hosting.RunsManyCopies is null
                ? endpoint.Unproven($"{endpoint.Name} counts in memory, and how many copies of it run could not be told")
            : limit.Store is LimitStore.Unknown ? Open("where it keeps its counts could not be told")
            : limit.PerMinute is null ? Open("how many calls it allows could not be told")
            : endpoint.Passes($"{endpoint.Name} allows {limit.Calls:0.#} calls in {limit.Seconds:0.#} seconds, by {limit.By}");

        Finding Wrong(Rule rule, string what) => endpoint.Fails(rule, what) with { Related = [limit.At], Roots = [limit.Root] };

        Finding Open(string what) => endpoint.Unproven($"{endpoint.Name} is limited by {limit.By}, and {what}");
    }

    /// <summary>Calls a minute above which a limit protects nothing (rubric L5).</summary>
    int Ceiling(Endpoint endpoint) => MostPerMinute ?? (endpoint.IsCostly || endpoint.Credential is not CredentialStep.Unknown ? 60 : 600);
}
