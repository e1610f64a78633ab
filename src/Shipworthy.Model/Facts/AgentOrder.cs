namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Orders to agents, and automations for them, that bring code onto the default branch before a person can read it.</summary>
    public Facts<AgentOrder> AgentOrders => Of<AgentOrder>();
}

/// <summary>What an order does.</summary>
public enum AgentOrderKind
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>The agent commits and pushes on its own, without a branch for a request.</summary>
    Pushes,

    /// <summary>The agent, or an automation, merges the agent's own request.</summary>
    Merges,
}

/// <summary>A line of an agent's instructions, or of a pipeline, that leaves no room for a reader.</summary>
/// <param name="At">The line.</param>
/// <param name="Kind">What it does.</param>
public sealed record AgentOrder(Location At, AgentOrderKind Kind) : Fact(At)
{
    /// <summary>Several lines of one file that order the same are one order.</summary>
    public override string Identity => $"agent-order:{At.Path}:{Kind}";
}
