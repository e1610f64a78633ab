using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shipworthy.Generators;

/// <summary>
/// Completes every partial class marked <c>[ListsAll&lt;T&gt;]</c> with a property <c>All</c> that holds one instance of each concrete class of the
/// assembly that is a <c>T</c>. A new check or extractor is so registered by its file, without reflection, which ahead-of-time compilation needs.
/// </summary>
[Generator]
public sealed class ListGenerator : IIncrementalGenerator
{
    const string Attribute = """
        namespace Shipworthy.Generators
        {
            [global::System.AttributeUsage(global::System.AttributeTargets.Class)]
            internal sealed class ListsAllAttribute<T> : global::System.Attribute;
        }
        """;

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(output => output.AddSource("ListsAllAttribute.g.cs", Attribute));
        var lists = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Shipworthy.Generators.ListsAllAttribute`1",
            (node, _) => node is ClassDeclarationSyntax,
            (match, _) => ((INamedTypeSymbol)match.TargetSymbol, (INamedTypeSymbol)match.Attributes[0].AttributeClass!.TypeArguments[0])
        );
        var classes = context.SyntaxProvider.CreateSyntaxProvider(
            (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
            (match, cancel) => match.SemanticModel.GetDeclaredSymbol((ClassDeclarationSyntax)match.Node, cancel) as INamedTypeSymbol
        );
        context.RegisterSourceOutput(lists.Collect().Combine(classes.Collect()), (output, pair) => Write(output, pair.Left, pair.Right));
    }

    static void Write(
        SourceProductionContext output,
        ImmutableArray<(INamedTypeSymbol List, INamedTypeSymbol Item)> lists,
        ImmutableArray<INamedTypeSymbol?> classes
    )
    {
        foreach (var (list, item) in lists)
        {
            var names = classes
                .OfType<INamedTypeSymbol>()
                .Where(type => !type.IsAbstract && !type.IsGenericType && Is(type, item))
                .Select(type => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))
                .Distinct()
                .OrderBy(name => name, System.StringComparer.Ordinal)
                .ToList();
            output.AddSource($"{list.Name}.g.cs", Source(list, item.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), names));
        }
    }

    static bool Is(INamedTypeSymbol type, INamedTypeSymbol wanted)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
            if (SymbolEqualityComparer.Default.Equals(current, wanted))
                return true;
        return type.AllInterfaces.Any(one => SymbolEqualityComparer.Default.Equals(one, wanted));
    }

    static string Source(INamedTypeSymbol list, string item, List<string> names)
    {
        var text = new StringBuilder();
        text.AppendLine($"namespace {list.ContainingNamespace.ToDisplayString()};");
        text.AppendLine($"partial class {list.Name}");
        text.AppendLine("{");
        text.AppendLine($"    public static global::System.Collections.Immutable.ImmutableArray<{item}> All {{ get; }} =");
        text.AppendLine("    [");
        foreach (var name in names)
            text.AppendLine($"        new {name}(),");
        text.AppendLine("    ];");
        text.AppendLine("}");
        return text.ToString();
    }
}
