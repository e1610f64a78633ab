namespace Shipworthy.Extractors.Sessions.Cookies;

/// <summary>
/// Cookies of ASP.NET Core: those of cookie authentication and Identity (HttpOnly, Lax, Secure as the request), as <c>AddCookie</c> and <c>ConfigureApplicationCookie</c> change them, and those that code
/// appends by itself (nothing is set). A product of identity without a cookie of its own has that of Identity.
/// </summary>
sealed class AspNetSessions : ISessionFinder
{
    static readonly CookieDefaults Identity = new(CookieFlag.Set, CookieFlag.ByRequest, CookieSite.Lax);

    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        var code = reading.Code;
        var reader = new CookieReader(reading.Sources);
        foreach (var call in code.Calls("Append"))
            if (call.File.Language is Language.CSharp && call.Receiver.Name is "Cookies" && reading.Counts(call))
            {
                var options = Options(code, call.ArgumentAt(2));
                new CookieSetting(call, call.ArgumentAt(0), call.ArgumentAt(1), default, CookieDefaults.Plain, 1)
                {
                    Read =
                        call.ArgumentAt(2).Exists && options.Count == 0
                            ? new(CookieFlag.Unknown, CookieFlag.Unknown, CookieSite.Unknown)
                            {
                                Because = "takes its options from where they could not be followed",
                            }
                            : reader.Of(
                                Last(options, "HttpOnly"),
                                Last(options, "Secure"),
                                Last(options, "SameSite"),
                                CookieDefaults.Plain
                            ),
                }.Tell(reading);
            }
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var call in code.Calls("AddCookie", "ConfigureApplicationCookie"))
            if (call.File.Language is Language.CSharp && reading.Counts(call) && told.Add(ProjectOf(reading, call)))
                Tell(reading, reader, call, call.Callee.Name is "AddCookie" ? "cookie authentication" : "Identity");
        foreach (
            var call in code.Calls(
                "AddIdentity",
                "AddDefaultIdentity",
                "AddIdentityCookies",
                "AddIdentityApiEndpoints",
                "AddMicrosoftIdentityWebApp",
                "AddBff",
                "AddMicrosoftIdentityWebAppAuthentication"
            )
        )
            if (call.File.Language is Language.CSharp && reading.Counts(call) && told.Add(ProjectOf(reading, call)))
                Tell(reading, reader, call, "Identity");
    }

    static string ProjectOf(SessionReading reading, Code call) => reading.PackageOf(call.File.Path);

    static void Tell(SessionReading reading, CookieReader reader, Code call, string by)
    {
        var all = Assignments(reading, call).ToList();
        var cookie = reader.Of(Last(all, "HttpOnly"), Last(all, "SecurePolicy"), Last(all, "SameSite"), Identity);
        if (!Last(all, "SameSite").Exists && IsOfIdentityServer(reading, call))
            cookie = cookie with
            {
                SameSite = CookieSite.Unknown,
                Because =
                    "leaves SameSite to IdentityServer, which adds the cookie to requests of other sites unless the app says otherwise",
            };
        if (cookie.Secure is CookieFlag.ByRequest && ProxyTrust.IsTold(reading.Sources, call.File))
            cookie = cookie with { Secure = CookieFlag.Set };
        reading.Add(
            new(call.At, by)
            {
                Kind = CredentialKind.Session,
                Store = CredentialStore.Cookie,
                Writer = CredentialWriter.Configured,
                By = by,
                Because = $"sets the cookie of {by}",
                Cookie = cookie with
                {
                    HasForgeryDefence =
                        cookie.SameSite is CookieSite.None or CookieSite.Unset && Forgery.IsDefended(reading.Sources, call.File),
                },
            }
        );
    }

    /// <summary>Whether the project lets IdentityServer use its accounts, which sets the cookie's SameSite to None (Duende, <c>AddAspNetIdentity</c>).</summary>
    static bool IsOfIdentityServer(SessionReading reading, Code call) =>
        reading
            .Code.Calls("AddAspNetIdentity")
            .Any(one => one.File.Language is Language.CSharp && ProjectOf(reading, one) == ProjectOf(reading, call) && reading.Counts(one));

    /// <summary>What the options of the call, and those that the project sets for all cookies, assign.</summary>
    static IEnumerable<(string Name, Code Value)> Assignments(SessionReading reading, Code call)
    {
        var project = ProjectOf(reading, call);
        var wider = reading
            .Code.Calls("Configure", "UseCookiePolicy", "PostConfigure", "ConfigureApplicationCookie")
            .Where(one =>
                one != call
                && one.File.Language is Language.CSharp
                && ProjectOf(reading, one) == project
                && reading.Counts(one)
                && one.Text.Contains("ookie", StringComparison.Ordinal)
            );
        foreach (var source in wider.Prepend(call))
        {
            foreach (var assignment in source.Descendants(CodeKind.Assignment))
                if (
                    assignment[Part.Target] is { Kind: CodeKind.Member } target
                    && reading.Sources.RunsInProduction(assignment)
                    && target.Receiver.Text.Contains("ookie", StringComparison.OrdinalIgnoreCase) | target.Name is "Secure"
                )
                    yield return (Known(target.Name), assignment[Part.Value]);
            foreach (var property in source.Descendants(CodeKind.Property))
                if (property[Part.Value].Exists)
                    yield return (Known(property.Name), property[Part.Value]);
        }
    }

    /// <summary>The policy of cookies calls the same attributes otherwise.</summary>
    static string Known(string name) => name is "Secure" ? "SecurePolicy" : name;

    /// <summary>The entries of options that are made in place, or held by a variable and changed later.</summary>
    static List<(string Name, Code Value)> Options(CodeBase code, Code argument)
    {
        var made = argument;
        if (argument.Kind is CodeKind.Name && code.Definition(argument) is { Kind: CodeKind.Variable or CodeKind.Property } declared)
            made = declared[Part.Value];
        if (made.Kind is CodeKind.Call && code.Target(made) is { Kind: CodeKind.Function } maker)
            made = maker.Descendants(CodeKind.New).FirstOrDefault(one => one.Callee.Name is "CookieOptions" || !one.Callee.Exists);
        if (made.Kind is not CodeKind.New)
            return [];
        var found = made.Descendants(CodeKind.Property)
            .Where(one => one[Part.Value].Exists)
            .Select(one => (one.Name, one[Part.Value]))
            .ToList();
        if (argument.Kind is CodeKind.Name)
            foreach (var assignment in argument.Enclosing(CodeKind.Function).Descendants(CodeKind.Assignment))
                if (assignment[Part.Target] is { Kind: CodeKind.Member } target && target.Receiver.Name == argument.Name)
                    found.Add((target.Name, assignment[Part.Value]));
        if (found.Count == 0)
            found.Add(("", default));
        return found;
    }

    static Code Last(List<(string Name, Code Value)> entries, string name) => entries.LastOrDefault(one => one.Name == name).Value;
}
