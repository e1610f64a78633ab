namespace Shipworthy.Model;

/// <summary>The statements of a file that change shared rows.</summary>
/// <param name="At">The first of them.</param>
/// <param name="Count">How many there are.</param>
public sealed record SharedWrites(Location At, int Count) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"writes:{At.Path}";

    /// <summary>Why it is open whether those that belong together change together, as a clause; null where each was compared with the others.</summary>
    public string? NotCompared { get; init; }
}

/// <summary>An operation that changes several tables which only hold together: money, roles or memberships are among them (rubric 3.5, rule 8).</summary>
/// <param name="At">The first statement.</param>
/// <param name="Function">The function that does it; empty where it has no name.</param>
public sealed record JointWrites(Location At, string Function) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"joint:{At.Path}:{Function}";

    /// <summary>The tables, in the order in which they change.</summary>
    public required ImmutableArray<string> Tables { get; init; }

    /// <summary>Whether all of them change or none.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>A statement that another transaction holds than the first; null where one holds them all.</summary>
    public Location? OtherAt { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => OtherAt is { } other && other != At ? [other] : [];
}

public sealed partial class App
{
    /// <summary>The statements that change shared rows, by file.</summary>
    public Facts<SharedWrites> SharedWrites => Of<SharedWrites>();

    /// <summary>The operations that change several tables which only hold together.</summary>
    public Facts<JointWrites> JointWrites => Of<JointWrites>();
}
