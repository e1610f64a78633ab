using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Running;

/// <summary>Decides whether filters of changed files hide code from the tests of that code. What hides documents and other parts of the app hides nothing.</summary>
sealed class PathFilters(SourceTree tree)
{
    readonly ImmutableArray<SourceFile> code = [.. tree.Files.Where(CodeFiles.IsCode)];

    /// <summary>Files of the tested code whose change does not start the run.</summary>
    public List<string> Hidden(FoundRun run, List<Trigger> triggers)
    {
        if (triggers.TrueForAll(trigger => trigger.Paths.IsAny) && run.Job.Paths.IsAny && run.Step.Paths.IsAny)
            return [];
        var filters = FiltersOf(run, triggers);
        return [.. code.Select(file => file.Path).Where(path => IsSubject(run.Matched.Suite, path) && !filters(path))];
    }

    /// <summary>Tells of a file whether its change starts the run, and the run tests it.</summary>
    public static Func<string, bool> Covering(FoundRun run, List<Trigger> triggers)
    {
        var filters = FiltersOf(run, triggers);
        return path => IsSubject(run.Matched.Suite, path) && filters(path);
    }

    static bool IsSubject(TestSuite suite, string path) => suite.Subject.Any(folder => Paths.IsIn(folder, path));

    static Func<string, bool> FiltersOf(FoundRun run, List<Trigger> triggers)
    {
        var started = triggers.Select(trigger => new NameFilter(trigger.Paths)).ToList();
        var job = new NameFilter(run.Job.Paths);
        var step = new NameFilter(run.Step.Paths);
        return path => started.Exists(filter => filter.Admits(path)) && job.Admits(path) && step.Admits(path);
    }
}
