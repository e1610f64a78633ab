namespace Shipworthy.Extractors.Sessions.Products;

/// <summary>
/// Sign-in products whose libraries keep tokens in the browser (defaults as documented in November 2026): Auth0 in memory, MSAL in <c>sessionStorage</c>, Amplify and Cognito in
/// <c>localStorage</c>, oidc-client in <c>sessionStorage</c>, PocketBase and Convex in <c>localStorage</c>, keycloak-js in memory.
/// </summary>
sealed class BrowserProducts : ISessionFinder
{
    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        var code = reading.Code;
        foreach (
            var node in code.Calls(
                "Auth0Client",
                "createAuth0Client",
                "createAuth0",
                "provideAuth0",
                "forRoot",
                "PublicClientApplication",
                "configure",
                "CognitoUserPool",
                "UserManager",
                "PocketBase",
                "Keycloak",
                "OidcClient"
            )
        )
            if (SessionReading.IsScript(node) && reading.Counts(node) && Of(reading, node) is { } found)
                reading.Add(found);
        foreach (var element in code.All(CodeKind.Element))
            if (
                element.Name is "Auth0Provider" or "ConvexAuthProvider" or "AuthProvider"
                && reading.Counts(element)
                && OfElement(code, element) is { } found
            )
                reading.Add(found);
    }

    static SessionCredential? OfElement(CodeBase code, Code element) =>
        (element.Name, code.OriginOf(element.Callee).Package) switch
        {
            ("Auth0Provider", "@auth0/auth0-react") => Auth0(code, element, Attribute(element, "cacheLocation")),
            ("ConvexAuthProvider", "@convex-dev/auth") => Says(
                element,
                "Convex Auth",
                CredentialStore.LocalStorage,
                CredentialWriter.Default,
                "keeps the session of Convex Auth in localStorage, its default"
            ),
            ("AuthProvider", "react-oidc-context") => Oidc(element, element.Text),
            _ => null,
        };

    static Code Attribute(Code element, string name)
    {
        foreach (var argument in element.All(Part.Argument))
            if (argument.Name == name)
                return argument[Part.Value];
        return default;
    }

    static SessionCredential? Of(SessionReading reading, Code node)
    {
        var code = reading.Code;
        return code.OriginOf(node.Callee).Package switch
        {
            "@auth0/auth0-spa-js" or "@auth0/auth0-vue" or "@auth0/auth0-angular" => Auth0(
                code,
                node,
                code.Entry(code.ObjectOf(node.ArgumentAt(0)), "cacheLocation")
            ),
            "@azure/msal-browser" when node.Callee.Name is "PublicClientApplication" => Msal(code, node),
            "aws-amplify" when node.Callee.Name is "configure" && SignsInByAmplify(code) => Amplify(code, node),
            "amazon-cognito-identity-js" when node.Callee.Name is "CognitoUserPool" => Says(
                node,
                "Cognito",
                CredentialStore.LocalStorage,
                CredentialWriter.Default,
                "keeps the session of Cognito in localStorage, the default of its library"
            ),
            "oidc-client-ts" or "oidc-client" when node.Callee.Name is "UserManager" => Oidc(node, node.Text),
            "pocketbase" when node.Callee.Name is "PocketBase" && reading.IsInClient(node.File) => Says(
                node,
                "PocketBase",
                CredentialStore.LocalStorage,
                CredentialWriter.Default,
                "keeps the session of PocketBase in localStorage, the default of its library"
            ),
            "keycloak-js" when node.Kind is CodeKind.New => Says(
                node,
                "Keycloak",
                CredentialStore.Product,
                CredentialWriter.Default,
                "leaves the session to Keycloak, whose library keeps tokens of minutes in memory"
            ),
            _ => null,
        };
    }

    static bool SignsInByAmplify(CodeBase code) =>
        code.Imports("@aws-amplify/ui-react")
        || code.Calls("signIn", "signUp", "fetchAuthSession", "getCurrentUser", "signInWithRedirect")
            .Any(call => code.OriginOf(call.Callee).Package is "aws-amplify");

    static SessionCredential Amplify(CodeBase code, Code node)
    {
        var storage = string.Concat(code.Calls("setKeyValueStorage").Select(call => call.Text));
        var isServer = node.Text.Contains("ssr: true", StringComparison.Ordinal);
        return storage switch
        {
            _ when isServer || storage.Contains("CookieStorage", StringComparison.Ordinal) => Says(
                node,
                "Amplify",
                CredentialStore.ScriptCookie,
                CredentialWriter.Configured,
                "keeps the session of Cognito in cookies that scripts can read"
            ),
            _ when storage.Contains("sessionStorage", StringComparison.Ordinal) => Says(
                node,
                "Amplify",
                CredentialStore.SessionStorage,
                CredentialWriter.Configured,
                "keeps the session of Cognito in sessionStorage"
            ),
            "" => Says(
                node,
                "Amplify",
                CredentialStore.LocalStorage,
                CredentialWriter.Default,
                "keeps the session of Cognito in localStorage, the default of Amplify"
            ),
            _ => Says(
                node,
                "Amplify",
                CredentialStore.Unknown,
                CredentialWriter.Configured,
                "keeps the session of Cognito in a storage of its own, which could not be followed"
            ),
        };
    }

    static SessionCredential Auth0(CodeBase code, Code node, Code cache) =>
        !cache.Exists
            ? Memory(node)
            : code.ValueOf(cache).AsText switch
            {
                "memory" => Memory(node),
                "localstorage" => Says(
                    node,
                    "Auth0",
                    CredentialStore.LocalStorage,
                    CredentialWriter.Configured,
                    "keeps the session of Auth0 in localStorage (cacheLocation)"
                ),
                _ => Says(
                    node,
                    "Auth0",
                    CredentialStore.Unknown,
                    CredentialWriter.Configured,
                    "takes the place where Auth0 keeps its tokens from an expression that could not be followed"
                ),
            };

    static SessionCredential Memory(Code node) =>
        Says(
            node,
            "Auth0",
            CredentialStore.Product,
            CredentialWriter.Default,
            "leaves the session to Auth0, whose library keeps tokens in memory"
        );

    static SessionCredential Msal(CodeBase code, Code node)
    {
        var cache = code.ObjectOf(code.Entry(code.ObjectOf(node.ArgumentAt(0)), "cache"));
        var location = code.Entry(cache, "cacheLocation");
        var text = location.Exists ? code.ValueOf(location).AsText ?? location.Name : "sessionStorage";
        return text switch
        {
            "memoryStorage" or "MemoryStorage" => Says(
                node,
                "MSAL",
                CredentialStore.Product,
                CredentialWriter.Configured,
                "leaves the session to MSAL, which keeps tokens in memory"
            ),
            "localStorage" or "LocalStorage" => Says(
                node,
                "MSAL",
                CredentialStore.LocalStorage,
                CredentialWriter.Configured,
                "keeps the session of MSAL in localStorage (cacheLocation)"
            ),
            "sessionStorage" or "SessionStorage" => Says(
                node,
                "MSAL",
                CredentialStore.SessionStorage,
                CredentialWriter.Default,
                "keeps the session of MSAL in sessionStorage, its default"
            ),
            _ => Says(
                node,
                "MSAL",
                CredentialStore.Unknown,
                CredentialWriter.Configured,
                "takes the place where MSAL keeps its tokens from an expression that could not be followed"
            ),
        };
    }

    static SessionCredential Oidc(Code node, string text) =>
        text.Contains("localStorage", StringComparison.Ordinal)
            ? Says(
                node,
                "OpenID Connect",
                CredentialStore.LocalStorage,
                CredentialWriter.Configured,
                "keeps the tokens of OpenID Connect in localStorage"
            )
        : text.Contains("InMemoryWebStorage", StringComparison.Ordinal)
            ? Says(
                node,
                "OpenID Connect",
                CredentialStore.Product,
                CredentialWriter.Configured,
                "keeps the tokens of OpenID Connect in memory"
            )
        : Says(
            node,
            "OpenID Connect",
            CredentialStore.SessionStorage,
            CredentialWriter.Default,
            "keeps the tokens of OpenID Connect in sessionStorage, the default of its library"
        );

    static SessionCredential Says(Code node, string name, CredentialStore store, CredentialWriter writer, string because) =>
        new(node.At, name)
        {
            Kind = CredentialKind.Access,
            Store = store,
            Writer = writer,
            By = name,
            Because = because,
        };
}
