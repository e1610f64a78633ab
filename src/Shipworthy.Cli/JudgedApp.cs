using System.Collections.Concurrent;
using System.Diagnostics;
using Shipworthy.Checks;
using Shipworthy.Cli.Keeping;
using Shipworthy.Extractors;
using Shipworthy.Extractors.Dependencies.Advisories;
using Shipworthy.Extractors.Reading;
using Shipworthy.Model;

namespace Shipworthy.Cli;

/// <summary>An app that was read, linked and judged.</summary>
/// <param name="Report">Everything that can be shown of it.</param>
/// <param name="Scan">What was learnt now; null when the verdicts were kept from an earlier scan of the same input.</param>
/// <param name="BrokenChecks">Ids of the checks that stopped with an error.</param>
sealed record JudgedApp(Report Report, ScanResult? Scan, ImmutableArray<string> BrokenChecks)
{
    /// <summary>Judges the app of a plan.</summary>
    /// <param name="progress">Takes what is being done, for a person who waits.</param>
    public static JudgedApp Of(ScanPlan plan, ScanRequest request, Surroundings surroundings, Action<string>? progress)
    {
        var total = Stopwatch.StartNew();
        var options = new ScanOptions
        {
            History = request.History,
            Cache = request.Cache ? ScanCache.PlaceOf(surroundings.Variable) : null,
            Jobs = plan.Jobs,
            Advisories = AdvisoryStore.PlaceOf(surroundings.Variable),
            Exclude = plan.Settings.Exclude,
            OnDemand = plan.Checks.Length < Checklist.Checks.Length,
            Progress = progress,
        };
        var input = Extractors.Scan.Read(plan.Path, options);
        var settings = plan.Settings;
        var kept = KeptScan.Find(input, plan.Checks);
        var learnt = kept is null ? Learn(input, plan, options) : null;
        var results = Judging.With(kept?.Results ?? learnt!.Results, settings.Attestations, settings.Waivers, surroundings.Today);
        var report = new Report
        {
            Version = CommandLine.Version,
            Target = (kept?.Target ?? learnt!.Scan.Target) with { Path = request.Path },
            Checks = results,
            Causes = Causes.Of(results),
            Skipped = input.Sources.Tree.Skipped,
            NotLookedAt = NotLookedAt(request),
            Attestations = [.. settings.Attestations.Where(one => one.CountsOn(surroundings.Today))],
            Lapsed = [.. settings.Attestations.Where(one => !one.CountsOn(surroundings.Today))],
            ScannedOn = surroundings.Today,
            Durations = new(
                input.ReadMs,
                learnt?.Scan.LinkMs ?? 0,
                learnt?.JudgeMs ?? 0,
                learnt?.Scan.HistoryMs ?? 0,
                (int)total.ElapsedMilliseconds
            ),
        };
        return new(report, learnt?.Scan, learnt?.BrokenChecks ?? []);
    }

    /// <summary>Names what stopped with an error; false when nothing did.</summary>
    public bool TellWhatBroke(TextWriter errors)
    {
        foreach (var id in BrokenChecks)
            new Problem($"check {id} stopped with an error, so it is unproven.", "This is a defect of Shipworthy; please report it.").Write(
                errors
            );
        foreach (var (extractor, error) in Scan?.Broken ?? [])
            new Problem(
                $"{extractor} stopped with an error ({error.GetType().Name}), so what it would have seen is unproven.",
                "This is a defect of Shipworthy; please report it."
            ).Write(errors);
        return BrokenChecks.Length + (Scan?.Broken.Length ?? 0) > 0;
    }

    /// <summary>A scan that was carried out now, with the verdicts that the app alone gives.</summary>
    sealed record Learnt(ScanResult Scan, ImmutableArray<CheckResult> Results, ImmutableArray<string> BrokenChecks, int JudgeMs);

    static Learnt Learn(ScanInput input, ScanPlan plan, ScanOptions options)
    {
        var scan = Extractors.Scan.Of(input, options);
        var judging = Stopwatch.StartNew();
        var broken = new ConcurrentBag<string>();
        var results = Judging.Judge(scan.App, plan.Checks, (id, _) => broken.Add(id));
        if (broken.IsEmpty && scan.Broken.IsEmpty)
            KeptScan.Keep(input, scan, results);
        return new(scan, results, [.. broken.Order(StringComparer.Ordinal)], (int)judging.ElapsedMilliseconds);
    }

    static ImmutableArray<string> NotLookedAt(ScanRequest request) =>
        [
            "The running app. No address was given, so no header, cookie, limit or lock was observed.",
            "The database. It was not opened.",
            "The hosting platform and the forge. Settings that live only there leave no trace in a repository.",
            .. request.History ? Array.Empty<string>() : ["The git history, as asked for with --no-history."],
        ];
}
