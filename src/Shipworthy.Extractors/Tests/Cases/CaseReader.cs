namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>
/// Reads a test case in the order in which it runs: where it comes to the code of the app, and what it expects there. Functions of the tests that it calls are read in their
/// place, <see cref="Deepest"/> deep.
/// </summary>
sealed class CaseReader(Sources sources, ProductionCalls production, IAssertions assertions, Requests requests)
{
    const int Deepest = 3;
    const int MostEvents = 600;

    readonly CodeBase code = sources.Code;
    readonly FixturesInPlaywright pages = new(sources.Code);

    /// <summary>Something that happens in a case: it comes to the app, or expects something.</summary>
    /// <param name="Anchor">The node of the case itself at which it happens.</param>
    /// <param name="At">The node.</param>
    readonly record struct Event(Code Anchor, Code At)
    {
        public ImmutableArray<TestTouch> Touches { get; init; } = [];

        public Assertion? Expects { get; init; }
    }

    /// <summary>Where the case comes to the app, what it expects there, and what all of it is worth.</summary>
    public (ImmutableArray<TestTouch> Touches, TestWorth Worth, string Because) Read(CaseFound found)
    {
        var events = new List<Event>();
        Collect(found.Body, default, events, [found.Body], Deepest);
        var touches = events
            .Select((one, index) => (one, index))
            .Where(pair => !pair.one.Touches.IsEmpty)
            .SelectMany(pair => pair.one.Touches.Select(touch => (Touch: touch, pair.one.Anchor, pair.one.At, pair.index)))
            .ToList();
        var table = found.Table.Any(one => RefusalWords.In(one).Refused);
        for (var index = 0; index < events.Count; index++)
        {
            if (events[index].Expects is not { } expects)
                continue;
            var byTable = table && IsOfTable(expects, found);
            if (!expects.Refused && !byTable)
                continue;
            var (from, to) = Subject(expects, touches.ConvertAll(one => (one.Anchor, one.At, one.index)), index);
            for (var touch = from; touch < to; touch++)
                touches[touch] = touches[touch] with
                {
                    Touch = touches[touch].Touch with
                    {
                        Refused = true,
                        Denied =
                            touches[touch].Touch.Denied
                            || expects.Denied
                            || (byTable && found.Table.Any(one => RefusalWords.In(one).Denied)),
                        TurnsStrangersAway =
                            touches[touch].Touch.TurnsStrangersAway
                            || (expects.Denied && RefusalWords.OfStranger(expects.Whole, expects.Actual))
                            || (byTable && found.Table.Any(one => RefusalWords.OfStranger(one))),
                    },
                };
        }
        var (worth, because) = WorthOf(events, found);
        return ([.. touches.Select(one => one.Touch).Distinct()], worth, because);
    }

    /// <summary>Whether what a case expects comes from its table: a parameter of the case stands in it.</summary>
    static bool IsOfTable(Assertion expects, CaseFound found)
    {
        var parameters = found
            .Body.All(Part.Parameter)
            .SelectMany(one => one.Descendants(CodeKind.Variable).Append(one))
            .Select(one => one.Name)
            .ToHashSet();
        return expects.Whole.Descendants(CodeKind.Name).Any(one => one != expects.Actual && parameters.Contains(one.Name));
    }

    /// <summary>
    /// Of which touches an expectation speaks: of those that gave the value that it looks at, else of those of the last statement before it.
    /// </summary>
    (int From, int To) Subject(Assertion expects, List<(Code Anchor, Code At, int Index)> touches, int index)
    {
        var last = touches.FindLastIndex(one => one.Index < index);
        if (Root(expects.Actual) is { Kind: CodeKind.Name } name && code.Definition(name) is { Kind: CodeKind.Variable } variable)
        {
            var of = touches.FindIndex(one => variable.Contains(one.At) || variable.Contains(one.Anchor));
            if (of >= 0)
            {
                var to = of;
                while (to < touches.Count && (variable.Contains(touches[to].At) || variable.Contains(touches[to].Anchor)))
                    to++;
                return (of, to);
            }
        }
        if (last < 0)
            return (0, 0);
        var statement = Statement(touches[last].Anchor);
        var first = last;
        while (first > 0 && statement.Contains(touches[first - 1].Anchor))
            first--;
        return (first, last + 1);
    }

    static Code Root(Code value)
    {
        while (value.Kind is CodeKind.Member or CodeKind.Index or CodeKind.Call or CodeKind.Await)
            value = value.Kind switch
            {
                CodeKind.Call => value[Part.Callee],
                CodeKind.Await => value[Part.Value],
                _ => value[Part.Receiver],
            };
        return value;
    }

    static Code Statement(Code node)
    {
        while (
            node.Parent is { Exists: true, Kind: not (CodeKind.Block or CodeKind.Module) } parent && parent.Kind is not CodeKind.Function
        )
            node = parent;
        return node;
    }

