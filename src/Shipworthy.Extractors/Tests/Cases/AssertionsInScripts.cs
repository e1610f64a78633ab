using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>Reads what cases in JavaScript and TypeScript expect.</summary>
sealed partial class AssertionsInScripts(CodeBase code, TestRunner runner) : IAssertions
{
    static readonly ImmutableHashSet<string> methodsOfContext =
    [
        "is",
        "not",
        "equal",
        "equals",
        "notEqual",
        "deepEqual",
        "notDeepEqual",
        "same",
        "true",
        "false",
        "truthy",
        "falsy",
        "ok",
        "notOk",
        "throws",
        "throwsAsync",
        "rejects",
        "match",
        "like",
        "pass",
        "fail",
        "snapshot",
        "strictSame",
        "assert",
    ];

    bool IsBrowser => runner is TestRunner.Playwright or TestRunner.Cypress;

    /// <inheritdoc/>
    public Assertion? Of(Code node, Code body)
    {
        if (node.Kind is CodeKind.Member && node.Name is "should" && node.Part is Part.Receiver)
            return Chained(node, default, body);
        if (node.Kind is not CodeKind.Call)
            return null;
        var name = node.Callee.DottedName;
        if (name is "expect" or "expect.soft" or "expect.poll" or "chai.expect" or "expectTypeOf" or "assertType" or "expectObservable")
            return Chained(node, node.ArgumentAt(0), body);
        var last = node.Callee.Name;
        if (node.Callee.Kind is CodeKind.Member && last is "expect" && node.Receiver.Kind is CodeKind.Call)
            return OfRequest(node);
        if (name is "assert" || name.StartsWith("assert.", StringComparison.Ordinal) || name.Contains(".assert.", StringComparison.Ordinal))
            return OfAssert(node);
        if (node.Callee.Kind is CodeKind.Member && last is "should" or "and" && runner is TestRunner.Cypress)
            return new Assertion(node, TestWorth.Asserts).With(Expected(node));
        if (
            runner is TestRunner.Ava or TestRunner.Tap or TestRunner.NodeTest
            && node.Receiver is { Kind: CodeKind.Name } context
            && methodsOfContext.Contains(last)
            && context.Name == body[Part.Parameter].Name
        )
            return OfAssert(node);
        if (AssertingName().IsMatch(last))
            return new Assertion(node, TestWorth.Asserts).With(RefusalWords.In(node));
        if (IsBrowser ? Waits().IsMatch(last) || name is "cy.contains" : Finds().IsMatch(last))
            return new Assertion(node, TestWorth.Asserts).With(Expected(node));
        return null;
    }

    static (bool, bool) Expected(Code call)
    {
        var (refused, denied) = (false, false);
        foreach (var argument in call.Arguments)
        {
            var one = RefusalWords.In(argument);
            (refused, denied) = (refused || one.Refused, denied || one.Denied);
        }
        return (refused, denied);
    }

    static Assertion OfRequest(Code call) =>
        Sameness.HoldsSuccessAndFailure(call.ArgumentAt(0))
            ? new(call, TestWorth.AcceptsAnything) { Because = "accepts success and failure alike" }
            : new Assertion(call, TestWorth.Asserts).With(Expected(call));

    Assertion OfAssert(Code call)
    {
        var first = call.ArgumentAt(0);
        var second = call.ArgumentAt(1);
        var last = call.Callee.Name;
        if (last is "assert" or "ok" or "true" or "isTrue" or "pass" or "truthy" && (!first.Exists || Sameness.IsConstant(first)))
            return Same(call);
        if (last.Contains("qual", StringComparison.Ordinal) && Sameness.Holds(first, second))
            return Same(call);
        if (last is "rejects" or "throwsAsync" && !IsAwaited(call))
            return Unawaited(call);
        var (refused, denied) = RefusalWords.In(call);
        return new(call, TestWorth.Asserts)
        {
            Actual = first,
            Refused = refused || (last is "isFalse" or "notOk" or "false" or "falsy" or "isNull"),
            Denied = denied,
        };
    }

    static Assertion Same(Code call) => new(call, TestWorth.Tautology) { Because = "expects what holds whatever the app does" };

    static Assertion Unawaited(Code call) => new(call, TestWorth.NotAwaited) { Because = "does not wait for what it expects" };

