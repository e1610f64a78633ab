namespace Shipworthy.Extractors.SecondFactors;

/// <summary>
/// Second factors that Supabase and Firebase keep: the app enrols and verifies them by calls, and the session says how it was signed in (Supabase, "Multi-Factor
/// Authentication": <c>aal2</c>).
/// </summary>
sealed class FactorsInServices : IFactorFinder
{
    /// <inheritdoc/>
    public IEnumerable<SecondFactor> Find(Sources sources)
    {
        if (
            FactorsFound.Of(
                "Supabase",
                "one-time codes",
                OfMfa(sources, "enroll"),
                OfMfa(sources, "verify", "challengeAndVerify", "challenge")
            ) is
            { } supabase
        )
            yield return supabase with
            {
                IsOfService = true,
            };
        if (
            sources.Code.Imports("firebase/auth", "firebase")
            && FactorsFound.Of(
                "Firebase",
                "one-time codes",
                FactorsFound.Calls(sources, "enroll").Where(call => call.Callee.Text.Contains("multiFactor", StringComparison.Ordinal)),
                FactorsFound.Calls(sources, "getMultiFactorResolver")
            )
                is { } firebase
        )
            yield return firebase with
            {
                IsOfService = true,
            };
    }

    static IEnumerable<Code> OfMfa(Sources sources, params IEnumerable<string> names) =>
        FactorsFound.Calls(sources, names).Where(call => call.Receiver.Name is "mfa");
}
