using System.Text.RegularExpressions;
using Shipworthy.Extractors.DependencyScans.Scanners;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Scans;

namespace Shipworthy.Extractors.DependencyScans;

/// <summary>Finds the scans of packages in pipelines, and says which lists of packages each reads and what it is worth for them.</summary>
sealed partial class ScansOfPipelines(PackageIndex index, BuildFiles builds)
{
    const string What = "the packages";

    /// <summary>All of them.</summary>
    public IEnumerable<DependencyScan> All(App known) =>
        StepOfPipeline
            .All(known)
            .SelectMany(In)
            .SelectMany(Judged)
            .Concat(known.Pipelines.SelectMany(pipeline => pipeline.Jobs.SelectMany(job => Called(pipeline, job))));

    static IEnumerable<PackageScan> In(StepOfPipeline run)
    {
        if (ScannerActions.Of(run) is { } action)
            yield return action;
        foreach (var command in run.Step.Commands)
            if (ScannerCommands.Of(run, command) is { } scan)
                yield return scan;
    }

    /// <summary>A pipeline of another repository, or a template of the product.</summary>
    IEnumerable<DependencyScan> Called(Pipeline pipeline, PipelineJob job)
    {
        if (job.Elsewhere is not { } called)
            return [];
        var step = new PipelineStep(job.At, job.Id) { With = job.With, When = job.When };
        var run = new StepOfPipeline(pipeline, job, step);
        if (OsvScanner().Match(called) is { Success: true } osv)
            return Judged(new(run, job.At, OfOsv(job.With, osv.Groups[1].Success), "") { Swallowing = job.Swallowing });
        if (pipeline.System is PipelineSystem.GitLab && Template().IsMatch(called))
            return IsDisabled(pipeline)
                ? []
                : Judged(new(run, job.At, GeneralScanners.Product("GitLab", Voice.Tells), "") { Swallowing = job.Swallowing });
        return OtherPurpose().IsMatch(called) || (pipeline.System is PipelineSystem.GitLab && OtherTemplate().IsMatch(called))
            ? []
            :
            [
                new DependencyScan(job.At, called)
                {
                    Files = index.All,
                    Standing = DependencyScanStanding.Outside,
                    Because = $"may be scanned by {called}, a pipeline of another repository",
                },
            ];
    }

    static Look OfOsv(ImmutableDictionary<string, string> with, bool ofRequest)
    {
        var given = with.GetValueOrDefault("scan-args", "").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var fails = with.GetValueOrDefault("fail-on-vuln", "") is not "false";
        var uploads = with.GetValueOrDefault("upload-sarif", "") is not "false";
        return (GeneralScanners.OfOsv(given is [] ? ["-r", "."] : [.. given]) ?? GeneralScanners.Product("OSV-Scanner", Voice.Unknown)) with
        {
            Voice =
                fails ? Voice.Stops
                : uploads ? Voice.Tells
                : Voice.Silent,
            Gap = ofRequest ? "looks only at what a request adds" : null,
        };
    }

    static bool IsDisabled(Pipeline pipeline) =>
        pipeline
            .Jobs.SelectMany(job => job.Steps)
            .Any(step => step.Env.GetValueOrDefault("DEPENDENCY_SCANNING_DISABLED", "") is "true" or "1");

    /// <summary>The facts of a scan: what it is worth is another thing for files whose change does not start it.</summary>
    public IEnumerable<DependencyScan> Judged(PackageScan scan)
    {
        var look = builds.Configured(scan.Look, scan.Directory);
        var heard = scan with { Look = look, Voice = look.Voice };
        if (index.Met(look, scan.Directory, PythonEnvironment.Folders(heard)) is not { } met)
        {
            yield return Fact(
                heard,
                index.Understood(look),
                DependencyScanStanding.Unknown,
                $"may be scanned by {scan.Tool}, in a folder that could not be told"
            );
            yield break;
        }
        var (standing, because) = Worth(heard);
        var starts = met.ToLookup(path => standing is DependencyScanStanding.None || PathFilters.Start(scan.Run, path));
        if (starts[true].Any())
            yield return Fact(heard, [.. starts[true]], standing, because);
        if (starts[false].Any())
            yield return Fact(
                heard,
                [.. starts[false]],
                DependencyScanStanding.None,
                $"{scan.Tool} in {scan.At} starts only when other files change"
            );
    }

