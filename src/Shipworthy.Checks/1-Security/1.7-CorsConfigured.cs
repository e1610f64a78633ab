namespace Shipworthy.Checks.Security;

/// <summary>Which foreign pages may read the answers of the app's parts.</summary>
public sealed class CorsConfigured() : Check("1.7", "CORS configured (not * on production)")
{
    /// <summary>A sentence with more paths than this is not read to its end.</summary>
    const int MostPaths = 4;

    static readonly Rule ActsAsVisitor = new("1.7-F1", Blocker, Stranger)
    {
        Says = "lets every website act as the signed-in user",
        Title = "Act in a customer's name from any web page",
        Consequence =
            "Any page that a signed-in customer opens can call the app with the customer's cookie, and read and change what the customer can.",
        Fix = "Allow the exact addresses of your own pages instead of sending the caller's back.",
    };

    static readonly Rule OpensSocket = new("1.7-F7", Blocker, Stranger)
    {
        Says = "lets every website open a socket as the signed-in user",
        Title = "Open a socket in a customer's name from any web page",
        Consequence =
            "Any page that a signed-in customer opens can connect with the customer's cookie, listen to what comes, and send what it likes.",
        Fix = "Name your own pages as the only origins of the socket.",
    };

    static readonly Rule ReadsAnswers = new("1.7-F2", Major, Stranger)
    {
        Says = "lets every website read its answers",
        Title = "Call the app and read its answers from any web page",
        Consequence =
            "Any page can use the app from its visitors' browsers; a token that leaks or is typed there works, and costs land on you.",
        Fix = "Allow the exact addresses of your own pages, or serve page and API from one address and allow none.",
    };

    static readonly Rule MatchesForeigners = new("1.7-F3", Major, Stranger)
    {
        Says = "allows addresses that are not yours",
        Title = "Register an address that the app takes for your own",
        Consequence = "Somebody gets an address that fits the pattern, and their page has every right that yours has.",
        Fix = "Compare with whole addresses; where a pattern is needed, begin it with ^https://, escape its dots and end it with $.",
    };

    static readonly Rule FallsOpen = new("1.7-F4", Major, BadLuck)
    {
        Says = "falls back to every website when a variable is missing",
        Title = "Open the app to every website by a forgotten variable",
        Consequence = "One variable that is not set in production opens the answers to every page, and nothing shows it.",
        Fix = "Drop the fallback, and refuse to start in production without the list.",
    };

    static readonly Rule WritesToBucket = new("1.7-F8", Major, Stranger)
    {
        Says = "lets every website write to the bucket",
        Title = "Write to the bucket from any web page",
        Consequence = "Any page that holds or is handed an upload address can put, replace or delete objects from its visitors' browsers.",
        Fix = "Name your own pages as the origins of everything but GET.",
    };

    static readonly Rule AllowsLocal = new("1.7-F5", Minor, Stranger)
    {
        Says = "trusts local addresses in production, together with cookies",
        Title = "Act in a customer's name from a program on the customer's machine",
        Consequence = "Whatever listens on that port of a customer's machine can use the app in the customer's name.",
        Fix = "Allow the local addresses only in development.",
    };

    static readonly Rule Confuses = new("1.7-F6", Minor, BadLuck)
    {
        Says = "answers by origin without saying so to caches",
        Title = "Hand one site's answer to another through a cache",
        Consequence = "A cache keeps the answer for one origin and gives it to the next, or browsers refuse answers that carry two rules.",
        Fix = "Let one place decide, and send Vary: Origin with every answer that depends on it.",
    };

    /// <inheritdoc/>
    public override string Why =>
        "A browser lets a foreign web page read your API's answers only if your API says so. A policy that is too open lets any page a customer visits act and read in that customer's name.";

    /// <inheritdoc/>
    public override string Fix =>
        """
            Read the list of your pages from one variable, and refuse to start in production when it is empty.
            - **Express, Fastify, Hono, Koa**: `cors({ origin: env.WEB_ORIGINS.split(",") })`, never `cors()` alone
            - **NestJS**: `app.enableCors({ origin: config.getOrThrow("WEB_ORIGINS").split(",") })`
            - **Next.js**: delete the header; pages and route handlers share one address
            - **FastAPI**: `add_middleware(CORSMiddleware, allow_origins=settings.web_origins)`
            - **Flask**: `CORS(app, origins=app.config["WEB_ORIGINS"])`, never `CORS(app)` alone
            - **Django**: `CORS_ALLOWED_ORIGINS = env.list("WEB_ORIGINS")`, never `CORS_ALLOW_ALL_ORIGINS`
            - **ASP.NET Core**: `policy.WithOrigins(options.WebOrigins)`, never `AllowAnyOrigin()`
            - **Supabase functions**: one shared helper that answers listed origins only, and sets `Vary: Origin`
            - **Any**: serve page and API from one address, and delete CORS altogether
            """;

    /// <inheritdoc/>
    public override string SettledBy =>
        "A probe asks with four foreign origins and changes nothing. The statement that an API is public on purpose: `shipworthy attest 1.7`, for 180 days. "
        + "Where the reason is a language or a framework that is not read, the probe settles that, too.";

