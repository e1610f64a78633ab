using Shipworthy.Extractors.History;

namespace Shipworthy.Cli.Comparing;

/// <summary>The app as it was at a revision, judged.</summary>
/// <param name="Name">The commit in short.</param>
/// <param name="App">What was judged.</param>
sealed record JudgedRevision(string Name, JudgedApp App)
{
    /// <summary>Lays the revision out in a folder of its own and judges it by the settings that it had itself.</summary>
    /// <param name="withOtherRefs">See <see cref="RevisionCopy.Of"/>.</param>
    public static (JudgedRevision? Revision, Problem? Problem) Of(
        string revision,
        bool withOtherRefs,
        ScanPlan plan,
        ScanRequest request,
        Surroundings surroundings,
        Progress progress
    )
    {
        progress.Report($"Laying out {revision}");
        var (copy, trouble) = RevisionCopy.Of(plan.Path, revision, withOtherRefs);
        if (copy is null)
        {
            progress.Done();
            return (
                null,
                new($"nothing to compare with at {revision}: {trouble}.", "Try:    git log --oneline, and name a commit, a branch or a tag")
            );
        }
        using (copy)
        {
            var config = request.Config is null ? null : Path.GetFullPath(request.Config, surroundings.Folder);
            var there = request with { Path = copy.Folder, Baseline = null, Since = null, Config = config };
            var (itsPlan, problem) = ScanPlan.Make(there, surroundings);
            return itsPlan is null
                ? (null, problem! with { What = $"at {revision}, {problem!.What}" })
                : (new(copy.Commit[..7], JudgedApp.Of(itsPlan, there, surroundings, progress.Report)), null);
        }
    }
}