    static DependencyScan Fact(PackageScan scan, ImmutableArray<string> files, DependencyScanStanding standing, string because) =>
        new(scan.At, scan.Tool)
        {
            Files = files,
            Standing = standing,
            Because = because,
        };

    static (DependencyScanStanding, string) Worth(PackageScan scan)
    {
        if ((scan.Look.Beside ?? PythonEnvironment.Lacks(scan)) is { } beside)
            return (DependencyScanStanding.None, $"{scan.Tool} in {scan.At} {beside}");
        var often = ScanWorth.Often(scan.Run);
        if (often is Occasions.None)
            return (
                DependencyScanStanding.None,
                scan.Run.Step.When.MayBeOn(Occasions.Release)
                    ? $"{scan.Tool} in {scan.At} looks at releases only"
                    : $"{scan.Tool} in {scan.At} runs only when somebody starts it, or less than once a week"
            );
        if (!scan.Run.Step.When.On(often))
            return (DependencyScanStanding.Unknown, $"may be scanned by {scan.Tool}, under a condition that could not be decided");
        var worth = ScanWorth.Of(scan, What);
        return worth.Standing switch
        {
            ScanStanding.Effective when scan.Look.Gap is { } gap => (
                DependencyScanStanding.Partial,
                $"scans {What} with {scan.Tool}, which {gap}"
            ),
            ScanStanding.Effective => (DependencyScanStanding.Effective, worth.Because),
            ScanStanding.Mute => ReadBack.Of(scan) switch
            {
                ReadBack.Fate.Stops when scan.Look.Gap is { } gap => (
                    DependencyScanStanding.Partial,
                    $"scans {What} with {scan.Tool}, which {gap}"
                ),
                ReadBack.Fate.Stops => (
                    DependencyScanStanding.Effective,
                    $"is scanned by {scan.Tool}, and a hit in what it writes stops the job"
                ),
                ReadBack.Fate.HandedOn => (
                    DependencyScanStanding.Unknown,
                    $"is scanned by {scan.Tool}, and another program decides what a hit does"
                ),
                ReadBack.Fate.Unread => (DependencyScanStanding.Mute, worth.Because),
            },
            ScanStanding.None or ScanStanding.NoPipeline => (DependencyScanStanding.None, worth.Because),
            ScanStanding.Unknown => (DependencyScanStanding.Unknown, worth.Because),
        };
    }

    [GeneratedRegex(
        @"^google/osv-scanner(?:-action)?/\.github/workflows/osv-scanner-reusable(-pr)?\.ya?ml@",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OsvScanner();

    [GeneratedRegex(@"dependency-scanning|auto-devops", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Template();

    /// <summary>Pipelines that are named after something else.</summary>
    [GeneratedRegex(
        @"/(?![\w.-]*(?:audit|scan|secur|vuln|depend|check|ci))[\w-]*(?:lock-threads|stale|label|release|publish|greet|assign|triage|changelog|notif|cla|semantic|title|backport|automerge|doc|deploy|preview|docker|image|format|translat)[\w.-]*\.ya?ml(?:@|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OtherPurpose();

    /// <summary>GitLab's other templates of security scans; none of them looks at packages.</summary>
    [GeneratedRegex(
        @"(?:^|/)(?:sast|secret-detection|container-scanning|dast|api-security|code-quality|license-scanning|build|test|deploy|code-intelligence|browser-performance-testing)[\w.-]*(?:\.gitlab-ci\.yml|@)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OtherTemplate();
}
