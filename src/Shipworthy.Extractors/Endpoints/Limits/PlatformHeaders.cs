using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Limits;

/// <summary>
/// Headers that hold the address of whoever calls where a host or proxy writes them, and whatever callers like everywhere else (rubric L3). By the hosts' documentation of November
/// 2026.
/// </summary>
static partial class PlatformHeaders
{
    static readonly ImmutableArray<string> Names =
    [
        "x-forwarded-for",
        "x-client-ip",
        "true-client-ip",
        "x-cluster-client-ip",
        "forwarded",
        "x-real-ip",
        "cf-connecting-ip",
        "fly-client-ip",
        "x-nf-client-connection-ip",
        "x-vercel-forwarded-for",
        "x-vercel-ip",
        "x-envoy-external-address",
    ];

    /// <summary>Whether a header is one of them.</summary>
    public static bool HoldAddress(string name) => Names.Contains(name);

    /// <summary>What a key is taken from, as findings name it: the headers in the order in which they are looked at.</summary>
    public static string Say(List<string> headers) =>
        headers is [.. { Count: > 0 } first, var last] ? $"the {string.Join(", ", first)} and {last} headers" : $"the {headers[0]} header";

    /// <summary>A limit with its key as the host and the proxies of a part of the app make it.</summary>
    public static RateLimit Trusted(RateLimit limit, Sources sources, Deployable? part)
    {
        if (limit.Key is not (LimitKey.Chosen or LimitKey.User))
            return limit;
        var name = Words().Matches(limit.KeyFrom).Select(one => one.Value).FirstOrDefault(HoldAddress);
        var written = name is null ? false : IsWritten(name, part?.Hosting ?? Hosting.Unknown, sources);
        return written is false
            ? limit
            : limit with
            {
                Key = limit.Key is LimitKey.User ? LimitKey.UserOrAddress : LimitKey.Address,
                KeyFrom = "",
                Doubt = written is true
                    ? limit.Doubt
                    : limit.Doubt ?? $"whether its host writes the {name} header itself is not in the repository",
            };
    }

    /// <summary>Whether callers surely cannot choose a header; null when that depends on what the repository does not show.</summary>
    static bool? IsWritten(string name, Hosting hosting, Sources sources) =>
        name switch
        {
            "x-forwarded-for" => hosting is Hosting.Vercel,
            "x-client-ip" or "true-client-ip" or "x-cluster-client-ip" or "forwarded" => false,
            "x-vercel-forwarded-for" or "x-vercel-ip" => By(hosting, Hosting.Vercel),
            "fly-client-ip" => By(hosting, Hosting.Fly),
            "x-nf-client-connection-ip" => By(hosting, Hosting.Netlify),
            "cf-connecting-ip" => hosting is Hosting.Cloudflare or Hosting.Supabase or Hosting.Render ? true
            : sources.Edges.Of(null) is not null ? null
            : By(hosting, Hosting.Cloudflare),
            "x-real-ip" => hosting is Hosting.Vercel or Hosting.Railway || IsWrittenByProxy(sources) ? true
            : hosting is Hosting.Cloudflare or Hosting.Supabase ? null
            : By(hosting, Hosting.Vercel),
            _ => null,
        };

    /// <summary>Machines and clusters may have a proxy in front that writes the header; a host that is known to write another one does not write this one.</summary>
    static bool? By(Hosting hosting, Hosting writer) =>
        hosting == writer ? true
        : hosting
            is Hosting.Unknown
                or Hosting.Lovable
                or Hosting.Replit
                or Hosting.Kubernetes
                or Hosting.Compose
                or Hosting.Aws
                or Hosting.GoogleCloud
                or Hosting.Azure
            ? null
        : false;

    /// <summary>A proxy whose settings are in the repository, and that writes the address of the connection there.</summary>
    static bool IsWrittenByProxy(Sources sources) =>
        sources.Tree.Files.Any(file =>
            (
                file.Name.Contains("nginx", StringComparison.OrdinalIgnoreCase)
                || file.Name is "Caddyfile"
                || file.Path.EndsWith(".conf", StringComparison.Ordinal)
            ) && Writes().IsMatch(file.Text)
        );

    [GeneratedRegex("[a-z][a-z-]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Words();

    [GeneratedRegex(
        @"proxy_set_header\s+X-Real-IP\s+\$remote_addr|header_up\s+X-Real-IP\s+\{(?:http\.request\.)?remote",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Writes();
}
