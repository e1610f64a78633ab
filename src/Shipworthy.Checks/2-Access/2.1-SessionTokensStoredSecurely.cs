namespace Shipworthy.Checks.Access;

public sealed class SessionTokensStoredSecurely() : Check("2.1", "Session tokens stored securely (httpOnly cookies or equivalent)")
{
    /// <summary>An access token in memory may live this long.</summary>
    const double Hour = 3600;

    const double Day = 24 * Hour;

    static readonly Rule ReadableByScripts = new("2.1-F1", Major, Stranger)
    {
        Says = "keeps a token where every script of the page can read it",
        Title = "Take over a customer's session with one script",
        Consequence =
            "One injected line, or one hacked script of a supplier, reads the token and sends it away. Whoever has it is your customer, without a password.",
        Fix = "Let the server set the token as an HttpOnly cookie, and keep none in the browser's storage.",
    };

    static readonly Rule WeakCookie = new("2.1-F3", Major, Stranger)
    {
        Says = "sets the cookie of a session without its protections",
        Title = "Read or use a customer's session cookie",
        Consequence =
            "Without HttpOnly scripts read it, without Secure everybody in the same network does, and with SameSite=None other sites act with it.",
        Fix = "Set the cookie with HttpOnly, Secure and SameSite=Lax.",
    };

    static readonly Rule InAddress = new("2.1-F4", Major, Stranger)
    {
        Says = "puts a token into an address",
        Title = "Find a session in histories and logs",
        Consequence =
            "Addresses stay in the browser's history, in logs of proxies, and go to other sites as referrers, with the token in them.",
        Fix = "Hand the token over in a cookie, or a code that works once and for a minute.",
    };

    static readonly Rule NeverEnds = new("2.1-F5", Major, Stranger)
    {
        Says = "gives a token that never ends",
        Title = "Use a stolen token for ever",
        Consequence = "A copy that leaks once, from a log, a backup or an old device, opens the account for as long as the key stays.",
        Fix = "Give each token an end, minutes for those that scripts can read, and check it.",
    };

    static readonly Rule UnfitStore = new("2.1-F7", Major, BadLuck)
    {
        Says = "keeps sessions in the memory of one process",
        Title = "Lose every session at each deploy",
        Consequence =
            "Each restart signs everybody out, a second instance knows none of the sessions, and the memory fills until the process dies.",
        Fix = "Keep sessions in Redis or the database.",
    };

    static readonly Rule ReadableByDefault = new("2.1-F2", Minor, Stranger)
    {
        Says = "leaves the session where its library keeps it, and scripts can read it there",
        Title = "Take over a customer's session with one script",
        Consequence = "One injected script can read the session. The tokens are changed often, which shortens what a thief has of it.",
        Fix =
            "Move signing in behind the server, which keeps the tokens in HttpOnly cookies; until then send a strict Content-Security-Policy.",
    };

    static readonly Rule Outlives = new("2.1-F6", Minor, Stranger)
    {
        Says = "keeps the name of a session through signing in",
        Title = "Wait inside a session until its owner signs in",
        Consequence = "Whoever slips a visitor a session of their own is signed in with the visitor.",
        Fix = "Make a new session at sign-in: req.session.regenerate().",
    };

    public override string Why =>
        """
            A session token that scripts can read is one injected script away from being somebody else's session. The thief
            is then your customer, without a password, until the token expires.
            """;

    public override string Fix =>
        """
            Let the server set the session as a cookie that scripts cannot read, and keep a short-lived access token in
            memory only:

            - **Express**: `res.cookie("session", token, { httpOnly: true, secure: true, sameSite: "lax", maxAge: 604_800_000 })`
            - **express-session**: `cookie: { httpOnly: true, secure: true, sameSite: "lax" }`, `app.set("trust proxy", 1)`, and a Redis store instead of memory
            - **Next.js**: `(await cookies()).set("session", token, { httpOnly: true, secure: true, sameSite: "lax", path: "/" })`
            - **FastAPI**: `response.set_cookie("session", token, httponly=True, secure=True, samesite="lax", max_age=604800)`
            - **Django**: `SESSION_COOKIE_SECURE = True` and `CSRF_COOKIE_SECURE = True`
            - **ASP.NET Core**: `options.Cookie.SecurePolicy = CookieSecurePolicy.Always` in `ConfigureApplicationCookie`
            - **Rails**: `config.force_ssl = true`
            - **Laravel**: `SESSION_SECURE_COOKIE=true`, and Sanctum's cookies instead of tokens in the page
            - **Supabase**: move sign-in of a single-page app behind a small server that keeps both tokens in HttpOnly cookies
            - **Expo**: `await SecureStore.setItemAsync("refresh", token)` instead of `AsyncStorage`
            """;

