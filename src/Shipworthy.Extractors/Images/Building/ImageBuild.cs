using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Images.Building;

/// <summary>A step of a pipeline that builds a container image.</summary>
/// <param name="Run">The pipeline, job and step.</param>
/// <param name="At">Where the step, or the command in it, is written.</param>
/// <param name="File">Path of the Dockerfile, or a pattern of paths where a matrix or variable is part of it; null when it could not be told.</param>
sealed record ImageBuild(StepOfPipeline Run, Location At, string? File)
{
    /// <summary>The tool that makes the image without a Dockerfile; the pipeline's own file then stands for it. Empty for a Dockerfile.</summary>
    public string Tool { get; init; } = "";

    /// <summary>The stage that is built; empty for the last.</summary>
    public string Target { get; init; } = "";

    /// <summary>The names that the image is given, variables as written.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Whether it brings the image to a registry, or builds where the image runs.</summary>
    public bool Ships { get; init; }

    /// <summary>Whether the same command also deploys, as <c>fly deploy</c> does.</summary>
    public bool Deploys { get; init; }

    /// <summary>Whether it starts from layers of earlier builds.</summary>
    public bool Cached { get; init; }

    /// <summary>Whether it asks the registry for the newest base, or ignores earlier layers.</summary>
    public bool Refreshes { get; init; }

    /// <summary>Whether the names are computed by a step before it, so that they cannot be compared.</summary>
    public bool TagsComputed => Tags.IsEmpty || Tags.Any(tag => tag.Contains("outputs.", StringComparison.Ordinal));
}
