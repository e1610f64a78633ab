using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>Finds the test cases of a file, in the idioms of the runners of its language.</summary>
static partial class CasesInFiles
{
    static readonly ImmutableHashSet<string> markers =
    [
        "Fact",
        "Theory",
        "Test",
        "TestCase",
        "TestCaseSource",
        "TestMethod",
        "DataTestMethod",
        "SkippableFact",
        "SkippableTheory",
        "Property",
        "StaFact",
        "UIFact",
    ];

    /// <summary>Whether cases in the language of the file can be found.</summary>
    public static bool Reads(CodeFile file) => file.NotParsed is null && file.Language is not (Language.Hcl or Language.None);

    /// <summary>All cases of a file.</summary>
    public static IEnumerable<CaseFound> In(CodeFile file) =>
        file.Language switch
        {
            Language.JavaScript or Language.TypeScript or Language.Tsx => InScript(file),
            Language.Python => InPython(file),
            Language.CSharp => InDotNet(file),
            Language.Hcl or Language.None => [],
        };

    static IEnumerable<CaseFound> InScript(CodeFile file)
    {
        foreach (var call in file.Root.Descendants(CodeKind.Call))
        {
            if (WordsOf(call) is not [var root, .. var variants] || !IsCase(root) || !variants.All(IsVariant))
                continue;
            var body = call.Arguments.LastOrDefault(one => one.Kind is CodeKind.Function);
            if (!body.Exists && call.ArgumentAt(0) is { Kind: CodeKind.Object } options)
                body = options.Property("fn") is { Kind: CodeKind.Property } entry ? entry[Part.Value] : options.Property("fn");
            var standing = StandingOf(call, root, variants);
            var announced = call.Arguments.Count() == 1 && call.ArgumentAt(0).String is not null && body.Kind is not CodeKind.Function;
            if (announced && root is not "Deno")
                standing = TestStanding.Skipped;
            if (body.Kind is not CodeKind.Function && standing is not TestStanding.Skipped)
                continue;
            if (!call.ArgumentAt(0).Exists || call.ArgumentAt(0).Kind is CodeKind.Function or CodeKind.Binary or CodeKind.Unary)
                continue;
            yield return new(body.Kind is CodeKind.Function ? body : default, call, TitleOf(call), standing)
            {
                Table = call.Callee.Kind is CodeKind.Call ? [.. call.Callee.Arguments] : [],
                HasReason = standing is TestStanding.Skipped && GivesReason(call),
            };
        }
    }

    /// <summary>The names of what is called, those of a table or condition before it among them: <c>it.each(rows)("…", …)</c>.</summary>
    static ImmutableArray<string> WordsOf(Code call)
    {
        var callee = call.Callee.Kind is CodeKind.Call ? call.Callee.Callee : call.Callee;
        return callee.DottedName is { Length: > 0 } name ? [.. name.Split('.')] : [];
    }

    static bool IsCase(string root) => root is "it" or "test" or "specify" or "fit" or "xit" or "xtest" or "xspecify" or "Deno";

    static bool IsVariant(string word) =>
        word
            is "only"
                or "skip"
                or "each"
                or "concurrent"
                or "sequential"
                or "fails"
                or "failing"
                or "todo"
                or "for"
                or "fixme"
                or "serial"
                or "runIf"
                or "skipIf"
                or "if"
                or "prop"
                or "test";

    static TestStanding StandingOf(Code call, string root, ImmutableArray<string> variants)
    {
        if (root.StartsWith('x') || variants.Contains("skip") || variants.Contains("todo") || variants.Contains("fixme"))
            return TestStanding.Skipped;
        var focused = root is "fit" || variants.Contains("only");
        for (var around = call.Parent; around.Exists; around = around.Parent)
            if (around.Kind is CodeKind.Call && WordsOf(around) is { IsEmpty: false } words && IsGroup(words))
            {
                if (words[0].StartsWith('x') || words.Contains("skip") || words.Contains("todo") || words.Contains("fixme"))
                    return TestStanding.Skipped;
                focused |= words[0].StartsWith('f') || words.Contains("only");
            }
        var leaves = call.Descendants(CodeKind.Call)
            .Any(one =>
                one.Callee.DottedName is "test.skip" or "test.fixme" or "this.skip" or "ctx.skip" or "t.skip"
                && (!one.Arguments.Any() || one.ArgumentAt(0) is { Kind: CodeKind.Literal, Operator: "true" })
                && !one.Enclosing(CodeKind.Branch).Exists
            );
        return leaves ? TestStanding.Skipped
            : focused ? TestStanding.Focused
            : TestStanding.Runs;
    }

