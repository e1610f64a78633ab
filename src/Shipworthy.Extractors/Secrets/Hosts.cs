using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Secrets;

/// <summary>How far away the thing is that a secret opens.</summary>
enum Reach
{
    /// <summary>No host stands near it.</summary>
    Unknown,

    /// <summary>The host is a placeholder.</summary>
    Placeholder,

    /// <summary>This machine, or a container beside it.</summary>
    Local,

    /// <summary>A private network.</summary>
    Private,

    /// <summary>A host that can be reached from the internet.</summary>
    Real,
}

/// <summary>Tells hosts by their names.</summary>
static partial class Hosts
{
    /// <summary>Where managed databases and services live: a password for one of these is real wherever it stands.</summary>
    static readonly string[] Hosted = """
        .neon.tech .supabase.com .supabase.co .rds.amazonaws.com .cache.amazonaws.com .mongodb.net .upstash.io
        .railway.app .rlwy.net .render.com .postgres.database.azure.com .database.windows.net .azure.com
        .redislabs.com .redis-cloud.com .redns.redis-cloud.com .cloudamqp.com .aivencloud.com .ondigitalocean.com
        .psdb.cloud .planetscale.com .elephantsql.com .cockroachlabs.cloud .timescale.com .fly.dev .mlab.com
        .heroku.com .compute.amazonaws.com .turso.io .xata.sh .tidbcloud.com
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a managed service runs there.</summary>
    public static bool IsHosted(string host) => Hosted.Any(end => host.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>How far away a host is. A name of one label is a container of the same network.</summary>
    public static Reach Of(string host)
    {
        var name = host.Trim('[', ']', '.').ToLowerInvariant();
        if (name.Length == 0)
            return Reach.Unknown;
        if (
            name is "localhost" or "::1" or "0.0.0.0" or "host.docker.internal" or "gateway.docker.internal"
            || name.StartsWith("127.", StringComparison.Ordinal)
            || name.EndsWith(".localhost", StringComparison.Ordinal)
        )
            return Reach.Local;
        if (IsPlaceholder(name))
            return Reach.Placeholder;
        if (System.Net.IPAddress.TryParse(name, out var address))
            return IsPrivate(address) ? Reach.Private : Reach.Real;
        if (
            !name.Contains('.', StringComparison.Ordinal)
            || name.EndsWith(".local", StringComparison.Ordinal)
            || name.EndsWith(".internal", StringComparison.Ordinal)
            || name.EndsWith(".svc", StringComparison.Ordinal)
            || name.EndsWith(".flycast", StringComparison.Ordinal)
        )
            return Reach.Local;
        return name.Split('.')[^1].All(char.IsAsciiLetter) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-')
            ? Reach.Real
            : Reach.Unknown;
    }

    /// <summary>The farthest host that a text names in a URL, an address of mail, or a setting.</summary>
    public static Reach FarthestIn(string text)
    {
        var farthest = Reach.Unknown;
        foreach (var match in Named().EnumerateMatches(text))
        {
            var found = text.Substring(match.Index, match.Length);
            var host = found[(found.LastIndexOfAny(['/', '@', '=', ':', '"', '\'', ' ', '>']) + 1)..];
            var reach = Of(host);
            if (reach > farthest && !IsForReading(host))
                farthest = reach;
        }
        return farthest;
    }

    /// <summary>Whether the name is reserved for documents (RFC 2606) or stands for another one.</summary>
    public static bool IsPlaceholder(string name) =>
        name
            is "host"
                or "hostname"
                or "server"
                or "servername"
                or "domain"
                or "domain.com"
                or "yourdomain.com"
                or "your-domain.com"
                or "mydomain.com"
                or "company.com"
                or "acme.com"
                or "test.com"
                or "email.com"
                or "foo.com"
                or "mail.com"
                or "site.com"
                or "yoursite.com"
                or "yourapp.com"
                or "myapp.com"
                or "host.com"
                or "abc.com"
        || name is "example" or "example.com" or "example.org" or "example.net"
        || name.EndsWith(".example.com", StringComparison.Ordinal)
        || name.EndsWith(".example.org", StringComparison.Ordinal)
        || name.EndsWith(".example.net", StringComparison.Ordinal)
        || name.EndsWith(".example", StringComparison.Ordinal)
        || name.EndsWith(".test", StringComparison.Ordinal)
        || name.EndsWith(".invalid", StringComparison.Ordinal)
        || name.StartsWith("your", StringComparison.Ordinal)
        || name.Contains("example", StringComparison.Ordinal)
        || name.Contains("xxx", StringComparison.Ordinal)
        || name.Contains("your-", StringComparison.Ordinal)
        || name.Contains("placeholder", StringComparison.Ordinal);

    /// <summary>Addresses that people are sent to for reading or signing up say nothing of what a value opens.</summary>
    static bool IsForReading(string host) =>
        host.StartsWith("docs.", StringComparison.OrdinalIgnoreCase)
        || host.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
        || host.StartsWith("developer", StringComparison.OrdinalIgnoreCase)
        || host.Contains("github.com", StringComparison.OrdinalIgnoreCase)
        || host.Contains("w3.org", StringComparison.OrdinalIgnoreCase)
        || host.Contains("schema", StringComparison.OrdinalIgnoreCase)
        || host.Contains("stackoverflow", StringComparison.OrdinalIgnoreCase)
        || host.Contains("wikipedia", StringComparison.OrdinalIgnoreCase);

    static bool IsPrivate(System.Net.IPAddress address) =>
        address.GetAddressBytes() switch
        {
            [10, ..] or [192, 168, ..] or [169, 254, ..] => true,
            [172, >= 16 and <= 31, ..] => true,
            [0xFC or 0xFD, ..] and { Length: 16 } => true,
            _ => false,
        };

    [GeneratedRegex(
        """://(?:[^\s/@"'<>]{1,200}@)?[A-Za-z0-9.-]{2,200}|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,60}){1,5}|(?i:host|hostname|server|addr|address|endpoint|data source)["']?\s{0,8}(?:=>|[:=])\s{0,8}["']?[A-Za-z0-9.-]{2,200}""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Named();
}
