namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>
/// Tells whether a part of the app whose routes could not be read may take passwords. One whose code was read, and compares none, leaves that to somebody else: a site that
/// sends people to another server of the app to sign in.
/// </summary>
sealed class UnseenDoors(Sources sources)
{
    /// <summary>Names of functions that compare what a person remembers, in whatever library.</summary>
    static readonly ImmutableArray<string> Comparing =
    [
        "compare",
        "compareSync",
        "verify",
        "Verify",
        "EnhancedVerify",
        "verify_and_update",
        "checkpw",
        "check_password",
        "check_password_hash",
        "authenticate",
        "timingSafeEqual",
        "compare_digest",
        "FixedTimeEquals",
        "PasswordSignInAsync",
        "CheckPasswordSignInAsync",
        "CheckPasswordAsync",
        "VerifyHashedPassword",
        "TwoFactorAuthenticatorSignInAsync",
        "TwoFactorSignInAsync",
        "MapIdentityApi",
        "MapAdditionalIdentityEndpoints",
        "betterAuth",
        "Credentials",
        "CredentialsProvider",
        "signInWithPassword",
        "sign_in_with_password",
    ];

    readonly Lazy<ImmutableArray<string>> files = new(() =>
        [
            .. sources
                .Code.Calls(Comparing)
                .Where(call => sources.IsDeployed(call.File))
                .Select(call => call.File.Path)
                .Distinct(StringComparer.Ordinal),
        ]
    );

    /// <summary>Whether a part may have a door that was not seen.</summary>
    public bool MayHold(Deployable part) =>
        part.NotSeen is not null
        || part.Stack is not (Stack.JavaScript or Stack.DotNet or Stack.Python or Stack.SupabaseFunctions)
        || files.Value.Any(part.Holds);
}
