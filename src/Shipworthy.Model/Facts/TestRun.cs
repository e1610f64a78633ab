namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Test suites, each with what pipelines do with it.</summary>
    public Facts<SuiteInPipelines> SuitesInPipelines => Of<SuiteInPipelines>();

    /// <summary>Production deploys that pipelines make, each with what has to be green before it.</summary>
    public Facts<ProductionDeploy> ProductionDeploys => Of<ProductionDeploy>();
}

/// <summary>A test suite with every run of it that a pipeline makes.</summary>
public sealed record SuiteInPipelines(TestSuite Suite) : Fact(Suite.At)
{
    /// <inheritdoc/>
    public override string Identity => Suite.Identity;

    /// <summary>Its runs, the one that proves most first.</summary>
    public ImmutableArray<TestRun> Runs { get; init; } = [];

    /// <summary>Its part of all test cases of the app, from 0 to 1.</summary>
    public double Share { get; init; }

    /// <summary>Why it may be run where we cannot see it, as a clause about the suite: "may be run by a workflow of acme/ci"; null without a concrete sign.</summary>
    public string? PerhapsElsewhere { get; init; }

    /// <summary>The run that proves most; null when no pipeline runs the suite.</summary>
    public TestRun? Best => Runs.IsEmpty ? null : Runs[0];
}

/// <summary>One step that runs a suite.</summary>
/// <param name="At">The step.</param>
/// <param name="Pipeline">Its pipeline.</param>
/// <param name="Standing">What it is worth before a merge.</param>
public sealed record TestRun(Location At, Pipeline Pipeline, TestRunStanding Standing)
{
    /// <summary>What keeps it from being a full run before every merge, as a clause about the step; empty when nothing does.</summary>
    public string Because { get; init; } = "";

    /// <summary>The part of the suite that it is known to leave out at most, from 0 to 1; 1 where a filter does not tell.</summary>
    public double LeftOut { get; init; } = 1;

    /// <summary>The id of its job.</summary>
    public string Job { get; init; } = "";

    /// <summary>What starts the pipeline.</summary>
    public Location? StartedAt { get; init; }
}

/// <summary>What a run of a suite is worth before a merge, by how little is missing to a full one.</summary>
public enum TestRunStanding
{
    /// <summary>Every test runs on every proposed change, and a red one stops it.</summary>
    Full,

    /// <summary>Whether it runs on a proposed change depends on what is only known when it runs.</summary>
    Unknown,

    /// <summary>It is meant to run all of them, and an earlier step that cannot succeed keeps it from it.</summary>
    Broken,

    /// <summary>A filter hides tests, or changes of the tested code.</summary>
    Filtered,

    /// <summary>A red test does not stop it.</summary>
    Swallowed,

    /// <summary>It runs when the change is merged already, or apart from changes.</summary>
    AfterMerge,
}

/// <summary>A deploy of production by a pipeline.</summary>
/// <param name="At">The deploying step, or the test run whose failure does not hold it back.</param>
/// <param name="Mechanism">What deploys: <c>fly deploy</c>.</param>
public sealed record ProductionDeploy(Location At, string Mechanism) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"deploy:{At.Path}:{Job}:{Mechanism}";

    /// <summary>The id of its job.</summary>
    public string Job { get; init; } = "";

    /// <summary>What a red test does to it.</summary>
    public TestGate Gate { get; init; }
}

/// <summary>What a red test does to a deploy.</summary>
public enum TestGate
{
    Unknown,

    /// <summary>It stops the deploy.</summary>
    Stops,

    /// <summary>Tests run before it, and their failure is swallowed.</summary>
    Swallowed,

    /// <summary>No test stands before it.</summary>
    None,
}
