namespace Shipworthy.Checks;

/// <summary>Runs checks over an app. A check that stops with an error leaves its own question open, and no other.</summary>
public static class Judging
{
    /// <summary>The results in the order of the checks, with statements and waivers that count on the given day.</summary>
    /// <param name="broken">Takes the id of a check that stopped, with its error; may be called from several threads.</param>
    public static ImmutableArray<CheckResult> Judge(
        App app,
        ImmutableArray<Check> checks,
        IReadOnlyCollection<Attestation> attestations,
        IReadOnlyCollection<Waiver> waivers,
        DateOnly today,
        Action<string, Exception> broken
    )
    {
        var counting = attestations.Where(one => one.CountsOn(today)).ToLookup(one => one.Check, StringComparer.Ordinal);
        var valid = waivers.Where(one => one.CountsOn(today)).ToList();
        return
        [
            .. checks
                .AsParallel()
                .AsOrdered()
                .Select(check =>
                {
                    var verdict = Judge(check, app, broken).Waived(check.Id, valid);
                    return new CheckResult(
                        check,
                        counting[check.Id].FirstOrDefault() is { } statement ? verdict.Attested(statement) : verdict
                    );
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
