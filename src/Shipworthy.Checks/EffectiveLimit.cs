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
    /// <summary>The best that the endpoint's limits make of it; null when none of them works at all.</summary>
    public Finding? Best(Endpoint endpoint) =>
        endpoint
            .Limits.Where(limit => limit.Idle is null && limit.RunsIn.ReachesProduction)
            .Select(limit => Judge(endpoint, limit))
            .Order(FindingOrder.BestFirst)
            .FirstOrDefault();

    /// <summary>Why the limits that an endpoint has do not count, as the rest of a sentence; empty when it has none.</summary>
    public static string WhyIdle(Endpoint endpoint) =>
        endpoint.Limits.FirstOrDefault(limit => limit.Idle is not null || !limit.RunsIn.ReachesProduction) is { } idle
            ? $"; {idle.By} does not count, since {idle.Idle ?? "it is switched on outside production only"}"
            : "";

    Finding Judge(Endpoint endpoint, RateLimit limit)
    {
        if (limit.IsVendorDefault)
            return endpoint.Passes($"{endpoint.Name} is limited by {limit.By}, which does so by default");
        // What is surely wrong decides, whatever else could not be told.
        if (limit.Key is LimitKey.Chosen && !IsSetByPlatform(endpoint, limit))
            return Wrong(Chosen, $"counts by {limit.KeyFrom}, which callers choose");
        if (limit.Store is LimitStore.Memory && endpoint.Hosting.RunsManyCopies is true)
            return Wrong(InMemory, "counts in memory, and its host starts a new copy for each call or two");
        if (limit.Key is LimitKey.Everybody)
            return Wrong(Shared, "has one count for everybody");
        if (limit.PerMinute is { } calls && calls > Ceiling(endpoint))
            return Wrong(TooMany, $"allows {calls:0.#} calls a minute, more than {Ceiling(endpoint)}");
        return limit.Doubt is { } doubt ? Open(doubt)
            : limit.Key is LimitKey.Unknown ? Open("by what it tells callers apart could not be told")
            : limit.Store is LimitStore.Memory && endpoint.Hosting.RunsManyCopies is null
                ? endpoint.Unproven($"{endpoint.Name} counts in memory, and how many copies of it run could not be told")
            : limit.Store is LimitStore.Unknown ? Open("where it keeps its counts could not be told")
            : limit.PerMinute is null ? Open("how many calls it allows could not be told")
            : endpoint.Passes($"{endpoint.Name} allows {limit.Calls:0.#} calls in {limit.Seconds:0.#} seconds, by {limit.By}");

        // One limiter is mended in one place, however many endpoints stand behind it.
        Finding Wrong(Rule rule, string what) =>
            endpoint.Fails(rule, $"{endpoint.Name} {what}") with
            {
                Related = [limit.At],
                Roots = [$"line:{limit.At.Path}:{limit.At.Line}"],
            };

        Finding Open(string what) => endpoint.Unproven($"{endpoint.Name} is limited by {limit.By}, and {what}");
    }

    /// <summary>Vercel writes this header anew for every request, so that callers cannot choose it there.</summary>
    static bool IsSetByPlatform(Endpoint endpoint, RateLimit limit) =>
        endpoint.Hosting is Hosting.Vercel && limit.KeyFrom.Contains("x-forwarded-for", StringComparison.Ordinal);

    /// <summary>Calls a minute above which a limit protects nothing (rubric L5).</summary>
    static int Ceiling(Endpoint endpoint) => endpoint.IsCostly || endpoint.Credential is not CredentialStep.Unknown ? 60 : 600;
}
