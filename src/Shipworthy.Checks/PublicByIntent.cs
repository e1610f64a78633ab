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
}
