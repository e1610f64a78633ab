namespace Shipworthy.Extractors.Recovery.Walks;

/// <summary>One test case, as the texts and names that it goes through in their order, those of the functions that it calls among them.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Words">Literals and the names of calls and members, in the order in which they are met.</param>
sealed record TestCase(Location At, ImmutableArray<TestWord> Words);

/// <summary>A literal or name that a test case goes through.</summary>
/// <param name="Text">The literal's text, or the name with its receiver.</param>
/// <param name="IsLiteral">Whether it is a literal.</param>
readonly record struct TestWord(string Text, bool IsLiteral);
