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

/// <summary>A step with the job and pipeline around it.</summary>
sealed record StepOfPipeline(Pipeline Pipeline, PipelineJob Job, PipelineStep Step)
{
    /// <summary>All steps of all pipelines.</summary>
    public static IEnumerable<StepOfPipeline> All(App known) =>
        from pipeline in known.Pipelines
        from job in pipeline.Jobs
        from step in job.Steps
        select new StepOfPipeline(pipeline, job, step);

    /// <summary>A text with the variables of the step put in, and every other expression left as it is.</summary>
    public string Expanded(string text)
    {
        for (var at = text.IndexOf("${{", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${{", at + 1, StringComparison.Ordinal))
        {
            var end = text.IndexOf("}}", at, StringComparison.Ordinal);
            if (end < 0)
                break;
            var name = text[(at + 3)..end].Trim();
            if (
                name.StartsWith("env.", StringComparison.Ordinal)
                && Step.Env.TryGetValue(name[4..], out var value)
                && !value.Contains("${{ env.", StringComparison.Ordinal)
            )
                text = $"{text.AsSpan(0, at)}{value}{text.AsSpan(end + 2)}";
        }
        return text;
    }

    /// <summary>A path with the variables of the step put in, and a star for everything that is not known.</summary>
    public string Pattern(string text)
    {
        var expanded = Expanded(text);
        while (
            expanded.IndexOf("${{", StringComparison.Ordinal) is >= 0 and var at
            && expanded.IndexOf("}}", at, StringComparison.Ordinal) is > 0 and var end
        )
            expanded = $"{expanded.AsSpan(0, at)}*{expanded.AsSpan(end + 2)}";
        return expanded;
    }
}
