namespace Shipworthy.Model;

/// <summary>
/// One row of a check's rubric that makes the verdict <c>fail</c>: how bad it is, who can use it, and what follows in the reader's world.
/// The engine builds causes from the rules and the roots of the findings that they produced.
/// </summary>
/// <param name="Id">Id of the rubric's rule, with its check: <c>1.7-F2</c>.</param>
/// <param name="Severity">The ordinary severity. Use <c>rule with { Severity = ... }</c> where the rubric lets the case decide.</param>
/// <param name="Who">Who can use the gap.</param>
public sealed record Rule(string Id, Severity Severity, Who Who)
{
    /// <summary>The rule as a claim about its subject, third person, lower case: "lets every website read its answers".</summary>
    public required string Says { get; init; }

    /// <summary>What <see cref="Who"/> can do, as an imperative without a full stop: "Forge a session for anyone, without signing in".</summary>
    public required string Title { get; init; }

    /// <summary>What follows, in one or two plain sentences.</summary>
    public required string Consequence { get; init; }

    /// <summary>What to do, in one or two imperative sentences.</summary>
    public required string Fix { get; init; }

    /// <summary>The check that the rule belongs to: <c>1.7</c>.</summary>
    public string Check => Id[..Id.IndexOf('-', StringComparison.Ordinal)];

    /// <summary>
    /// True when the rule speaks of a path through the code, which no lucky observation of the running app can refute.
    /// False when it speaks of a configuration value, which an observation outranks.
    /// </summary>
    public bool HoldsAgainstObservation { get; init; }
}
