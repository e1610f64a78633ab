namespace Shipworthy.Extractors.SecondFactors;

/// <summary>Puts a second factor together of the calls that enrol and verify it.</summary>
static class FactorsFound
{
    /// <summary>The factor; null when no call has to do with it.</summary>
    public static SecondFactor? Of(string by, string method, IEnumerable<Code> enrolling, IEnumerable<Code> verifying)
    {
        var enrols = First(enrolling);
        var verifies = First(verifying);
        var first = verifies.Exists ? verifies : enrols;
        return first.Exists
            ? new(first.At, by)
            {
                Method = method,
                EnrolAt = enrols.Exists ? enrols.At : null,
                VerifyAt = verifies.Exists ? verifies.At : null,
            }
            : null;
    }

    /// <summary>Deployed calls of some names.</summary>
    public static IEnumerable<Code> Calls(Sources sources, params IEnumerable<string> names) =>
        sources.Code.Calls(names).Where(call => sources.IsDeployed(call.File));

    static Code First(IEnumerable<Code> calls) =>
        calls.OrderBy(one => one.File.Path, StringComparer.Ordinal).ThenBy(one => one.Start).FirstOrDefault();
}
