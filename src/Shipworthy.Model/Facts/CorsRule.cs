namespace Shipworthy.Model;

/// <summary>Which other origins may read answers. The order is that of harm, so that of several the last one counts.</summary>
public enum Admits
{
    /// <summary>None: browsers refuse foreign pages by default.</summary>
    Nobody,

    /// <summary>Exact addresses, or a pattern that only the owner's hosts match.</summary>
    Named,

    /// <summary>Only addresses of the visitor's own machine.</summary>
    Local,

    /// <summary>Could not be resolved; the rule says why.</summary>
    Unknown,

    /// <summary>A pattern, a prefix or a shared host that strangers can match with an address of their own.</summary>
    Matchable,

    /// <summary>Everybody, as soon as a variable is not set.</summary>
    FallsBackToAnyone,

    /// <summary>Everybody: <c>*</c>. Browsers do not send cookies along.</summary>
    Anyone,

    /// <summary>Everybody: the caller's own origin is sent back, so that cookies may come along.</summary>
    Echoed,
}

/// <summary>What an origin is let into.</summary>
public enum Channel
{
    /// <summary>Answers over HTTP.</summary>
    Http,

    /// <summary>A socket that stays open.</summary>
    Socket,

    /// <summary>The objects of a bucket.</summary>
    Bucket,
}

/// <summary>
/// One place that decides which other origins may read answers, as it was read: a middleware, a header, a rule of a platform. Which part of the app it
/// belongs to, and what follows from that, is a <see cref="CorsPolicy"/>.
/// </summary>
/// <param name="At">Where the origins are decided.</param>
/// <param name="Kind">What decides, as a stable word: <c>express</c>, <c>vercel.json</c>, <c>bucket uploads</c>.</param>
public sealed record CorsRule(Location At, string Kind) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"cors-rule:{At.Path}:{Kind}:{Covers}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => Evidence;

    /// <summary>Who may read.</summary>
    public required Admits Admits { get; init; }

    /// <summary>
    /// The reason for the answer: of unknown origins where they come from, as a clause ("takes its origins from …"), of matchable ones what they let in
    /// ("accepts every address that begins with …"), of a fallback the variable.
    /// </summary>
    public string Because { get; init; } = "";

    /// <summary>The addresses that it names.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Whether its local addresses are the fallback of a variable, so that production may well set others.</summary>
    public bool LocalIsDefault { get; init; }

    /// <summary>Whether production has local addresses beside others: the list holds both, whatever the environment sets.</summary>
    public bool MixesLocal { get; init; }

    /// <summary>Whether browsers may send cookies along.</summary>
    public bool AllowsCredentials { get; init; }

    /// <summary>What the origins are let into.</summary>
    public Channel Channel { get; init; }

    /// <summary>What tells a socket who is calling, where the socket itself shows it; unknown where the deployable decides.</summary>
    public SignIn SignIn { get; init; }

    /// <summary>Of a bucket: whether they may also write.</summary>
    public bool AllowsWrites { get; init; }

    /// <summary>Where it holds.</summary>
    public RunsIn RunsIn { get; init; } = RunsIn.Everywhere;

    /// <summary>Why what it opens is public anyway, as a clause; null when it is not.</summary>
    public string? PublicBecause { get; init; }

    /// <summary>Whether it answers differently by origin and does not say so to caches.</summary>
    public bool ForgetsVary { get; init; }

    /// <summary>Why it does not count, as a clause: "is defined and never used". Null when it counts.</summary>
    public string? NotCountedBecause { get; init; }

    /// <summary>The paths or the function that it covers; empty for everything around it.</summary>
    public string Covers { get; init; } = "";

    /// <summary>The functions that use it, where functions are deployed one by one; none elsewhere.</summary>
    public ImmutableArray<string> Functions { get; init; } = [];

    /// <summary>Whether it stands in front of an app that may have rules of its own: a proxy, a platform.</summary>
    public bool InFront { get; init; }

    /// <summary>Further places: where the list is defined, where its values come from.</summary>
    public ImmutableArray<Location> Evidence { get; init; } = [];
}

public sealed partial class App
{
    /// <summary>The places that decide which other origins may read answers.</summary>
    public Facts<CorsRule> CorsRules => Of<CorsRule>();
}
