using Shipworthy.Extractors.Images.Building;

namespace Shipworthy.Extractors.Images.Scanning;

/// <summary>A step of a pipeline that scans a container image.</summary>
/// <param name="Run">The pipeline, job and step.</param>
/// <param name="At">Where the step, or the command in it, is written.</param>
/// <param name="Tool">The scanner, as its makers spell it: "Trivy".</param>
/// <param name="Target">The image as written; empty when the tool takes it from elsewhere.</param>
/// <param name="Voice">Whether somebody hears of a hit.</param>
sealed record ImageScan(StepOfPipeline Run, Location At, string Tool, string Target, Voice Voice)
{
    /// <summary>Why a hit does not stop the pipeline although the scanner fails; null when it does.</summary>
    public Swallowing? Swallowing { get; init; }

    /// <summary>Path of the Dockerfile that the scanner builds from or is told about; null without one.</summary>
    public string? File { get; init; }
}

/// <summary>What a hit does: it stops the job, tells somebody by itself, or neither.</summary>
enum Voice
{
    /// <summary>A file of settings decides.</summary>
    Unknown,

    /// <summary>The step fails.</summary>
    Stops,

    /// <summary>The product behind the scanner tells people: its dashboard, a comment, an alert.</summary>
    Tells,

    /// <summary>The step prints or writes a report, and goes on.</summary>
    Silent,
}
