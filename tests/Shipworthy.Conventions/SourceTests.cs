using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shipworthy.Conventions;

/// <summary>How our files are written: short, finished and explained.</summary>
public sealed partial class SourceTests
{
    const int LinesOfOneIdea = 300;

    static readonly ImmutableHashSet<string> TextEndings =
    [
        ".md",
        ".yml",
        ".yaml",
        ".js",
        ".css",
        ".html",
        ".svg",
        ".sh",
        ".props",
        ".csproj",
        ".json",
    ];

    [Fact]
    public void AFileHoldsOneIdea() =>
        Sources
            .Product.Select(tree => (tree.FilePath, Lines: tree.GetText().Lines.Count - 1))
            .Where(file => file.Lines > LinesOfOneIdea)
            .Select(file => $"{file.FilePath} {file.Lines} lines")
            .ShouldBeNone($"A C# file of the product has {LinesOfOneIdea} lines at most; a longer one is two ideas.");

    [Fact]
    public void NoCommentPutsWorkOff() =>
        Sources
            .Product.Concat(Sources.Tests)
            .SelectMany(tree =>
                tree.GetRoot()
                    .DescendantTrivia(descendIntoTrivia: false)
                    .Where(trivia => IsComment(trivia) && Postponed.IsMatch(trivia.ToString()))
                    .Select(trivia => Sources.Place(tree, trivia.SpanStart))
            )
            .Concat(
                Repository
                    .FilesIn("src")
                    .Concat(Repository.FilesIn("docs"))
                    .Concat(Repository.FilesIn("tests").Where(path => !path.StartsWith("tests/apps/", StringComparison.Ordinal)))
                    .Where(path => TextEndings.Contains(Path.GetExtension(path)))
                    .SelectMany(path =>
                        Repository.Lines(path).Where(line => Postponed.IsMatch(line.Text)).Select(line => $"{path}:{line.Number}")
                    )
            )
            .ShouldBeNone("Work is done or written down outside the code, not put off in a comment.");

    // A check is explained by its own words, which a summary would only repeat.
    [Fact]
    public void PublicTypesAreExplained() =>
        Sources
            .InProduct<BaseTypeDeclarationSyntax>()
            .Where(IsPublic)
            .Where(type =>
                type.BaseList?.Types.Any(parent => parent.ToString().StartsWith("Check(", StringComparison.Ordinal)) != true
                || type.Has(SyntaxKind.AbstractKeyword)
            )
            .GroupBy(type =>
                (type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString(), type.Identifier.Text)
            )
            .Where(parts => !parts.Any(IsExplained))
            .Select(parts => $"{parts.First().Place()} {parts.Key.Text}")
            .ShouldBeNone("A public type has a summary that says what it means.");

    [Fact]
    public void TextIsPlainUnicodeWithUnixLines() =>
        Repository
            .Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".md", StringComparison.Ordinal))
            .Where(path =>
                !path.StartsWith("tests/apps/", StringComparison.Ordinal) && !path.StartsWith("specs/", StringComparison.Ordinal)
            )
            .Where(path =>
                Repository.Text(path) is not { } text
                || text.Contains('\r')
                || text.StartsWith('\uFEFF')
                || (text.Length > 0 && !text.EndsWith('\n'))
            )
            .ShouldBeNone("A text file is UTF-8 without a mark, has Unix line ends and ends with one.");

    static bool IsComment(SyntaxTrivia trivia) =>
        trivia.Kind()
            is SyntaxKind.SingleLineCommentTrivia
                or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia
                or SyntaxKind.MultiLineDocumentationCommentTrivia;

    static bool IsPublic(BaseTypeDeclarationSyntax type) =>
        type.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().All(part => part.Has(SyntaxKind.PublicKeyword));

    static bool IsExplained(BaseTypeDeclarationSyntax type) =>
        type.GetLeadingTrivia()
            .Select(trivia => trivia.GetStructure())
            .OfType<DocumentationCommentTriviaSyntax>()
            .Any(comment => comment.ToString() is var text && (text.Contains("<summary>") || text.Contains("<inheritdoc")));

    // The words are put together here, so that this file does not hold them.
    [GeneratedRegex(
        @"(//|/\*|^\s*\*|#|<!--|--)\s*(?:TO" + "DO|FIX" + "ME|HA" + "CK|XX" + @"X)\b",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Postponed { get; }
}
