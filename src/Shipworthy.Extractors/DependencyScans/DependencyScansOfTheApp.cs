using Shipworthy.Extractors.DependencyScans.NuGet;

namespace Shipworthy.Extractors.DependencyScans;

/// <summary>Finds everything that scans the packages of the app: pipelines, hooks, NuGet's own audit, bots and services.</summary>
public sealed class DependencyScansOfTheApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(DependencyScan)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var index = new PackageIndex(sources.Tree);
        if (index.All.IsEmpty)
            return;
        foreach (var spot in known.Pipelines.BlindSpots)
            learn.CannotSee<DependencyScan>(spot.At, spot.Because);
        var pipelines = new ScansOfPipelines(index, new(sources.Tree));
        foreach (
            var scan in pipelines
                .All(known)
                .Concat(new ScansInHooks(sources.Tree, pipelines, index).All(known))
                .Concat(new AuditsOfNuGet(sources.Tree, pipelines).All(known))
                .Concat(ServicesOutside.All(sources, known, index))
        )
            learn.Add(scan);
    }
}
