using Shipworthy.Extractors.Endpoints.Django;

namespace Shipworthy.Extractors.Sessions.Cookies;

/// <summary>
/// Django's session cookie: HttpOnly and Lax, not Secure until <c>SESSION_COOKIE_SECURE</c> is set, by the settings that production has. It is there wherever its middleware runs and people sign
/// in; the cookies of dj-rest-auth likewise.
/// </summary>
sealed class DjangoSessions : ISessionFinder
{
    static readonly CookieDefaults Default = new(CookieFlag.Set, CookieFlag.Missing, CookieSite.Lax);

    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        if (!reading.Code.Imports("django"))
            return;
        var reader = new CookieReader(reading.Sources);
        foreach (var settings in DjangoSettings.Of(reading.Sources))
        {
            var secure = settings.Setting("SESSION_COOKIE_SECURE");
            var httpOnly = settings.Setting("SESSION_COOKIE_HTTPONLY");
            if (
                settings
                    .Texts("MIDDLEWARE")
                    .Concat(settings.Texts("MIDDLEWARE_CLASSES"))
                    .Any(one => one.EndsWith("SessionMiddleware", StringComparison.Ordinal))
            )
                PythonCookies.Tell(
                    reading,
                    secure.Exists ? secure
                        : httpOnly.Exists ? httpOnly
                        : settings.Root,
                    "Django",
                    "sessionid",
                    reader.Of(httpOnly, secure, settings.Setting("SESSION_COOKIE_SAMESITE"), Default)
                );
            var rest = reading.Code.ObjectOf(settings.Setting("REST_AUTH"));
            if (rest.Exists && reading.Code.Entry(rest, "JWT_AUTH_COOKIE") is { Exists: true } cookie)
                PythonCookies.Tell(
                    reading,
                    cookie,
                    "dj-rest-auth",
                    reading.Code.ValueOf(cookie).AsText ?? "auth",
                    reader.Of(
                        reading.Code.Entry(rest, "JWT_AUTH_HTTPONLY"),
                        reading.Code.Entry(rest, "JWT_AUTH_SECURE"),
                        reading.Code.Entry(rest, "JWT_AUTH_SAMESITE"),
                        Default
                    )
                );
        }
    }
}
