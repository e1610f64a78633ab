using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shipworthy.Conventions;

/// <summary>The product reads text that strangers wrote: no pattern can be made to run for ever.</summary>
public sealed class RegexTests
{
    static readonly ImmutableHashSet<string> Matching =
    [
        "IsMatch",
        "Match",
        "Matches",
        "Replace",
        "Split",
        "Count",
        "EnumerateMatches",
        "EnumerateSplits",
    ];

    [Fact]
    public void EveryPatternIsLinearOrTimed() =>
        Unbounded(Sources.Product).ShouldBeNone("A pattern is NonBacktracking or has a time limit.");

    [Theory]
    [InlineData("Regex A = new Regex(p);")]
    [InlineData("Regex A = new(p, RegexOptions.Compiled);")]
    [InlineData("Regex A => new(p);")]
    [InlineData("[GeneratedRegex(p, RegexOptions.IgnoreCase)] partial Regex A { get; }")]
    [InlineData("[GeneratedRegex(p, RegexOptions.IgnoreCase, -1)] partial Regex A { get; }")]
    [InlineData("bool A(string s) => Regex.IsMatch(s, p);")]
    [InlineData("const RegexOptions O = RegexOptions.Compiled; Regex A = new(p, O);")]
    public void APatternWithoutABoundIsFound(string member) => Unbounded([Parse(member)]).ShouldHaveSingleItem();

    [Theory]
    [InlineData("Regex A = new Regex(p, RegexOptions.NonBacktracking);")]
    [InlineData("Regex A = new(p, RegexOptions.None, TimeSpan.FromSeconds(1));")]
    [InlineData("[GeneratedRegex(p, RegexOptions.None, matchTimeoutMilliseconds: 100)] partial Regex A { get; }")]
    [InlineData("const int MatchMilliseconds = 100; [GeneratedRegex(p, RegexOptions.None, MatchMilliseconds)] partial Regex A { get; }")]
    [InlineData("[GeneratedRegex(p, RegexOptions.None, 100)] partial Regex A { get; }")]
    [InlineData("const RegexOptions O = RegexOptions.NonBacktracking; Regex A = new(p, O);")]
    [InlineData("static readonly TimeSpan Limit = TimeSpan.FromSeconds(1); Regex A = new(p, RegexOptions.None, Limit);")]
    [InlineData("StringBuilder A = new(p);")]
    public void ABoundPatternIsLeftAlone(string member) => Unbounded([Parse(member)]).ShouldBeEmpty();

    [Fact]
    public void WhoeverCatchesThatAPatternGaveUpSaysSo() =>
        Silent(Sources.Product)
            .ShouldBeNone("What gave up for want of time is counted by GivenUp.Add(), or a scan with its gap is kept and told again.");

    [Fact]
    public void ASilentOneIsFound() =>
        Silent([Parse("void A() { try { B(); } catch (RegexMatchTimeoutException) { return; } }")]).ShouldHaveSingleItem();

    static IEnumerable<string> Silent(IReadOnlyCollection<SyntaxTree> trees) =>
        from tree in trees
        from caught in tree.GetRoot().DescendantNodes().OfType<CatchClauseSyntax>()
        where caught.Declaration?.Type.ToString() is "RegexMatchTimeoutException"
        where !caught.Block.ToString().Contains("GivenUp.Add()", StringComparison.Ordinal)
        select tree.FilePath;

    static SyntaxTree Parse(string member) => CSharpSyntaxTree.ParseText($"partial class C {{ {member} }}", path: "C.cs");

    static IEnumerable<string> Unbounded(IReadOnlyCollection<SyntaxTree> trees)
    {
        var nodes = trees.SelectMany(tree => tree.GetRoot().DescendantNodes()).ToList();
        var shared = nodes
            .OfType<VariableDeclaratorSyntax>()
            .Where(variable => variable.Initializer is not null)
            .ToLookup(variable => variable.Identifier.Text, StringComparer.Ordinal);
        return nodes.Where(IsPattern).Where(pattern => !IsBounded(pattern, shared)).Select(pattern => pattern.Place());
    }

    static bool IsPattern(SyntaxNode node) =>
        node switch
        {
            ObjectCreationExpressionSyntax made => made.Type.ToString() is "Regex",
            ImplicitObjectCreationExpressionSyntax made => DeclaredType(made) is "Regex",
            AttributeSyntax attribute => attribute.Name.ToString() is "GeneratedRegex",
            InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Regex" } } member
            } => Matching.Contains(member.Name.Identifier.Text),
            _ => false,
        };

    static bool IsBounded(SyntaxNode pattern, ILookup<string, VariableDeclaratorSyntax> shared)
    {
        IEnumerable<SyntaxNode>? arguments = pattern switch
        {
            AttributeSyntax attribute => attribute.ArgumentList?.Arguments,
            BaseObjectCreationExpressionSyntax made => made.ArgumentList?.Arguments,
            InvocationExpressionSyntax call => call.ArgumentList.Arguments,
            _ => null,
        };
        return arguments
                ?.Skip(1)
                .Any(argument =>
                    Bounds(argument.ToString())
                    || shared[LastName(argument)].Any(BoundsByName)
                    || (pattern is AttributeSyntax && IsMilliseconds(argument))
                ) == true;
    }

    static bool Bounds(string text) =>
        text.Contains("NonBacktracking") || text.Contains("TimeSpan") || text.Contains("matchTimeoutMilliseconds");

    // Options and limits are often shared: a constant or a field stands for its value.
    static bool BoundsByName(VariableDeclaratorSyntax variable) =>
        Bounds(variable.Initializer!.Value.ToString())
        || (
            variable.Parent is VariableDeclarationSyntax { Type: var type }
            && type.ToString() == "int"
            && variable.Identifier.Text.Contains("Milliseconds")
        );

    // The only positive number that the attribute takes is its limit.
    static bool IsMilliseconds(SyntaxNode argument) =>
        argument is AttributeArgumentSyntax { Expression: LiteralExpressionSyntax { Token.Value: > 0 } };

    static string LastName(SyntaxNode argument) =>
        argument.DescendantTokens().LastOrDefault(token => token.IsKind(SyntaxKind.IdentifierToken)).Text ?? "";

    static string DeclaredType(SyntaxNode made) =>
        made.Ancestors()
            .FirstOrDefault(node => node is VariableDeclarationSyntax or PropertyDeclarationSyntax or MethodDeclarationSyntax) switch
        {
            VariableDeclarationSyntax variable => variable.Type.ToString(),
            PropertyDeclarationSyntax property => property.Type.ToString(),
            MethodDeclarationSyntax method when method.ExpressionBody?.Expression == made => method.ReturnType.ToString(),
            _ => "",
        };
}