    /// <inheritdoc/>
    public override string Counts => "each policy of each service counts once";

    /// <inheritdoc/>
    public override string ProvedWhen => "names exact origins, or grants nothing because page and API share one address";

    /// <inheritdoc/>
    public override string UnprovenWhen =>
        "takes its list from a variable whose value is not in the repository, its pages come from another address and no rule was found, or it speaks of other origins in a language that is not read";

    /// <inheritdoc/>
    public override string NotApplicableWhen => "no browser can reach this app";

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules =>
        [ActsAsVisitor, OpensSocket, ReadsAnswers, MatchesForeigners, FallsOpen, WritesToBucket, AllowsLocal, Confuses];

    /// <inheritdoc/>
    public override Verdict Judge(App app) =>
        app
            .CorsPolicies.JudgeEach(policy =>
                policy.Rule.NotCountedBecause is { } reason ? policy.NotCounted(reason)
                : policy.Rule.RunsIn.ReachesProduction ? JudgeOne(policy)
                : policy.NotCounted(OutsideProduction(policy))
            )
            .OrNotApplicable("nothing here answers over HTTP");

    static Finding JudgeOne(CorsPolicy policy) =>
        policy.Admits switch
        {
            Admits.Echoed or Admits.Anyone when policy.Rule.PublicBecause is { } reason => policy.Passes($"opens only {reason}"),
            Admits.Echoed or Admits.Anyone when policy.BringsCookies => In(
                policy,
                policy.Rule.Channel is Channel.Socket ? OpensSocket : ActsAsVisitor
            ),
            Admits.Echoed or Admits.Anyone when policy.Rule.Channel is Channel.Bucket => policy.Rule.AllowsWrites
                ? policy.Fails(WritesToBucket)
                : policy.Passes("lets every website read objects that are public anyway"),
            Admits.Echoed or Admits.Anyone => In(policy, ReadsAnswers),
            Admits.Matchable => policy.Fails(MatchesForeigners, policy.Rule.Because + Places(policy)),
            Admits.FallsBackToAnyone => policy.Fails(FallsOpen, $"opens to every website when {policy.Rule.Because} is not set"),
            Admits.Named or Admits.Local or Admits.Unknown when TrustsLocal(policy) => policy.Fails(AllowsLocal),
            Admits.Named when policy.Rule.ForgetsVary => policy.Fails(Confuses),
            Admits.Named or Admits.Local when policy.Contradicted is { } other => policy.Fails(
                Confuses,
                $"sets the header that {other} sets as well, and browsers refuse two"
            ),
            Admits.Named => policy.Passes("names the origins it trusts" + Places(policy)),
            Admits.Local when policy.Rule.LocalIsDefault => policy.Passes(
                $"names its origins by {policy.Rule.Because}, and local ones without it"
            ),
            Admits.Local => policy.Passes("names only local addresses; the real one is still missing"),
            Admits.Unknown => policy.Unproven(policy.Rule.Because),
            Admits.Nobody => Default(policy),
        };

    /// <summary>Local addresses that a variable replaces in production trouble nobody, nor do those that no session can be reached from.</summary>
    static bool TrustsLocal(CorsPolicy policy) =>
        policy.Rule.AllowsCredentials
        && (policy.Rule.MixesLocal || (policy is { Admits: Admits.Local, TakesCookies: true } && !policy.Rule.LocalIsDefault));

    static Finding Default(CorsPolicy policy) =>
        policy.Client switch
        {
            BrowserClient.SameOrigin => policy.Passes("grants no other origin anything; its pages share its address"),
            BrowserClient.None => policy.Passes("grants no other origin anything"),
            BrowserClient.OtherOrigin => policy.Unproven("grants no other origin anything, yet its pages come from another address"),
            BrowserClient.Unknown => policy.Unproven("grants no other origin anything, and where its pages come from could not be told"),
        };

    static string OutsideProduction(CorsPolicy policy) =>
        policy.Admits switch
        {
            Admits.Echoed or Admits.Anyone or Admits.FallsBackToAnyone => "lets every website in, outside production only",
            Admits.Nobody or Admits.Named or Admits.Local or Admits.Matchable or Admits.Unknown => "holds outside production only",
        };

    static Finding In(CorsPolicy policy, Rule rule) => policy.Fails(rule, rule.Says + Places(policy));

    /// <summary>The paths that the copies of a policy cover, where they are known; else how many there are.</summary>
    static string Places(CorsPolicy policy)
    {
        if (policy.Functions > 1)
            return $", in {policy.Functions} functions";
        if (policy.Copies.IsEmpty)
            return "";
        var paths = policy.Copies.Prepend(policy.Rule).Select(rule => rule.Covers).Distinct(StringComparer.Ordinal).ToList();
        return paths.Count == 1 || paths.Contains("") ? $", in {policy.Copies.Length + 1} places"
            : paths.Count > MostPaths ? $", at {string.Join(", ", paths.Take(MostPaths - 1))} and {paths.Count - MostPaths + 1} other paths"
            : $", at {string.Join(", ", paths.SkipLast(1))} and {paths[^1]}";
    }
}
