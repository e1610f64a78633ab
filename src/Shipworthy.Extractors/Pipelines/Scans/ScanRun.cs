namespace Shipworthy.Extractors.Pipelines.Scans;

/// <summary>A step of a pipeline that looks for known holes.</summary>
/// <param name="Run">The pipeline, job and step.</param>
/// <param name="At">Where the step, or the command in it, is written.</param>
/// <param name="Tool">The scanner, as its makers spell it: "Trivy".</param>
/// <param name="Voice">Whether somebody hears of a hit.</param>
record ScanRun(StepOfPipeline Run, Location At, string Tool, Voice Voice)
{
    /// <summary>Why a hit does not stop the pipeline although the scanner fails; null when it does.</summary>
    public Swallowing? Swallowing { get; init; }
}
