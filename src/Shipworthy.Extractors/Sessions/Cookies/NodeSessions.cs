namespace Shipworthy.Extractors.Sessions.Cookies;

/// <summary>
/// Session libraries of JavaScript, with their defaults: express-session (HttpOnly, not Secure, no SameSite, and a store that its makers call unfit for production), cookie-session and
/// koa-session (HttpOnly, Secure as the request), @fastify/session (HttpOnly and Secure), @fastify/secure-session and React Router (nothing), iron-session and h3 (everything).
/// </summary>
sealed class NodeSessions : ISessionFinder
{
    static readonly CookieDefaults AsRequest = new(CookieFlag.Set, CookieFlag.ByRequest, CookieSite.Unset);
    static readonly CookieDefaults FastifySession = new(CookieFlag.Set, CookieFlag.Set, CookieSite.Unset);
    static readonly CookieDefaults ReactRouter = new(CookieFlag.Missing, CookieFlag.Missing, CookieSite.Lax);

    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        var code = reading.Code;
        if (code.Imports("express-session", "cookie-session", "koa-session"))
            foreach (var call in code.All(CodeKind.Call))
                if (
                    SessionReading.IsScript(call)
                    && code.OriginOf(call.Callee)
                        is { Package: "express-session" or "cookie-session" or "koa-session", Name: "default" or "*" } origin
                    && reading.Counts(call)
                )
                    Middleware(reading, call, origin.Package);
        foreach (var call in code.Calls("register"))
            if (
                SessionReading.IsScript(call)
                && code.OriginOf(call.ArgumentAt(0)).Package is "@fastify/session" or "fastify-session" or "@fastify/secure-session"
                && reading.Counts(call)
            )
                Plugin(reading, call, code.OriginOf(call.ArgumentAt(0)).Package);
        foreach (
            var call in code.Calls(
                "getIronSession",
                "createCookieSessionStorage",
                "createSessionStorage",
                "createDatabaseSessionStorage",
                "useSession",
                "setUserSession",
                "withIronSessionApiRoute"
            )
        )
            if (SessionReading.IsScript(call) && reading.Counts(call))
                Sealed(reading, call);
    }

    static void Middleware(SessionReading reading, Code call, string package)
    {
        var code = reading.Code;
        if (!reading.SignsPeopleIn(call.File.Path))
            return;
        var options = call.ArgumentAt(package is "koa-session" && !code.ObjectOf(call.ArgumentAt(0)).Exists ? 1 : 0);
        var literal = code.ObjectOf(options);
        if (package is "express-session")
        {
            var cookie = literal.Exists ? code.Entry(literal, "cookie") : default;
            Tell(
                reading,
                call,
                package,
                Name(code, literal, "name", "connect.sid"),
                cookie,
                options.Exists && !literal.Exists ? options : default,
                CookieDefaults.HttpOnlyAlone,
                0.001
            );
            if (literal.Exists && IsInMemory(reading, literal, call))
                reading.AddFlaw(
                    new SessionKeeping(
                        call.At,
                        KeepingFlaw.InMemory,
                        "keeps sessions in the memory of one process, the default of express-session"
                    )
                );
            return;
        }
        Tell(
            reading,
            call,
            package,
            Name(code, literal, package is "koa-session" ? "key" : "name", package is "koa-session" ? "koa.sess" : "session"),
            options,
            default,
            AsRequest,
            0.001
        );
    }

    static bool IsInMemory(SessionReading reading, Code literal, Code call)
    {
        var code = reading.Code;
        var store = code.Entry(literal, "store");
        if (!store.Exists)
            return !literal.Children.Any(one => one.Kind is CodeKind.Spread)
                && !literal.Children.Any(one => one.Name is "store")
                && !Assigned(reading, call, literal, "store").Any();
        store = new CookieReader(reading.Sources).Settled(store);
        return code.ValueOf(store) is Value.Nothing
            || (
                store.Kind is CodeKind.New && store.Callee.Name is "MemoryStore" && code.OriginOf(store.Callee).Package is "express-session"
            );
    }

    static void Plugin(SessionReading reading, Code call, string package)
    {
        var code = reading.Code;
        var options = code.ObjectOf(call.ArgumentAt(1));
        var cookie = code.Entry(options, "cookie") is { Exists: true } given ? given : code.Entry(options, "cookieOptions");
        var name = Name(code, options, "cookieName", package is "@fastify/secure-session" ? "session" : "sessionId");
        Tell(
            reading,
            call,
            package,
            name,
            cookie,
            default,
            package is "@fastify/secure-session" ? CookieDefaults.Plain : FastifySession,
            0.001
        );
    }

    static void Sealed(SessionReading reading, Code call)
    {
        var code = reading.Code;
        var package = code.OriginOf(call.Callee).Package;
        switch (call.Callee.Name)
        {
            case "getIronSession" or "withIronSessionApiRoute" when package is "iron-session":
                var iron = code.ObjectOf(call.Arguments.LastOrDefault());
                Tell(
                    reading,
                    call,
                    "iron-session",
                    Name(code, iron, "cookieName", "session"),
                    iron.Exists ? code.Entry(iron, "cookieOptions") : default,
                    iron.Exists ? default : call.Arguments.LastOrDefault(),
                    CookieDefaults.Sound,
                    1
                );
                break;
            case "createCookieSessionStorage"
            or "createSessionStorage"
            or "createDatabaseSessionStorage"
                when package
                    is "@remix-run/node"
                        or "react-router"
                        or "@remix-run/cloudflare"
                        or "@remix-run/deno"
                        or "@remix-run/server-runtime"
                        or "@react-router/node":
                var cookie = code.ObjectOf(code.Entry(code.ObjectOf(call.ArgumentAt(0)), "cookie"));
                var name = Name(code, cookie, "name", "__session");
                if (cookie.Exists && !TokenName.IsOther(name))
                    Tell(reading, call, "React Router", name, cookie, default, ReactRouter, 1);
                break;
            case "useSession" when package is "h3" || call.ArgumentAt(0).Name is "event":
                Tell(reading, call, "h3", "h3", code.Entry(code.ObjectOf(call.ArgumentAt(1)), "cookie"), default, CookieDefaults.Sound, 1);
                break;
            case "setUserSession" when call.ArgumentAt(0).Name is "event" && !reading.Credentials.Any(one => one.By is "nuxt-auth-utils"):
                Tell(reading, call, "nuxt-auth-utils", "nuxt-session", default, default, CookieDefaults.Sound, 1);
                break;
        }
    }

    static string Name(CodeBase code, Code literal, string entry, string otherwise) =>
        literal.Exists && code.Entry(literal, entry) is { Exists: true } given
            ? CredentialValue.Names(code, given).FirstOrDefault(otherwise)
            : otherwise;

    static void Tell(
        SessionReading reading,
        Code call,
        string package,
        string name,
        Code cookie,
        Code unknown,
        CookieDefaults defaults,
        double unit
    )
    {
        var reader = new CookieReader(reading.Sources);
        var found = reader.Of(unknown.Exists ? unknown : cookie, defaults);
        foreach (var (entry, value) in Later(reading, call))
            found = reader.Of(
                entry is "httpOnly" ? value : default,
                entry is "secure" ? value : default,
                entry is "sameSite" ? value : default,
                new(found.HttpOnly, found.Secure, found.SameSite)
            );
        if (found.Secure is CookieFlag.ByRequest && ProxyTrust.IsTold(reading.Sources, call.File))
            found = found with { Secure = CookieFlag.Set };
        reading.Add(
            new(call.At, name)
            {
                Kind = CredentialKind.Session,
                Store = CredentialStore.Cookie,
                Writer = CredentialWriter.Configured,
                By = package,
                Because = $"sets the cookie {name} of {package}",
                Cookie = found with
                {
                    HasForgeryDefence =
                        found.SameSite is CookieSite.None or CookieSite.Unset && Forgery.IsDefended(reading.Sources, call.File),
                },
                Lifetime = cookie.Exists ? reader.Lifetime(cookie, unit) : null,
            }
        );
    }

    /// <summary>Attributes that are set on the options after they were made: <c>sess.cookie.secure = true</c>, in production.</summary>
    static IEnumerable<(string Entry, Code Value)> Later(SessionReading reading, Code call)
    {
        foreach (var assignment in call.File.Root.Descendants(CodeKind.Assignment))
        {
            var target = assignment[Part.Target];
            if (
                target is { Kind: CodeKind.Member, Name: "secure" or "httpOnly" or "sameSite" }
                && target.Receiver.Name is "cookie"
                && !target.Receiver.Text.StartsWith("req", StringComparison.Ordinal)
                && reading.Sources.RunsInProduction(assignment)
            )
                yield return (target.Name, assignment[Part.Value]);
        }
    }

    static IEnumerable<Code> Assigned(SessionReading reading, Code call, Code literal, string name) =>
        call
            .File.Root.Descendants(CodeKind.Assignment)
            .Where(one =>
                one[Part.Target] is { Kind: CodeKind.Member } target
                && target.Name == name
                && reading.Code.ObjectOf(target.Receiver) == literal
            );
}