    /// <summary>An expectation in the form of a chain: <c>expect(value).not.toBe(other)</c>, <c>value.should.equal(other)</c>.</summary>
    Assertion? Chained(Code start, Code actual, Code body)
    {
        var words = new List<string>();
        var whole = start;
        while (whole.Parent is { Exists: true } parent)
            if (parent.Kind is CodeKind.Member && whole.Part is Part.Receiver)
            {
                words.Add(parent.Name);
                whole = parent;
            }
            else if (parent.Kind is CodeKind.Call && whole.Part is Part.Callee)
                whole = parent;
            else
                break;
        if (words.Count == 0)
            return null;
        var matcher = words[^1];
        var expected = whole.Kind is CodeKind.Call ? whole.ArgumentAt(0) : default;
        if (matcher.Contains("Snapshot", StringComparison.Ordinal))
            return new(whole, TestWorth.SnapshotOnly) { Because = "compares with a recorded output only" };
        if (Sameness.Holds(actual, expected) || (Sameness.IsConstant(actual) && !expected.Exists && actual.Kind is CodeKind.Literal))
            return Same(whole);
        if (matcher is "toContain" or "include" or "toBeOneOf" or "oneOf" && (Lists(actual) || Lists(expected)))
            return new(whole, TestWorth.AcceptsAnything) { Because = "accepts success and failure alike" };
        if ((words.Contains("resolves") || words.Contains("rejects") || IsWebFirst(matcher)) && !IsAwaited(whole))
            return Unawaited(whole);
        if (
            (matcher is "toBeDefined" or "toBeTruthy" or "exist" || (matcher is "toBeNull" or "toBeUndefined" && words.Contains("not")))
            && Sameness.IsJustMade(code, actual, body)
        )
            return new(whole, TestWorth.Tautology) { Because = "expects only that what the test has made is there" };
        var (refused, denied) = Refusal(whole, words, matcher, actual, expected);
        return new(whole, TestWorth.Asserts)
        {
            Actual = actual,
            Refused = refused,
            Denied = denied,
        };
    }

    static bool Lists(Code list) => Sameness.HoldsSuccessAndFailure(list);

    static (bool, bool) Refusal(Code whole, List<string> words, string matcher, Code actual, Code expected)
    {
        var not = words.Contains("not") || words.Contains("never");
        var named = ErrorName().IsMatch(actual.Kind is CodeKind.Call ? actual.Callee.Name : actual.Name);
        if (not)
            return (
                matcher.StartsWith("toHaveBeenCalled", StringComparison.Ordinal) || (named && matcher is "toBeNull" or "toBeUndefined"),
                false
            );
        if (matcher is "toHaveBeenCalledTimes" && expected.String is "0")
            return (true, false);
        var empty =
            matcher is "toBeNull" or "toBeFalsy" or "toBeUndefined" or "false" or "null"
            || (matcher is "toBe" or "toEqual" or "equal" && expected is { Kind: CodeKind.Literal, Operator: "false" or "null" });
        if (empty)
            return (!named && !Harmless().IsMatch(actual.Name), false);
        if (named && matcher is "toBeDefined" or "toBeTruthy" or "toMatch" or "toContain" or "toBe" or "toEqual" or "exist")
            return (true, RefusalWords.In(whole, actual).Denied);
        var shown = matcher is "toBeVisible" or "toBeInTheDocument" or "toBeTruthy" or "toHaveCount" or "toBeAttached";
        var (refused, denied) = shown && expected.String is not "0" ? RefusalWords.In(whole) : RefusalWords.In(whole, actual);
        // A list of codes may stand on the other side: expect([401, 403]).toContain(status).
        if (actual.Kind is CodeKind.Array && RefusalWords.In(actual) is { Refused: true } listed)
            return listed;
        return (refused || words.Contains("rejects"), denied);
    }

    bool IsWebFirst(string matcher) =>
        runner is TestRunner.Playwright
        && matcher
            is "toBeVisible"
                or "toBeHidden"
                or "toHaveText"
                or "toContainText"
                or "toHaveURL"
                or "toHaveTitle"
                or "toHaveCount"
                or "toHaveValue";

    /// <summary>Whether something waits for an expression: it is awaited, returned, or handed on.</summary>
    static bool IsAwaited(Code whole)
    {
        var parent = whole.Parent;
        return parent.Kind is not CodeKind.Block and not CodeKind.Module and not CodeKind.Branch and not CodeKind.Loop;
    }

    /// <summary>Helpers that are not read, whose name says that they expect something.</summary>
    [GeneratedRegex(@"^(?:expect|assert|should|verify)[A-Z_]\w*$|^fail$|^(?:expect|assert)Type$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex AssertingName();

    [GeneratedRegex("^(?:get|find)(?:All)?By[A-Z]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Finds();

    [GeneratedRegex("^waitFor(?:URL|Selector|Response|Function|Navigation)?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Waits();

    [GeneratedRegex("(?:^|_)errors?$|Errors?$|^err$|errorMessage$|^issues$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ErrorName();

    [GeneratedRegex(
        "loading|pending|open|disabled|checked|dirty|hidden|empty|dark|visible",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Harmless();
}
