using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests;

/// <summary>
/// Counts the tests that pytest and unittest collect in a file. A class that neither its name nor a base makes a class of tests holds none, and one that is
/// made by its own <c>__init__</c> is left out with a warning that nobody reads (https://docs.pytest.org/en/stable/explanation/goodpractices.html). What a
/// base that lies outside of the repository does is not known, and its classes count.
/// </summary>
sealed class PythonCollection(Sources sources)
{
    /// <summary>Classes that inherit from each other in a circle end here.</summary>
    const int MostBases = 8;

    static readonly ImmutableHashSet<string> plainBases = ["object", "ABC", "Protocol", "Generic"];

    readonly Lazy<ILookup<Code, Code>> derived = new(() =>
        sources
            .Code.All(CodeKind.Class)
            .Where(declared => declared.File.Language is Language.Python)
            .SelectMany(declared => BasesOf(declared).Select(one => (Base: sources.Code.Definition(one), Class: declared)))
            .Where(pair => pair.Base.Kind is CodeKind.Class)
            .ToLookup(pair => pair.Base, pair => pair.Class)
    );

    /// <summary>How many tests are collected in the file.</summary>
    public int CasesIn(SourceFile file)
    {
        var written = TestCases.InPython(file);
        if (sources.Code.Find(file.Path) is not { NotParsed: null } code)
            return written;
        var settings = PytestNames.In(sources.Tree, file.Folder);
        var functions = code.Root.Descendants(CodeKind.Function).Where(function => function.Name.Length > 0).ToList();
        return settings.Max(names => functions.Count(function => IsTest(function, names)));
    }

    bool IsTest(Code function, PytestNames names)
    {
        var owner = OwnerOf(function);
        if (IsFixture(function))
            return false;
        return owner.Kind switch
        {
            CodeKind.Class when IsTestCase(owner, MostBases) is not false => function.Name.StartsWith("test", StringComparison.Ordinal)
                || names.IsFunction(function.Name),
            CodeKind.Class => names.IsFunction(function.Name) && IsCollected(owner, names, MostBases),
            CodeKind.Function => false,
            _ => names.IsFunction(function.Name),
        };
    }

    /// <summary>The class or function that holds a definition; no node at the top of the file.</summary>
    static Code OwnerOf(Code declared)
    {
        var at = declared.Parent;
        while (at.Exists && at.Kind is not (CodeKind.Class or CodeKind.Function))
            at = at.Parent;
        return at;
    }

    static bool IsFixture(Code function) =>
        function
            .All(Part.Decorator)
            .Any(decorator => decorator.Callee.DottedName is "pytest.fixture" or "fixture" or "pytest_asyncio.fixture");

    /// <summary>Whether a class is collected by its name, or a class that inherits its tests is.</summary>
    bool IsCollected(Code declared, PytestNames names, int steps) =>
        OwnerOf(declared).Kind is not CodeKind.Function
        && steps > 0
        && (
            (names.IsClass(declared.Name) && !IsMadeByItself(declared, steps))
            || derived.Value[declared].Any(heir => IsTestCase(heir, steps - 1) is not false || IsCollected(heir, names, steps - 1))
        );

    /// <summary>Whether it has a constructor of its own, which pytest cannot call.</summary>
    bool IsMadeByItself(Code declared, int steps) =>
        steps > 0
        && (
            declared.Property("__init__").Exists
            || declared.Property("__new__").Exists
            || declared.All(Part.Decorator).Any(decorator => decorator.Callee.DottedName is "dataclass" or "dataclasses.dataclass")
            || BasesOf(declared).Any(one => IsMadeByItself(sources.Code.Definition(one), steps - 1))
        );

    /// <summary>Whether it descends from <c>unittest.TestCase</c>, whose heirs are collected whatever their name; null when that is not known.</summary>
    bool? IsTestCase(Code declared, int steps)
    {
        bool? all = false;
        foreach (var one in BasesOf(declared))
        {
            var known =
                plainBases.Contains(one.Name) ? false
                : sources.Code.Definition(one) is { Kind: CodeKind.Class } found
                    ? steps > 0 ? IsTestCase(found, steps - 1)
                        : null
                : one.Name.EndsWith("TestCase", StringComparison.Ordinal) ? true
                : (bool?)null;
            if (known is true)
                return true;
            all = known is null ? null : all;
        }
        return all;
    }

    /// <summary>The bases of a class, without the arguments of its metaclass and of generics.</summary>
    static IEnumerable<Code> BasesOf(Code declared) =>
        declared
            .All(Part.Base)
            .Where(one => one.Kind is not CodeKind.Argument)
            .Select(one => one.Kind is CodeKind.Index ? one.Receiver : one);
}
