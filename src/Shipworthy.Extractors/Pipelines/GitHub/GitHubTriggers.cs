using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.GitHub;

/// <summary>The <c>on:</c> of a workflow.</summary>
static class GitHubTriggers
{
    /// <summary>Kinds of <c>pull_request</c> that come with new commits.</summary>
    static readonly ImmutableHashSet<string> withCommits = ["opened", "synchronize", "reopened", "ready_for_review"];

    static readonly ImmutableArray<Occasions> occasions =
    [
        .. Enum.GetValues<Occasions>().Where(occasion => occasion is not Occasions.None and not Occasions.All),
    ];

    /// <summary>What starts the workflow.</summary>
    public static ImmutableArray<Trigger> Of(YamlNode workflow, DefaultBranch branch)
    {
        var on = workflow["on"];
        return on.Kind is YamlKind.Map
            ? [.. on.Entries.Select(entry => Of(entry.Key, entry.At, entry.Value, branch))]
            : [.. on.Each().Select(node => Of(node.Text, node.At, node, branch))];
    }

    static Trigger Of(string name, Location at, YamlNode node, DefaultBranch branch)
    {
        var branches = new NamePatterns(node["branches"].Texts, node["branches-ignore"].Texts);
        var tags = new NamePatterns(node["tags"].Texts, node["tags-ignore"].Texts);
        var types = node["types"].Texts;
        return new(at, name, OccasionsOf(name, branches, tags, types, branch))
        {
            Branches = branches,
            Tags = tags,
            Paths = new(node["paths"].Texts, node["paths-ignore"].Texts),
            Types = types,
            Pipelines = node["workflows"].Texts,
            Crons = [.. node.Each().Select(item => item["cron"].Text).Where(line => line.Length > 0)],
        };
    }

    static Occasions OccasionsOf(
        string name,
        NamePatterns branches,
        NamePatterns tags,
        ImmutableArray<string> types,
        DefaultBranch branch
    ) =>
        name switch
        {
            "pull_request" or "pull_request_target" when !types.IsEmpty && !types.Any(withCommits.Contains) => Occasions.Other,
            "pull_request" or "pull_request_target" => branch.IsAdmitted(branches) ? Occasions.ProposedChange : Occasions.Other,
            "merge_group" => Occasions.ProposedChange,
            "push" => OfPush(branches, tags, branch),
            "release" or "create" => Occasions.Release,
            "schedule" => Occasions.Schedule,
            "workflow_dispatch" => Occasions.ByHand,
            "workflow_run" => Occasions.AfterPipeline,
            "workflow_call" => Occasions.None,
            // A host reports the preview that it built for a request; tests against it run before the merge.
            "deployment_status" => Occasions.ProposedChange | Occasions.Deploy,
            "repository_dispatch" when types.Any(type => type.StartsWith("vercel.deployment", StringComparison.Ordinal)) =>
                Occasions.ProposedChange | Occasions.Deploy,
            _ => Occasions.Other,
        };

    /// <summary>A push to every branch also meets the head of a request, so it runs before the merge.</summary>
    static Occasions OfPush(NamePatterns branches, NamePatterns tags, DefaultBranch branch)
    {
        if (branches.IsAny && !tags.IsAny)
            return Occasions.Release;
        var others = branch.OthersAreAdmitted(branches) ? Occasions.OtherBranch | Occasions.ProposedChange : Occasions.None;
        var tagged = branches.IsAny ? Occasions.Release : Occasions.None;
        return others | tagged | (branch.IsAdmitted(branches) ? Occasions.DefaultBranch : Occasions.None);
    }

    /// <summary>What is known about the runs that the triggers start.</summary>
    public static ImmutableArray<GitHubContext> Contexts(ImmutableArray<Trigger> triggers, DefaultBranch branch) =>
        [
            .. triggers.SelectMany(trigger =>
                occasions
                    .Where(occasion => (trigger.Occasions & occasion) != Occasions.None)
                    .Select(occasion => new GitHubContext(occasion, trigger.Event, branch))
            ),
        ];
}