    void Collect(Code function, Code anchor, List<Event> events, HashSet<Code> around, int depth)
    {
        var own = new List<(int End, int Order, Event Event, Code Helper)>();
        foreach (var node in function.Descendants())
        {
            if (assertions.Of(node, function) is { } expects)
                own.Add(
                    (
                        expects.Whole.End,
                        own.Count,
                        new(anchor.Exists ? anchor : expects.Whole, expects.Whole) { Expects = Standing(expects, function) },
                        default
                    )
                );
            if (node.Kind is not (CodeKind.Call or CodeKind.New))
                continue;
            var at = anchor.Exists ? anchor : node;
            if (requests.Of(node) is { } request)
                own.Add((node.End, own.Count, new(at, node) { Touches = [request] }, default));
            var target = code.Target(node) is { Exists: true } found ? found : pages.Called(node);
            if (target.Kind is CodeKind.Function && target.Body.Exists && !production.IsApp(target.File))
            {
                if (depth > 0 && !function.Contains(target))
                    own.Add((node.End, own.Count, new(at, node), target));
                continue;
            }
            ImmutableArray<TestTouch> called =
            [
                .. production.Of(node).Select(one => new TestTouch(TouchKind.Calls, one.Name) { Function = one.At }),
            ];
            if (!called.IsEmpty)
                own.Add((node.End, own.Count, new(at, node) { Touches = called }, default));
        }
        foreach (
            var (_, _, one, helper) in own.OrderBy(one => one.End).ThenBy(one => one.Event.Expects is null ? 0 : 1).ThenBy(one => one.Order)
        )
        {
            if (events.Count >= MostEvents)
                return;
            if (!helper.Exists)
                events.Add(one);
            else if (around.Add(helper))
            {
                Collect(helper, one.Anchor, events, around, depth - 1);
                around.Remove(helper);
            }
        }
    }

    /// <summary>What an expectation is worth where it stands: in a branch, before a handler that hides its failure.</summary>
    static Assertion Standing(Assertion expects, Code function)
    {
        if (expects.Worth is not TestWorth.Asserts)
            return expects;
        for (var at = expects.Whole; at.Exists && at != function; at = at.Parent)
        {
            var parent = at.Parent;
            if (parent.Kind is CodeKind.Function && parent != function)
                break;
            if (parent.Kind is CodeKind.Branch && at.Part is Part.Then && !parent[Part.Else].Exists && !Goes(parent))
                return expects with { Worth = TestWorth.Conditional, Because = "expects something only where a condition holds" };
            if (
                parent.Kind is CodeKind.Try
                && at.Part is Part.Body
                && parent.All(Part.Handler).Any()
                && parent.All(Part.Handler).All(Hides)
            )
                return expects with { Worth = TestWorth.Swallowed, Because = "catches the failure of what it expects" };
        }
        return expects;
    }

    /// <summary>A branch whose condition the test itself decides, such as a mode of its table, is no way out.</summary>
    static bool Goes(Code branch) =>
        !branch[Part.Condition].Descendants().Prepend(branch[Part.Condition]).Any(one => one.Kind is CodeKind.Call or CodeKind.Await);

    /// <summary>A handler that neither throws nor expects anything.</summary>
    static bool Hides(Code handler) =>
        !handler.Descendants(CodeKind.Throw).Any()
        && !handler
            .Descendants(CodeKind.Call)
            .Any(one =>
                one.Callee.DottedName is { } name
                && (
                    name.StartsWith("expect", StringComparison.Ordinal)
                    || name.Contains("assert", StringComparison.OrdinalIgnoreCase)
                    || name.EndsWith("fail", StringComparison.OrdinalIgnoreCase)
                    || name is "done" or "reject" or "process.exit"
                )
            )
        && !handler.Descendants(CodeKind.Unary).Any(one => one.Operator is "assert");

    (TestWorth, string) WorthOf(List<Event> events, CaseFound found)
    {
        var expected = events.Select(one => one.Expects).OfType<Assertion>().ToList();
        if (expected.Count == 0)
            return found.Body.Descendants(CodeKind.Throw).Any(one => one.Enclosing(CodeKind.Function) == found.Body)
                    ? (TestWorth.Asserts, "")
                : found.Body.Descendants(CodeKind.Call).Any(pages.IsLost) ? (TestWorth.Unknown, "")
                : (TestWorth.Nothing, "expects nothing");
        // The first of these that a case has is what it is worth.
        foreach (
            var worth in new[]
            {
                TestWorth.Asserts,
                TestWorth.SnapshotOnly,
                TestWorth.Conditional,
                TestWorth.Swallowed,
                TestWorth.NotAwaited,
                TestWorth.AcceptsAnything,
                TestWorth.Tautology,
            }
        )
            if (expected.Find(one => one.Worth == worth) is { Whole.Exists: true } best)
                return (worth, worth is TestWorth.Asserts ? "" : best.Because);
        return (TestWorth.Unknown, "");
    }
}
