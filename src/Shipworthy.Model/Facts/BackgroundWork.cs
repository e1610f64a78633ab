namespace Shipworthy.Model;

/// <summary>How work beside a request is begun.</summary>
public enum WorkKind
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>A request begins it, and is answered without waiting for it.</summary>
    Deferred,

    /// <summary>A timer or a loop of a process.</summary>
    Timer,

    /// <summary>A queue hands it to a handler.</summary>
    Task,

    /// <summary>A schedule outside the process.</summary>
    Schedule,

    /// <summary>A timer in a page that somebody has open.</summary>
    Page,
}

/// <summary>What is lost with a piece of work.</summary>
public enum WorkStake
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>A statistic, a log, a word to the team.</summary>
    Trifle,

    /// <summary>Something that people wait for.</summary>
    Business,

    /// <summary>Money, credits, orders.</summary>
    Money,
}

/// <summary>Where it is kept that the work is to be done.</summary>
public enum WorkKeeping
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>In the memory of a process.</summary>
    Memory,

    /// <summary>In the clock of a process, whose missed run nobody makes up for.</summary>
    Clock,

    /// <summary>In a queue or table outside the process.</summary>
    Stored,

    /// <summary>In rows that wait, which a repeated look takes up.</summary>
    Rows,

    /// <summary>In a schedule of a platform.</summary>
    Schedule,
}

/// <summary>What becomes of work whose worker dies.</summary>
public enum WorkAfterDeath
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>It is begun again.</summary>
    Again,

    /// <summary>It is gone, because it counted as done before it was.</summary>
    Lost,
}

/// <summary>What becomes of work that fails.</summary>
public enum WorkAfterFailure
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>The failure is known to whoever keeps the work.</summary>
    Known,

    /// <summary>It counts as done.</summary>
    Swallowed,

    /// <summary>It is not tried again.</summary>
    GivenUp,
}

/// <summary>What a second run of the same work does.</summary>
public enum WorkRepeated
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Nothing beyond the first.</summary>
    Safe,

    /// <summary>The same again.</summary>
    Twice,
}

/// <summary>Whether anything in production runs the work.</summary>
public enum WorkRunner
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>A process that production starts.</summary>
    Shown,

    /// <summary>The processes of production are listed, and none runs it.</summary>
    Missing,

    /// <summary>A process that its host stops between requests.</summary>
    Sleeping,
}

/// <summary>A piece of work after a request or beside it (rubric 3.4): deferred, queued, scheduled, or a loop of its own.</summary>
/// <param name="At">Where it is begun, or where its handler is registered.</param>
/// <param name="Kind">How it is begun.</param>
/// <param name="Name">What people call it: the function, the queue, the route.</param>
public sealed record BackgroundWork(Location At, WorkKind Kind, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"work:{At.Path}:{Kind}:{Name}{Suffix}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related =>
        [.. new[] { HandlerAt, BecauseAt }.OfType<Location>().Where(place => place != At).Distinct()];

    /// <summary>By what: "waitUntil", "BullMQ", "node-cron".</summary>
    public required string Means { get; init; }

    /// <summary>What it does, as the rest of a sentence: "sends mail"; empty where that is not known.</summary>
    public string Does { get; init; } = "";

    /// <summary>What is lost with it.</summary>
    public required WorkStake Stake { get; init; }

    /// <summary>Where it is kept that it is to be done.</summary>
    public required WorkKeeping Keeping { get; init; }

    /// <summary>What becomes of it when its worker dies.</summary>
    public WorkAfterDeath AfterDeath { get; init; }

    /// <summary>What becomes of it when it fails.</summary>
    public WorkAfterFailure AfterFailure { get; init; }

    /// <summary>What a second run does.</summary>
    public WorkRepeated Repeated { get; init; }

    /// <summary>Whether anything in production runs it.</summary>
    public WorkRunner Runner { get; init; }

    /// <summary>What is special about it, or what is not known, as a clause; empty without.</summary>
    public string Because { get; init; } = "";

    /// <summary>Where that shows; null where it is nowhere else.</summary>
    public Location? BecauseAt { get; init; }

    /// <summary>Where the function stands that does it; null where it is not known.</summary>
    public Location? HandlerAt { get; init; }

    /// <summary>The tables that it changes.</summary>
    public ImmutableArray<string> Tables { get; init; } = [];

    /// <summary>Whether each run looks for all rows that wait.</summary>
    public bool SweepsRows { get; init; }

    /// <summary>The repeated work that may take up what was lost; null when none was seen.</summary>
    public string? TakenUpBy { get; init; }

    /// <summary>Tells pieces of one name apart: empty, or <c>#2</c>.</summary>
    public string Suffix { get; init; } = "";
}

public sealed partial class App
{
    /// <summary>The pieces of work after a request or beside it.</summary>
    public Facts<BackgroundWork> BackgroundWork => Of<BackgroundWork>();
}
