namespace Shipworthy.Checks;

/// <summary>Endpoints that strangers are meant to write to, by the words of their address: contact forms, waiting lists, counts of visits.</summary>
static class PublicByIntent
{
    static readonly ImmutableArray<(string Word, string Says)> Words =
    [
        ("contact", "contact forms"),
        ("waitlist", "waiting lists"),
        ("waiting", "waiting lists"),
        ("newsletter", "newsletters"),
        ("subscribe", "newsletters"),
        ("unsubscribe", "newsletters"),
        ("feedback", "feedback forms"),
        ("inquiry", "contact forms"),
        ("enquiry", "contact forms"),
        ("lead", "contact forms"),
        ("leads", "contact forms"),
        ("analytics", "counts of visits"),
        ("pageview", "counts of visits"),
        ("pageviews", "counts of visits"),
        ("view", "counts of visits"),
        ("views", "counts of visits"),
        ("vitals", "counts of visits"),
        ("click", "counts of visits"),
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
        var parts = endpoint.Route.ToLowerInvariant().Split(['/', '.', '#', ':', '-', '_'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var (word, says) in Words)
            if (parts.Contains(word, StringComparer.Ordinal))
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
}
