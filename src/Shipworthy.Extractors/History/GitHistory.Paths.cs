namespace Shipworthy.Extractors.History;

/// <content>Commits with the paths that they changed.</content>
public sealed partial class GitHistory
{
    /// <summary>The commits of the default branch along first parents, the newest first, with the paths that each changed against its first parent. Read as far as it is enumerated.</summary>
    public IEnumerable<CommitWithPaths> ReadDefaultBranchWithPaths() =>
        git is null ? [] : ChangedPaths.Of(git, ReadDefaultBranch(), Repository!.Prefix);

    /// <summary>
    /// The commits of the default branch along first parents that changed something below some folders, the newest first, each with the paths that it changed.
    /// </summary>
    internal IEnumerable<CommitWithPaths> ReadDefaultBranchBelow(IReadOnlyCollection<string> folders) =>
        git is null || DefaultTip is null || folders.Count == 0
            ? []
            : ChangedPaths.Of(
                git,
                Read([
                    "rev-list",
                    "--encoding=UTF-8",
                    "--first-parent",
                    CommitReader.Format,
                    DefaultTip,
                    "--",
                    .. folders.Select(folder => $":(top,literal){Repository!.Prefix}{folder}"),
                ]),
                Repository!.Prefix
            );

    /// <summary>Commits with the paths that each changed against its first parent.</summary>
    internal IEnumerable<CommitWithPaths> WithPaths(IEnumerable<Commit> commits) =>
        git is null ? [] : ChangedPaths.Of(git, commits, Repository!.Prefix);
}
