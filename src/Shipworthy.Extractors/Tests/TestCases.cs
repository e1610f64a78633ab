using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests;

/// <summary>Counts test cases by their declarations. Tables and loops are not multiplied, so the number is a lower bound that is good for shares.</summary>
static partial class TestCases
{
    /// <summary>Cases written <c>it(…)</c> or <c>test(…)</c>, with their variants such as <c>test.each</c>.</summary>
    public static int InJavaScript(SourceFile file) => Count(file, JavaScript());

    /// <summary>Functions and methods named <c>test_…</c>.</summary>
    public static int InPython(SourceFile file) => Count(file, Python());

    /// <summary>Methods marked by xunit, NUnit, MSTest or TUnit, and scenarios of Reqnroll.</summary>
    public static int InDotNet(SourceFile file) =>
        Count(file, file.Name.EndsWith(".feature", StringComparison.OrdinalIgnoreCase) ? Scenario() : DotNet());

    /// <summary><c>func TestX(t *testing.T)</c>.</summary>
    public static int InGo(SourceFile file) => Count(file, Go());

    /// <summary>Examples of RSpec and tests of Minitest.</summary>
    public static int InRuby(SourceFile file) => Count(file, Ruby());

    /// <summary>Methods of PHPUnit and functions of Pest.</summary>
    public static int InPhp(SourceFile file) => Count(file, Php());

    /// <summary>Methods marked by JUnit or TestNG.</summary>
    public static int InJava(SourceFile file) => Count(file, Java());

    /// <summary>Functions marked <c>#[test]</c>.</summary>
    public static int InRust(SourceFile file) => Count(file, Rust());

    /// <summary><c>test "…"</c> of ExUnit.</summary>
    public static int InElixir(SourceFile file) => Count(file, Elixir());

    /// <summary>Assertions of pgTAP.</summary>
    public static int InPgTap(SourceFile file) => PgTapPlan().IsMatch(file.Text) ? Math.Max(1, Count(file, PgTap())) : 0;

    /// <summary><c>@test "…"</c> of bats.</summary>
    public static int InBats(SourceFile file) => Count(file, Bats());

    static int Count(SourceFile file, Regex declaration)
    {
        try
        {
            return declaration.Count(file.Text);
        }
        catch (RegexMatchTimeoutException)
        {
            GivenUp.Add();
            return 1;
        }
    }

    const int Limit = 10_000;

    [GeneratedRegex(
        @"(?<![\w.$])(?:it|test|specify|Deno\.test)(?:\.(?:only|skip|each|concurrent|sequential|fails|failing|todo|for|extend|slow|fixme|serial|runIf|skipIf|prop))*\s*[(`<]",
        RegexOptions.CultureInvariant,
        Limit
    )]
    private static partial Regex JavaScript();

    [GeneratedRegex(@"^[ \t]*(?:async[ \t]+)?def[ \t]+test\w*[ \t]*\(", RegexOptions.Multiline | RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Python();

    [GeneratedRegex(
        @"^[ \t]*\[(?!\s*(?:assembly|module)\s*:)[^\]\n]*\b(?:Fact|Theory|Test|TestCase|TestCaseSource|TestMethod|DataTestMethod|SkippableFact|SkippableTheory|Property|StaFact|UIFact)\b",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        Limit
    )]
    private static partial Regex DotNet();

    [GeneratedRegex(@"^func (?:\([^)\n]*\) )?(?:Test|Example|Fuzz)\w*\(", RegexOptions.Multiline | RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Go();

    [GeneratedRegex(
        """^[ \t]*(?:(?:it|specify|scenario|example|test)[ \t(]+["'`]|(?:it|its|specify)[ \t]*(?:\{|do\b)|def test_)""",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        Limit
    )]
    private static partial Regex Ruby();

    [GeneratedRegex(
        """^[ \t]*(?:(?:public )?function test\w*|(?:it|test|arch)\(|#\[Test\]|\*[ \t]*@test\b|/\*\*[ \t]*@test)""",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        Limit
    )]
    private static partial Regex Php();

    [GeneratedRegex(
        @"^[ \t]*@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|Property)\b",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        Limit
    )]
    private static partial Regex Java();

    [GeneratedRegex(@"#\[(?:\w+::)*test(?:\([^)]*\))?\]", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Rust();

    [GeneratedRegex("""^[ \t]*(?:test|property)[ \t(]+["']""", RegexOptions.Multiline | RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Elixir();

    [GeneratedRegex(
        @"\bselect\s+(?:\*\s+from\s+)?(?:extensions\.)?(?:plan|no_plan)\s*\(",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Limit
    )]
    private static partial Regex PgTapPlan();

    [GeneratedRegex(
        @"\bselect\s+(?:\w+\.)?(?:ok|is|isnt|has_\w+|hasnt_\w+|throws_\w+|lives_ok|results_eq|set_eq|bag_eq|is_empty|isnt_empty|matches|policies_are|policy_\w+|cmp_ok|tests\.\w+|row_eq|col_\w+)\s*\(",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Limit
    )]
    private static partial Regex PgTap();

    [GeneratedRegex(@"^[ \t]*Scenario(?: Outline)?:", RegexOptions.Multiline | RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Scenario();

    [GeneratedRegex(@"^[ \t]*@test[ \t]", RegexOptions.Multiline | RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Bats();
}
