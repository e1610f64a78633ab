using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Joins parts of the app, pipelines, files of hosts and documents into the way of each part to production (rubric 5.1), and whether staging gets the same build (5.3), and the way back (5.2).</summary>
public sealed partial class WaysOfDeployables : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches =>
        [typeof(WayToProduction), typeof(DeployFlaw), typeof(StagingImage), typeof(Rollback), typeof(RollbackFlaw)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var spot in known.Deployables.BlindSpots)
            learn.CannotSee<WayToProduction>(spot.At, spot.Because);
        var parts = InScope(known);
        if (parts.IsEmpty)
            return;
        known = BranchPipelines.Followed(known, sources.Tree);
        var ways = new Ways(sources, known, parts);
        foreach (var part in parts)
            learn.Add(ways.Of(part));
        foreach (var flaw in ways.Flaws())
            learn.Add(flaw);
        var images = new StagingOfParts(sources.Tree, known, ways);
        foreach (var part in parts)
            learn.Add(images.Of(part));
        GoingBack(sources, known, learn, parts, ways);
        if (parts.Any(part => ways.Of(part).BroughtOut is not (BroughtOut.ByPipeline or BroughtOut.ByHost)))
            foreach (var spot in known.Pipelines.BlindSpots)
                learn.CannotSee<WayToProduction>(spot.At, spot.Because);
    }

    static void GoingBack(Sources sources, App known, Learner learn, ImmutableArray<Deployable> parts, Ways ways)
    {
        var rollbacks = new RollbackOfParts(sources.Tree, ways, new(sources, known));
        var ready = false;
        foreach (var rollback in parts.Select(rollbacks.Of))
        {
            ready |= rollback.IsReady;
            learn.Add(rollback);
        }
        foreach (var flaw in new RollbackProcedures(sources.Tree, known, ways.Hosts, ready).Flaws())
            learn.Add(flaw);
        foreach (var flaw in new HealthGates(sources.Tree, known).Flaws())
            learn.Add(flaw);
        foreach (var flaw in new OneWaySchema(sources).Flaws())
            learn.Add(flaw);
    }

    /// <summary>Documentation and showcases are not the app, unless there is nothing else.</summary>
    internal static ImmutableArray<Deployable> InScope(App known)
    {
        ImmutableArray<Deployable> parts = [.. known.Deployables.DistinctBy(part => (part.Folder, part.Stack is Stack.SupabaseFunctions))];
        ImmutableArray<Deployable> apps = [.. parts.Where(part => !Showcase().IsMatch(part.Folder))];
        return apps.IsEmpty ? parts : apps;
    }

    [GeneratedRegex(
        @"(?:^|/)(?:docs?|documentation|storybook|e2e|playground)(?:/|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Showcase();
}
