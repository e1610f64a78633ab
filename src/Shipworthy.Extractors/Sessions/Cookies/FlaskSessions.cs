namespace Shipworthy.Extractors.Sessions.Cookies;

/// <summary>
/// Flask's session, signed into a cookie: HttpOnly, neither Secure nor SameSite until <c>SESSION_COOKIE_SECURE</c> and <c>SESSION_COOKIE_SAMESITE</c> are set; and the cookies of Flask-JWT-Extended,
/// where <c>JWT_TOKEN_LOCATION</c> names them. Settings are read wherever they are written: items, <c>update</c>, classes, modules.
/// </summary>
sealed class FlaskSessions : ISessionFinder
{
    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        var code = reading.Code;
        if (!code.Imports("flask"))
            return;
        var writes = code.All(CodeKind.Assignment)
            .Where(one =>
                one.File.Language is Language.Python
                && one[Part.Target] is { Kind: CodeKind.Index, Receiver: { Name: "session", Kind: CodeKind.Name } jar }
                && code.OriginOf(jar).Package is "flask"
                && reading.Counts(one)
                && IsOfPerson(one[Part.Target].Name)
            )
            .ToList();
        var signs = code.Calls("login_user").Where(call => call.File.Language is Language.Python && reading.Counts(call));
        foreach (var part in writes.Concat(signs).GroupBy(one => reading.PartOf(one.File.Path), StringComparer.Ordinal))
            Tell(reading, part.OrderBy(one => one.File.Path, StringComparer.Ordinal).ThenBy(one => one.Start).First());
        foreach (var call in code.Calls("JWTManager").Where(call => call.File.Language is Language.Python && reading.Counts(call)).Take(1))
            Tokens(reading, call);
    }

    static bool IsOfPerson(string key) =>
        TokenName.Of(key) is not null
        || key.Contains("user", StringComparison.OrdinalIgnoreCase)
        || key.Contains("logged", StringComparison.OrdinalIgnoreCase)
        || key.Contains("account", StringComparison.OrdinalIgnoreCase)
        || key.Contains("admin", StringComparison.OrdinalIgnoreCase)
        || key is "id" or "email" or "uid";

    static void Tell(SessionReading reading, Code at)
    {
        var secure = Setting(reading, at, "SESSION_COOKIE_SECURE");
        var httpOnly = Setting(reading, at, "SESSION_COOKIE_HTTPONLY");
        var site = Setting(reading, at, "SESSION_COOKIE_SAMESITE");
        var shown =
            secure.Exists ? secure
            : httpOnly.Exists ? httpOnly
            : at;
        PythonCookies.Tell(
            reading,
            shown,
            "Flask",
            "session",
            new CookieReader(reading.Sources).Of(httpOnly, secure, site, CookieDefaults.HttpOnlyAlone)
        );
    }

    static void Tokens(SessionReading reading, Code call)
    {
        var location = Setting(reading, call, "JWT_TOKEN_LOCATION");
        if (!location.Exists || !location.Text.Contains("cookies", StringComparison.Ordinal))
            return;
        PythonCookies.Tell(
            reading,
            location,
            "Flask-JWT-Extended",
            "access_token_cookie",
            new CookieReader(reading.Sources).Of(
                default,
                Setting(reading, call, "JWT_COOKIE_SECURE"),
                Setting(reading, call, "JWT_COOKIE_SAMESITE"),
                CookieDefaults.HttpOnlyAlone
            ) with
            {
                HasForgeryDefence = reading.Code.ValueOf(Setting(reading, call, "JWT_COOKIE_CSRF_PROTECT")).AsTruth is not false,
            }
        );
    }

    /// <summary>The value of a setting that production has, the last one written in the part of the app; no node when it is left at its default.</summary>
    static Code Setting(SessionReading reading, Code near, string name)
    {
        var part = reading.PartOf(near.File.Path);
        Code found = default;
        foreach (var file in reading.Code.Files)
        {
            if (
                file.Language is not Language.Python
                || !file.Text.Contains(name, StringComparison.Ordinal)
                || reading.PartOf(file.Path) != part
                || !reading.Sources.IsDeployed(file)
            )
                continue;
            foreach (var node in file.Root.Descendants())
            {
                var value = node.Kind switch
                {
                    CodeKind.Variable or CodeKind.Property when node.Name == name => node[Part.Value],
                    CodeKind.Assignment when node[Part.Target].Name == name => node[Part.Value],
                    CodeKind.Argument when node.Name == name => node[Part.Value],
                    _ => default,
                };
                if (value.Exists && reading.Sources.RunsInProduction(node) && !IsForOthers(node))
                    found = value;
            }
        }
        return found;
    }

    /// <summary>A class of settings for development or tests.</summary>
    static bool IsForOthers(Code node) =>
        node.Enclosing(CodeKind.Class).Name is { Length: > 0 } name
        && (
            name.Contains("Dev", StringComparison.Ordinal)
            || name.Contains("Test", StringComparison.Ordinal)
            || name.Contains("Local", StringComparison.Ordinal)
        );
}
