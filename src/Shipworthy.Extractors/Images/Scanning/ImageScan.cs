using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Scans;

namespace Shipworthy.Extractors.Images.Scanning;

/// <summary>A step of a pipeline that scans a container image.</summary>
/// <param name="Run">The pipeline, job and step.</param>
/// <param name="At">Where the step, or the command in it, is written.</param>
/// <param name="Tool">The scanner, as its makers spell it: "Trivy".</param>
/// <param name="Target">The image as written; empty when the tool takes it from elsewhere.</param>
/// <param name="Voice">Whether somebody hears of a hit.</param>
sealed record ImageScan(StepOfPipeline Run, Location At, string Tool, string Target, Voice Voice) : ScanRun(Run, At, Tool, Voice)
{
    /// <summary>Path of the Dockerfile that the scanner builds from or is told about; null without one.</summary>
    public string? File { get; init; }
}
