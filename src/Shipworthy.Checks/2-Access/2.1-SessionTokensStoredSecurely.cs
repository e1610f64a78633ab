namespace Shipworthy.Checks.Access;

public sealed class SessionTokensStoredSecurely()
    : CheckNotJudgedYet("2.1", "Session tokens stored securely (httpOnly cookies or equivalent)")
{
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
}
