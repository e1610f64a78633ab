using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shipworthy.Conventions;

/// <summary>Facts never change, and nothing is remembered between two scans.</summary>
public sealed class ModelTests
{
    const BindingFlags Own =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    static readonly ImmutableHashSet<Type> Changeable =
    [
        typeof(List<>),
        typeof(Dictionary<,>),
        typeof(HashSet<>),
        typeof(Queue<>),
        typeof(Stack<>),
    ];

    [Fact]
    public void TheModelHasNoSetters() =>
        Types
            .SelectMany(type => type.GetProperties(Own))
            .Where(property =>
                property.SetMethod is { } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
            )
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}")
            .ShouldBeNone("A property of the model can be set only while its object is made.");

    [Fact]
    public void TheModelHasNoFieldsThatChange() =>
        Types
            .SelectMany(type => type.GetFields(Own))
            .Where(field => !field.IsInitOnly && !field.IsLiteral && !field.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}")
            .ShouldBeNone("A field of the model is read-only.");

    [Fact]
    public void TheModelHasNoSharedCollectionThatChanges() =>
        Types
            .SelectMany(type => type.GetFields(Own))
            .Where(field =>
                field.IsStatic
                && !field.IsLiteral
                && (
                    field.FieldType.IsArray
                    || (field.FieldType.IsGenericType && Changeable.Contains(field.FieldType.GetGenericTypeDefinition()))
                )
            )
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}")
            .ShouldBeNone("What the model shares cannot change.");

    [Fact]
    public void TheProductHasNoStaticState() =>
        Sources
            .InProduct<FieldDeclarationSyntax>()
            .Where(field => field.Has(SyntaxKind.StaticKeyword) && !field.Has(SyntaxKind.ReadOnlyKeyword))
            .Select(field => field.Place())
            .Concat(
                Sources
                    .InProduct<PropertyDeclarationSyntax>()
                    .Where(property =>
                        property.Has(SyntaxKind.StaticKeyword)
                        && property.AccessorList?.Accessors.Any(accessor => accessor.IsKind(SyntaxKind.SetAccessorDeclaration)) == true
                    )
                    .Select(property => property.Place())
            )
            .ShouldBeNone("A static field is read-only, and a static property cannot be set.");

    static IEnumerable<Type> Types =>
        typeof(App).Assembly.GetTypes().Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.IsEnum);
}
