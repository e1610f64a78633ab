namespace Shipworthy.Model;

/// <summary>Where a record of an action stays.</summary>
public enum AuditStore
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>A table that the server writes.</summary>
    Table,

    /// <summary>A table that the database writes by itself.</summary>
    Trigger,

    /// <summary>A service of others.</summary>
    Vendor,

    /// <summary>The output of the program only.</summary>
    Printed,
}

/// <summary>What is written about a sensitive action on its way.</summary>
/// <param name="Store">Where it stays.</param>
/// <param name="At">What writes it.</param>
/// <param name="By">The table, service or function, as people say it: "table audit_logs".</param>
public sealed record AuditRecord(AuditStore Store, Location At, string By)
{
    /// <summary>Why it may not be written although the action succeeds, as a clause; null when it always is.</summary>
    public string? OnlyIf { get; init; }

    /// <summary>What it does not say: "who did it", "on what", "when"; empty when it says all, or what it says could not be told.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>What of the request says who did it, where the caller chooses that; null elsewhere.</summary>
    public string? ActorFrom { get; init; }

    /// <summary>Whether a browser or an app on a phone writes it.</summary>
    public bool IsByClient { get; init; }

    /// <summary>Whether it surely does not say what was changed.</summary>
    public bool LacksValues { get; init; }

    /// <summary>Whether nobody hears of it when it cannot be written.</summary>
    public bool IsLostSilently { get; init; }
}
