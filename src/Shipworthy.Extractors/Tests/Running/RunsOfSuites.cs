using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Tests.Running;

/// <summary>One command of a pipeline that runs a suite.</summary>
sealed record FoundRun(Pipeline Pipeline, PipelineJob Job, PipelineStep Step, PipelineCommand Command, MatchedSuite Matched);

/// <summary>Finds every run of every suite, and says what each is worth before a merge.</summary>
sealed class RunsOfSuites(SourceTree tree, CodeBase code, App known)
{
    readonly ILookup<TestSuite, FoundRun> bySuite = Find(tree, code, known).ToLookup(run => run.Matched.Suite);
    readonly PathFilters paths = new(tree);

    /// <summary>The runs of a suite, the one that proves most first.</summary>
    public ImmutableArray<TestRun> Of(TestSuite suite)
    {
        var found = bySuite[suite].ToList();
        var judged = found.Select(run => (Found: run, Run: Judge(run))).ToList();
        var together = Together(suite, [.. judged.Where(one => one.Run.Standing is TestRunStanding.Filtered).Select(one => one.Found)]);
        return
        [
            .. judged
                .Select(one => one.Run)
                .Concat(together)
                .OrderBy(run => run.Standing)
                .ThenBy(run => run.LeftOut)
                .ThenBy(run => run.At.Path, StringComparer.Ordinal)
                .ThenBy(run => run.At.Line),
        ];
    }

    /// <summary>All runs that a job makes.</summary>
    public IEnumerable<(FoundRun Found, TestRun Run)> In(Pipeline pipeline, string job) =>
        bySuite.SelectMany(group => group).Where(run => run.Pipeline == pipeline && run.Job.Id == job).Select(run => (run, Judge(run)));

    static IEnumerable<FoundRun> Find(SourceTree tree, CodeBase code, App known)
    {
        var matching = new SuiteMatching(tree, known.TestSuites);
        var scripts = new RunnerScripts(code, known.TestSuites, matching);
        foreach (var pipeline in known.Pipelines)
        foreach (var job in pipeline.Jobs)
        foreach (var step in job.Steps)
        foreach (var command in step.Commands)
        foreach (var matched in TestInvocations.Of(command).SelectMany(matching.Of).Concat(scripts.Of(command)))
            yield return new(pipeline, job, step, command, matched);
    }

    TestRun Judge(FoundRun run)
    {
        var (standing, because, at) = Standing(run);
        return new(at ?? run.Command.At, run.Pipeline, standing)
        {
            Because = because,
            LeftOut = run.Matched.Filter.Length > 0 ? 1 : LeftOut(run.Matched.Suite, run.Matched.Files.Count),
            Job = run.Job.Id,
            StartedAt = TriggersOf(run.Pipeline, standing is TestRunStanding.AfterMerge ? Occasions.All : Occasions.ProposedChange)
                .FirstOrDefault()
                ?.At,
        };
    }

    (TestRunStanding, string, Location?) Standing(FoundRun run)
    {
        var when = run.Step.When;
        if (!when.MayBeOn(Occasions.All))
            return (TestRunStanding.Swallowed, "never runs, because its condition is never true", null);
        if (!when.MayBeOn(Occasions.ProposedChange))
            return (TestRunStanding.AfterMerge, Moments.Of(run.Pipeline, when.Surely | when.Perhaps), null);
        if (run.Command.Swallowing is { } swallowing && (swallowing.On & Occasions.ProposedChange) != Occasions.None)
            return TestReporters.After(run.Job, run.Step) is { } reporter
                ? (
                    TestRunStanding.Unknown,
                    $"{swallowing.Says}, while {reporter} reads the results after it and fails the job for them",
                    null
                )
                : (TestRunStanding.Swallowed, swallowing.Says, null);
        if (MissingFiles.Before(run, tree) is { } missing)
            return (TestRunStanding.Broken, missing.Says, missing.At);
        if (run.Matched.Unsure.Length > 0)
            return (TestRunStanding.Unknown, run.Matched.Unsure, null);
        if (!when.On(Occasions.ProposedChange))
            return (TestRunStanding.Unknown, "runs on a proposed change only under a condition that is decided when it runs", null);
        return Weakened(run);
    }

