using Shipworthy.Extractors.Endpoints.Django;

namespace Shipworthy.Extractors.Sessions.Cookies;

/// <summary>
/// Cookies of Python servers: <c>set_cookie</c> of Flask, Django and Starlette (nothing is set, but Starlette's SameSite), the session middleware of Starlette (not Secure), the session of Flask
/// (not Secure, no SameSite), Flask-JWT-Extended in cookies, <c>CookieTransport</c> of FastAPI Users (everything).
/// </summary>
sealed class PythonCookies : ISessionFinder
{
    static readonly CookieDefaults Starlette = new(CookieFlag.Missing, CookieFlag.Missing, CookieSite.Lax);
    static readonly CookieDefaults StarletteSession = new(CookieFlag.Set, CookieFlag.Missing, CookieSite.Lax);

    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        var code = reading.Code;
        var reader = new CookieReader(reading.Sources);
        foreach (var call in code.Calls("set_cookie"))
        {
            if (call.File.Language is not Language.Python || !reading.Counts(call))
                continue;
            var isStarlette = code.Imports("fastapi", "starlette") && !code.Imports("flask", "django");
            var value = call.ArgumentNamed("value") is { Exists: true } named ? named : call.ArgumentAt(1);
            var name = call.ArgumentNamed("key") is { Exists: true } key ? key : call.ArgumentAt(0);
            new CookieSetting(call, name, value, default, CookieDefaults.Plain, 1)
            {
                Read = IsOpen(call)
                    ? new(CookieFlag.Unknown, CookieFlag.Unknown, CookieSite.Unknown)
                    {
                        Because = "takes its attributes from a dictionary that could not be followed",
                    }
                    : reader.Of(
                        call.ArgumentNamed("httponly"),
                        call.ArgumentNamed("secure"),
                        call.ArgumentNamed("samesite"),
                        isStarlette ? Starlette : CookieDefaults.Plain
                    ),
            }.Tell(reading);
        }
        foreach (var call in code.Calls("add_middleware", "Middleware", "SessionMiddleware"))
            if (
                call.File.Language is Language.Python
                && (call.Callee.Name is "SessionMiddleware" ? call.Callee : call.ArgumentAt(0)) is { Name: "SessionMiddleware" } what
                && code.OriginOf(what).Package is "starlette" or "fastapi"
                && reading.Counts(call)
                && reading.SignsPeopleIn(call.File.Path)
            )
                Tell(
                    reading,
                    call,
                    "Starlette",
                    "session",
                    reader.Of(default, call.ArgumentNamed("https_only"), call.ArgumentNamed("same_site"), StarletteSession)
                );
        foreach (var call in code.Calls("CookieTransport"))
            if (call.File.Language is Language.Python && reading.Counts(call))
                Tell(
                    reading,
                    call,
                    "FastAPI Users",
                    "fastapiusersauth",
                    reader.Of(
                        call.ArgumentNamed("cookie_httponly"),
                        call.ArgumentNamed("cookie_secure"),
                        call.ArgumentNamed("cookie_samesite"),
                        CookieDefaults.Sound
                    )
                );
    }

    static bool IsOpen(Code call) => call.Arguments.Any(one => one.Kind is CodeKind.Spread);

    internal static void Tell(SessionReading reading, Code at, string by, string name, SessionCookie cookie) =>
        reading.Add(
            new(at.At, name)
            {
                Kind = CredentialKind.Session,
                Store = CredentialStore.Cookie,
                Writer = CredentialWriter.Configured,
                By = by,
                Because = $"sets the cookie {name} of {by}",
                Cookie = cookie with
                {
                    HasForgeryDefence =
                        cookie.HasForgeryDefence
                        || (cookie.SameSite is CookieSite.None or CookieSite.Unset && Forgery.IsDefended(reading.Sources, at.File)),
                },
            }
        );
}
