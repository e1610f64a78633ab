using System.Text;

namespace Shipworthy.Checks;

/// <summary>Endpoints that strangers are meant to write to, by the words of their address: contact forms, waiting lists, counts of visits.</summary>
static class PublicByIntent
{
    const string Visits = "counts of visits";
    const string Forms = "contact forms";

    static readonly ImmutableArray<(string Word, string Says)> Words =
    [
        ("contact", Forms),
        ("waitlist", "waiting lists"),
        ("waiting", "waiting lists"),
        ("newsletter", "newsletters"),
        ("subscribe", "newsletters"),
        ("unsubscribe", "newsletters"),
        ("feedback", "feedback forms"),
        ("inquiry", Forms),
        ("enquiry", Forms),
        ("lead", Forms),
        ("leads", Forms),
        ("analytics", Visits),
        ("pageview", Visits),
        ("pageviews", Visits),
        ("view", Visits),
        ("views", Visits),
        ("vitals", Visits),
        ("click", Visits),
        ("csp", "reports of browsers"),
        ("survey", "surveys"),
        ("rsvp", "invitations"),
        ("poll", "surveys"),
        ("vote", "surveys"),
        ("cart", "shopping carts"),
        ("basket", "shopping carts"),
        ("checkout", "shopping carts"),
        ("logout", "sign-outs"),
        ("signout", "sign-outs"),
        ("health", "probes"),
    ];

    /// <summary>What it is, in the plural; null when nothing says that it is meant for strangers. Only new rows are ever meant to come from them.</summary>
    public static string? Says(Endpoint endpoint)
    {
        if (endpoint.Method is "PUT" or "PATCH" or "DELETE")
            return null;
        var action = endpoint.Method is "ACTION" ? Parts(Apart(endpoint.Route[(endpoint.Route.LastIndexOf('#') + 1)..])) : [];
        if (action.Any(word => word is "delete" or "update" or "edit") || action is ["remove", ..] and not [.., "cart" or "basket"])
            return null;
        var parts = Parts(endpoint.Route);
        if (
            action.IsEmpty
            && parts.Any(part => part is "admin" or "internal" or "billing" or "cron" or "delete" or "clear" or "purge" or "sync")
        )
            return null;
        foreach (var (word, says) in Words)
            if (
                parts.Contains(word, StringComparer.Ordinal)
                && (says != Forms || !action.IsEmpty || IsSent(endpoint.Route, word))
                // A file of views is more often one of lists than one of visits.
                && (action.IsEmpty || says != Visits || action[0] is "track" or "record" or "count" or "increment" or "log" or "register")
            )
                return says;
        return null;
    }

    /// <summary>
    /// Whether an address may be a step of signing in or signing up, which strangers are meant to take: <c>POST /user/create</c>, <c>ANY /api/auth/[...nextauth]</c>.
    /// </summary>
    public static bool MayBeSignIn(Endpoint endpoint)
    {
        if (endpoint.Method is not ("POST" or "ANY"))
            return false;
        var parts = endpoint.Route.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length >= 2
            && !parts.Any(part => part is "admin" or "staff" or "internal" or "manage")
            && (
                parts[^1] is "create" or "new" or "add" && parts[^2] is "user" or "users" or "account" or "accounts"
                || parts[^2] is "auth" && Steps.Any(step => parts[^1].Contains(step, StringComparison.Ordinal))
            );
    }

    static readonly ImmutableArray<string> Steps = ["nextauth", "unlock", "resend", "verif", "confirm", "activat", "session"];

    /// <summary>Whether an endpoint is one that hosts ask whether the app lives: <c>/ready</c>, <c>/api/v1/health</c>, and not <c>/matches/live</c>.</summary>
    public static bool IsProbe(Endpoint endpoint) =>
        endpoint.Method is "GET"
        && Parts(endpoint.Route) is [.. var before, var last]
        && last is "health" or "healthz" or "healthcheck" or "ready" or "readyz" or "readiness" or "live" or "livez" or "liveness" or "ping"
        && before.All(part => part is "api" or "health" or "system" or "actuator" or "{…}" or ['v', >= '0' and <= '9']);

    /// <summary>Whether an address ends in what a form is named for, or in sending it: <c>/leads</c>, <c>/contact/submit</c>, and not <c>/leads/import</c>.</summary>
    static bool IsSent(string route, string word) =>
        route.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(part => part[0] is not ('[' or '{' or ':' or '<')) is { } last
        && Parts(last)
            .Any(part =>
                part == word
                || part is "submit" or "send" or "create" or "new" or "add" or "save" or "form" or "message" or "messages" or "public"
            );

    static ImmutableArray<string> Parts(string route) =>
        [.. route.ToLowerInvariant().Split(['/', '.', '#', ':', '-', '_'], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The words of a name with a dash between them.</summary>
    static string Apart(string name)
    {
        var all = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
            all.Append(char.IsUpper(letter) ? "-" : "").Append(letter);
        return all.ToString();
    }
}
