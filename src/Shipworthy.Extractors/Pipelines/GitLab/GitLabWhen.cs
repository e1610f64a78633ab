using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.GitLab;

/// <summary>A kind of pipeline that GitLab makes, with the variables that tell it apart.</summary>
/// <param name="Occasion">The situation that it stands for.</param>
/// <param name="Source">Value of <c>CI_PIPELINE_SOURCE</c>.</param>
/// <param name="Branch">Value of <c>CI_COMMIT_BRANCH</c>; empty in pipelines of merge requests and tags.</param>
/// <param name="Tag">Value of <c>CI_COMMIT_TAG</c>.</param>
sealed record GitLabContext(
    Occasions Occasion,
    string Source,
    string Branch,
    string Tag,
    DefaultBranch Default,
    ImmutableDictionary<string, string> Variables
)
{
    /// <summary>Whether it belongs to a merge request.</summary>
    public bool IsRequest => Source is "merge_request_event";

    /// <summary>All kinds.</summary>
    public static ImmutableArray<GitLabContext> All(DefaultBranch branch, ImmutableDictionary<string, string> variables) =>
        [
            new(Occasions.ProposedChange, "merge_request_event", "", "", branch, variables),
            new(Occasions.ProposedChange, "push", "some-topic", "", branch, variables),
            new(Occasions.DefaultBranch, "push", branch.Name, "", branch, variables),
            new(Occasions.Release, "push", "", "v1.0.0", branch, variables),
            new(Occasions.Schedule, "schedule", branch.Name, "", branch, variables),
            new(Occasions.ByHand, "web", branch.Name, "", branch, variables),
        ];

    /// <summary>The value of a variable.</summary>
    public (bool Known, string Value) LookUp(string name) =>
        name switch
        {
            "CI_PIPELINE_SOURCE" => (true, Source),
            "CI_COMMIT_BRANCH" => (true, Branch),
            "CI_COMMIT_TAG" => (true, Tag),
            "CI_DEFAULT_BRANCH" => (true, Default.Name),
            "CI_COMMIT_REF_NAME" or "CI_COMMIT_REF_SLUG" => (true, IsRequest ? "some-topic" : Branch + Tag),
            "CI_MERGE_REQUEST_ID" or "CI_MERGE_REQUEST_IID" or "CI_MERGE_REQUEST_PROJECT_PATH" => (true, IsRequest ? "1" : ""),
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME" => (true, IsRequest ? Default.Name : ""),
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME" => (true, IsRequest ? "some-topic" : ""),
            "CI_OPEN_MERGE_REQUESTS" => (true, ""),
            "CI_COMMIT_MESSAGE" or "CI_COMMIT_TITLE" or "CI_MERGE_REQUEST_TITLE" or "CI_COMMIT_DESCRIPTION" => (true, ""),
            _ => Variables.TryGetValue(name, out var value) ? (true, value) : (false, ""),
        };
}

/// <summary>What a job does in one kind of pipeline.</summary>
/// <param name="Runs">Whether it starts by itself; null when that is not known.</param>
/// <param name="MayFail">Whether its failure is let pass.</param>
/// <param name="ByHand">Whether a person has to start it.</param>
/// <param name="Paths">The changed files that it waits for.</param>
readonly record struct GitLabAnswer(bool? Runs, bool MayFail, bool ByHand, ImmutableArray<string> Paths);

/// <summary>Decides from <c>rules</c>, <c>only</c> and <c>except</c> whether a job runs.</summary>
static class GitLabWhen
{
    static readonly GitLabAnswer never = new(false, MayFail: false, ByHand: false, []);

    /// <summary>What the job does in the kind of pipeline.</summary>
    public static GitLabAnswer Of(YamlNode job, GitLabContext context)
    {
        if (job.Has("rules"))
            return ByRules(job["rules"], job["when"].Text, context);
        var manual = job["when"].Text is "manual";
        if (job["when"].Text is "never")
            return never;
        if (!job.Has("only") && !job.Has("except"))
            return new(!context.IsRequest && !manual, MayFail: false, manual, []);
        var only = job["only"];
        var admitted = !job.Has("only")
            ? !context.IsRequest
            : Refs(only).Any(name => IsRef(name, context)) || (Refs(only).IsEmpty && !context.IsRequest);
        var refused = job.Has("except") && Refs(job["except"]).Any(name => IsRef(name, context));
        return new(admitted && !refused && !manual, MayFail: false, manual, only["changes"].Texts);
    }

    /// <summary>The first rule that holds decides; without one the job is left out.</summary>
    public static GitLabAnswer ByRules(YamlNode rules, string usual, GitLabContext context)
    {
        var unsure = false;
        foreach (var rule in rules.Each())
        {
            var holds = rule["if"].Text.Length == 0 ? true : GitLabExpression.Holds(rule["if"].Text, context.LookUp);
            if (holds is false)
                continue;
            var when = rule["when"].Text is { Length: > 0 } own ? own : usual;
            if (holds is null)
            {
                unsure |= when is not "never";
                continue;
            }
            if (when is "never")
                return never with { Runs = unsure ? null : false };
            var paths = rule["changes"].Kind is YamlKind.Map ? rule.Under("changes", "paths").Texts : rule["changes"].Texts;
            return new(when is not ("manual" or "on_failure"), rule["allow_failure"].Truth is true, when is "manual", paths);
        }
        return never with { Runs = unsure ? null : false };
    }

    static ImmutableArray<string> Refs(YamlNode node) => node.Kind is YamlKind.Map ? node["refs"].Texts : node.Texts;

    static bool IsRef(string name, GitLabContext context) =>
        name switch
        {
            "merge_requests" or "external_pull_requests" => context.IsRequest,
            "branches" => context.Branch.Length > 0,
            "tags" => context.Tag.Length > 0,
            "schedules" => context.Source is "schedule",
            "web" => context.Source is "web",
            "pushes" => context.Source is "push",
            ['/', .., '/' or 'i'] => GitLabExpression.Holds($"$CI_COMMIT_REF_NAME =~ {name}", context.LookUp) is true && !context.IsRequest,
            _ => !context.IsRequest
                && (
                    name == context.Branch
                    || name == context.Tag
                    || (context.Occasion is Occasions.DefaultBranch && context.Default.Is(name))
                ),
        };
}
