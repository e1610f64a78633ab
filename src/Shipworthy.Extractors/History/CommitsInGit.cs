namespace Shipworthy.Extractors.History;

/// <summary>Learns the commits of the default branch.</summary>
sealed class CommitsInGit : IExtractor
{
    /// <summary>Longer histories are looked at from their newest commits, so that the memory stays flat.</summary>
    const int Most = 50_000;

    public ImmutableArray<Type> Teaches => [typeof(CommitFact)];

    public void Extract(Sources sources, Learner learn)
    {
        var unseen = Unseen(sources.History.Completeness);
        if (unseen is not null)
            learn.CannotSee<CommitFact>(Location.WholeApp, unseen);
        var count = 0;
        foreach (var commit in sources.History.ReadDefaultHistory())
        {
            if (count++ == Most)
            {
                learn.CannotSee<CommitFact>(
                    Location.WholeApp,
                    $"has a history of more than {Most} commits, of which the newest were looked at"
                );
                break;
            }
            learn.Add(FactOf(commit));
        }
    }

    internal static CommitFact FactOf(Commit commit)
    {
        var trailers = CommitMarks.TrailersOf(commit.Message);
        return new(
            commit.Hash,
            commit.Subject,
            commit.AuthorName,
            commit.AuthorEmail,
            commit.CommitterEmail,
            commit.Day,
            commit.Parents.Length > 1,
            Authors.KindOf(commit.AuthorName, commit.AuthorEmail),
            CommitMarks.MarkOf(commit),
            trailers,
            CommitMarks.AiToolsOf(commit, trailers)
        );
    }

    /// <summary>What keeps commits from being seen, as a clause about the app; null when nothing does.</summary>
    internal static string? Unseen(Completeness completeness) =>
        completeness switch
        {
            Completeness.Complete or Completeness.NoCommits or Completeness.MissingObjects => null,
            Completeness.Shallow => "is a shallow clone, so older commits were not seen",
            Completeness.Damaged => "has a damaged history, so some commits may not have been seen",
            Completeness.NoRepository => "belongs to no git repository, so no commit was seen",
            Completeness.GitMissing => "was looked at without a git program, so no commit was seen",
            Completeness.NotLookedAt => "was looked at without its history",
            Completeness.Unknown => "has a history that cannot be told to be complete",
        };
}
