namespace Shipworthy.Model;

/// <summary>What a process keeps to itself between calls (rubric 3.5, C4 and C6).</summary>
public enum ProcessStateKind
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>What later calls need: codes, sessions, pending sign-ups, seen events.</summary>
    Truth,

    /// <summary>Whether work is going on, so that it is not begun twice.</summary>
    Lock,

    /// <summary>Who is calling.</summary>
    Caller,
}

/// <summary>A variable of a server that outlives a call and that calls write (rubric 3.5, C4 and C6).</summary>
/// <param name="At">Where it is declared.</param>
/// <param name="Kind">What it keeps.</param>
/// <param name="Name">Its name.</param>
public sealed record ProcessState(Location At, ProcessStateKind Kind, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"process-state:{At.Path}:{Name}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related =>
        [.. new[] { WrittenAt, PinnedAt }.OfType<Location>().Where(place => place != At).Distinct()];

    /// <summary>What it holds, in words: "one-time codes".</summary>
    public string Holds { get; init; } = "";

    /// <summary>Where a call writes it.</summary>
    public Location? WrittenAt { get; init; }

    /// <summary>Where the configuration says that one process runs; null where nothing does.</summary>
    public Location? PinnedAt { get; init; }
}

public sealed partial class App
{
    /// <summary>Variables of servers that outlive a call and that calls write.</summary>
    public Facts<ProcessState> ProcessStates => Of<ProcessState>();
}
