namespace Shipworthy.Extractors.Recovery.Products;

/// <summary>Services that keep passwords and reset them on pages of their own, so that the app has no part in it.</summary>
sealed class RecoveryOfHostedServices : IRecoveryFinder
{
    static readonly ImmutableArray<(string Name, ImmutableArray<string> Packages)> Services =
    [
        (
            "Clerk",
            [
                "@clerk/nextjs",
                "@clerk/clerk-react",
                "@clerk/react",
                "@clerk/clerk-expo",
                "@clerk/express",
                "@clerk/backend",
                "@clerk/astro",
                "@clerk/remix",
                "@clerk/vue",
                "clerk_backend_api",
            ]
        ),
        (
            "Auth0",
            [
                "@auth0/nextjs-auth0",
                "@auth0/auth0-react",
                "@auth0/auth0-spa-js",
                "@auth0/auth0-vue",
                "@auth0/auth0-angular",
                "express-openid-connect",
                "Auth0.AspNetCore.Authentication",
                "react-native-auth0",
            ]
        ),
        ("WorkOS", ["@workos-inc/authkit-nextjs", "@workos-inc/authkit-react"]),
        ("Kinde", ["@kinde-oss/kinde-auth-nextjs", "@kinde-oss/kinde-auth-react"]),
        ("Descope", ["@descope/nextjs-sdk", "@descope/react-sdk"]),
        ("Keycloak", ["keycloak-js", "keycloak-connect", "nest-keycloak-connect"]),
        ("Cognito", ["@aws-amplify/ui-react"]),
    ];

    /// <inheritdoc/>
    public IEnumerable<ResetFlow> Find(RecoverySources sources)
    {
        foreach (var (name, packages) in Services)
            if (FirstImport(sources, packages) is { Exists: true } import)
                yield return new(import.At, name)
                {
                    Owner = ResetOwner.Service,
                    Way = ResetWay.Whole,
                    Mail = ResetMail.ByService,
                };
    }

    static Code FirstImport(RecoverySources sources, ImmutableArray<string> packages) =>
        !sources.Code.Imports(packages.AsSpan())
            ? default
            : sources
                .Code.All(CodeKind.Import)
                .FirstOrDefault(import =>
                    packages.Any(package => import.Name == package || import.Name.StartsWith($"{package}/", StringComparison.Ordinal))
                    && !import.Is(Modifiers.TypeOnly)
                    && sources.Sources.IsDeployed(import.File)
                    && sources.Code.IsReachable(import.File)
                );
}
