namespace Shipworthy.Extractors.SecondFactors;

/// <summary>One-time codes and passkeys of libraries for Node: otplib, speakeasy, otpauth, node-2fa, time2fa, Oslo, Epic Web's totp, SimpleWebAuthn.</summary>
sealed class FactorsInNodeLibraries : IFactorFinder
{
    static readonly ImmutableArray<(string[] Packages, string Name, string Method, string[] Enrol, string[] Verify)> Libraries =
    [
        (
            ["otplib", "@otplib/preset-default", "@otplib/preset-v11"],
            "otplib",
            "one-time codes",
            ["generateSecret", "keyuri", "generateURI"],
            ["check", "verify", "checkDelta", "verifySync"]
        ),
        (["speakeasy", "@levminer/speakeasy"], "speakeasy", "one-time codes", ["generateSecret", "otpauthURL"], ["verify", "verifyDelta"]),
        (["otpauth"], "otpauth", "one-time codes", ["Secret", "toString"], ["validate"]),
        (["node-2fa"], "node-2fa", "one-time codes", ["generateSecret"], ["verifyToken"]),
        (["time2fa"], "time2fa", "one-time codes", ["generateKey"], ["validate"]),
        (
            ["@oslojs/otp", "oslo/otp"],
            "Oslo",
            "one-time codes",
            ["createTOTPKeyURI"],
            ["verifyTOTP", "verifyTOTPWithGracePeriod", "verify"]
        ),
        (["@epic-web/totp"], "@epic-web/totp", "one-time codes", ["getTOTPAuthUri"], ["verifyTOTP"]),
        (
            ["@simplewebauthn/server"],
            "SimpleWebAuthn",
            "passkeys",
            ["generateRegistrationOptions", "verifyRegistrationResponse"],
            ["verifyAuthenticationResponse"]
        ),
    ];

    /// <inheritdoc/>
    public IEnumerable<SecondFactor> Find(Sources sources)
    {
        var code = sources.Code;
        foreach (var library in Libraries)
        {
            if (!code.Imports(library.Packages))
                continue;
            var files = code.All(CodeKind.Import).Where(one => library.Packages.Contains(one.Name)).Select(one => one.File).ToHashSet();
            if (
                FactorsFound.Of(
                    library.Name,
                    library.Method,
                    Of(library.Enrol),
                    Of(library.Verify).Where(call => call.Callee.Kind is CodeKind.Member or CodeKind.Name)
                ) is
                { } found
            )
                yield return found;

            IEnumerable<Code> Of(string[] names) =>
                FactorsFound
                    .Calls(sources, names)
                    .Where(call =>
                        library.Packages.Contains(code.OriginOf(call.Callee).Package)
                        // An object that the library made, in a file that loads it: new OTPAuth.TOTP(…).validate(…).
                        || (files.Contains(call.File) && call.Callee.Name is "validate" or "verifyToken")
                        || (
                            files.Contains(call.File)
                            && library.Packages.Any(one => call.Receiver.Text.Contains(one, StringComparison.Ordinal))
                        )
                    );
        }
    }
}
