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
        var (missing, media) = completeness is Completeness.Complete ? Missing(history) : (0, 0);
        if (completeness is Completeness.Complete && history.Trouble is not null)
            completeness = Completeness.Damaged;
        else if (missing > 0)
            completeness = Completeness.MissingObjects;
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
            {
                MissingMedia = media,
            }
        );
    }

    /// <summary>Objects that are not there, told apart by their paths: pictures and archives would not have been read anyway.</summary>
    static (int Missing, int Media) Missing(GitHistory history)
    {
        var missing = history.ReadMissing();
        var traces = history.Trace(missing);
        var media = missing.Count(name => traces.TryGetValue(name, out var trace) && trace.Paths.Keys.All(MediaNames.Include));
        return (missing.Count - media, media);
    }

    static bool IsLfsPointer(SourceFile file) =>
        file.Bytes.Length < 1024 && file.Bytes.Span.StartsWith("version https://git-lfs.github.com/spec/"u8);
}
