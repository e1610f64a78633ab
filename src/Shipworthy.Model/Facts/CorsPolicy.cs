namespace Shipworthy.Model;

/// <summary>From where the browsers of an app's users call a part of it.</summary>
public enum BrowserClient
{
    /// <summary>There is one, and from where it calls could not be told.</summary>
    Unknown,

    /// <summary>No page of this app calls it.</summary>
    None,

    /// <summary>Its pages come from the same address.</summary>
    SameOrigin,

    /// <summary>Its pages come from another address.</summary>
    OtherOrigin,
}

/// <summary>
/// What a part of the app grants to pages of other origins: one <see cref="CorsRule"/>, or identical ones of several functions, or the default of browsers
/// where the part has none.
/// </summary>
/// <param name="Deployable">Name of the part.</param>
/// <param name="Rule">The rule that stands for it.</param>
public sealed record CorsPolicy(string Deployable, CorsRule Rule) : Fact(Rule.At)
{
    /// <inheritdoc/>
    public override string Identity => $"cors:{Deployable}:{Rule.Kind}:{Rule.At.Path}:{Rule.Covers}{Suffix}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related
    {
        get
        {
            ImmutableArray<Location> places = [.. Rule.Evidence, .. Copies.Select(copy => copy.At)];
            return Contradicted is null ? places : places.Add(Contradicted);
        }
    }

    /// <summary>Who may read.</summary>
    public Admits Admits => Rule.Admits;

    /// <summary>Identical rules of other functions, which the finding lists.</summary>
    public ImmutableArray<CorsRule> Copies { get; init; } = [];

    /// <summary>How many functions have it, each counted once; 0 where functions are not deployed one by one.</summary>
    public int Functions => Copies.Prepend(Rule).SelectMany(rule => rule.Functions).Distinct(StringComparer.Ordinal).Count();

    /// <summary>What tells the part who is calling.</summary>
    public SignIn SignIn { get; init; }

    /// <summary>From where browsers call it.</summary>
    public BrowserClient Client { get; init; }

    /// <summary>Where the client shows from where it calls, or the same address is made; null when nothing shows it.</summary>
    public Location? ClientAt { get; init; }

    /// <summary>A rule in front of the part that sets the same header a second time; null when there is none.</summary>
    public Location? Contradicted { get; init; }

    /// <summary>Tells rules apart that are alike in everything but their place: empty, or <c>#2</c>.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Whether a foreign page can make a visitor's browser act in the visitor's name, and read what comes of it.</summary>
    public bool BringsCookies =>
        Rule.Channel switch
        {
            Channel.Http => Admits is Admits.Echoed && Rule.AllowsCredentials && SignIn.MayBeCookie,
            Channel.Socket => Admits is Admits.Echoed or Admits.Anyone && SignIn is SignIn.Cookie or SignIn.CookieAndBearer,
            Channel.Bucket => false,
        };

    /// <summary>Whether a foreign page can reach a session at all: cookies may come along, or are sent with a socket anyway.</summary>
    public bool TakesCookies => Rule.AllowsCredentials && SignIn is SignIn.Cookie or SignIn.CookieAndBearer;

    /// <summary>Whether an address is one of the visitor's own machine or network: it has no name that the internet knows.</summary>
    public static bool IsLocal(string origin) =>
        origin.StartsWith("localhost", StringComparison.OrdinalIgnoreCase)
        || (
            Uri.TryCreate(origin, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https"
            && (
                address.IsLoopback
                || !address.Host.Contains('.', StringComparison.Ordinal)
                || IsPrivate(address)
                || address.Host is "host.docker.internal"
                || address.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            )
        );

    static bool IsPrivate(Uri address) =>
        address.HostNameType is UriHostNameType.IPv4
        && (
            address.Host is "0.0.0.0"
            || address.Host.StartsWith("10.", StringComparison.Ordinal)
            || address.Host.StartsWith("192.168.", StringComparison.Ordinal)
        );
}

public sealed partial class App
{
    /// <summary>What each part of the app grants to pages of other origins.</summary>
    public Facts<CorsPolicy> CorsPolicies => Of<CorsPolicy>();
}
