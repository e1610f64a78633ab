using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.GitHub;

/// <summary>The jobs of a workflow, those of the workflows that it calls included.</summary>
sealed class GitHubJobs(SourceTree tree, Follower follower)
{
    /// <summary>GitHub allows four levels of called workflows.</summary>
    const int MostDepth = 4;

    readonly GitHubSteps steps = new(tree, follower);

    /// <summary>All jobs.</summary>
    /// <param name="contexts">What is known about the runs of the workflow.</param>
    public ImmutableArray<PipelineJob> Of(YamlNode workflow, ImmutableArray<GitHubContext> contexts) =>
        [.. Of(workflow, contexts, caller: null, MostDepth)];

    IEnumerable<PipelineJob> Of(YamlNode workflow, ImmutableArray<GitHubContext> contexts, PipelineJob? caller, int depth)
    {
        var env = GitHubEnv.Of(workflow["env"]);
        var known = new Dictionary<string, When>(StringComparer.Ordinal);
        foreach (var entry in workflow["jobs"].Entries)
        {
            ImmutableArray<GitHubContext> own =
            [
                .. contexts.Select(context => context with { Env = GitHubEnv.Of(entry.Value["env"], env) }),
            ];
            var paths = new GitHubPathOutputs(workflow["jobs"], entry.Value);
            var job = new PipelineJob(entry.At, caller is null ? entry.Key : $"{caller.Id} / {entry.Key}")
            {
                Needs =
                [
                    .. entry.Value["needs"].Texts.Select(need => caller is null ? need : $"{caller.Id} / {need}"),
                    .. caller?.Needs ?? [],
                ],
                If = entry.Value["if"].Text,
                Environment = entry.Value["environment"] is { Kind: YamlKind.Map } environment
                    ? environment["name"].Text
                    : entry.Value["environment"].Text,
                OnOwnMachine = OnOwnMachine(entry.Value["runs-on"]),
                Permissions = GitHubSecrets.Permissions(entry.Value, workflow) ?? caller?.Permissions,
                Inherits = entry.Value["secrets"].Text is "inherit" ? entry.Value["secrets"].At : caller?.Inherits,
                When = WhenOf(entry.Key, workflow["jobs"], own, known, 20).And(caller?.When ?? When.Always),
                Swallowing = caller?.Swallowing ?? SwallowingOf(entry.Value, own),
                Paths = paths.Of(entry.Value["if"].Text) is { IsAny: false } filter ? filter : caller?.Paths ?? NamePatterns.Any,
            };
            if (entry.Value["uses"].Text is { Length: > 0 } called)
                foreach (var inner in Called(called, entry.Value, job, own, depth))
                    yield return inner;
            else
                yield return job with
                {
                    Steps = steps.Of(workflow, entry.Value, job, own, paths),
                };
        }
    }

    IEnumerable<PipelineJob> Called(string called, YamlNode node, PipelineJob job, ImmutableArray<GitHubContext> contexts, int depth)
    {
        if (!called.StartsWith("./", StringComparison.Ordinal))
            return
            [
                job with
                {
                    Elsewhere = called,
                    With = GitHubEnv.Of(node["with"]),
                    HandsOver = [.. GitHubSecrets.Of(node["secrets"], SecretScope.Job), .. GitHubSecrets.Of(node["with"], SecretScope.Job)],
                },
            ];
        if (depth == 0 || tree.Find(called[2..]) is not { } file)
            return [job];
        var workflow = YamlFile.Read(file).Root;
        var declared = workflow.Under("on", "workflow_call", "inputs");
        return Of(
            workflow,
            [.. contexts.Select(context => context with { Inputs = GitHubEnv.Inputs(declared, node["with"], context) })],
            job,
            depth - 1
        );
    }

    /// <summary>A job runs when its own condition holds and every job that it needs runs, unless its condition asks for none of that.</summary>
    When WhenOf(string id, YamlNode jobs, ImmutableArray<GitHubContext> contexts, Dictionary<string, When> known, int depth)
    {
        if (known.TryGetValue(id, out var found))
            return found;
        var job = jobs[id];
        var condition = job["if"].Text;
        var when = GitHubWhen.Of(condition, contexts, new GitHubPathOutputs(jobs, job).IsKnown);
        if (depth > 0 && !condition.Contains("always()") && !condition.Contains("cancelled()"))
            foreach (var need in job["needs"].Texts.Where(jobs.Has))
                when = when.And(WhenOf(need, jobs, contexts, known, depth - 1));
        known[id] = when;
        return when;
    }

    /// <summary>GitHub's own machines are called after their systems; an expression may be either.</summary>
    static bool? OnOwnMachine(YamlNode runner)
    {
        var labels = runner.Kind is YamlKind.Map ? runner["labels"].Texts.AddRange(runner["group"].Texts) : runner.Texts;
        return labels.Any(label => label.Contains("self-hosted", StringComparison.OrdinalIgnoreCase)) ? true
            : labels.Any(label =>
                label.StartsWith("ubuntu", StringComparison.Ordinal)
                || label.StartsWith("macos", StringComparison.Ordinal)
                || label.StartsWith("windows", StringComparison.Ordinal)
            )
                ? false
            : null;
    }

    static Swallowing? SwallowingOf(YamlNode job, ImmutableArray<GitHubContext> contexts) =>
        GitHubWhen.Swallowing(
            job["continue-on-error"],
            contexts,
            GitHubMatrix.Of(job),
            "belongs to a job that may fail (continue-on-error)"
        );
}
