namespace Shipworthy.Model;

/// <summary>A table of audit records that somebody can change whose actions it records (rubric 2.6 F3).</summary>
/// <param name="At">What lets them: a policy, a missing one, an endpoint.</param>
/// <param name="Name">The table.</param>
public sealed record AuditTable(Location At, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"audit-table:{Name}:{At.Path}";

    /// <summary>Who changes it and how, as a clause: "every signed-in user can delete its rows".</summary>
    public required string Because { get; init; }
}

public sealed partial class App
{
    /// <summary>Tables of audit records that users can change.</summary>
    public Facts<AuditTable> AuditTables => Of<AuditTable>();
}
