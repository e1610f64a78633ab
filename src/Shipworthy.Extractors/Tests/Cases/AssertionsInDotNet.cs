using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>Reads what cases in C# expect: xunit, NUnit, MSTest, TUnit, FluentAssertions, Shouldly, and verifications of mocks.</summary>
sealed partial class AssertionsInDotNet(CodeBase code) : IAssertions
{
    /// <inheritdoc/>
    public Assertion? Of(Code node, Code body)
    {
        if (node.Kind is not CodeKind.Call)
            return null;
        var name = node.Callee.Name;
        var receiver = node.Receiver.Kind is CodeKind.Name or CodeKind.Member ? node.Receiver.Name : "";
        if (receiver is "Assert" or "CollectionAssert" or "StringAssert" or "ClassicAssert" or "AssertEx")
            return OfAssert(node, name, body);
        if (receiver is "Should" && Thrown().IsMatch(name))
            return name.EndsWith("Async", StringComparison.Ordinal) && !IsAwaited(node)
                ? new(node, TestWorth.NotAwaited) { Because = "does not wait for what it expects" }
                : new(node, TestWorth.Asserts) { Refused = name.StartsWith("Throw", StringComparison.Ordinal) };
        if (receiver is "Received" && name is "InOrder")
            return new(node, TestWorth.Asserts);
        if (name is "Verify" or "VerifyJson" or "VerifyXml" && IsRecorded(node, receiver))
            return new(node, TestWorth.SnapshotOnly) { Because = "compares with a recorded output only" };
        if (!Expects().IsMatch(name) || (name is "Throws" or "ThrowsAsync" && node.Callee.Kind is CodeKind.Member))
            return null;
        var whole = Outermost(node);
        var (refused, denied) = RefusalWords.In(whole);
        var not = NotWord().IsMatch(whole.Text);
        return new(
            whole,
            whole.Callee.Name is "ThrowAsync" or "NotThrowAsync" && !IsAwaited(whole) ? TestWorth.NotAwaited : TestWorth.Asserts
        )
        {
            Because = "does not wait for what it expects",
            Refused = !not && (refused || Empty().IsMatch(whole.Text) || whole.Callee.Name.StartsWith("Throw", StringComparison.Ordinal)),
            Denied = denied && !not,
        };
    }

    /// <summary>Whether a call is one of the library Verify, which compares with a file: it is a plain name that nothing here declares, or the verifier's.</summary>
    bool IsRecorded(Code node, string receiver) =>
        receiver is "Verifier" || (node.Callee.Kind is CodeKind.Name && code.Target(node).Kind is not CodeKind.Function);

    Assertion OfAssert(Code node, string name, Code body)
    {
        var (first, second) = (node.ArgumentAt(0), node.ArgumentAt(1));
        if (name is "Pass" || (name is "True" or "IsTrue" or "That" && !second.Exists && Sameness.IsConstant(first)))
            return new(node, TestWorth.Tautology) { Because = "expects what holds whatever the app does" };
        if (name is "Equal" or "AreEqual" or "Same" && Sameness.Holds(first, second))
            return new(node, TestWorth.Tautology) { Because = "expects what holds whatever the app does" };
        if (
            name is "NotNull" or "IsNotNull"
            && first.Kind is CodeKind.Name
            && Sameness.IsJustMade(code, first, body)
            && IsMadeHere(first, body)
        )
            return new(node, TestWorth.Tautology) { Because = "expects only that what the test has made is there" };
        if (name is "Contains" && (Sameness.HoldsSuccessAndFailure(first) || Sameness.HoldsSuccessAndFailure(second)))
            return new(node, TestWorth.AcceptsAnything) { Because = "accepts success and failure alike" };
        if (name is "ThrowsAsync" or "ThrowsAnyAsync" or "ThrowsExceptionAsync" && !IsAwaited(node))
            return new(node, TestWorth.NotAwaited) { Because = "does not wait for what it expects" };
        var whole = Outermost(node);
        var (refused, denied) =
            name.StartsWith("Not", StringComparison.Ordinal)
            || name.StartsWith("DoesNot", StringComparison.Ordinal)
            || name is "AreNotEqual"
                ? (false, false)
                : RefusalWords.In(whole);
        return new(whole, TestWorth.Asserts)
        {
            Actual = name is "Equal" or "AreEqual" && second.Exists ? second : first,
            Refused =
                refused || (name is "False" or "IsFalse" or "Null" or "IsNull" && !ErrorName().IsMatch(first.Text)) || IsNothing(whole),
            Denied = denied,
        };
    }

    /// <summary>The constraints of NUnit: <c>Assert.That(result, Is.Null)</c>.</summary>
    static bool IsNothing(Code whole) => whole.ArgumentAt(1).Text is "Is.Null" or "Is.False";

    bool IsMadeHere(Code name, Code body) => body.Contains(code.Definition(name));

    static Code Outermost(Code call)
    {
        var whole = call;
        while (whole.Parent is { Kind: CodeKind.Member or CodeKind.Call } parent && whole.Part is Part.Receiver or Part.Callee)
            whole = parent;
        return whole;
    }

    static bool IsAwaited(Code whole) => whole.Parent.Kind is not CodeKind.Block;

    [GeneratedRegex(
        "^(?:Should|Verify|Assert|Expect|DidNotReceive|Received|Must(?:Not)?HaveHappened|Throws)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Expects();

    /// <summary>What Shouldly asks of a function by its static class.</summary>
    [GeneratedRegex("^(?:NotThrow|Throw|CompleteIn)(?:Async)?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Thrown();

    [GeneratedRegex(@"\.(?:Not|NotBe\w*|NotThrow\w*|ShouldNot\w*|NotContain\w*)\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NotWord();

    [GeneratedRegex(@"(?<!rror[\w.!?]*)\.(?:BeFalse|BeNull|ShouldBeFalse|ShouldBeNull)\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Empty();

    [GeneratedRegex("error", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ErrorName();
}
