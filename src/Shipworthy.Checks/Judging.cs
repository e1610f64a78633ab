namespace Shipworthy.Checks;

/// <summary>Runs checks over an app. A check that stops with an error leaves its own question open, and no other.</summary>
public static class Judging
{
    /// <summary>The verdicts in the order of the checks, as the app alone gives them.</summary>
    /// <param name="broken">Takes the id of a check that stopped, with its error; may be called from several threads.</param>
    public static ImmutableArray<CheckResult> Judge(App app, ImmutableArray<Check> checks, Action<string, Exception> broken) =>
        [.. checks.AsParallel().AsOrdered().Select(check => new CheckResult(check, Judge(check, app, broken)))];

    /// <summary>The same verdicts with the statements and waivers of people that count on the given day.</summary>
    public static ImmutableArray<CheckResult> With(
        ImmutableArray<CheckResult> results,
        IReadOnlyCollection<Attestation> attestations,
        IReadOnlyCollection<Waiver> waivers,
        DateOnly today
    )
    {
        var counting = attestations.Where(one => one.CountsOn(today)).ToLookup(one => one.Check, StringComparer.Ordinal);
        var valid = waivers.Where(one => one.CountsOn(today)).ToList();
        return
        [
            .. results.Select(result =>
            {
                var verdict = result.Verdict.Waived(result.Check.Id, valid);
                return result with
                {
                    Verdict = counting[result.Check.Id].Aggregate(verdict, (settled, statement) => settled.Attested(statement)),
                };
            }),
        ];
    }

    static Verdict Judge(Check check, App app, Action<string, Exception> broken)
    {
        try
        {
            return check.Judge(app);
        }
        // The one place where a check's bug is caught: its question stays open and the process ends with a non-zero code.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            broken(check.Id, error);
            return Verdict.Broken(check.Id, error.GetType().Name);
        }
    }
}
