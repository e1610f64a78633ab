namespace Shipworthy.Model;

/// <summary>What a client decides (rubric 3.2, scope).</summary>
public enum DecisionKind
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>It writes to a store itself (A).</summary>
    Write,

    /// <summary>It makes several dependent changes, one after the other (C).</summary>
    Workflow,

    /// <summary>It sends a price, a total, a right or a tenant that the server stores or charges (B).</summary>
    Value,

    /// <summary>It alone knows between which bounds a value lies (rule 4).</summary>
    Bound,

    /// <summary>It reaches a database with a driver that is made for servers (rule 5).</summary>
    Driver,

    /// <summary>It compares what a plan allows (rule 6).</summary>
    Limit,
}

/// <summary>Whether what a client decides holds.</summary>
public enum DecisionState
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>The server or the database decides again, or refuses.</summary>
    Enforced,

    /// <summary>The client is believed.</summary>
    Believed,

    /// <summary>Nothing hangs on it.</summary>
    Trifle,
}

/// <summary>Something that a client decides: a write of its own, a value that it sends, a chain of changes.</summary>
/// <param name="At">Where it is decided; of a value that a server takes, where it takes it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">What it is about, as a name: a table, an endpoint and its field, a function.</param>
public sealed record ClientDecision(Location At, DecisionKind Kind, string Subject) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"decides:{Kind}:{Subject}{Suffix}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => [.. Also.Where(place => place != At).Distinct()];

    /// <summary>Whether it holds.</summary>
    public required DecisionState State { get; init; }

    /// <summary>What is known of it, as a clause whose subject is the place.</summary>
    public required string Because { get; init; }

    /// <summary>Further places: the policy that lets it through, the other steps.</summary>
    public ImmutableArray<Location> Also { get; init; } = [];

    /// <summary>Of a value that a server takes: where the way to it begins; null elsewhere.</summary>
    public Location? EntryAt { get; init; }

    /// <summary>Whether it is believed only where it is known who is calling: a tenant that the caller names.</summary>
    public bool IsOfCaller { get; init; }

    /// <summary>Tells decisions of one name apart: empty, or <c>#2</c>.</summary>
    public string Suffix { get; init; } = "";
}

public sealed partial class App
{
    /// <summary>What clients decide.</summary>
    public Facts<ClientDecision> ClientDecisions => Of<ClientDecision>();
}
