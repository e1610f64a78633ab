using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.GitHub;

/// <summary>Workflows of GitHub Actions, and of Gitea and Forgejo, which read the same files.</summary>
public sealed class PipelinesInGitHub : IExtractor
{
    static readonly ImmutableArray<string> folders = [".github/workflows", ".gitea/workflows", ".forgejo/workflows"];

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Pipeline)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var files = sources.Tree.Files.Where(file => folders.Contains(file.Folder) && IsYaml(file)).ToList();
        if (files.Count == 0)
            return;
        var branch = DefaultBranch.Of(sources);
        var jobs = new GitHubJobs(sources.Tree, new Follower(sources.Tree));
        foreach (var file in files)
            if (YamlFile.Read(file) is { Unreadable: { } because })
                learn.CannotSee<Pipeline>(Location.File(file.Path), because);
            else if (YamlFile.Read(file).Root is { Kind: YamlKind.Map } workflow)
                learn.Add(Of(file, workflow, branch, jobs));
    }

    static bool IsYaml(SourceFile file) =>
        file.Name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || file.Name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);

    static Pipeline Of(SourceFile file, YamlNode workflow, DefaultBranch branch, GitHubJobs jobs)
    {
        var triggers = GitHubTriggers.Of(workflow, branch);
        var name = workflow["name"].Text is { Length: > 0 } given ? given : file.Name;
        return new(Location.File(file.Path), PipelineSystem.GitHubActions, name)
        {
            Triggers = triggers,
            Jobs = jobs.Of(workflow, GitHubTriggers.Contexts(triggers, branch)),
        };
    }
}
