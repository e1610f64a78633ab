namespace Shipworthy.Extractors.Recovery.Walks;

/// <summary>The test cases in files of suites that are not skipped. Helpers that a case calls are read in their place, <see cref="Deepest"/> deep.</summary>
sealed class TestCasesOfSuites(CodeBase code)
{
    const int Deepest = 4;
    const int MostWords = 3000;

    /// <summary>All cases of a file.</summary>
    public IEnumerable<TestCase> In(CodeFile file) =>
        file.Language switch
        {
            Language.JavaScript or Language.TypeScript or Language.Tsx => InScript(file),
            Language.Python => InPython(file),
            Language.CSharp => InCSharp(file),
            Language.Hcl or Language.None => [],
        };

    IEnumerable<TestCase> InScript(CodeFile file) =>
        from call in file.Root.Descendants(CodeKind.Call)
        where
            call.Callee is { Kind: CodeKind.Name, Name: "test" or "it" or "specify" }
            || call.Callee is { Kind: CodeKind.Member, Name: "only" or "concurrent" or "serial" or "slow", Receiver.Name: "test" or "it" }
        let body = call.Arguments.LastOrDefault(one => one.Kind is CodeKind.Function)
        where body.Exists && !IsSkipped(call)
        select new TestCase(call.At, Words(body, [new(call.ArgumentAt(0).String ?? "", IsLiteral: false)]));

    /// <summary>A case stands in a group that is switched off, or switches itself off at its beginning.</summary>
    static bool IsSkipped(Code call)
    {
        for (var at = call.Parent; at.Exists; at = at.Parent)
            if (at.Kind is CodeKind.Call && at.Callee is { Name: "skip" or "todo" or "fixme" or "xdescribe" or "xit" })
                return true;
        return call.Descendants(CodeKind.Call)
            .Any(one => one.Callee.DottedName is "test.skip" or "test.fixme" or "this.skip" && !one.Arguments.Any());
    }

    IEnumerable<TestCase> InPython(CodeFile file) =>
        from function in file.Root.Descendants(CodeKind.Function)
        where function.Name.StartsWith("test", StringComparison.Ordinal)
        where
            !function
                .All(Part.Decorator)
                .Concat(function.Enclosing(CodeKind.Class).All(Part.Decorator))
                .Any(one =>
                    one.Text.Contains("skip", StringComparison.OrdinalIgnoreCase)
                    || one.Text.Contains("xfail", StringComparison.OrdinalIgnoreCase)
                )
        select new TestCase(function.At, Words(function, []));

    IEnumerable<TestCase> InCSharp(CodeFile file) =>
        from function in file.Root.Descendants(CodeKind.Function)
        where
            function
                .All(Part.Decorator)
                .Any(one => one.Name is "Fact" or "Theory" or "Test" or "TestMethod" or "TestCase" or "DataTestMethod")
        where
            !function
                .All(Part.Decorator)
                .Any(one => one.Text.Contains("Skip", StringComparison.Ordinal) || one.Name is "Ignore" or "Explicit")
        select new TestCase(function.At, Words(function, []));

    ImmutableArray<TestWord> Words(Code function, ImmutableArray<TestWord> first)
    {
        var words = new List<TestWord>(first);
        Collect(function, words, [function], Deepest);
        return [.. words];
    }

    void Collect(Code function, List<TestWord> words, HashSet<Code> around, int depth)
    {
        foreach (var node in function.Descendants())
        {
            if (words.Count >= MostWords)
                return;
            switch (node.Kind)
            {
                case CodeKind.Literal when node.String is { Length: > 0 } text:
                    words.Add(new(text, IsLiteral: true));
                    break;
                case CodeKind.Call or CodeKind.New:
                    words.Add(new(node.Callee.DottedName is { Length: > 0 } way ? way : node.Callee.Name, IsLiteral: false));
                    if (depth > 0 && HelperOf(node) is { Exists: true } helper && !function.Contains(helper) && around.Add(helper))
                    {
                        Collect(helper, words, around, depth - 1);
                        around.Remove(helper);
                    }
                    break;
                case CodeKind.Property when node.Name.Length > 0:
                    words.Add(new(node.Name, IsLiteral: false));
                    break;
                case CodeKind.Member or CodeKind.Name when node.Part is not Part.Callee:
                    words.Add(
                        new(
                            node.Kind is CodeKind.Member && node.DottedName is { Length: > 0 } member ? member : node.Name,
                            IsLiteral: false
                        )
                    );
                    break;
            }
        }
    }

    /// <summary>The function of the tests that a call runs; the code that is tested is no part of its test.</summary>
    Code HelperOf(Code call) => code.Target(call) is { Kind: CodeKind.Function } target && IsOfTests(target.File.Path) ? target : default;

    static bool IsOfTests(string path) =>
        path.Split('/', '.')
            .Any(one =>
                one.Contains("test", StringComparison.OrdinalIgnoreCase)
                || one is "spec" or "e2e" or "specs" or "cypress" or "playwright" or "conftest"
            );
}
