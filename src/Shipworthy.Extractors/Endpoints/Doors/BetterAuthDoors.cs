using Shipworthy.Extractors.Endpoints.Idioms;

namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>What Better Auth takes from people who sign in, by its settings (documentation of version 1.3, "Email &amp; Password", "Rate Limit").</summary>
static class BetterAuthDoors
{
    /// <summary>Why nothing can be guessed at an app's Better Auth, as a clause; null when something can, or its settings are not known.</summary>
    public static string? NothingToGuess(CodeBase code, Code options)
    {
        if (!options.Exists || options.Children.Any(one => one.Kind is CodeKind.Spread))
            return null;
        if (code.Entry(options, "emailAndPassword") is { Exists: true } password && code.ObjectEntry(password, "enabled") is not false)
            return null;
        var plugins = code.Entry(options, "plugins");
        // A list that is put together elsewhere may hold anything.
        return plugins.Exists && plugins.Kind is not CodeKind.Array ? null
            : plugins.Children.All(one => one.Kind is CodeKind.Call && !TakesSecret(one.Callee.Name))
                ? "signs people in through other providers, links or passkeys only"
            : null;
    }

    static bool TakesSecret(string plugin) => plugin is "emailOTP" or "phoneNumber" or "username" or "twoFactor";

    /// <summary>The limit of Better Auth that somebody switched off.</summary>
    public static Act SwitchedOff(CodeBase code, Code limits, Code call) =>
        new(ActKind.Brakes, call, "Better Auth")
        {
            Brake = new((code.Entry(limits, "enabled") is { Exists: true } entry ? entry : limits).At, "Better Auth")
            {
                Kind = BrakeKind.LocksAddress,
                Idle = "rateLimit.enabled is false",
                IsSwitchedOff = true,
            },
        };
}
