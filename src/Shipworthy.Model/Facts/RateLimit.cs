namespace Shipworthy.Model;

/// <summary>By what a limit tells callers apart.</summary>
public enum LimitKey
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>The person or key that was verified before. Strangers are nobody, and share one count.</summary>
    User,

    /// <summary>The person who was verified before, and strangers by the address of the connection.</summary>
    UserOrAddress,

    /// <summary>The address of the connection, or one that the platform itself vouches for.</summary>
    Address,

    /// <summary>Something that callers choose freely: a header, the left-most forwarded address, an unverified token, a field of the body.</summary>
    Chosen,

    /// <summary>One count for everybody.</summary>
    Everybody,
}

/// <summary>Where a limit keeps its counts.</summary>
public enum LimitStore
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>The memory of the process.</summary>
    Memory,

    /// <summary>A store that all instances share.</summary>
    Shared,

    /// <summary>The edge or the platform in front of the app.</summary>
    Edge,
}

/// <summary>A limit of calls on the path of an endpoint (rubric L).</summary>
/// <param name="At">The line that makes it.</param>
/// <param name="By">The library, product or function that counts.</param>
public sealed record RateLimit(Location At, string By)
{
    /// <summary>Where it is mended: the function that counts, where the app wrote it itself; otherwise the line that makes it.</summary>
    public Location MadeAt { get; init; } = At;

    /// <summary>What mends it, as findings name it among their roots.</summary>
    public string Root => $"line:{MadeAt.Path}:{MadeAt.Line}";

    /// <summary>By what callers are told apart.</summary>
    public LimitKey Key { get; init; }

    /// <summary>What the key is taken from, where callers choose it: "the X-Forwarded-For header".</summary>
    public string KeyFrom { get; init; } = "";

    /// <summary>Whether it counts by the account that a caller names, which a caller can choose, and which yet slows guesses at that account down.</summary>
    public bool CountsAccount { get; init; }

    /// <summary>Where counts are kept.</summary>
    public LimitStore Store { get; init; }

    /// <summary>How many calls a caller may make in the window; null when it is computed.</summary>
    public double? Calls { get; init; }

    /// <summary>The window in seconds; null when it is computed.</summary>
    public double? Seconds { get; init; }

    /// <summary>Calls a minute; null when unknown.</summary>
    public double? PerMinute => Calls is { } calls && Seconds is > 0 and { } seconds ? calls * 60 / seconds : null;

    /// <summary>Where it holds.</summary>
    public RunsIn RunsIn { get; init; } = RunsIn.Everywhere;

    /// <summary>Why it does nothing although it is there, as a clause: "its answer is never looked at"; null when it acts.</summary>
    public string? Idle { get; init; }

    /// <summary>Why it may not count for this endpoint although it acts, as a clause; null when it surely does.</summary>
    public string? Doubt { get; init; }

    /// <summary>Whether it counts connections, and no calls on one that is open.</summary>
    public bool CountsConnections { get; init; }

    /// <summary>Whether it is one that a vendor runs by default and no code here shows.</summary>
    public bool IsVendorDefault { get; init; }
}
