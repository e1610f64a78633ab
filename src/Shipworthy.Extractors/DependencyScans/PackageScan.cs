using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Scans;

namespace Shipworthy.Extractors.DependencyScans;

/// <summary>A step of a pipeline that looks for known holes in packages.</summary>
/// <param name="Run">The pipeline, job and step.</param>
/// <param name="At">Where the step, or the command in it, is written.</param>
/// <param name="Look">What the scanner does.</param>
/// <param name="Directory">The folder in which it is called; null when that is not known.</param>
sealed record PackageScan(StepOfPipeline Run, Location At, Look Look, string? Directory) : ScanRun(Run, At, Look.Tool, Look.Voice)
{
    /// <summary>The command as it was understood, program first; empty for an action.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Whether it runs in an environment of its own, which holds nothing but the scanner: <c>uvx pip-audit</c>.</summary>
    public bool RunsAlone { get; init; }

    /// <summary>Whether it runs in an environment that is made for the project on the way, or may: <c>uv run pip-audit</c>, a script that could do anything before.</summary>
    public bool RunsInProject { get; init; }
}
