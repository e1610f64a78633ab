namespace Shipworthy.Model;

/// <summary>Why a write must have one effect however often it is asked for (rubric 3.3, scope).</summary>
public enum CriticalKind
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Another system's event changes money-like values (I).</summary>
    MoneyByEvent,

    /// <summary>Another system's event adds rows, counts or starts what costs (I).</summary>
    OtherByEvent,

    /// <summary>A message of a queue changes money-like values or goods (V).</summary>
    ByMessage,

    /// <summary>A provider is asked to move money (II).</summary>
    Charge,

    /// <summary>A money-like value of the app's own data is raised or lowered (II).</summary>
    Change,

    /// <summary>Seats, licences, credits or the like are granted (II).</summary>
    Grant,

    /// <summary>An order, booking, invoice or the like is made (III).</summary>
    Order,

    /// <summary>A key that marks a second attempt is made anew for each attempt (II).</summary>
    Key,
}

/// <summary>What keeps a repeated attempt from having a second effect.</summary>
public enum RepeatGuard
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>Memory of one process.</summary>
    Memory,

    /// <summary>A key that is new in each attempt.</summary>
    Fresh,

    /// <summary>A key that is stored once, or handed to the provider.</summary>
    Key,

    /// <summary>A unique constraint on what the row is about.</summary>
    Natural,

    /// <summary>A state that is looked at first.</summary>
    State,

    /// <summary>A second attempt sets the same value.</summary>
    Same,

    /// <summary>The write only sets what the event says.</summary>
    Sets,
}

/// <summary>A write that networks and people ask for twice, and that must happen once (rubric 3.3).</summary>
/// <param name="At">The effect.</param>
/// <param name="Kind">Why it matters.</param>
/// <param name="Entry">What people call the way to it: <c>POST /api/orders</c>, a function.</param>
public sealed record CriticalWrite(Location At, CriticalKind Kind, string Entry) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"critical-write:{At.Path}:{Entry}:{What}{Suffix}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related =>
        [.. new[] { EntryAt, GuardAt }.OfType<Location>().Where(place => place != At).Distinct()];

    /// <summary>What it does, as the rest of a sentence: "raises credits of user".</summary>
    public required string What { get; init; }

    /// <summary>What keeps a second effect away.</summary>
    public required RepeatGuard Guard { get; init; }

    /// <summary>The guard in words, or why it could not be told.</summary>
    public string GuardBy { get; init; } = "";

    /// <summary>Where the guard is; null where there is none.</summary>
    public Location? GuardAt { get; init; }

    /// <summary>Where the way to it begins; null when it is there.</summary>
    public Location? EntryAt { get; init; }

    /// <summary>Whether it only changes statistics, or makes what costs nothing.</summary>
    public bool IsTrifle { get; init; }

    /// <summary>Tells writes of one name apart: empty, or <c>#2</c>.</summary>
    public string Suffix { get; init; } = "";
}

public sealed partial class App
{
    /// <summary>The writes that must have one effect however often they are asked for.</summary>
    public Facts<CriticalWrite> CriticalWrites => Of<CriticalWrite>();
}
