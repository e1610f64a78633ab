using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.OtherSystems;

/// <summary>Pipelines of Azure DevOps. Without <c>pr</c> they start on every pull request (learn.microsoft.com, "pr definition").</summary>
public sealed class PipelinesInAzure : IExtractor
{
    const int MostDepth = 5;

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Pipeline)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var files = sources.Tree.Files.Where(IsPipeline).ToList();
        if (files.Count == 0)
            return;
        var branch = DefaultBranch.Of(sources);
        var follower = new Follower(sources.Tree);
        foreach (var file in files)
        {
            var yaml = YamlFile.Read(file);
            if (yaml.Unreadable is { } because)
                learn.CannotSee<Pipeline>(Location.File(file.Path), because);
            else
                learn.Add(Of(file, yaml.Root, branch, follower, sources.Tree));
        }
    }

    static bool IsPipeline(SourceFile file) =>
        (file.Name.EndsWith(".yml", StringComparison.Ordinal) || file.Name.EndsWith(".yaml", StringComparison.Ordinal))
        && (
            file.Name.StartsWith("azure-pipelines", StringComparison.OrdinalIgnoreCase)
            || file.Folder is ".azure-pipelines" or ".azuredevops" or ".pipelines"
        )
        && (
            file.Text.Contains("\ntrigger:", StringComparison.Ordinal)
            || file.Text.StartsWith("trigger:", StringComparison.Ordinal)
            || file.Text.Contains("\npr:", StringComparison.Ordinal)
            || file.Name.StartsWith("azure-pipelines.y", StringComparison.OrdinalIgnoreCase)
        );

    static Pipeline Of(SourceFile file, YamlNode root, DefaultBranch branch, Follower follower, SourceTree tree)
    {
        var triggers = Triggers(root, branch);
        var reader = new Reader(file, follower, tree, triggers.Aggregate(Occasions.None, (all, trigger) => all | trigger.Occasions));
        return new(Location.File(file.Path), PipelineSystem.AzurePipelines, file.Name)
        {
            Triggers = triggers,
            Jobs = [.. reader.Jobs(root, When.Always, [], MostDepth)],
        };
    }

    static ImmutableArray<Trigger> Triggers(YamlNode root, DefaultBranch branch)
    {
        var pr = root["pr"];
        var push = root["trigger"];
        var found = ImmutableArray.CreateBuilder<Trigger>();
        if (pr.Text is not "none" && Filter(pr, "branches") is var requested && branch.IsAdmitted(requested))
            found.Add(new(pr.At, "pr", Occasions.ProposedChange) { Branches = requested, Paths = Filter(pr, "paths") });
        if (push.Text is not "none" && Filter(push, "branches") is var pushed)
            found.Add(
                new(
                    push.At,
                    "trigger",
                    (branch.IsAdmitted(pushed) ? Occasions.DefaultBranch : Occasions.None)
                        | (branch.OthersAreAdmitted(pushed) ? Branches.Everywhere & ~Occasions.DefaultBranch : Occasions.None)
                )
                {
                    Branches = pushed,
                    Paths = Filter(push, "paths"),
                }
            );
        if (root["schedules"].Exists)
            found.Add(new(root["schedules"].At, "schedules", Occasions.Schedule));
        return found.ToImmutable();
    }

    static NamePatterns Filter(YamlNode node, string key) =>
        key is "branches" && node.Kind is YamlKind.List
            ? new(node.Texts, [])
            : new([.. node.Under(key, "include").Texts.Select(Widened)], [.. node.Under(key, "exclude").Texts.Select(Widened)]);

    /// <summary>A folder stands for everything in it.</summary>
    static string Widened(string path) =>
        path is "*" ? "**"
        : path.EndsWith('/') ? $"{path}**"
        : path.Contains('.') || path.Contains('*') ? path
        : $"{{{path},{path}/**}}";

    sealed class Reader(SourceFile file, Follower follower, SourceTree tree, Occasions starts)
    {
        public IEnumerable<PipelineJob> Jobs(YamlNode node, When when, ImmutableArray<string> needs, int depth)
        {
            if (depth == 0)
                yield break;
            var previous = needs;
            foreach (var stage in node["stages"].Each())
            {
                var own = stage.Has("dependsOn") ? stage["dependsOn"].Texts : previous;
                var jobs = Jobs(Followed(stage), when.And(WhenOf(stage)), own, depth - 1).ToList();
                foreach (var job in jobs)
                    yield return job;
                previous = [.. jobs.Select(job => job.Id), stage["stage"].Text];
            }
            foreach (var job in node["jobs"].Each())
            foreach (var inner in Job(job, when, needs, depth))
                yield return inner;
            if (node["steps"].Exists)
                yield return One(node, "job", when, needs, node.At);
        }

        IEnumerable<PipelineJob> Job(YamlNode job, When when, ImmutableArray<string> needs, int depth)
        {
            var template = job["template"].Text;
            if (template.Length > 0 && template.Contains('@'))
                return [new(job.At, template) { Elsewhere = template, When = Starting(when) }];
            if (template.Length > 0)
                return Jobs(Followed(job), when, needs, depth - 1);
            var id = new[] { job["job"].Text, job["deployment"].Text }.FirstOrDefault(name => name.Length > 0) ?? "job";
            var steps = job.Has("deployment") ? job.Under("strategy", "runOnce", "deploy") : job;
            return
            [
                One(steps, id, when.And(WhenOf(job)), [.. needs, .. job["dependsOn"].Texts], job.At) with
                {
                    Environment = job["environment"].Kind is YamlKind.Map ? job.Under("environment", "name").Text : job["environment"].Text,
                },
            ];
        }

        PipelineJob One(YamlNode node, string id, When when, ImmutableArray<string> needs, Location at)
        {
            var swallowing = node["continueOnError"].Truth is true
                ? new Swallowing(node["continueOnError"].At, "belongs to a job that may fail (continueOnError)")
                : null;
            var whenHere = Starting(when);
            return new(at, id)
            {
                Needs = needs,
                When = whenHere,
                Swallowing = swallowing,
                Steps = [.. node["steps"].Each().SelectMany(step => Steps(step, whenHere, swallowing, MostDepth))],
            };
        }

        When Starting(When when) => when.And(new(starts, Occasions.None));

        IEnumerable<PipelineStep> Steps(YamlNode step, When when, Swallowing? outer, int depth)
        {
            if (step["template"].Text.Length > 0)
                return depth == 0 ? [] : Followed(step)["steps"].Each().SelectMany(inner => Steps(inner, when, outer, depth - 1));
            var swallowing = step["continueOnError"].Truth is true
                ? new Swallowing(step["continueOnError"].At, "may fail (continueOnError)")
                : outer;
            var script = AzureTasks.ScriptOf(step);
            var name = step["displayName"].Text is { Length: > 0 } display ? display : step["task"].Text;
            return
            [
                new(step.At, name)
                {
                    Uses = step["task"].Text,
                    Run = script?.Text ?? "",
                    RunLines = script is null ? [] : ScriptLines.Places(script),
                    Env = ScriptLines.Variables(step["env"]),
                    With = ScriptLines.Variables(step["inputs"]),
                    When = step["enabled"].Truth is false ? When.Never : when.And(WhenOf(step)),
                    Swallowing = swallowing,
                    Commands = script is null ? [] : ScriptLines.Swallowed(follower.Follow(script), swallowing),
                },
            ];
        }

        /// <summary>The template that a node names, from the folder of the file; the node itself without one.</summary>
        YamlNode Followed(YamlNode node)
        {
            var template = node["template"].Text;
            if (template.Length == 0 || template.Contains('@'))
                return node;
            var path = Paths.Within(template.StartsWith('/') ? "" : file.Folder, template);
            return path is not null && tree.Find(path) is { } found ? YamlFile.Read(found).Root : node;
        }

        /// <summary>The conditions that tell pull requests from pushes; others are taken as true unless they ask for a failure.</summary>
        static When WhenOf(YamlNode node)
        {
            var condition = node["condition"].Text.Replace(" ", "").Replace("\"", "'");
            var request = "variables['Build.Reason'],'PullRequest'";
            return condition is "false" or "failed()" ? When.Never
                : condition.Contains($"ne({request})") ? new(Occasions.All & ~Occasions.ProposedChange, Occasions.None)
                : condition.Contains($"eq({request})") ? new(Occasions.ProposedChange, Occasions.None)
                : condition.Contains("eq(variables['Build.SourceBranch'],'refs/heads/")
                || condition.Contains("eq(variables['Build.SourceBranchName'],'")
                    ? new(Occasions.All & ~Occasions.ProposedChange, Occasions.None)
                : When.Always;
        }
    }
}
