using System.Text.RegularExpressions;
using Shipworthy.Extractors.Docs;

namespace Shipworthy.Extractors.Customers;

/// <summary>Finds addresses of status pages in a text: pages at <c>status.</c> and one's own domain, and those at companies that host them.</summary>
static partial class StatusHosts
{
    /// <summary>The hosts, each with what it is and where it stands.</summary>
    public static IEnumerable<(string Host, StatusPlaceKind Kind, int Index)> In(string text)
    {
        if (!text.Contains("status", StringComparison.OrdinalIgnoreCase) && !text.Contains("uptime", StringComparison.OrdinalIgnoreCase))
            yield break;
        foreach (Match match in Address().Matches(text))
        {
            var host = match.Groups["host"].Value.ToLowerInvariant().TrimEnd('.');
            if (match.Groups["label"].Success && PartOfProvider().IsMatch(match.Groups["label"].Value))
                continue;
            var kind =
                Placeholders.IsIn(host) || MadeUp().IsMatch(host) ? StatusPlaceKind.MadeUp
                : match.Groups["own"].Success && DomainNames.IsVendor(match.Groups["own"].Value) || Foreign().IsMatch(host)
                    ? StatusPlaceKind.Foreign
                : StatusPlaceKind.Link;
            yield return (host, kind, match.Index);
        }
    }

    /// <summary>Links to rooms and accounts where a team can tell people something.</summary>
    public static MatchCollection Rooms(string text) => Room().Matches(text);

    [GeneratedRegex(
        @"https?://(?<host>(?:status|uptime)\.(?<own>[\w-]+(?:\.[\w-]+)+)|(?<label>[\w-]+)\.(?:statuspage\.io|instatus\.com|betteruptime\.com|betterstack\.com|openstatus\.dev|checkly-status-page\.com|hund\.io|freshstatus\.io|cronitorstatus\.com|status\.io|statuspal\.io|statuspal\.eu|onlineornot\.com)|stats\.uptimerobot\.com/\w{4,}|(?:www\.)?[\w-]*status\.(?:com|io|org|dev)(?![\w.-])|[\w-]+\.github\.io/(?:upptime|status)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Address();

    /// <summary>Names that the hosting companies use themselves.</summary>
    [GeneratedRegex(
        @"^(api|app|www|docs?|logs?|uptime|in|help|telemetry|blog|dashboard|cdn|assets|manage|tunnel|\w+-logs?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex PartOfProvider();

    [GeneratedRegex(
        @"^(status|uptime)\.(company|domain|app|site|acme|yourapp|mycompany|your-?\w+|my-?\w+)\.\w+$|^(your|my|company|acme|example)[\w-]*\.",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex MadeUp();

    [GeneratedRegex(
        @"^(www\.)?(github|vercel-?|netlify|heroku|discord|cloudflare|twilio|digitalocean|slack|gitlab|npm|python|google|aws|azure|render|railway|fly|supabase|openai|anthropic|stripe|resend|sendgrid)-?status\.",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Foreign();

    [GeneratedRegex(
        @"https?://(?:www\.)?(?:(?:x|twitter)\.com/(?!intent|share|home|search)\w{2,}|bsky\.app/profile/[\w.-]+|mastodon\.\w+/@\w+|[\w.-]+/@\w+@?|discord(?:\.gg|\.com/invite)/[\w-]{2,}|join\.slack\.com/[\w/.-]+|t\.me/\w{2,})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Room();
}

/// <summary>Words for an app that is down, in the languages that Shipworthy reads.</summary>
static class OutageWords
{
    static readonly WordList Words = new(
        "outage*, downtime, service status, service interruption*, service disruption*, planned maintenance, scheduled maintenance, status updates, incident updates, system status",
        "interrupciones, interrupcion del servicio, mantenimiento programado, interrupcoes, indisponibilidade, manutencao programada, pannes, maintenance planifiee, ausfalle, stoerungen, storungen, wartungsarbeiten, disservizi, manutenzione programmata, awarie, przerwy w dzialaniu, kesintiler, planli bakim",
        "服务中断, 停机维护, 故障公告, 障害情報, メンテナンス情報"
    );

    /// <summary>Whether a text speaks of it.</summary>
    public static bool IsIn(string text) => Words.IsIn(text);
}
