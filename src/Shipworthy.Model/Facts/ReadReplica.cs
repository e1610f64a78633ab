namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Copies of databases that only answer questions.</summary>
    public Facts<ReadReplica> ReadReplicas => Of<ReadReplica>();
}

/// <summary>A copy of a database that only answers questions, as infrastructure declares it.</summary>
/// <param name="At">Where it is declared.</param>
/// <param name="Name">What its file calls it.</param>
public sealed record ReadReplica(Location At, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"read-replica:{Name}";

    /// <summary>Where code sends reads to a replica; null when none does.</summary>
    public Location? ReadAt { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => ReadAt is { } at ? [at] : [];
}
