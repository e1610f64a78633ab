namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>Reads what cases in Python expect: pytest, unittest, and Playwright's <c>expect</c>.</summary>
sealed class AssertionsInPython : IAssertions
{
    /// <inheritdoc/>
    public Assertion? Of(Code node, Code body)
    {
        if (node is { Kind: CodeKind.Unary, Operator: "assert" })
            return OfStatement(node);
        if (node.Kind is not CodeKind.Call)
            return null;
        var name = node.Callee.Name;
        if (name is "raises" or "assertRaises" or "assertRaisesRegex" or "assertRaisesMessage")
            return new(EndOfBlock(node), TestWorth.Asserts)
            {
                Refused = true,
                Denied = RefusalWords.In(node).Denied || node.Arguments.Any(one => RefusalWords.OfName(one.Name).Denied),
            };
        if (name.StartsWith("assert", StringComparison.Ordinal))
            return OfCall(node, name);
        if (name is "fail" or "warns" || node.Callee.DottedName is "expect" || name.StartsWith("expect_", StringComparison.Ordinal))
            return new Assertion(Outermost(node), TestWorth.Asserts).With(RefusalWords.In(Outermost(node)));
        return name.Contains("assert", StringComparison.OrdinalIgnoreCase) || name.StartsWith("verify_", StringComparison.Ordinal)
            ? new Assertion(node, TestWorth.Asserts).With(RefusalWords.In(node))
            : null;
    }

    static Assertion OfStatement(Code node)
    {
        var condition = node.Children.First();
        var (left, right) = (condition[Part.Left], condition[Part.Right]);
        if (Sameness.IsConstant(condition) || (condition.Kind is CodeKind.Binary && Sameness.Holds(left, right)) || IsAlwaysTrue(condition))
            return new(node, TestWorth.Tautology) { Because = "expects what holds whatever the app does" };
        if (condition.Operator is "in" && Sameness.HoldsSuccessAndFailure(right))
            return new(node, TestWorth.AcceptsAnything) { Because = "accepts success and failure alike" };
        var (refused, denied) = condition.Operator is "!=" or "not in" or "is not" ? (false, false) : RefusalWords.In(condition);
        var empty =
            (
                condition is { Kind: CodeKind.Unary, Operator: "not" }
                && condition.Children.First().Kind is CodeKind.Name or CodeKind.Member or CodeKind.Call
            ) || (condition.Operator is "is" or "==" && right is { Kind: CodeKind.Literal, Operator: "false" or "null" });
        return new(node, TestWorth.Asserts)
        {
            Actual = left.Exists ? left : condition,
            Refused = refused || empty,
            Denied = denied,
        };
    }

    static bool IsAlwaysTrue(Code condition) =>
        condition is { Kind: CodeKind.Binary, Operator: "or" }
        && (
            condition[Part.Left] is { Kind: CodeKind.Literal, Operator: "true" }
            || condition[Part.Right] is { Kind: CodeKind.Literal, Operator: "true" }
        );

    static Assertion OfCall(Code node, string name)
    {
        var (first, second) = (node.ArgumentAt(0), node.ArgumentAt(1));
        if (name is "assertTrue" && Sameness.IsConstant(first) || name is "assertEqual" or "assertEquals" && Sameness.Holds(first, second))
            return new(node, TestWorth.Tautology) { Because = "expects what holds whatever the app does" };
        if (name is "assertIn" && Sameness.HoldsSuccessAndFailure(second))
            return new(node, TestWorth.AcceptsAnything) { Because = "accepts success and failure alike" };
        var (refused, denied) = name.StartsWith("assertNot", StringComparison.Ordinal) ? (false, false) : RefusalWords.In(node);
        return new(node, TestWorth.Asserts)
        {
            Actual = first,
            Refused = refused || (name is "assertFalse" or "assertIsNone"),
            Denied = denied,
        };
    }

    /// <summary>What is expected to fail stands in the block behind it: <c>with pytest.raises(ValueError): sign_in(…)</c>.</summary>
    static Code EndOfBlock(Code call)
    {
        for (var around = call.Parent; around.Exists && around.Kind is not CodeKind.Function; around = around.Parent)
            if (around.Kind is CodeKind.With)
                return around;
            else if (around.Kind is CodeKind.Block)
                break;
        return call;
    }

    static Code Outermost(Code call)
    {
        var whole = call;
        while (whole.Parent is { Kind: CodeKind.Member or CodeKind.Call } parent && whole.Part is Part.Receiver or Part.Callee)
            whole = parent;
        return whole;
    }
}
