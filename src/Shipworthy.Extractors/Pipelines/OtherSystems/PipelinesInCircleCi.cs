using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.OtherSystems;

/// <summary>Pipelines of CircleCI, which start for every commit that is pushed, on every branch that no filter leaves out.</summary>
public sealed class PipelinesInCircleCi : IExtractor
{
    const string Path = ".circleci/config.yml";

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Pipeline)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        if (sources.Tree.Find(Path) is not { } file)
            return;
        var yaml = YamlFile.Read(file);
        if (yaml.Unreadable is { } because)
            learn.CannotSee<Pipeline>(Location.File(Path), because);
        var root = yaml.Root;
        var branch = DefaultBranch.Of(sources);
        var follower = new Follower(sources.Tree);
        foreach (var workflow in root["workflows"].Entries.Where(entry => entry.Value.Kind is YamlKind.Map))
        {
            var clock = workflow.Value["triggers"].Exists;
            var occasions = clock ? Occasions.Schedule : Branches.Everywhere;
            learn.Add(
                new Pipeline(Location.File(Path), PipelineSystem.CircleCi, workflow.Key)
                {
                    Triggers = [new(workflow.At, clock ? "schedule" : "push", occasions)],
                    Jobs = [.. workflow.Value["jobs"].Each().SelectMany(node => Jobs(node, root, occasions, branch, follower))],
                }
            );
        }
    }

    static IEnumerable<PipelineJob> Jobs(YamlNode node, YamlNode root, Occasions occasions, DefaultBranch branch, Follower follower)
    {
        var (name, options) =
            node.Kind is YamlKind.Map && node.Entries is [var entry, ..]
                ? (entry.Key, entry.Value)
                : (node.Text, YamlNode.AbsentAt(node.At));
        if (options["type"].Text is "approval")
            yield break;
        var job = root["jobs"][name];
        var filter = new NamePatterns(
            Listed(options.Under("filters", "branches", "only")),
            Listed(options.Under("filters", "branches", "ignore"))
        );
        var when = new When(occasions & Branches.Admitted(filter, branch, options.Under("filters", "tags").Exists), Occasions.None);
        var id = options["name"].Text is { Length: > 0 } own ? own : name;
        yield return new(job.Exists ? job.At : node.At, id)
        {
            Needs = options["requires"].Texts,
            When = when,
            Steps = job.Exists
                ? [.. job["steps"].Each().SelectMany(step => Steps(step, job, root, when, follower, 5))]
                : [Orb(node.At, name, options, when, follower)],
        };
    }

    static ImmutableArray<string> Listed(YamlNode node) => [.. node.Texts.Select(Branches.FromExpression)];

    static IEnumerable<PipelineStep> Steps(YamlNode step, YamlNode job, YamlNode root, When when, Follower follower, int depth)
    {
        var (name, options) =
            step.Kind is YamlKind.Map && step.Entries is [var entry, ..]
                ? (entry.Key, entry.Value)
                : (step.Text, YamlNode.AbsentAt(step.At));
        if (name is "run")
            return [Run(step, options, job, when, follower)];
        if (name is "when" or "unless" && depth > 0)
            return options["steps"]
                .Each()
                .SelectMany(inner => Steps(inner, job, root, new(Occasions.None, when.Surely), follower, depth - 1));
        if (root["commands"].Has(name) && depth > 0)
            return root.Under("commands", name, "steps").Each().SelectMany(inner => Steps(inner, job, root, when, follower, depth - 1));
        return name.Contains('/') ? [Orb(step.At, name, options, when, follower)] : [new(step.At, name) { Uses = name, When = when }];
    }

    static PipelineStep Run(YamlNode step, YamlNode options, YamlNode job, When when, Follower follower)
    {
        var command = options.Kind is YamlKind.Map ? options["command"] : options;
        var directory = Paths.Within(
            "",
            Folder(options["working_directory"].Text is { Length: > 0 } own ? own : job["working_directory"].Text)
        );
        var script = ScriptLines.Of(
            [command],
            OptionsOf(options["shell"].Text),
            directory,
            ScriptLines.Variables(job["environment"], options["environment"])
        );
        var background = options["background"].Truth is true ? new Swallowing(step.At, "runs in the background") : null;
        return new(step.At, options["name"].Text is { Length: > 0 } name ? name : command.Text.Split('\n')[0])
        {
            Run = command.Text,
            RunLines = ScriptLines.Places(command),
            Env = script.Env,
            When = options["when"].Text is "on_fail" ? When.Never : when,
            Swallowing = background,
            Commands = ScriptLines.Swallowed(follower.Follow(script), background),
        };
    }

    /// <summary>The checkout lies in the working directory of the job, which often has a name of its own in the home folder.</summary>
    static string Folder(string directory) =>
        directory.StartsWith('~') || directory.StartsWith('/') || directory.Contains("<<") ? "" : directory;

    static ShellOptions OptionsOf(string shell) =>
        shell.Length == 0 ? ShellOptions.Strictest : new(shell.Contains("-e"), shell.Contains("pipefail"));

    /// <summary>Jobs and commands of CircleCI's own orbs whose purpose is to run tests.</summary>
    static PipelineStep Orb(Location at, string name, YamlNode options, When when, Follower follower)
    {
        var text = name switch
        {
            "node/test" => $"npm run {(options["run-command"].Text is { Length: > 0 } command ? command : "test")}",
            "node/run" => $"npm run {options["npm-run"].Text}",
            "python/test" => "pytest",
            "ruby/rspec-test" => "bundle exec rspec",
            "cypress/run" or "cypress-io/cypress/run" => "cypress run",
            "go/test" => "go test ./...",
            "php/test" => "phpunit",
            _ => "",
        };
        var directory = Paths.Within("", options["app-dir"].Text);
        return new(at, name)
        {
            Uses = name,
            When = when,
            Commands = text.Length == 0 ? [] : follower.Follow(new(text, ShellOptions.Strict, directory, _ => at)),
        };
    }
}
