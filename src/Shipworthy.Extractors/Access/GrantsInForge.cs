namespace Shipworthy.Extractors.Access;

/// <summary>What the tokens of pipelines may do, where a file says so (rubric 9.5, rule 5).</summary>
static class GrantsInForge
{
    /// <summary>The grant of each job with a block of permissions, and of jobs of strangers' requests without one that hand their token to foreign code.</summary>
    public static IEnumerable<AccessGrant> In(App known) =>
        // A workflow that several others call is written once.
        All(known).DistinctBy(grant => grant.At);

    static IEnumerable<AccessGrant> All(App known)
    {
        foreach (var pipeline in known.Pipelines.Where(pipeline => pipeline.System is PipelineSystem.GitHubActions))
        foreach (var job in pipeline.Jobs)
            if (job.Permissions is { } permissions)
            {
                var all = permissions.GetValueOrDefault("*", "") is "write";
                yield return Grant(
                    pipeline,
                    job,
                    all ? GrantReach.WholeForge : GrantReach.Narrow,
                    all ? "lets its token write everything in the repository" : $"lets its token {InWords(permissions)}"
                );
            }
            else if (
                pipeline.Triggers.Any(trigger => trigger.Event is "pull_request_target")
                && job.Steps.FirstOrDefault(step => IsForeign(step.Uses)) is { } step
            )
                yield return Grant(
                    pipeline,
                    job,
                    GrantReach.WholeForge,
                    $"leaves its token as wide as the forge's setting, and hands it to {step.Uses}, which can change, on strangers' requests"
                );
    }

    static string InWords(ImmutableDictionary<string, string> permissions) =>
        permissions.Where(one => one.Value is "write").Select(one => one.Key).Order(StringComparer.Ordinal).ToList() switch
        {
            [] => "only read",
            var writes => $"write {string.Join(", ", writes)}",
        };

    /// <summary>Whether a step uses somebody else's action by a name that can be moved.</summary>
    static bool IsForeign(string uses) =>
        uses.Contains('/', StringComparison.Ordinal)
        && !uses.StartsWith("./", StringComparison.Ordinal)
        && !uses.StartsWith("actions/", StringComparison.OrdinalIgnoreCase)
        && !uses.StartsWith("github/", StringComparison.OrdinalIgnoreCase)
        && !(uses.LastIndexOf('@') is > 0 and var at && uses[(at + 1)..].Length == 40 && uses[(at + 1)..].All(char.IsAsciiHexDigit));

    static AccessGrant Grant(Pipeline pipeline, PipelineJob job, GrantReach reach, string because) =>
        new(job.At, "GitHub Actions", $"{pipeline.Name}:{job.Id}")
        {
            Reach = reach,
            Because = because,
            Holder = GrantHolder.Pipeline,
            Place = GrantPlace.Forge,
        };
}
