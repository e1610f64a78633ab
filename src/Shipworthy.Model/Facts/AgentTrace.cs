namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Files that tell AI tools how to work here, and what they are told about commits.</summary>
    public Facts<AgentTrace> AgentTraces => Of<AgentTrace>();
}

/// <summary>What a file tells an AI tool about commits.</summary>
public enum AgentOrder
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It merges its own requests, or requests merge by themselves.</summary>
    Merges,

    /// <summary>It pushes what it made.</summary>
    Pushes,

    /// <summary>It commits what it made, and somebody else pushes.</summary>
    Commits,

    /// <summary>It has the permission to push, or is shown how.</summary>
    MayPush,
}

/// <summary>A trace of an AI tool that works here: its settings or instructions, or a line of them.</summary>
/// <param name="At">The line that gives an order; otherwise the file.</param>
/// <param name="Tool">The tool that reads the file, as its makers spell it; "coding agents" for a file that several read.</param>
public sealed record AgentTrace(Location At, string Tool) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"agent:{At.Path}:{Order}:{Words}";

    /// <summary>What it orders.</summary>
    public AgentOrder Order { get; init; }

    /// <summary>The words of the order, shortened.</summary>
    public string Words { get; init; } = "";
}
