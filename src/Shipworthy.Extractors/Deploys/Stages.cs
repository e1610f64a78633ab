using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Tells for which environment a deploy is (rubric D1).</summary>
static partial class Stages
{
    /// <summary>The environment of a deploy of a pipeline.</summary>
    public static ForStage Of(StepOfPipeline run, string line, SourceTree tree, DefaultBranch branch)
    {
        var environment = run.Job.Environment;
        if (environment.Contains("inputs", StringComparison.Ordinal) && tree.Find(run.Pipeline.At.Path) is { } file)
            return OffersProduction().IsMatch(file.Text) ? ForStage.Chosen
                : Trial().IsMatch(environment) ? ForStage.Trial
                : ForStage.Chosen;
        foreach (var text in (ReadOnlySpan<string>)[environment, run.Job.Id, run.Step.Name, line, run.Pipeline.Name, run.Pipeline.At.Path])
            if (Production().IsMatch(text))
                return ForStage.Production;
            else if (Trial().IsMatch(text))
                return ForStage.Trial;
        return OnlyTrialBranches(run, branch) ? ForStage.Trial : ForStage.Production;
    }

    /// <summary>
    /// When a deploy runs. Pipelines are read for the default branch and for requests; one that listens to a branch by name runs on that one too, and a
    /// condition that names another branch holds there.
    /// </summary>
    public static When WhenOf(StepOfPipeline run, DefaultBranch branch)
    {
        var when = run.Step.When;
        if (run.Job.If.Trim() is "false" or "${{ false }}" || run.Step.If.Trim() is "false" or "${{ false }}")
            return when;
        if (BranchesOf(run).All(branch.Is))
            return when;
        return when.MayBeOn(Occasions.All)
            ? new(when.Surely, when.Perhaps | (Occasions.OtherBranch & ~when.Surely))
            : new(Occasions.OtherBranch, Occasions.None);
    }

    /// <summary>Whether a name is one of an environment to try things in.</summary>
    public static bool IsTrial(string text) => Trial().IsMatch(text) && !Production().IsMatch(text);

    /// <summary>Requests, and branches that are named after an environment to try things in.</summary>
    static bool OnlyTrialBranches(StepOfPipeline run, DefaultBranch branch)
    {
        var when = WhenOf(run, branch);
        if (!when.MayBeOn(Occasions.All & ~Occasions.ProposedChange))
            return when.MayBeOn(Occasions.ProposedChange);
        if (when.MayBeOn(Occasions.All & ~Occasions.ProposedChange & ~Occasions.OtherBranch))
            return false;
        var names = BranchesOf(run);
        return !names.IsEmpty && names.All(IsTrial);
    }

    /// <summary>The branches that a deploy names, in conditions and in filters.</summary>
    public static ImmutableArray<string> BranchesOf(StepOfPipeline run)
    {
        var named = BranchInCondition().Matches($"{run.Job.If} {run.Step.If}").Select(match => match.Groups[1].Value).ToList();
        return named.Count > 0
            ? [.. named.Distinct(StringComparer.Ordinal)]
            :
            [
                .. run
                    .Pipeline.Triggers.Where(trigger => trigger.Event is "push")
                    .SelectMany(trigger => trigger.Branches.Only)
                    .Distinct(StringComparer.Ordinal),
            ];
    }

    [GeneratedRegex(@"(?:refs/heads/|ref_name\s*==\s*'|COMMIT_BRANCH\s*==\s*[""'])([\w./-]+)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex BranchInCondition();

    [GeneratedRegex(
        @"^\s*-\s*[""']?(?:prod|production|live|prd)[""']?\s*$|options:\s*\[[^\]]*\bprod",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OffersProduction();

    [GeneratedRegex(@"(?<![a-z])(?:prod|production|live|prd)(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Production();

    [GeneratedRegex(
        @"(?<![a-z])(?:stag(?:e|ing)|stg|preprod|uat|qa|previews?|sandbox|demo|dev|develop|development|docs?|storybook)(?![a-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Trial();
}
