using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.JavaScript;

sealed partial class JavaScriptLowering
{
    /// <param name="start">Where the decorators start, which may lie before an <c>export</c>.</param>
    void Class(SyntaxNode node, Part part, int start, ReadOnlySpan<char> op)
    {
        using (Code.Open(CodeKind.Class, part, new(start, node.End), node["name"].Text, op, ModifiersOf(node)))
        {
            LowerAll(node, "decorator", Part.Decorator);
            LowerAll(node["type_parameters"], Part.Generic);
            foreach (var child in node.Children)
                if (child.Type is "class_heritage" or "extends_type_clause" or "extends_clause" or "implements_clause")
                    Heritage(child);
            Members(node["body"]);
        }
    }

    void Heritage(SyntaxNode node)
    {
        foreach (var child in node.Children)
        {
            if (child.Type is "extends_clause" or "implements_clause")
                Heritage(child);
            else if (child.Type == "type_arguments")
                LowerAll(child, Part.Type);
            else if (child.Named)
                Lower(child, Part.Base);
        }
    }

    /// <summary>The members of a class or interface. The grammar lets decorators stand beside the member that they decorate.</summary>
    void Members(SyntaxNode body)
    {
        var decorators = new List<SyntaxNode>();
        foreach (var child in body.Children)
        {
            if (child.Type == "decorator")
            {
                decorators.Add(child);
                continue;
            }
            if (!child.Named)
                continue;
            Member(child, [.. decorators]);
            decorators.Clear();
        }
        foreach (var decorator in decorators)
            Lower(decorator, Part.Decorator);
    }

    void Member(SyntaxNode node, ReadOnlySpan<SyntaxNode> decorators)
    {
        switch (node.Type)
        {
            case "method_definition" or "method_signature" or "abstract_method_signature" or "call_signature" or "construct_signature":
                Function(node, Part.Element, MethodSort(node), decorators);
                break;
            case "public_field_definition" or "field_definition" or "property_signature":
                Field(node, decorators);
                break;
            default:
                foreach (var decorator in decorators)
                    Lower(decorator, Part.Decorator);
                Lower(node, Part.Element);
                break;
        }
    }

    static ReadOnlySpan<char> MethodSort(SyntaxNode node) =>
        node.Has("get") ? "get"
        : node.Has("set") ? "set"
        : node.Type == "construct_signature" || node["name"].Text is "constructor" ? "constructor"
        : "method";

    void Field(SyntaxNode node, ReadOnlySpan<SyntaxNode> decorators)
    {
        var name = node["name"] is { Exists: true } found ? found : node["property"];
        var start = decorators.IsEmpty ? node.Start : decorators[0].Start;
        using (Code.Open(CodeKind.Property, Part.Element, new(start, node.End), KeyName(name), modifiers: ModifiersOf(node)))
        {
            foreach (var decorator in decorators)
                Lower(decorator, Part.Decorator);
            LowerAll(node, "decorator", Part.Decorator);
            ComputedKey(name);
            Lower(node["type"], Part.Type);
            Lower(node["value"], Part.Value);
        }
    }

    void Decorator(SyntaxNode node, Part part)
    {
        var applied = node.FirstNamed;
        while (applied.Type == "parenthesized_expression")
            applied = applied.FirstNamed;
        var callee = applied.Type == "call_expression" ? applied["function"] : applied;
        var name = callee.Type == "member_expression" ? callee["property"] : callee;
        using (Open(CodeKind.Decorator, part, node, name.Text))
            Lower(applied, Part.Value);
    }
}
