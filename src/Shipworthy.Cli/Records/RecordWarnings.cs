using System.Globalization;
using Shipworthy.Cli.Settings;
using Shipworthy.Model;

namespace Shipworthy.Cli.Records;

/// <summary>Tells of records that do nothing, so that nobody relies on them: waivers of findings that are gone or whose day is over, and statements that a fail outranks.</summary>
static class RecordWarnings
{
    const int Shown = 5;

    public static void Write(AppSettings settings, ImmutableArray<CheckResult> results, DateOnly today, TextWriter errors)
    {
        List<Problem> problems = [.. OfWaivers(settings.Waivers, results, today), .. OfStatements(settings.Attestations, results, today)];
        foreach (var problem in problems.Take(Shown))
            problem.Write(errors);
        if (problems.Count > Shown)
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"shipworthy: {problems.Count - Shown} more records do nothing."));
    }

    static IEnumerable<Problem> OfWaivers(ImmutableArray<Waiver> waivers, ImmutableArray<CheckResult> results, DateOnly today)
    {
        var failing = results
            .SelectMany(result =>
                result
                    .Verdict.Findings.Where(finding => finding.Outcome is Outcome.Fail)
                    .Select(finding => finding.Fingerprint(result.Check.Id))
            )
            .ToHashSet(StringComparer.Ordinal);
        var judged = results.Select(result => result.Check.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var waiver in waivers.Where(one => judged.Contains(one.Fingerprint[..3])))
            if (!failing.Contains(waiver.Fingerprint))
                yield return new($"the waiver of {waiver.Fingerprint} names no finding of this scan.", $"Take it out of {waiver.File}.");
            else if (!waiver.CountsOn(today))
                yield return new(
                    $"the waiver of {waiver.Fingerprint} by {waiver.By} ended {waiver.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, so the finding counts again.",
                    $"Mend it, or give it a new day in {waiver.File}."
                );
    }

    static IEnumerable<Problem> OfStatements(ImmutableArray<Attestation> statements, ImmutableArray<CheckResult> results, DateOnly today)
    {
        var failing = results
            .Where(result => result.Verdict.Kind is VerdictKind.Fail)
            .Select(result => result.Check.Id)
            .ToHashSet(StringComparer.Ordinal);
        return statements
            .Where(one => one.CountsOn(today) && failing.Contains(one.Check))
            .Select(one => new Problem(
                $"the statement of {one.By} about {one.Check} settles nothing: the check fails, and no statement overrides what was found.",
                $"Try:    shipworthy explain {one.Check}"
            ));
    }
}
