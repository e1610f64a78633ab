using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>A task of ECS that a step starts, as <c>aws ecs run-task --overrides</c> has it.</summary>
/// <param name="Command">What the task runs in place of what its definition says; null where that cannot be read.</param>
/// <param name="At">Where the step starts it.</param>
/// <param name="IsAwaited">Whether the job waits for its end and asks how it ended.</param>
sealed partial record TaskOfEcs(PipelineCommand? Command, Location At, bool IsAwaited)
{
    /// <summary>The tasks that a step starts.</summary>
    public static IEnumerable<TaskOfEcs> In(StepOfPipeline found)
    {
        var run = found.Step.Run;
        if (!run.Contains("run-task", StringComparison.Ordinal))
            return [];
        var job = string.Join('\n', found.Job.Steps.SkipWhile(step => step != found.Step).Select(step => step.Run));
        var isAwaited = job.Contains("tasks-stopped", StringComparison.Ordinal) && job.Contains("exitCode", StringComparison.Ordinal);
        return Started()
            .Matches(run)
            .Select(one =>
            {
                var at = found.Step.PlaceOf(run.AsSpan(0, one.Index).Count('\n') + 1);
                return new TaskOfEcs(CommandIn(one.Value, at), at, isAwaited);
            });
    }

    static PipelineCommand? CommandIn(string line, Location at)
    {
        if (Override().Match(line) is not { Success: true } given)
            return null;
        var words = Word().Matches(given.Groups[1].Value).Select(one => one.Groups[1].Value).ToList();
        if (words is ["sh" or "bash" or "/bin/sh" or "/bin/bash", "-c" or "-lc" or "-ec", var script])
            words = [.. script.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        if (words is ["npx", ..])
            words.RemoveAt(0);
        // A script of several commands, or one with variables, is more than can be read from a list of words.
        return words.Count == 0 || words.Exists(word => word.AsSpan().IndexOfAny("&|;$`") >= 0) ? null : new(at, [.. words], null);
    }

    [GeneratedRegex(@"(?m)(?<=^|[\s(`;&|])aws (?:--\S+ \S+ )*ecs run-task\b(?:\\\r?\n|[^\n])*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Started();

    [GeneratedRegex(@"\\?""command\\?""\s*:\s*\[([^\]]*)\]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Override();

    [GeneratedRegex(@"\\?""([^""\\]*)\\?""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Word();
}
