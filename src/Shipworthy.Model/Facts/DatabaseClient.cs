namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>The places where the app opens connections to databases.</summary>
    public Facts<DatabaseClient> DatabaseClients => Of<DatabaseClient>();
}

/// <summary>A place in code or settings that opens connections to a database (rubric 7.3).</summary>
/// <param name="At">The call, or the line of the settings.</param>
/// <param name="Library">The library, as its makers spell it.</param>
public sealed record DatabaseClient(Location At, string Library) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"database-client:{At.Path}:{Library}{Suffix}";

    /// <summary>Tells clients of one file apart: empty, or <c>#2</c>.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>How long it lives.</summary>
    public required ClientLife Life { get; init; }

    /// <summary>What shows that, as a clause about the place: "is opened for GET /orders".</summary>
    public string LifeBecause { get; init; } = "";

    /// <summary>How it shares connections.</summary>
    public required ClientPooling Pooling { get; init; }

    /// <summary>What shows that, as a clause about the place; empty where the library does so by default.</summary>
    public string PoolingBecause { get; init; } = "";

    /// <summary>How many connections one process may open, where the code says it with a number.</summary>
    public int? Most { get; init; }

    /// <summary>Whether it opens a pool by being made, rather than borrowing from one that there is.</summary>
    public bool IsByItself { get; init; }

    /// <summary>Whether it prepares statements by name, which a pooler by transaction mixes up.</summary>
    public bool PreparesStatements { get; init; }

    /// <summary>The part of the app that opens it, as people call it.</summary>
    public string Part { get; init; } = "";

    /// <summary>In how many copies that part runs.</summary>
    public CopiesOfPart Copies { get; init; }

    /// <summary>What shows that, as a clause about the part: "runs on Vercel".</summary>
    public string CopiesBecause { get; init; } = "";

    /// <summary>Where a call leads to it: a route, the caller of a function; null when nothing does.</summary>
    public Location? CalledAt { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => CalledAt is { } at && at != At ? [at] : [];
}

/// <summary>How long a client of a database lives.</summary>
public enum ClientLife
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>As long as the process.</summary>
    Process,

    /// <summary>As long as one call: a request, a job, a message.</summary>
    Call,
}

/// <summary>How a client of a database shares connections.</summary>
public enum ClientPooling
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>It lends connections from a pool.</summary>
    Pool,

    /// <summary>It is one connection, which all calls wait for.</summary>
    Single,

    /// <summary>Pooling is switched off: each use opens a connection of its own.</summary>
    Off,

    /// <summary>One connection is kept for each process or thread that answers, as Django does.</summary>
    Kept,

    /// <summary>It speaks HTTP to a service that pools.</summary>
    Service,
}

/// <summary>In how many copies a part of the app runs.</summary>
public enum CopiesOfPart
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>In a few that a file states, or that its host starts unless somebody asks for more.</summary>
    Few,

    /// <summary>In as many as calls come.</summary>
    Many,
}
