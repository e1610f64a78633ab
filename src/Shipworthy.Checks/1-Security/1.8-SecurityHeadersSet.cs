namespace Shipworthy.Checks.Security;

public sealed class SecurityHeadersSet() : Check("1.8", "Security headers set (CSP, X-Frame-Options, HSTS, Referrer-Policy)")
{
    static readonly Rule NoPolicy = new("1.8-F1", Major, Stranger)
    {
        Says = "sends no content policy",
        Title = "Run a script of their own in your pages",
        Consequence =
            "One field that is shown unescaped, or one hacked script of a supplier, can read and send away what your customers see and type.",
        Fix = "Send a Content-Security-Policy that names where scripts come from, first as Report-Only for a day, then enforced.",
    };

    static readonly Rule CanBeFramed = new("1.8-F3", Major, Stranger)
    {
        Says = "lets every site frame its pages",
        Title = "Put your page into theirs, unseen, and collect clicks",
        Consequence = "A customer clicks on something harmless, and in truth presses a button of your app: buys, deletes, grants.",
        Fix = "Send X-Frame-Options: DENY, or frame-ancestors 'none' in the policy.",
    };

    static readonly Rule LeavesHttps = new("1.8-F4", Major, Stranger)
    {
        Says = "never tells browsers to keep to https",
        Title = "Read a customer's traffic in a café",
        Consequence = "Whoever sits on the same network can answer a first call over http in your name, and take the session.",
        Fix = "Send Strict-Transport-Security: max-age=31536000; includeSubDomains with every answer.",
    };

    static readonly Rule WeakPolicy = new("1.8-F2", Minor, Stranger)
    {
        Says = "has a content policy that does not restrict scripts",
        Title = "Run a script of their own in spite of the policy",
        Consequence = "The header is there and stops no script, so that an injected one works as if there were none.",
        Fix = "Name the sources of scripts in script-src, without * and https:.",
    };

    static readonly Rule TellsReferrers = new("1.8-F5", Minor, Stranger)
    {
        Says = "says nothing about referrers",
        Title = "Learn private addresses from the links that people follow",
        Consequence = "Addresses with ids, searches or tokens reach other sites, where older browsers send them whole.",
        Fix = "Send Referrer-Policy: strict-origin-when-cross-origin.",
    };

    static readonly Rule SendsPartly = new("1.8-F7", Minor, Stranger)
    {
        Says = "sends the header with some pages only",
        Title = "Use the pages that lack the header",
        Consequence = "The sign-in page, an error page or a deep link goes without it, and that one is enough.",
        Fix = "Set the headers once, in front of everything, errors too.",
    };

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

    public override ImmutableArray<Rule> Rules => [NoPolicy, CanBeFramed, LeavesHttps, WeakPolicy, TellsReferrers, SendsPartly];

    public override Verdict Judge(App app) =>
        app
            .SecurityHeaders.JudgeEach(header =>
                header.State switch
                {
                    HeaderState.Sent => header.Passes(About(header)),
                    HeaderState.Unknown => header.Unproven($"{header.Surface}, {header.Kind.Name}: {header.Because}"),
                    HeaderState.Partial => header.Fails(SendsPartly, $"{header.Surface}, {header.Kind.Name}: {header.Because}"),
                    HeaderState.Weak => header.Fails(WhenWeak(header.Kind), About(header)),
                    HeaderState.Absent => header.Fails(WhenAbsent(header.Kind), About(header)),
                }
            )
            .OrNotApplicable("nothing here answers over HTTP");

    static string About(SecurityHeader header) => $"{header.Surface} {header.Because}";

    static Rule WhenAbsent(HeaderKind kind) =>
        kind switch
        {
            HeaderKind.ContentPolicy => NoPolicy,
            HeaderKind.Framing => CanBeFramed,
            HeaderKind.Https => LeavesHttps,
            HeaderKind.Referrer or HeaderKind.Unknown => TellsReferrers,
        };

    static Rule WhenWeak(HeaderKind kind) =>
        kind switch
        {
            HeaderKind.ContentPolicy => WeakPolicy,
            HeaderKind.Framing => CanBeFramed,
            HeaderKind.Https => LeavesHttps with { Severity = Minor },
            HeaderKind.Referrer or HeaderKind.Unknown => TellsReferrers,
        };
}
