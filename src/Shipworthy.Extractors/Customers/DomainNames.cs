using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Customers;

/// <summary>Questions to names of machines: which domain was bought, and whose it is.</summary>
static partial class DomainNames
{
    /// <summary>The part that somebody had to buy: <c>acme.co.uk</c> of <c>mail.acme.co.uk</c>.</summary>
    public static string Bought(string host)
    {
        var parts = host.ToLowerInvariant().Split('.');
        var count = parts is [.., { Length: 2 }] && parts.Length >= 3 && SecondLevel().IsMatch(parts[^2]) ? 3 : 2;
        return string.Join('.', parts.TakeLast(count));
    }

    /// <summary>Whether mail or news at the name belongs to a company whose products apps are built with.</summary>
    public static bool IsVendor(string host) => Vendor().IsMatch(host);

    /// <summary>Whether anybody can have a mailbox there.</summary>
    public static bool IsForAnybody(string host) => Mailboxes().IsMatch(host);

    [GeneratedRegex(@"^(co|com|org|net|edu|gov|ac|or|ne|gob|gov)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SecondLevel();

    [GeneratedRegex(
        @"(^|\.)(github|githubstatus|gitlab|bitbucket|google|googleapis|gserviceaccount|firebase|amazon|amazonaws|aws|microsoft|azure|vercel|vercel-status|netlify|netlifystatus|supabase|cloudflare|cloudflarestatus|heroku|herokustatus|render|railway|fly|flyio|digitalocean|hetzner|linode|vultr|openai|anthropic|claude|stripe|paypal|razorpay|lemonsqueezy|paddle|twilio|sendgrid|mailgun|mailchimp|postmarkapp|postmark|resend|brevo|clerk|auth0|okta|kinde|workos|neon|neondb|planetscale|mongodb|redis|upstash|datadoghq|newrelic|sentry|grafana|posthog|npmjs|nodejs|python|pypi|docker|hashicorp|terraform|atlassian|slack|discord|discordstatus|linear|notion|zoom|shopify|facebook|meta|instagram|twitter|x|linkedin|apple|letsencrypt|lovable|bolt|replit|cursor|gptengineer|huggingface|algolia|typesense|intercom|zendesk|crisp|hubspot|zoho|contentful|sanity|w3|schema|mozilla|chromium|anthropicstatus|pagerduty|opsgenie|instatus|statuspage|betterstack|betteruptime|uptimerobot|deno|bun|expo|ionic|vuejs|react|tailwindcss|mapbox|plaid|coinbase|binance|debian|ubuntu|alpinelinux|apache|jetbrains)\.(com|io|org|net|dev|app|co|ai|sh|so|eu|in|gg|me|us)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Vendor();

    [GeneratedRegex(
        @"^(gmail|googlemail|outlook|hotmail|live|yahoo|icloud|me|proton|protonmail|pm|gmx|web|aol|mail|yandex|qq|163|126|zoho|hey|fastmail)\.\w+(\.\w+)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Mailboxes();
}
