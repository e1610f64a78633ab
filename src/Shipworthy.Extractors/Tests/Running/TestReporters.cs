using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Tests.Running;

/// <summary>Steps that read the results of tests which ran before, and fail the job when one of them failed.</summary>
static partial class TestReporters
{
    /// <summary>The action of a later step of the job that does; null without one.</summary>
    public static string? After(PipelineJob job, PipelineStep tests) =>
        job
            .Steps.SkipWhile(step => step != tests)
            .SelectMany(All)
            .Where(step => step.Swallowing is null && Fails(step))
            .Select(step => step.Uses.Split('@')[0])
            .FirstOrDefault();

    static IEnumerable<PipelineStep> All(PipelineStep step) => step.Inner.SelectMany(All).Prepend(step);

    static bool Fails(PipelineStep step) =>
        ByDefault().IsMatch(step.Uses)
            ? step.With.GetValueOrDefault("fail-on-error", "true") is "true"
            : WhenTold().IsMatch(step.Uses)
                && (
                    step.With.GetValueOrDefault("fail_on_failure", "") is "true" || step.With.GetValueOrDefault("action_fail", "") is "true"
                );

    [GeneratedRegex(@"^(?:dorny/test-reporter|phoenix-actions/test-reporting)@", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ByDefault();

    [GeneratedRegex(
        @"^(?:mikepenz/action-junit-report|EnricoMi/publish-unit-test-result-action(?:/\w+)?)@",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex WhenTold();
}