    (TestRunStanding, string, Location?) Weakened(FoundRun run)
    {
        var (suite, files, filter, _) = run.Matched;
        if (filter.Length > 0)
            return (TestRunStanding.Filtered, $"leaves tests out with {filter}", null);
        if (suite.Deselects.Length > 0)
            return (TestRunStanding.Filtered, $"leaves tests out with {suite.Deselects}, which the configuration adds", null);
        if (files.Count < suite.Files.Length)
            return (TestRunStanding.Filtered, $"runs {files.Count} of the {suite.Files.Length} test files", null);
        if (Hidden(run) is { } hidden)
            return (TestRunStanding.Filtered, $"does not run when {hidden.Example} changes", hidden.At);
        return (TestRunStanding.Full, "", null);
    }

    (string Example, Location? At)? Hidden(FoundRun run)
    {
        var triggers = TriggersOf(run.Pipeline, Occasions.ProposedChange);
        var hidden = paths.Hidden(run, triggers);
        if (hidden.Count == 0)
            return null;
        var others = bySuite
            .Where(group => group.Key != run.Matched.Suite)
            .SelectMany(group => group)
            .Where(other => other.Step.When.On(Occasions.ProposedChange))
            .Select(other => PathFilters.Covering(other, TriggersOf(other.Pipeline, Occasions.ProposedChange)))
            .ToList();
        var example = hidden.Find(file => !others.Exists(covers => covers(file)));
        return example is null ? null : (example, triggers.FirstOrDefault(trigger => !trigger.Paths.IsAny)?.At);
    }

    static List<Trigger> TriggersOf(Pipeline pipeline, Occasions occasions) =>
        [.. pipeline.Triggers.Where(trigger => (trigger.Occasions & occasions) != Occasions.None)];

    /// <summary>Runs in parts may be everything together: by files that is countable, by other filters it is not.</summary>
    static IEnumerable<TestRun> Together(TestSuite suite, ImmutableArray<FoundRun> parts)
    {
        if (parts.Length < 2)
            yield break;
        var plain = parts.Where(part => part.Matched.Filter.Length == 0 && suite.Deselects.Length == 0).ToList();
        var files = plain.SelectMany(part => part.Matched.Files).ToHashSet(StringComparer.Ordinal);
        var filters = parts
            .Select(part => part.Matched.Filter.Replace("\"", ""))
            .Where(filter => filter.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var complement = filters.Exists(filter => filters.Contains(filter.Replace("not ", "")) && filter.Contains("not "));
        if (files.Count == suite.Files.Length && plain.TrueForAll(part => part.Matched.Files.Count < suite.Files.Length))
            yield return new(plain[0].Command.At, plain[0].Pipeline, TestRunStanding.Full) { Job = plain[0].Job.Id };
        else if (complement)
            yield return new(parts[0].Command.At, parts[0].Pipeline, TestRunStanding.Full) { Job = parts[0].Job.Id };
        else if (plain.Count > 1 && files.Count > plain.Max(part => part.Matched.Files.Count))
            yield return new(plain[0].Command.At, plain[0].Pipeline, TestRunStanding.Filtered)
            {
                Job = plain[0].Job.Id,
                Because =
                    $"runs {files.Count} of the {suite.Files.Length} test files in parts, without {suite.Files.First(file => !files.Contains(file))}",
                LeftOut = LeftOut(suite, files.Count),
            };
        else if (filters.Count > 1)
            yield return new(parts[0].Command.At, parts[0].Pipeline, TestRunStanding.Unknown)
            {
                Job = parts[0].Job.Id,
                Because = $"runs the tests in {filters.Count} parts, and whether they are all of them is not shown",
            };
    }

    /// <summary>A run of all files that is still weakened hides what is not counted in files.</summary>
    static double LeftOut(TestSuite suite, int files) => files >= suite.Files.Length ? 1 : 1 - ((double)files / suite.Files.Length);
}
