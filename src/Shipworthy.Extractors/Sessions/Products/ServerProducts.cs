using Shipworthy.Extractors.Sessions.Cookies;

namespace Shipworthy.Extractors.Sessions.Products;

/// <summary>
/// Sign-in products that keep the session in cookies of the server, or as strong (defaults as documented in November 2026): NextAuth and Auth.js, Better Auth, Clerk, WorkOS AuthKit, Auth0 and
/// Kinde for Next.js, express-openid-connect, Logto, Stack, nuxt-auth-utils, Lucia. Settings of the app that weaken them count.
/// </summary>
sealed class ServerProducts : ISessionFinder
{
    static readonly ImmutableArray<(string Package, string Name, string Because)> Sound =
    [
        ("@clerk/nextjs", "Clerk", "leaves the session to Clerk: a token of a minute, and a cookie that scripts cannot read"),
        ("@clerk/clerk-react", "Clerk", "leaves the session to Clerk: a token of a minute, and a cookie that scripts cannot read"),
        ("@clerk/react", "Clerk", "leaves the session to Clerk: a token of a minute, and a cookie that scripts cannot read"),
        ("@clerk/react-router", "Clerk", "leaves the session to Clerk: a token of a minute, and a cookie that scripts cannot read"),
        ("@clerk/remix", "Clerk", "leaves the session to Clerk: a token of a minute, and a cookie that scripts cannot read"),
        ("@clerk/vue", "Clerk", "leaves the session to Clerk: a token of a minute, and a cookie that scripts cannot read"),
        ("@clerk/nuxt", "Clerk", "leaves the session to Clerk: a token of a minute, and a cookie that scripts cannot read"),
        ("@clerk/astro", "Clerk", "leaves the session to Clerk: a token of a minute, and a cookie that scripts cannot read"),
        ("@clerk/clerk-expo", "Clerk", "leaves the session to Clerk"),
        ("@workos-inc/authkit-nextjs", "AuthKit", "leaves the session to AuthKit, in a cookie that scripts cannot read"),
        ("@auth0/nextjs-auth0", "Auth0", "leaves the session to Auth0, in a cookie that scripts cannot read"),
        ("express-openid-connect", "Auth0", "leaves the session to Auth0, in a cookie that scripts cannot read"),
        ("@kinde-oss/kinde-auth-nextjs", "Kinde", "leaves the session to Kinde, in cookies that scripts cannot read"),
        ("@logto/next", "Logto", "leaves the session to Logto, in a cookie that scripts cannot read"),
        ("@convex-dev/auth/nextjs", "Convex Auth", "leaves the session to Convex Auth, in cookies that scripts cannot read"),
        ("nuxt-auth-utils", "nuxt-auth-utils", "seals the session into a cookie that scripts cannot read"),
    ];

    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        foreach (var import in reading.Code.All(CodeKind.Import))
        foreach (var (package, name, because) in Sound)
            if (
                import.Name == package || import.Name.StartsWith(package + "/", StringComparison.Ordinal)
                    ? SessionReading.IsScript(import) && reading.Counts(import) && IsFirst(reading, import, name)
                    : false
            )
                reading.Add(
                    new(import.At, name)
                    {
                        Kind = CredentialKind.Session,
                        Store = CredentialStore.Product,
                        Writer = CredentialWriter.Default,
                        By = name,
                        Because = because,
                    }
                );
        foreach (
            var call in reading.Code.Calls("NextAuth", "betterAuth", "Lucia", "SvelteKitAuth", "ExpressAuth", "StartAuth", "defineAuth")
        )
            if (SessionReading.IsScript(call) && reading.Counts(call) && Of(reading, call) is { } found)
                reading.Add(found);
    }

    /// <summary>Each product counts once in a package of the app.</summary>
    static bool IsFirst(SessionReading reading, Code import, string name) =>
        !reading.Credentials.Any(one => one.By == name && reading.PackageOf(one.At.Path) == reading.PackageOf(import.File.Path));

    static SessionCredential? Of(SessionReading reading, Code call)
    {
        var code = reading.Code;
        var options = call.Callee.Name is "Lucia" ? call.ArgumentAt(1) : call.ArgumentAt(0);
        // The handler that Pages of Next.js has takes the request first: NextAuth(req, res, options).
        if (call.Callee.Name is "NextAuth" && !code.ObjectOf(options).Exists && call.ArgumentAt(2).Exists)
            options = call.ArgumentAt(2);
        return code.OriginOf(call.Callee).Package switch
        {
            "next-auth" or "@auth/core" or "@auth/sveltekit" or "@auth/express" when IsFirst(reading, call, "Auth.js") => AuthJs(
                reading,
                call,
                options
            ),
            "better-auth" when IsFirst(reading, call, "Better Auth") => BetterAuth(reading, call, options),
            "lucia" when IsFirst(reading, call, "Lucia") => Lucia(reading, call, options),
            _ => null,
        };
    }

    static SessionCredential AuthJs(SessionReading reading, Code call, Code options)
    {
        var code = reading.Code;
        var literal = code.ObjectOf(options);
        var cookie = new SessionCookie(CookieFlag.Set, CookieFlag.Set, CookieSite.Lax);
        if (literal.Exists)
        {
            var session = code.ObjectOf(code.Entry(code.ObjectOf(code.Entry(literal, "cookies")), "sessionToken"));
            if (code.Entry(session, "options") is { Exists: true } given)
                cookie = new CookieReader(reading.Sources).Of(given, CookieDefaults.Plain);
            if (code.Entry(literal, "useSecureCookies") is { Exists: true } secure && code.ValueOf(secure).AsTruth is false)
                cookie = cookie with { Secure = CookieFlag.Missing };
        }
        return new(call.At, "Auth.js")
        {
            Kind = CredentialKind.Session,
            Store = CredentialStore.Cookie,
            Writer = CredentialWriter.Default,
            By = "Auth.js",
            Because = "leaves the session to Auth.js, in a cookie",
            Cookie = cookie,
        };
    }

    static SessionCredential BetterAuth(SessionReading reading, Code call, Code options)
    {
        var code = reading.Code;
        var advanced = code.ObjectOf(code.Entry(code.ObjectOf(options), "advanced"));
        var given = code.Entry(advanced, "defaultCookieAttributes");
        var cookie = given.Exists
            ? new CookieReader(reading.Sources).Of(given, CookieDefaults.Sound)
            : new(CookieFlag.Set, CookieFlag.Set, CookieSite.Lax);
        if (code.Entry(advanced, "useSecureCookies") is { Exists: true } secure && code.ValueOf(secure).AsTruth is false)
            cookie = cookie with { Secure = CookieFlag.Missing };
        return new(call.At, "Better Auth")
        {
            Kind = CredentialKind.Session,
            Store = CredentialStore.Cookie,
            Writer = CredentialWriter.Default,
            By = "Better Auth",
            Because = "leaves the session to Better Auth, in a cookie",
            // Better Auth checks from where a request comes before it acts.
            Cookie = cookie with
            {
                HasForgeryDefence = true,
            },
        };
    }

    static SessionCredential Lucia(SessionReading reading, Code call, Code options)
    {
        var code = reading.Code;
        var given = code.Entry(code.ObjectOf(code.Entry(code.ObjectOf(options), "sessionCookie")), "attributes");
        return new(call.At, "Lucia")
        {
            Kind = CredentialKind.Session,
            Store = CredentialStore.Cookie,
            Writer = CredentialWriter.Default,
            By = "Lucia",
            Because = "leaves the session to Lucia, in a cookie",
            Cookie = new CookieReader(reading.Sources).Of(given, CookieDefaults.Sound),
        };
    }
}
