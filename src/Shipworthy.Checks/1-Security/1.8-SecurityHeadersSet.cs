namespace Shipworthy.Checks.Security;

public sealed class SecurityHeadersSet() : CheckNotJudgedYet("1.8", "Security headers set (CSP, X-Frame-Options, HSTS, Referrer-Policy)")
{
    public override string Why =>
        """
            Without four lines in your server's answers, a foreign site can frame your pages and steal clicks, and one
            injected script can send away whatever it finds. The lines cost nothing.
            """;

    public override string Fix =>
        """
            Send the four headers with every page, on every path, errors too; start the first as
            `Content-Security-Policy-Report-Only` for a day:

            - **The four**: `Content-Security-Policy: default-src 'self'; frame-ancestors 'none'`, `X-Frame-Options: DENY`, `Strict-Transport-Security: max-age=31536000; includeSubDomains`, `Referrer-Policy: strict-origin-when-cross-origin`
            - **Vercel**: `"headers": [{ "source": "/(.*)", "headers": [{ "key": "X-Frame-Options", "value": "DENY" }] }]` in `vercel.json`, with all four
            - **Netlify, Cloudflare Pages**: a file `_headers` in the published folder, with `/*` and the four lines below it, indented
            - **Next.js**: `async headers() { return [{ source: "/:path*", headers: securityHeaders }]; }` in `next.config.ts`
            - **Express**: `app.use(helmet())` before static files and routes
            - **Django 6**: `SECURE_HSTS_SECONDS = 31536000`, `SECURE_CSP = {"default-src": [CSP.SELF]}` and its `ContentSecurityPolicyMiddleware`
            - **ASP.NET Core**: `builder.Services.AddHsts(o => o.MaxAge = TimeSpan.FromDays(365))`, `app.UseHsts()`, and the other three in a middleware before `UseStaticFiles`
            - **Rails**: `config.force_ssl = true`, and `policy.default_src :self` in `config/initializers/content_security_policy.rb`
            - **nginx**: `add_header X-Frame-Options DENY always;` and the other three beside it, again in each location that has an `add_header` of its own
            """;

    public override string SettledBy =>
        """
            A probe fetches the start page, sign-in, a deep link, a missing page and one API answer, and reads their
            headers. Headers that a proxy or content network adds are settled by their output: `shipworthy attest 1.8`, for
            90 days.
            """;

    public override string Counts =>
        "each site that answers browsers counts four times, once a header; an API without pages counts once, for the header that keeps it on https";

    public override string ProvedWhen =>
        "sends the header with every page, sign-in and errors too, by its own code or by its host's documented default";

    public override string UnprovenWhen => "is served by a host or a proxy whose headers are not in the repository";

    public override string? NotApplicableWhen => "nothing here answers over HTTP";
}
