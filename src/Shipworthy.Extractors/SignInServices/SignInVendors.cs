namespace Shipworthy.Extractors.SignInServices;

/// <summary>What a sign-in service does against guessing without anybody's doing.</summary>
/// <param name="Name">The service, as its makers spell it.</param>
/// <param name="Default">The rest of a sentence about it; null when it does nothing by default, or what it does is not known.</param>
/// <param name="CountsAccounts">Whether it counts by account.</param>
readonly record struct SignInVendor(string Name, string? Default, bool CountsAccounts);

/// <summary>
/// Sign-in services with their defaults as their documentation gives them in November 2026: Clerk "Brute force attacks", Auth0 "Brute-Force Protection", Amazon Cognito "Lockout
/// behavior", Firebase "Authentication limits", WorkOS "Radar", Stytch "Passwords", Microsoft Entra "Smart lockout", Keycloak "Password guess: brute force attacks", Supabase
/// "Rate limits".
/// </summary>
static class SignInVendors
{
    static readonly SignInVendor Clerk = new("Clerk", "locks an account for an hour after ten failures", true);
    static readonly SignInVendor Auth0 = new("Auth0", "blocks an address from an account after ten failures", true);
    static readonly SignInVendor Cognito = new("Amazon Cognito", "locks an account after five failures, longer each time", true);
    static readonly SignInVendor Entra = new("Microsoft Entra", "locks an account for a minute after ten failures, longer each time", true);
    static readonly SignInVendor WorkOs = new("WorkOS", "slows guesses down by account and address", true);
    static readonly SignInVendor Stytch = new("Stytch", "slows guesses down by account", true);
    static readonly SignInVendor Keycloak = new("Keycloak", null, true);
    static readonly SignInVendor Kinde = new("Kinde", null, false);
    static readonly SignInVendor Descope = new("Descope", null, false);

    /// <summary>Firebase's own sign-in.</summary>
    public static readonly SignInVendor Firebase = new("Firebase", "refuses an account for a while after many failures", true);

    /// <summary>Supabase's own sign-in.</summary>
    public static readonly SignInVendor Supabase = new(
        "Supabase",
        "takes 30 sign-ins from an address in five minutes and locks no account, which does not stop guesses from many addresses",
        false
    );

    static readonly ImmutableArray<(string Package, SignInVendor Vendor)> Packages =
    [
        ("@clerk/", Clerk),
        ("@hono/clerk-auth", Clerk),
        ("clerk_backend_api", Clerk),
        ("fastapi_clerk_auth", Clerk),
        ("@auth0/", Auth0),
        ("express-openid-connect", Auth0),
        ("express-oauth2-jwt-bearer", Auth0),
        ("react-native-auth0", Auth0),
        ("auth0-js", Auth0),
        ("amazon-cognito-identity-js", Cognito),
        ("aws-jwt-verify", Cognito),
        ("@aws-sdk/client-cognito-identity-provider", Cognito),
        ("@aws-amplify/auth", Cognito),
        ("@aws-amplify/ui-react", Cognito),
        ("@workos-inc/", WorkOs),
        ("@stytch/", Stytch),
        ("@azure/msal-browser", Entra),
        ("@azure/msal-react", Entra),
        ("@azure/msal-angular", Entra),
        ("@azure/msal-node", Entra),
        ("keycloak-js", Keycloak),
        ("keycloak-connect", Keycloak),
        ("nest-keycloak-connect", Keycloak),
        ("@react-keycloak/web", Keycloak),
        ("@kinde-oss/", Kinde),
        ("@descope/", Descope),
    ];

    static readonly ImmutableArray<(string Module, SignInVendor Vendor)> Modules =
    [
        ("aws-amplify/auth", Cognito),
        ("next-auth/providers/cognito", Cognito),
        ("next-auth/providers/auth0", Auth0),
        ("next-auth/providers/azure-ad", Entra),
        ("next-auth/providers/microsoft-entra-id", Entra),
        ("next-auth/providers/workos", WorkOs),
        ("next-auth/providers/keycloak", Keycloak),
        ("firebase/auth", Firebase),
        ("Microsoft.Identity.Web", Entra),
        ("Auth0.AspNetCore.Authentication", Auth0),
    ];

    /// <summary>The service that an imported module belongs to; null when it belongs to none.</summary>
    public static SignInVendor? Of(string module)
    {
        foreach (var (known, vendor) in Modules)
            if (module == known)
                return vendor;
        foreach (var (package, vendor) in Packages)
            if (package[^1] is '/' ? module.StartsWith(package, StringComparison.Ordinal) : module == package)
                return vendor;
        return null;
    }
}
