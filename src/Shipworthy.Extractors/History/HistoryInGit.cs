using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.History;

/// <summary>Learns how much of the history there is to look at.</summary>
sealed class HistoryInGit : IExtractor
{
    public ImmutableArray<Type> Teaches => [typeof(HistoryState)];

    public void Extract(Sources sources, Learner learn)
    {
        var history = sources.History;
        var commits = history.Commits.Count();
        var completeness = history.Completeness;
        var missing = 0;
        if (completeness is Completeness.MissingObjects)
        {
            missing = history.CountMissing();
            if (missing == 0)
                completeness = Completeness.Complete;
        }
        else if (completeness is Completeness.Complete && history.Trouble is not null)
        {
            completeness = Completeness.Damaged;
        }
        learn.Add(
            new HistoryState(
                completeness,
                commits,
                history.RefCount,
                missing,
                sources.Tree.Files.Count(IsLfsPointer),
                history.ReadDefaultBranch().FirstOrDefault()?.Day,
                history.Trouble
            )
        );
    }

    static bool IsLfsPointer(SourceFile file) =>
        file.Bytes.Length < 1024 && file.Bytes.Span.StartsWith("version https://git-lfs.github.com/spec/"u8);
}