    static bool IsGroup(ImmutableArray<string> words) =>
        words[0] is "describe" or "context" or "suite" or "xdescribe" or "fdescribe" or "xcontext" || words.Contains("describe");

    static string TitleOf(Code call)
    {
        var titles = new List<string> { Said(call) };
        for (var around = call.Parent; around.Exists; around = around.Parent)
            if (around.Kind is CodeKind.Call && WordsOf(around) is { IsEmpty: false } words && IsGroup(words))
                titles.Insert(0, Said(around));
        return string.Join(" > ", titles.Where(title => title.Length > 0));
    }

    static string Said(Code call) =>
        call.ArgumentAt(0) switch
        {
            { String: { } text } => text,
            { Kind: CodeKind.Object } options => options.Property("name")[Part.Value].String ?? "",
            var other => other.Text.Length > 80 ? other.Text[..80] : other.Text,
        };

    /// <summary>A link or number of an issue on the line of the case, or on the two lines before it.</summary>
    static bool GivesReason(Code call)
    {
        var text = call.File.Text;
        var from = call.Start;
        for (var lines = 0; from > 0 && lines < 3; from--)
            if (text[from - 1] == '\n' && ++lines == 3)
                break;
        var to = text.IndexOf('\n', call.Start) is >= 0 and var end ? end : text.Length;
        return Issue().IsMatch(text[from..to]);
    }

    static IEnumerable<CaseFound> InPython(CodeFile file)
    {
        var whole = file.Root.Children.Any(one =>
            one is { Kind: CodeKind.Assignment or CodeKind.Variable }
            && one.Text.StartsWith("pytestmark", StringComparison.Ordinal)
            && SkipMark().IsMatch(one.Text)
        );
        foreach (var function in file.Root.Descendants(CodeKind.Function))
        {
            if (!function.Name.StartsWith("test", StringComparison.Ordinal) || function.Enclosing(CodeKind.Function).Exists)
                continue;
            var holder = function.Enclosing(CodeKind.Class);
            ImmutableArray<Code> marks = [.. function.All(Part.Decorator), .. holder.All(Part.Decorator)];
            if (marks.Any(one => one.Name is "fixture"))
                continue;
            var skips = marks.Where(one => SkipMark().IsMatch(one.Text)).ToList();
            var leaves = function.Body.Children.Take(2).Any(one => one.Text.StartsWith("pytest.skip(", StringComparison.Ordinal));
            yield return new(
                function,
                function,
                holder.Exists ? $"{holder.Name} > {function.Name}" : function.Name,
                whole || leaves || skips.Count > 0 ? TestStanding.Skipped : TestStanding.Runs
            )
            {
                Table = [.. marks.Where(one => one.Name is "parametrize")],
                HasReason = skips.Exists(one => Issue().IsMatch(one.Text)) || (leaves && Issue().IsMatch(function.Text)),
            };
        }
    }

    static IEnumerable<CaseFound> InDotNet(CodeFile file)
    {
        foreach (var function in file.Root.Descendants(CodeKind.Function))
        {
            ImmutableArray<Code> marks = [.. function.All(Part.Decorator)];
            if (!marks.Any(one => markers.Contains(one.Name)))
                continue;
            var holder = function.Enclosing(CodeKind.Class);
            var skip = marks
                .Concat(holder.All(Part.Decorator))
                .FirstOrDefault(one => one.Name is "Ignore" || (markers.Contains(one.Name) && SkipArgument().IsMatch(one.Text)));
            var explicitly = marks.Concat(holder.All(Part.Decorator)).Any(one => one.Name is "Explicit");
            yield return new(
                function,
                function,
                holder.Exists ? $"{holder.Name} > {function.Name}" : function.Name,
                skip.Exists || explicitly ? TestStanding.Skipped : TestStanding.Runs
            )
            {
                Table = [.. marks.Where(one => one.Name is "InlineData" or "TestCase" or "DataRow" or "MemberData")],
                HasReason = skip.Exists && Issue().IsMatch(skip.Text),
            };
        }
    }

    [GeneratedRegex(
        @"https?://|#\d+|\b[A-Z][A-Z0-9]+-\d+\b|\b(?i:issue|ticket|backlog|bug|task|story)\b[^""'\r\n]{0,20}?\d",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Issue();

    [GeneratedRegex(@"\bskip\b(?!if)|\bskip\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SkipMark();

    [GeneratedRegex(@"\bSkip\s*=\s*[""\w]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SkipArgument();
}
