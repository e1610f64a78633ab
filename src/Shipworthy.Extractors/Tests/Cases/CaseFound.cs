namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>A test case as it stands in its file.</summary>
/// <param name="Body">The function that holds it; no node for one that is only announced.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Name">Its title, with those of the groups around it.</param>
/// <param name="Standing">Whether it runs.</param>
readonly record struct CaseFound(Code Body, Code At, string Name, TestStanding Standing)
{
    /// <summary>The table of values that it is run with; no nodes without one.</summary>
    public ImmutableArray<Code> Table { get; init; } = [];

    /// <summary>Whether a skipped case says why, with a link or number of an issue.</summary>
    public bool HasReason { get; init; }
}
