namespace Shipworthy.Reports.Tests.Samples;

/// <summary>A check with all its words, to show what an explanation looks like.</summary>
static class CorsSample
{
    public static Check Check { get; } =
        new SampleCheck("1.7", "CORS configured (not * on production)")
        {
            WhyText = """
                A browser lets a foreign web page read your API's answers only if your API says so. A policy that is too open
                lets any page a customer visits act and read in that customer's name.
                """,
            FixText = """
                Read the list from one variable, and refuse to start in production when it is empty.

                - **FastAPI**: `add_middleware(CORSMiddleware, allow_origins=settings.web_origins)`
                - **Express**: `app.use(cors({ origin: env.WEB_ORIGINS.split(",") }))`
                - **ASP.NET**: `policy.WithOrigins(options.WebOrigins)`
                - **Supabase**: one shared helper that answers listed origins only, and sets `Vary: Origin`
                - **Anything behind a gateway of its own**: serve page and API from one address, and delete CORS altogether
                """,
            SettledText = """
                A probe asks with four foreign origins and changes nothing. An API that is public on purpose is stated:
                `shipworthy attest 1.7`, for 180 days.
                """,
            CountsText = "each policy of each service counts once",
            ProvedText = "names exact origins, or grants nothing because page and API share one address",
            OpenText = "takes its list from a variable whose value is not in the repository",
            AbsentText = "no browser can reach this service",
            RuleList =
            [
                Rule("1.7-F1", Severity.Blocker, "lets every website read answers with the visitor's cookie"),
                Rule("1.7-F7", Severity.Blocker, "lets every website read answers with the visitor's cookie"),
                Rule("1.7-F2", Severity.Major, "lets every website read answers without a cookie"),
                Rule("1.7-F3", Severity.Major, "matches addresses that are not yours (yours.com|attacker.net)"),
                Rule("1.7-F4", Severity.Major, "falls back to * when a variable is missing"),
                Rule("1.7-F5", Severity.Minor, "allows local addresses in production together with cookies"),
            ],
            Answer = Some.Judged(
                Some.Passes("api/main.py:16", "lists two exact origins; no wildcard, no reflection"),
                Some.NotCounted("api/main.py:18", "a star for methods and headers is not a star for origins")
            ),
        };

    static Rule Rule(string id, Severity severity, string says) =>
        new(id, severity, Who.Stranger)
        {
            Says = says,
            Title = "Act in a visitor's name from any website",
            Consequence = "Every website can read what the app answers to its visitor.",
            Fix = "Answer the origins that you list, and no others.",
        };
}
