using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>Libraries of JavaScript that find out who is calling: sessions, tokens, and the products that sign people in.</summary>
sealed class SignInsInNodeLibraries : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site) =>
        // A name may stand for what a call of the library made, and the call tells more: const guard = jwt({ passthrough: true }).
        !site.IsCalled
        && site.Origin.Name.EndsWith("()", StringComparison.Ordinal)
        && site.Made(site.Node) is { Exists: true } made
        && site.Sources.Code.OriginOf(made.Callee) is { } origin
        && origin.Package == site.Origin.Package
            ? OfExpression(site with { Node = made, Origin = origin })
            : OfExpression(site);

    static Act? OfExpression(Site site) =>
        site.Origin.Package switch
        {
            "jsonwebtoken" when site.Name is "verify" => Verified(site),
            "@nestjs/jwt" when site.Name is "verify" or "verifyAsync" => Verified(site),
            "jose" when site.Name is "jwtVerify" => Proves(site, "a signed token"),
            "@tsndr/cloudflare-worker-jwt" when site.Name is "verify" => Asks(site, "a signed token"),
            "express-jwt" or "express-oauth2-jwt-bearer" or "express-openid-connect" or "koa-jwt" when Demands(site) => Proves(
                site,
                "a signed token"
            ),
            "express-jwt" or "koa-jwt" when site.Name is not "unless" => Attaches(site),
            "passport" or "koa-passport" or "@fastify/passport" => site.Name is "authenticate" ? Passport(site) : Attaches(site),
            "express-session"
            or "cookie-session"
            or "cookie-parser"
            or "koa-session"
            or "@fastify/session"
            or "@fastify/secure-session"
            or "csurf"
            or "csrf-csrf" => Attaches(site),
            "next-auth" when site.Name is "getServerSession" or "unstable_getServerSession" or "getToken" or "auth" or "getSession" => Asks(
                site,
                "NextAuth"
            ),
            "next-auth" when site.Name is "withAuth" or "default" && site.Origin.Module.EndsWith("middleware", StringComparison.Ordinal) =>
                Proves(site, "NextAuth"),
            "@clerk/nextjs"
            or "@clerk/backend"
            or "@clerk/express"
            or "@clerk/fastify"
            or "@clerk/astro"
            or "@clerk/remix"
            or "@hono/clerk-auth"
            or "@clerk/clerk-sdk-node" => Clerk(site),
            "firebase-admin" when site.Name is "verifyIdToken" or "verifySessionCookie" => Proves(site, "Firebase"),
            "@auth0/nextjs-auth0" when site.Name is "getSession" or "getAccessToken" => Asks(site, "Auth0"),
            "@auth0/nextjs-auth0" when site.Name is "withApiAuthRequired" or "withPageAuthRequired" => Proves(site, "Auth0"),
            "@kinde-oss/kinde-auth-nextjs" when site.Name is "getUser" or "isAuthenticated" => Asks(site, "Kinde"),
            "@workos-inc/authkit-nextjs" when site.Name is "withAuth" => Asks(site, "WorkOS"),
            "iron-session" when site.Name is "getIronSession" or "getServerActionIronSession" => Asks(site, "an encrypted session cookie"),
            "lucia" when site.Name is "validateSession" or "validateRequest" => Asks(site, "Lucia"),
            "better-auth" when site.EndsIn("api.getSession") => Asks(site, "Better Auth"),
            "remix-auth" when site.Name is "isAuthenticated" => Asks(site, "Remix Auth"),
            "aws-jwt-verify" when site.Name is "verify" => Proves(site, "Cognito"),
            _ => ByWay(site),
        };

    static Act? ByWay(Site site) =>
        !site.IsCalled || site.Node.File.Language is Language.Python or Language.CSharp ? null
        : site.EndsIn("auth.getUser") || site.EndsIn("auth.getClaims") || site.EndsIn("auth.getSession") ? Asks(site, "Supabase Auth")
        : site.EndsIn("api.getSession") ? Asks(site, "Better Auth")
        : site.Name is "isAuthenticated" && site.Node.Receiver.Name is "req" or "request" or "ctx" ? Asks(site, "Passport")
        : site.Name is "jwtVerify" && site.Node.Receiver.Name is "req" or "request" ? Proves(site, "a signed token")
        : site.EndsIn("jwt.verify") && !site.Origin.Exists && site.Sources.Code.Imports("@fastify/jwt") ? Proves(site, "a signed token")
        : site.EndsIn("verifyIdToken") || site.EndsIn("verifySessionCookie") ? Proves(site, "Firebase")
        : null;

    static Act? Clerk(Site site) =>
        site.Name switch
        {
            "protect" or "requireAuth" => Proves(site, "Clerk"),
            "auth" or "getAuth" or "currentUser" => Asks(site, "Clerk"),
            "clerkMiddleware"
            or "ClerkExpressWithAuth"
            or "authMiddleware" when site.Node.Arguments.All(one => one.Kind is CodeKind.Object) => Attaches(site),
            "ClerkExpressRequireAuth" => Proves(site, "Clerk"),
            _ => null,
        };

    /// <summary>A strategy that takes a password is the sign-in itself, and one of another site leads there; the others want a proof of an earlier one.</summary>
    static Act? Passport(Site site)
    {
        var strategies = site.Node.ArgumentAt(0) is { Kind: CodeKind.Array } many
            ? many.Children.Select(one => one.String ?? "").ToList()
            : [site.Node.ArgumentAt(0).String ?? ""];
        return strategies.Exists(one => one is "local" or "ldapauth" or "login")
                ? site.Act(ActKind.HandlesCredential, "Passport") with
                {
                    Credential = CredentialStep.SignIn,
                }
            : strategies.Exists(one =>
                one is "jwt" or "bearer" or "basic" or "headerapikey" or "apikey" or "session" or "cookie"
                || one.Contains("jwt", StringComparison.OrdinalIgnoreCase)
            )
                ? Proves(site, "Passport")
            : null;
    }

    static bool Demands(Site site) =>
        site.Name is not ("requestIsAuthenticated" or "attemptSilentLogin" or "unless")
        && site.Sources.Code.ObjectEntry(site.Node.ArgumentAt(0), "credentialsRequired") is not false
        && site.Sources.Code.ObjectEntry(site.Node.ArgumentAt(0), "authRequired") is not false
        && site.Sources.Code.ObjectEntry(site.Node.ArgumentAt(0), "passthrough") is not true;

    /// <summary>A token that needs no signature proves nobody, nor does one whose failure the function that gets it passes over.</summary>
    static Act Verified(Site site) =>
        TokenChecks.InJavaScript(site) && !Refusals.PassesOverFailure(site.Node.Arguments.LastOrDefault())
            ? Proves(site, "a signed token")
            : Attaches(site);

    static Act Proves(Site site, string by) => site.Act(ActKind.ProvesUser, by);

    static Act Attaches(Site site) => site.Act(ActKind.Attaches, site.Origin.Package);

    static Act Asks(Site site, string by) => site.Act(ActKind.AsksWho, by);
}
