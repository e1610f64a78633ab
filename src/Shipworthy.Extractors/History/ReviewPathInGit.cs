using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.History;

/// <summary>Learns how commits reach the default branch, by the text of rubric D5.</summary>
sealed class ReviewPathInGit : IExtractor
{
    const int MostCounted = 100;
    const int LeastMarks = 3;
    const int Shown = 10;

    public ImmutableArray<Type> Teaches => [typeof(ReviewPath)];

    public void Extract(Sources sources, Learner learn)
    {
        var history = sources.History;
        var unseen = CommitsInGit.Unseen(history.Completeness);
        if (history.Completeness is not (Completeness.Shallow or Completeness.Damaged) && unseen is not null)
        {
            learn.CannotSee<ReviewPath>(Location.WholeApp, unseen);
            return;
        }
        if (history.DefaultTip is not null)
            learn.Add(Of(history, unseen));
    }

    static ReviewPath Of(GitHistory history, string? unseen)
    {
        var counted = new List<(Commit Commit, ReviewMark Mark, AuthorKind Author)>();
        var bots = 0;
        foreach (var (commit, paths) in history.ReadDefaultBranchWithPaths())
        {
            var author = CommitMarks.IsByAppBuilder(commit) ? AuthorKind.AiBuilder : Authors.KindOf(commit.AuthorName, commit.AuthorEmail);
            if (author is AuthorKind.MaintenanceBot)
                bots++;
            else if (paths.Any(ProductionScope.HoldsSource))
                counted.Add((commit, CommitMarks.MarkOf(commit), author));
            if (counted.Count == MostCounted)
                break;
        }
        var marks = history.ReadDefaultBranch().Count(commit => CommitMarks.MarkOf(commit) is ReviewMark.Request);
        var unmarked = counted.Where(one => one.Mark is not ReviewMark.Request).ToList();
        var agents = unmarked.Count(one => one.Author is AuthorKind.AiBuilder);
        var merges = unmarked.Count(one => one.Mark is ReviewMark.LocalMerge);
        var (state, because) = Judge(counted.Count, counted.Count - unmarked.Count, marks, agents + merges, unseen);
        return new(
            history.DefaultBranch ?? "",
            state,
            counted.Count,
            counted.Count - unmarked.Count,
            agents,
            merges,
            bots,
            marks,
            because,
            [.. unmarked.Take(Shown).Select(one => Location.MessageOf(one.Commit.Hash))]
        );
    }

    static (ReviewState State, string Because) Judge(int counted, int marked, int marksInHistory, int pastReview, string? unseen) =>
        unseen is not null ? (ReviewState.Unknown, unseen)
        : counted == 0 ? (ReviewState.Unknown, "has no commit that changes production source")
        : marked * 10 >= counted * 9 ? (ReviewState.ThroughReview, "")
        : marksInHistory >= LeastMarks || pastReview > 0 ? (ReviewState.DirectPushes, "")
        : (ReviewState.Unknown, $"{Unnamed(counted, marked)}, and a merge by rebase would not name one either");

    static string Unnamed(int counted, int marked) =>
        counted == 1 ? "names no pull request"
        : marked == 0 ? $"names no pull request, nor does any other of the last {counted} commits"
        : $"names no pull request, which only {marked} of the last {counted} commits {(marked == 1 ? "does" : "do")}";
}
