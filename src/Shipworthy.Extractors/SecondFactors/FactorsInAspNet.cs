namespace Shipworthy.Extractors.SecondFactors;

/// <summary>
/// Second factors of ASP.NET Core Identity: code that enrols an authenticator, the pages of its default interface, or <c>/manage/2fa</c> of its endpoints; and one-time codes
/// of Otp.NET.
/// </summary>
sealed class FactorsInAspNet : IFactorFinder
{
    /// <inheritdoc/>
    public IEnumerable<SecondFactor> Find(Sources sources)
    {
        var pages = Calls(sources, "AddDefaultUI", "AddDefaultIdentity", "MapIdentityApi").ToList();
        if (
            FactorsFound.Of(
                "ASP.NET Core Identity",
                "one-time codes",
                [.. pages, .. Calls(sources, "SetTwoFactorEnabledAsync", "ResetAuthenticatorKeyAsync")],
                [.. pages, .. Calls(sources, "TwoFactorAuthenticatorSignInAsync", "TwoFactorSignInAsync")]
            ) is
            { } identity
        )
            yield return identity;
        if (
            FactorsFound.Of("Otp.NET", "one-time codes", Calls(sources, "GenerateRandomKey"), Calls(sources, "VerifyTotp")) is
            { VerifyAt: not null } codes
        )
            yield return codes;
    }

    static IEnumerable<Code> Calls(Sources sources, params IEnumerable<string> names) =>
        FactorsFound.Calls(sources, names).Where(call => call.File.Language is Language.CSharp);
}
