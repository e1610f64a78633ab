namespace Shipworthy.Extractors.SecondFactors;

/// <summary>
/// The plugins <c>twoFactor</c> and <c>passkey</c> of Better Auth. The first is asked by the library's own sign-in with a password; people enrol it where a page calls for it
/// (documentation of version 1.3, "Two-Factor Authentication"). A passkey is another way to sign in, and leaves the password as it is.
/// </summary>
sealed class FactorsInBetterAuth : IFactorFinder
{
    /// <inheritdoc/>
    public IEnumerable<SecondFactor> Find(Sources sources)
    {
        if (!sources.Code.Imports("better-auth"))
            yield break;
        foreach (var (plugin, method, client) in new[] { ("twoFactor", "one-time codes", "enable"), ("passkey", "passkeys", "addPasskey") })
            if (Plugins(sources, plugin).FirstOrDefault() is { Exists: true } set)
            {
                var enrols = FactorsFound
                    .Calls(sources, client)
                    .FirstOrDefault(call => call.Callee.Text.Contains(plugin, StringComparison.Ordinal));
                yield return new(set.At, plugin is "passkey" ? "Better Auth's passkeys" : "Better Auth")
                {
                    Method = method,
                    EnrolAt = enrols.Exists ? enrols.At : null,
                    VerifyAt = set.At,
                };
            }
    }

    /// <summary>Uses of a plugin on the server.</summary>
    public static IEnumerable<Code> Plugins(Sources sources, string plugin) =>
        FactorsFound
            .Calls(sources, plugin)
            .Where(call =>
                sources.Code.OriginOf(call.Callee) is var origin
                && (
                    origin.Package is "@better-auth/passkey"
                    || (origin.Package is "better-auth" && !origin.Module.Contains("client", StringComparison.Ordinal))
                )
            );
}
