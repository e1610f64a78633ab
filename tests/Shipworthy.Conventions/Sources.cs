using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shipworthy.Conventions;

/// <summary>Our own C# files as syntax trees.</summary>
static class Sources
{
    /// <summary>The files below <c>src</c>.</summary>
    public static ImmutableArray<SyntaxTree> Product { get; } = [.. Repository.FilesIn("src", ".cs").Select(Parse)];

    /// <summary>The files below <c>tests</c>, without the apps that tests look at.</summary>
    public static ImmutableArray<SyntaxTree> Tests { get; } =
    [.. Repository.FilesIn("tests", ".cs").Where(path => !path.StartsWith("tests/apps/", StringComparison.Ordinal)).Select(Parse)];

    /// <summary>All nodes of one kind in the product, each with its file.</summary>
    public static IEnumerable<T> InProduct<T>()
        where T : SyntaxNode => Product.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<T>());

    /// <summary>Where a node stands: <c>src/A/B.cs:12</c>.</summary>
    public static string Place(this SyntaxNode node) => Place(node.SyntaxTree, node.Span.Start);

    /// <summary>Where a position of a file stands.</summary>
    public static string Place(SyntaxTree tree, int position) =>
        $"{tree.FilePath}:{tree.GetText().Lines.GetLineFromPosition(position).LineNumber + 1}";

    /// <summary>Whether a declaration has the modifier.</summary>
    public static bool Has(this MemberDeclarationSyntax member, SyntaxKind modifier) => member.Modifiers.Any(modifier);

    static SyntaxTree Parse(string path) =>
        CSharpSyntaxTree.ParseText(Repository.Text(path)!, new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Parse), path);
}
