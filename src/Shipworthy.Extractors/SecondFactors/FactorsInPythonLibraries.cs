namespace Shipworthy.Extractors.SecondFactors;

/// <summary>One-time codes of PyOTP, and passkeys of py_webauthn.</summary>
sealed class FactorsInPythonLibraries : IFactorFinder
{
    /// <inheritdoc/>
    public IEnumerable<SecondFactor> Find(Sources sources)
    {
        var code = sources.Code;
        if (
            code.Imports("pyotp")
            && FactorsFound.Of(
                "PyOTP",
                "one-time codes",
                FactorsFound.Calls(sources, "random_base32", "provisioning_uri").Where(IsPython),
                FactorsFound
                    .Calls(sources, "verify")
                    .Where(call => IsPython(call) && call.File.Text.Contains("pyotp", StringComparison.Ordinal) && IsOfCode(code, call))
            )
                is { } codes
        )
            yield return codes;
        if (
            code.Imports("webauthn")
            && FactorsFound.Of(
                "py_webauthn",
                "passkeys",
                FactorsFound.Calls(sources, "generate_registration_options", "verify_registration_response").Where(IsPython),
                FactorsFound.Calls(sources, "verify_authentication_response").Where(IsPython)
            )
                is { } passkeys
        )
            yield return passkeys;
    }

    static bool IsPython(Code call) => call.File.Language is Language.Python;

    static bool IsOfCode(CodeBase code, Code call) =>
        code.OriginOf(call.Callee).Package is "pyotp"
        || call.Receiver.Text.Contains("totp", StringComparison.OrdinalIgnoreCase)
        || call.Receiver.Text.Contains("otp", StringComparison.OrdinalIgnoreCase);
}
