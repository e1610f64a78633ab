using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Scans;

namespace Shipworthy.Extractors.DependencyScans;

/// <summary>Whether a change of one file starts a scan, or a clock does.</summary>
static class PathFilters
{
    const Occasions ByChange = Occasions.ProposedChange | Occasions.DefaultBranch;

    /// <summary>False only where every filter on the way leaves the file out.</summary>
    public static bool Start(StepOfPipeline run, string path)
    {
        var often = ScanWorth.Often(run);
        if ((often & ~ByChange) is not Occasions.None)
            return true;
        if (!Admits(run.Job.Paths, path) || !Admits(run.Step.Paths, path))
            return false;
        return run.Pipeline.Triggers.Any(trigger => (trigger.Occasions & often) is not Occasions.None && Admits(trigger.Paths, path));
    }

    static bool Admits(NamePatterns filter, string path) => filter.IsAny || new NameFilter(filter).Admits(path);
}
