using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.OtherSystems;

/// <summary>Pipelines of Drone, Woodpecker, Buildkite and Travis, which start on every push unless a condition says otherwise.</summary>
public sealed class PipelinesInSmallRunners : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Pipeline)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var files = sources
            .Tree.Files.Select(file => (File: file, System: SystemOf(file)))
            .Where(one => one.System is not PipelineSystem.Unknown)
            .ToList();
        if (files.Count == 0)
            return;
        var branch = DefaultBranch.Of(sources);
        var follower = new Follower(sources.Tree);
        foreach (var (file, system) in files)
        {
            var yaml = YamlFile.Read(file);
            if (yaml.Unreadable is { } because)
                learn.CannotSee<Pipeline>(Location.File(file.Path), because);
            foreach (var document in yaml.Documents.Where(document => document.Kind is YamlKind.Map))
                learn.Add(Of(document, file, system, branch, follower));
        }
    }

    static PipelineSystem SystemOf(SourceFile file) =>
        file.Path switch
        {
            ".drone.yml" or ".drone.yaml" => PipelineSystem.Drone,
            ".woodpecker.yml" or ".woodpecker.yaml" => PipelineSystem.Woodpecker,
            ".travis.yml" => PipelineSystem.Travis,
            ".buildkite/pipeline.yml" or ".buildkite/pipeline.yaml" => PipelineSystem.Buildkite,
            _ when file.Folder is ".woodpecker" && file.Name.EndsWith(".yml", StringComparison.Ordinal)
                    || file.Folder is ".woodpecker" && file.Name.EndsWith(".yaml", StringComparison.Ordinal) => PipelineSystem.Woodpecker,
            _ => PipelineSystem.Unknown,
        };

    static Pipeline Of(YamlNode root, SourceFile file, PipelineSystem system, DefaultBranch branch, Follower follower)
    {
        var when = WhenOf(
            system is PipelineSystem.Drone ? root["trigger"]
                : system is PipelineSystem.Woodpecker ? root["when"]
                : YamlNode.AbsentAt(root.At),
            branch
        );
        if (system is PipelineSystem.Travis)
            when = new(
                Branches.Admitted(new(root.Under("branches", "only").Texts, root.Under("branches", "except").Texts), branch)
                    | Occasions.ProposedChange,
                Occasions.None
            );
        var steps = system is PipelineSystem.Travis ? [root] : StepsOf(root).ToList();
        return new(Location.File(file.Path), system, root["name"].Text is { Length: > 0 } name ? name : file.Name)
        {
            Triggers = [new(root.At, "push", when.Surely)],
            Jobs = [.. steps.Select((step, index) => Job(step, index, steps, system, when, branch, follower))],
        };
    }

    static IEnumerable<YamlNode> StepsOf(YamlNode root)
    {
        var steps = root["steps"].Exists ? root["steps"] : root["pipeline"];
        return (steps.Kind is YamlKind.Map ? steps.Entries.Select(entry => entry.Value) : steps.Each())
            .SelectMany(step => step["group"].Exists ? step["steps"].Each() : [step])
            .Where(step => step.Kind is YamlKind.Map);
    }

    static PipelineJob Job(
        YamlNode step,
        int index,
        List<YamlNode> all,
        PipelineSystem system,
        When when,
        DefaultBranch branch,
        Follower follower
    )
    {
        var lines =
            system is PipelineSystem.Travis
                ? step["script"].Exists
                    ? step["script"].Each()
                    : Usual(step)
                : step["commands"].Exists
                    ? step["commands"].Each()
                    : step["command"].Each();
        var own =
            system is PipelineSystem.Buildkite ? Buildkite(step, branch)
            : system is PipelineSystem.Travis ? When.Always
            : WhenOf(step["when"], branch);
        var swallowing =
            step["failure"].Text is "ignore" || step["soft_fail"].Truth is true
                ? new Swallowing(step.At, "may fail, because its failure is ignored")
                : null;
        // Travis runs each line by itself and fails when any of them did.
        var script = ScriptLines.Of(
            lines,
            ShellOptions.Strict,
            Paths.Within("", step["directory"].Text),
            ScriptLines.Variables(step["environment"], step["env"])
        );
        var id = NameOf(step, index);
        return new(step.At, id)
        {
            Needs = step["depends_on"].Exists ? step["depends_on"].Texts : [.. all.Take(index).Select(NameOf)],
            When = when.And(own),
            Swallowing = swallowing,
            Steps =
            [
                new(step.At, id)
                {
                    Run = script.Text,
                    RunLines = ScriptLines.Places(script),
                    When = when.And(own),
                    Swallowing = swallowing,
                    Uses = step["image"].Text,
                    Commands = ScriptLines.Swallowed(follower.Follow(script), swallowing),
                },
            ],
        };
    }

    static string NameOf(YamlNode step, int index) =>
        new[] { "key", "name", "label" }.Select(key => step[key].Text).FirstOrDefault(text => text.Length > 0) ?? $"step {index + 1}";

    /// <summary>What Travis runs by itself (docs.travis-ci.com, the page of each language).</summary>
    static IEnumerable<YamlNode> Usual(YamlNode root) =>
        root["language"].Text switch
        {
            "node_js" => [YamlNode.Scalar(root["language"].At, "npm test", quoted: false, keepsLines: false)],
            "go" => [YamlNode.Scalar(root["language"].At, "go test ./...", quoted: false, keepsLines: false)],
            "ruby" => [YamlNode.Scalar(root["language"].At, "bundle exec rake", quoted: false, keepsLines: false)],
            "php" => [YamlNode.Scalar(root["language"].At, "phpunit", quoted: false, keepsLines: false)],
            "rust" => [YamlNode.Scalar(root["language"].At, "cargo test", quoted: false, keepsLines: false)],
            "java" => [YamlNode.Scalar(root["language"].At, "mvn test", quoted: false, keepsLines: false)],
            _ => [],
        };

    static When Buildkite(YamlNode step, DefaultBranch branch)
    {
        var words = step["branches"].Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var filter = new NamePatterns(
            [.. words.Where(word => !word.StartsWith('!')), .. step["branches"].Kind is YamlKind.List ? step["branches"].Texts : []],
            [.. words.Where(word => word.StartsWith('!')).Select(word => word[1..])]
        );
        var admitted = Branches.Admitted(filter, branch, tags: filter.IsAny);
        var condition = step["if"].Text;
        return condition.Length == 0 ? new(admitted, Occasions.None)
            : condition.Contains("pull_request.id != null") ? new(admitted & Occasions.ProposedChange, Occasions.None)
            : condition.Contains("build.branch ==") || condition.Contains("build.branch =~")
                ? new(admitted & ~Occasions.ProposedChange & ~Occasions.OtherBranch, Occasions.None)
            : new(Occasions.None, admitted);
    }

    /// <summary>The events and branches of Drone and Woodpecker; of a list of conditions any may hold.</summary>
    static When WhenOf(YamlNode when, DefaultBranch branch)
    {
        if (!when.Exists)
            return new(Branches.Everywhere | Occasions.Release, Occasions.None);
        return new(when.Each().Aggregate(Occasions.None, (all, one) => all | OccasionsOf(one, branch)), Occasions.None);
    }

    static Occasions OccasionsOf(YamlNode when, DefaultBranch branch)
    {
        var events = when["event"].Kind is YamlKind.Map ? when.Under("event", "include").Texts : when["event"].Texts;
        var names =
            when["branch"].Kind is YamlKind.Map
                ? new NamePatterns(when.Under("branch", "include").Texts, when.Under("branch", "exclude").Texts)
                : new(when["branch"].Texts, []);
        var pushed = Branches.Admitted(names, branch) & Branches.Everywhere;
        var request = branch.IsAdmitted(names) ? Occasions.ProposedChange : Occasions.None;
        if (events.IsEmpty)
            return pushed | request;
        return events.Aggregate(
            Occasions.None,
            (all, name) =>
                all
                | name switch
                {
                    "push" => pushed,
                    "pull_request" => request,
                    "tag" or "release" => Occasions.Release,
                    "cron" => Occasions.Schedule,
                    "manual" or "custom" or "promote" => Occasions.ByHand,
                    _ => Occasions.Other,
                }
        );
    }
}
