using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.GitLab;

/// <summary>The pipeline of GitLab, with what it includes from this repository.</summary>
public sealed class PipelinesInGitLab : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Pipeline)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        if ((sources.Tree.Find(".gitlab-ci.yml") ?? sources.Tree.Find(".gitlab-ci.yaml")) is not { } file)
            return;
        var read = GitLabFile.Read(sources.Tree, file);
        foreach (var (at, because) in read.Unreadable)
            learn.CannotSee<Pipeline>(at, because);
        var branch = DefaultBranch.Of(sources);
        var contexts = GitLabContext.All(branch, ScriptLines.Variables(read["variables"]));
        ImmutableArray<GitLabContext> made =
        [
            .. contexts.Where(context =>
                !read["workflow"].Has("rules") || GitLabWhen.ByRules(read["workflow"]["rules"], "always", context).Runs is not false
            ),
        ];
        var follower = new Follower(sources.Tree);
        var jobs = read.Jobs.Select(job => Of(job, read, made, follower)).ToList();
        learn.Add(
            new Pipeline(Location.File(file.Path), PipelineSystem.GitLab, "GitLab CI")
            {
                Triggers = [.. made.Select(context => new Trigger(Location.File(file.Path), context.Source, context.Occasion))],
                Jobs = [.. jobs, .. read.Outside.Select(outside => new PipelineJob(outside.At, outside.Name) { Elsewhere = outside.Name })],
            }
        );
    }

    static PipelineJob Of(YamlEntry entry, GitLabFile file, ImmutableArray<GitLabContext> contexts, Follower follower)
    {
        var node = entry.Value;
        var answers = contexts.Select(context => (context.Occasion, Answer: GitLabWhen.Of(node, context))).ToList();
        var surely = Any(answers, answer => answer.Runs is true);
        var when = new When(surely, Any(answers, answer => answer.Runs is null) & ~surely);
        if (answers.Exists(one => one.Answer.ByHand))
            when = new(when.Surely | Occasions.ByHand, when.Perhaps);
        var swallowing = SwallowingOf(node, Any(answers, answer => answer.MayFail));
        var script = ScriptLines.Of(
            [
                .. file.Lines(
                    node["before_script"].Exists ? node["before_script"]
                    : file["default"]["before_script"].Exists ? file["default"]["before_script"]
                    : file["before_script"]
                ),
                .. file.Lines(node["script"]),
            ],
            ShellOptions.Strictest,
            "",
            ScriptLines.Variables(file["variables"], node["variables"]).SetItem("CI_PROJECT_DIR", "/")
        );
        var called = node["trigger"].Kind is YamlKind.Map ? node.Under("trigger", "project").Text : node["trigger"].Text;
        return new(entry.At, entry.Key)
        {
            Needs = NeedsOf(entry, file),
            Environment = node["environment"].Kind is YamlKind.Map ? node.Under("environment", "name").Text : node["environment"].Text,
            When = when,
            Swallowing = swallowing,
            Paths = new([.. answers.Where(one => one.Answer.Runs is true).SelectMany(one => one.Answer.Paths).Distinct()], []),
            Elsewhere = called.Length > 0 ? called : null,
            Steps =
            [
                new(entry.At, entry.Key)
                {
                    Run = script.Text,
                    RunLines = ScriptLines.Places(script),
                    Env = script.Env,
                    When = when,
                    Swallowing = swallowing,
                    Commands = ScriptLines.Swallowed(follower.Follow(script), swallowing),
                },
            ],
        };
    }

    static Occasions Any(IEnumerable<(Occasions Occasion, GitLabAnswer Answer)> answers, Func<GitLabAnswer, bool> condition) =>
        answers.Where(one => condition(one.Answer)).Aggregate(Occasions.None, (all, one) => all | one.Occasion);

    static Swallowing? SwallowingOf(YamlNode job, Occasions byRule) =>
        job["allow_failure"].Truth is true ? new(job["allow_failure"].At, "belongs to a job that may fail (allow_failure)")
        : byRule is not Occasions.None ? new(job["rules"].At, "belongs to a job that may fail (allow_failure)", byRule)
        : null;

    /// <summary>Without <c>needs</c> a job waits for all jobs of the stages before its own.</summary>
    static ImmutableArray<string> NeedsOf(YamlEntry job, GitLabFile file)
    {
        if (job.Value.Has("needs"))
            return [.. job.Value["needs"].Each().Select(need => need.Kind is YamlKind.Map ? need["job"].Text : need.Text)];
        var stages = file["stages"].Texts is { IsEmpty: false } given ? given : ["build", "test", "deploy"];
        var own = stages.IndexOf(StageOf(job.Value));
        return
        [
            .. file
                .Jobs.Where(other => stages.IndexOf(StageOf(other.Value)) is >= 0 and var stage && stage < own)
                .Select(other => other.Key),
        ];
    }

    static string StageOf(YamlNode job) => job["stage"].Text is { Length: > 0 } stage ? stage : "test";
}
