namespace Shipworthy.Extractors.Pipelines;

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
