using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shipworthy.Conventions;

/// <summary>Names say what a thing is in the domain, not which pattern it follows.</summary>
public sealed class NamingTests
{
    static readonly ImmutableArray<string> Empty =
    [
        "Manager",
        "Helper",
        "Helpers",
        "Util",
        "Utils",
        "Utility",
        "Utilities",
        "Common",
        "Base",
        "Impl",
    ];

    // A code base is what a scan reads; here the syllable is the noun of the domain, not the mark of a base class.
    static readonly ImmutableHashSet<string> NounsOfTheDomain = ["CodeBase", "Database"];

    [Fact]
    public void NoFileHasAnEmptyName() =>
        Repository
            .FilesIn("src", ".cs")
            .Concat(Sources.Tests.Select(tree => tree.FilePath))
            .Where(path => IsEmpty(Path.GetFileNameWithoutExtension(path)))
            .ShouldBeNone($"No file is named after a pattern ({string.Join(", ", Empty)}).");

    [Fact]
    public void NoTypeHasAnEmptyName() =>
        Sources
            .Product.Concat(Sources.Tests)
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .Where(type => IsEmpty(type.Identifier.Text))
            .Select(type => $"{type.Place()} {type.Identifier.Text}")
            .ShouldBeNone($"No type is named after a pattern ({string.Join(", ", Empty)}).");

    [Fact]
    public void NoFolderIsNamedAfterAPattern() =>
        Repository
            .FilesIn("src")
            .SelectMany(path => path.Split('/')[..^1])
            .Where(folder => Empty.Contains(folder) || folder is "Interfaces" or "Services" or "Handlers" or "Abstractions")
            .ShouldBeNone("A folder is named after a part of the domain.");

    [Fact]
    public void ClassesAreSealed()
    {
        var inherited = Sources
            .InProduct<BaseTypeSyntax>()
            .Select(type => type.Type.ToString().Split('<')[0])
            .ToHashSet(StringComparer.Ordinal);
        Sources
            .InProduct<TypeDeclarationSyntax>()
            .Where(type =>
                type
                    is ClassDeclarationSyntax
                        or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword }
            )
            .Where(type =>
                !type.Has(SyntaxKind.SealedKeyword) && !type.Has(SyntaxKind.StaticKeyword) && !type.Has(SyntaxKind.AbstractKeyword)
            )
            .Where(type => !inherited.Contains(type.Identifier.Text) && !IsPartOfASealedOne(type))
            .Select(type => $"{type.Place()} {type.Identifier.Text}")
            .ShouldBeNone("A class that nobody inherits from is sealed.");
    }

    static bool IsEmpty(string name) =>
        Empty.Any(word => name.EndsWith(word, StringComparison.Ordinal))
        && !NounsOfTheDomain.Any(noun => name.EndsWith(noun, StringComparison.Ordinal));

    // The other part of a partial class carries the modifier.
    static bool IsPartOfASealedOne(TypeDeclarationSyntax type) =>
        type.Has(SyntaxKind.PartialKeyword)
        && Sources
            .InProduct<TypeDeclarationSyntax>()
            .Any(other =>
                other.Identifier.Text == type.Identifier.Text
                && (other.Has(SyntaxKind.SealedKeyword) || other.Has(SyntaxKind.StaticKeyword) || other.Has(SyntaxKind.AbstractKeyword))
            );
}
