namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>One thing that a test case expects.</summary>
/// <param name="Whole">The expression, from the value to the expectation.</param>
/// <param name="Worth">What it shows.</param>
readonly record struct Assertion(Code Whole, TestWorth Worth)
{
    /// <summary>Why it shows no more, as a clause about the case.</summary>
    public string Because { get; init; } = "";

    /// <summary>The value that is looked at; no node where that is not told apart.</summary>
    public Code Actual { get; init; }

    /// <summary>Whether it expects a refusal, a failure or no effect.</summary>
    public bool Refused { get; init; }

    /// <summary>Whether it expects a refusal because of who asks.</summary>
    public bool Denied { get; init; }
}
