using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.OtherSystems;

/// <summary>Pipelines of Bitbucket: <c>default</c> runs on every branch that has no pipeline of its own.</summary>
public sealed class PipelinesInBitbucket : IExtractor
{
    const string Path = "bitbucket-pipelines.yml";

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
        var branch = DefaultBranch.Of(sources);
        var follower = new Follower(sources.Tree);
        var pipelines = yaml.Root["pipelines"];
        foreach (var (name, at, node, occasions) in Parts(pipelines, branch))
            learn.Add(
                new Pipeline(Location.File(Path), PipelineSystem.Bitbucket, name)
                {
                    Triggers = [new(at, name, occasions)],
                    Jobs = [.. Jobs(node, new When(occasions, Occasions.None), follower)],
                }
            );
    }

    static IEnumerable<(string Name, Location At, YamlNode Node, Occasions Occasions)> Parts(YamlNode pipelines, DefaultBranch branch)
    {
        var ownDefault = pipelines["branches"].Entries.Any(entry => branch.IsAdmitted(new([entry.Key], [])));
        if (pipelines["default"].Exists)
            yield return (
                "default",
                pipelines["default"].At,
                pipelines["default"],
                ownDefault ? Branches.Everywhere & ~Occasions.DefaultBranch : Branches.Everywhere
            );
        foreach (var entry in pipelines["branches"].Entries)
            yield return (entry.Key, entry.At, entry.Value, Branches.Admitted(new([entry.Key], []), branch));
        foreach (var entry in pipelines["pull-requests"].Entries)
            yield return (
                $"pull-requests {entry.Key}",
                entry.At,
                entry.Value,
                branch.OthersAreAdmitted(new([entry.Key], [])) ? Occasions.ProposedChange : Occasions.Other
            );
        foreach (var entry in pipelines["tags"].Entries)
            yield return (entry.Key, entry.At, entry.Value, Occasions.Release);
        foreach (var entry in pipelines["custom"].Entries)
            yield return (entry.Key, entry.At, entry.Value, Occasions.ByHand);
    }

    static IEnumerable<PipelineJob> Jobs(YamlNode node, When when, Follower follower)
    {
        var before = ImmutableArray<string>.Empty;
        foreach (var item in node.Each())
        {
            var steps =
                item["parallel"].Exists
                    ? (item["parallel"].Kind is YamlKind.Map ? item.Under("parallel", "steps").Each() : item["parallel"].Each()).ToList()
                : item["stage"].Exists ? [.. item.Under("stage", "steps").Each()]
                : [item];
            var ids = new List<string>();
            foreach (var step in steps.Select(one => one["step"]).Where(step => step.Exists))
            {
                var job = Job(step, when, before, follower);
                ids.Add(job.Id);
                yield return job;
            }
            before = [.. before, .. ids];
        }
    }

    static PipelineJob Job(YamlNode step, When when, ImmutableArray<string> needs, Follower follower)
    {
        var own = step["trigger"].Text is "manual" ? new When(Occasions.ByHand, Occasions.None) : when;
        var name = step["name"].Text is { Length: > 0 } given ? given : $"step {step.At.Line}";
        var script = ScriptLines.Of(step["script"].Each().Where(line => line.Kind is YamlKind.Scalar), ShellOptions.Strict, "");
        return new(step.At, name)
        {
            Needs = needs,
            Environment = step["deployment"].Text,
            When = own,
            Paths = new(step.Under("condition", "changesets", "includePaths").Texts, []),
            Steps =
            [
                new(step.At, name)
                {
                    Run = script.Text,
                    RunLines = ScriptLines.Places(script),
                    When = own,
                    Commands = follower.Follow(script),
                },
                .. step["script"].Each().Where(line => line["pipe"].Exists).Select(pipe => Pipe(pipe, own)),
            ],
        };
    }

    static PipelineStep Pipe(YamlNode pipe, When when) =>
        new(pipe.At, pipe["pipe"].Text)
        {
            Uses = pipe["pipe"].Text,
            With = ScriptLines.Variables(pipe["variables"]),
            When = when,
        };
}