    public override string SettledBy =>
        """
            A probe signs in with its own test user, reads the cookie's flags and the browser's storage, and calls once more
            after signing out. For an app that a probe cannot open, where it keeps its tokens: `shipworthy attest 2.1`, for
            180 days.
            """;

    public override string Counts => "each session cookie and token of each client counts once";

    public override string ProvedWhen =>
        "is a cookie that scripts cannot read and that travels encrypted only, stays in memory for an hour at most, or lies in the phone's own key store";

    public override string UnprovenWhen => "gets its flags from a variable, or from a proxy that the repository does not show";

    public override string? NotApplicableWhen => "nobody signs in here";

    public override ImmutableArray<Rule> Rules =>
        [ReadableByScripts, WeakCookie, InAddress, NeverEnds, UnfitStore, ReadableByDefault, Outlives];

    public override Verdict Judge(App app)
    {
        var verdict =
            app.SessionCredentials.Count > 0 || app.SessionCredentials.BlindSpots.Length > 0
                ? app.SessionCredentials.JudgeEach(credential => Of(credential, app)).OrNotApplicable("nobody signs in here")
                : Absent(app);
        return Joined(verdict, app);
    }

    /// <summary>Nothing that keeps a session was found: either nobody signs in, or it was not seen.</summary>
    static Verdict Absent(App app) =>
        app
            .SignInSigns.JudgeEach(sign => sign.Unproven($"{sign.Because}, and what keeps people signed in could not be seen"))
            .OrNotApplicable("nobody signs in here");

    /// <summary>Doors at which people sign in, of parts of the app of which no credential is known: one for each part.</summary>
    static Facts<Endpoint> Uncovered(App app)
    {
        if (app.SessionCredentials.Count == 0 || app.SessionCredentials.Any(one => one.Store is not CredentialStore.Cookie))
            return Facts<Endpoint>.None;
        var covered = app.SessionCredentials.Select(one => one.Deployable).ToHashSet(StringComparer.Ordinal);
        // A library of the app sets up signing in for whichever part uses it.
        var withDoors = app.Endpoints.Select(one => one.Deployable).ToHashSet(StringComparer.Ordinal);
        if (!covered.IsSubsetOf(withDoors))
            return Facts<Endpoint>.None;
        return new(
            app.Endpoints.Where(one =>
                    one.Credential is CredentialStep.SignIn && !one.IsPlatformSurface && !covered.Contains(one.Deployable)
                )
                .DistinctBy(one => one.Deployable)
        );
    }

    static Verdict Joined(Verdict verdict, App app)
    {
        var readable = app.SessionCredentials.Any(credential =>
            credential is { Store.IsReadable: true, Writer: CredentialWriter.OwnCode } || credential.AlsoInAnswer is not null
        );
        var doors = Uncovered(app);
        if (doors.Count > 0)
            verdict &= doors
                .JudgeEach(door => door.Unproven($"{door.Name} signs people in, and what it keeps them signed in with could not be seen"))
                .OrNotApplicable("every door is known");
        var ends = app.SessionTokens.Where(token =>
            token.End is TokenEnd.Never or TokenEnd.Ignored
            || (readable && token is { End: TokenEnd.After, Seconds: > Day, Kind: not CredentialKind.Refresh })
        );
        if (ends.Count > 0)
            verdict &= ends.JudgeEach(Of).OrNotApplicable("no token is without an end");
        return app.SessionKeepings.Count > 0
            ? verdict & app.SessionKeepings.JudgeEach(Of).OrNotApplicable("nothing is wrong with how sessions are kept")
            : verdict;
    }

    static Finding Of(SessionToken token) =>
        token.End switch
        {
            TokenEnd.Never => token.Fails(NeverEnds, $"gives a token that never ends ({token.Name})"),
            TokenEnd.Ignored => token.Fails(NeverEnds, $"takes tokens whose time is over ({token.Name})"),
            TokenEnd.After or TokenEnd.Unknown => token.Fails(
                NeverEnds,
                $"gives a token that scripts can read for {Math.Round(token.Seconds / Day)} days"
            ),
        };

