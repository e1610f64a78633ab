namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>Reads what test cases of one language expect.</summary>
interface IAssertions
{
    /// <summary>What a node expects; null when it expects nothing.</summary>
    /// <param name="node">Any node of a case or of a function that it calls.</param>
    /// <param name="body">The function around it.</param>
    Assertion? Of(Code node, Code body);
}

/// <summary>Additions to what is read.</summary>
static class AssertionParts
{
    /// <summary>The assertion with the refusal that it expects.</summary>
    public static Assertion With(this Assertion assertion, (bool Refused, bool Denied) expected) =>
        assertion with
        {
            Refused = expected.Refused,
            Denied = expected.Denied,
        };
}
