using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Tests.Running;

namespace Shipworthy.Extractors.Tests;

/// <summary>Joins test suites with the pipelines that run them, and production deploys with the tests that stand before them.</summary>
public sealed partial class RunsOfTestSuites : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SuiteInPipelines), typeof(ProductionDeploy)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        if (known.TestSuites.Count == 0)
            return;
        var runs = new RunsOfSuites(sources.Tree, sources.Code, known);
        var cases = known.TestSuites.Sum(suite => suite.Cases);
        var elsewhere = Elsewhere(known);
        foreach (var suite in known.TestSuites)
            learn.Add(
                new SuiteInPipelines(suite)
                {
                    Runs = runs.Of(suite),
                    Share = cases == 0 ? 0 : (double)suite.Cases / cases,
                    PerhapsElsewhere = elsewhere,
                }
            );
        foreach (var deploy in new DeploysBehindTests(runs).In(known))
            learn.Add(deploy);
    }

    /// <summary>A concrete sign that tests may run where we cannot see them (ruling 5.6).</summary>
    static string? Elsewhere(App known)
    {
        var jobs = known.Pipelines.SelectMany(pipeline => pipeline.Jobs).Where(job => job.When.MayBeOn(Occasions.ProposedChange)).ToList();
        if (jobs.Find(job => job.Elsewhere is not null) is { } called)
            return $"may be run by {called.Elsewhere}, a pipeline of another repository";
        var commands = jobs.SelectMany(job => job.Steps).SelectMany(step => step.Commands);
        if (
            commands.FirstOrDefault(command =>
                command.Unseen is not null && LooksLikeTesting().IsMatch(command.Line) && !command.Words.Contains("install")
            ) is
            { } unseen
        )
            return $"may be run by {Short(unseen.Line)} in {unseen.At}, which {unseen.Unseen}";
        return known.Pipelines.BlindSpots is [var spot, ..] ? $"may be run by {spot.At}, which {spot.Because}" : null;
    }

    static string Short(string line) => line.Length > 60 ? $"{line[..57]}..." : line;

    [GeneratedRegex(@"test|spec|verify|check|\bci\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LooksLikeTesting();
}
