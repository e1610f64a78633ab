using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Jobs;

/// <summary>The words by which functions tell how much is lost with them. Names are as written.</summary>
static partial class WorkWords
{
    /// <summary>Whether a function by its name only counts, remembers, or tells the team.</summary>
    public static bool IsTrifle(string name) => Trifle().IsMatch(name);

    /// <summary>Whether a function by its name tells the team, and not a user.</summary>
    public static bool IsForTeam(string name) => Team().IsMatch(name);

    /// <summary>Whether a function by its name writes to people.</summary>
    public static bool Writes(string name) => Writing().IsMatch(name);

    /// <summary>Whether a function by its name does what people wait for.</summary>
    public static bool IsBusiness(string name) => Business().IsMatch(name);

    /// <summary>Whether a column only tells when something was last seen or how often.</summary>
    public static bool IsStatistic(string column) => Statistic().IsMatch(column);

    /// <summary>Whether a state of a row says that it waits.</summary>
    public static bool Waits(string text) => Waiting().IsMatch(text);

    /// <summary>Whether a function takes work into memory by its name.</summary>
    public static bool TakesIn(string name) => TakingIn().IsMatch(name);

    const RegexOptions Plain = RegexOptions.CultureInvariant;
    const RegexOptions Anyhow = Plain | RegexOptions.IgnoreCase;

    [GeneratedRegex(
        @"analytic|telemetry|metric|posthog|mixpanel|sentry|amplitude|audit|last_?(?:seen|active|login|used|access)|page_?view|impression|clicks?$|cache|revalidat|invalidat|warm_?up|prefetch|preload|clean_?up|heartbeat|keep_?alive|^ping|^touch|statistic|stats$|usage$|^(?:log|capture)(?:$|[A-Z_])|^track(?:$|Event|Usage|View|Page|Activity|Login|Download|Click|_event)|^record(?:Event|View|Visit|Click|Usage|Activity|_)|[a-z]Logs?(?:Async)?$|_logs?$|flush|garbage|evict|expireCache|rate_?limit",
        Anyhow,
        10_000
    )]
    private static partial Regex Trifle();

    [GeneratedRegex(
        @"slack|discord|telegram|admin|alert|team|internal|monitoring|founder|(?-i:(?:^|_)[Oo]ps(?=$|[A-Z_])|[a-z]Ops$|(?:[Tt]o|[Nn]otify|[Tt]ell|[Pp]age)_?[Oo]ps)",
        Anyhow,
        10_000
    )]
    private static partial Regex Team();

    [GeneratedRegex(
        @"^(?:queue|deliver|dispatch|try_?)?_?send\w*(?:e?mail|sms|message|notification|invit|push|receipt|reminder|newsletter|welcome|whatsapp)|^notify_?(?:user|customer|member|owner|subscriber|recipient|client|guest|host|buyer|seller|author|by_?mail)|^sendMail|^send_mail|e?mail_?(?:user|customer)s?$|^send(?:Welcome|Confirmation|Verification|Reset|Invoice|Receipt)",
        Anyhow,
        10_000
    )]
    private static partial Regex Writing();

    [GeneratedRegex(
        @"generat|transcrib|summari[sz]|import|export|process(?:$|[A-Z_])|fulfil|deliver|provision|onboard|convert|render|index|embed|ingest|crawl|scrape|payout|charge|refund|invoice|renew|(?<!a)sync(?:$|[A-Z_])|publish|enrich|analy[sz]e|webhook|upload",
        Anyhow,
        10_000
    )]
    private static partial Regex Business();

    [GeneratedRegex(
        @"^last_|_seen|(?:view|click|visit|hit|usage|access|login|download|play)s?(?:_count)?(?:_at)?$|count$|^updated_at$",
        Plain,
        10_000
    )]
    private static partial Regex Statistic();

    [GeneratedRegex(@"pending|queued|waiting|scheduled|unsent|unprocessed|failed|retry|due|processing|submitted|open\b", Anyhow, 10_000)]
    private static partial Regex Waiting();

    [GeneratedRegex(
        @"^(?:en_?queue|queue|schedule|defer|dispatch|add_?(?:job|task)|publish|emit|push_?job|run_?(?:in_?)?background)",
        Anyhow,
        10_000
    )]
    private static partial Regex TakingIn();
}