    static Finding Of(SessionKeeping keeping) =>
        keeping.Flaw switch
        {
            KeepingFlaw.InMemory => keeping.Fails(UnfitStore, keeping.Because),
            KeepingFlaw.SameNameAfterSignIn => keeping.Fails(Outlives, keeping.Because),
            KeepingFlaw.TokenInAddress => keeping.Fails(InAddress, keeping.Because),
            KeepingFlaw.Unknown => keeping.Unproven(keeping.Because),
        };

    static Finding Of(SessionCredential credential, App app) =>
        credential.AlsoInAnswer is not null
            ? credential.Fails(ReadableByScripts, $"sets {credential.Name} as a cookie, and hands the same token to scripts")
            : credential.Store switch
            {
                CredentialStore.Cookie => OfCookie(credential),
                CredentialStore.Memory => OfMemory(credential, app),
                CredentialStore.KeyStore or CredentialStore.Product => credential.Passes(credential.Because),
                CredentialStore.Unknown => credential.Unproven(credential.Because),
                CredentialStore.ScriptCookie
                or CredentialStore.LocalStorage
                or CredentialStore.SessionStorage
                or CredentialStore.IndexedDb
                or CredentialStore.PlainFile => credential.Fails(
                    credential.Writer is CredentialWriter.OwnCode ? ReadableByScripts : ReadableByDefault,
                    credential.Because
                ),
            };

    /// <summary>A token in memory dies with the page; what a script reads there meanwhile ends within the hour, where its maker says so.</summary>
    static Finding OfMemory(SessionCredential credential, App app)
    {
        // A length of time that is only named as a token's may stand beside a longer one, for those who want to be remembered.
        var known = app.SessionTokens.Where(token => token.Kind is not CredentialKind.Refresh);
        return
            credential.Lifetime is <= Hour
            || (known.Count > 0 && known.All(token => token is { End: TokenEnd.After, Seconds: <= Hour, Name: not "timedelta" }))
            ? credential.Passes($"{credential.Because}, for an hour at most")
            : credential.Unproven($"{credential.Because}; that it ends within an hour could not be seen");
    }

    static Finding OfCookie(SessionCredential credential)
    {
        var cookie = credential.Cookie ?? new(CookieFlag.Unknown, CookieFlag.Unknown, CookieSite.Unknown);
        ImmutableArray<string> missing =
        [
            .. cookie.HttpOnly is CookieFlag.Missing ? ["HttpOnly"] : (string[])[],
            .. cookie.Secure is CookieFlag.Missing ? ["Secure"] : (string[])[],
        ];
        if (missing.Length > 0)
            return credential.Fails(WeakCookie, $"{credential.Because} without {string.Join(" and ", missing)}");
        if (cookie.SameSite is CookieSite.Invalid)
            return credential.Fails(WeakCookie, $"{credential.Because} with a SameSite that browsers do not know");
        if (cookie is { SameSite: CookieSite.None, HasForgeryDefence: false })
            return credential.Fails(
                WeakCookie,
                $"{credential.Because} with SameSite=None, and nothing keeps other sites from acting with it"
            );
        if (cookie.HttpOnly is CookieFlag.Unknown || cookie.Secure is CookieFlag.Unknown || cookie.SameSite is CookieSite.Unknown)
            return credential.Unproven(
                $"{credential.Because} and {(cookie.Because.Length > 0 ? cookie.Because : "its attributes could not be followed")}"
            );
        if (cookie.Secure is CookieFlag.ByRequest)
            return credential.Unproven(
                $"{credential.Because} with Secure only where the server knows of HTTPS, which its proxy has to tell it"
            );
        if (cookie is { SameSite: CookieSite.Unset, HasForgeryDefence: false })
            return credential.Unproven($"{credential.Because} without SameSite, which only some browsers then take for Lax");
        return credential.Passes($"{credential.Because} with HttpOnly, Secure and {Site(cookie)}");
    }

    static string Site(SessionCookie cookie) =>
        cookie.SameSite switch
        {
            CookieSite.Lax => "SameSite=Lax",
            CookieSite.Strict => "SameSite=Strict",
            CookieSite.None or CookieSite.Unset or CookieSite.Unknown or CookieSite.Invalid => "a defence against forged requests",
        };
}
